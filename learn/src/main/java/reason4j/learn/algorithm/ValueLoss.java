package reason4j.learn.algorithm;

/// The critic's loss: ½·max((v − R)², (clip(v, v_old ± c) − R)²), aggregated by the same weights as the policy's.
/// As in verl, OpenRLHF (c = 0.5) and Open-Reasoner-Zero (c = 0.2).
///
/// @param clip c; infinity for none
public record ValueLoss(double clip) implements Algorithm.Part {

    /// @param value the part of the sequence in the critic's loss
    /// @param gradient dL/dv of each token
    public record Loss(double value, double[] gradient) {}

    /// @param sample with the values before the update
    /// @param values v, of the current critic
    /// @param returns R
    /// @param weights of the tokens
    public Loss evaluate(Sample sample, double[] values, double[] returns, double[] weights) {
        double sum = 0;
        double[] gradient = new double[values.length];
        for (int t = 0; t < values.length; t++) {
            if (!sample.mask()[t]) {
                continue;
            }
            double old = sample.values()[t];
            double held = Math.clamp(values[t], old - clip, old + clip);
            double free = values[t] - returns[t];
            double clipped = held - returns[t];
            boolean useClipped = clipped * clipped > free * free;
            double error = useClipped ? clipped : free;
            sum += weights[t] * 0.5 * error * error;
            gradient[t] = useClipped && held != values[t] ? 0 : weights[t] * error;
        }
        return new Loss(sum, gradient);
    }
}
