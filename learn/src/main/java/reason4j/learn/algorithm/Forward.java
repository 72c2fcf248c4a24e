package reason4j.learn.algorithm;

/// What one forward pass of the current policy says of one sequence.
///
/// @param logp log-probability of each token in nats, at the temperature at which it was sampled
/// @param entropy entropy of the distribution at each token in nats, or empty when no bonus needs it
public record Forward(double[] logp, double[] entropy) {

    public static Forward of(double... logp) {
        return new Forward(logp, new double[0]);
    }
}
