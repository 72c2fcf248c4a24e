package reason4j.learn.algorithm;

/// What joins one sequence to its batch, by token.
///
/// @param advantages A
/// @param weights of the aggregation
/// @param imitation weights of − logπ, for sequences whose likelihood is raised as such; or empty
public record Credit(double[] advantages, double[] weights, double[] imitation) {

    public static Credit of(double[] advantages, double[] weights) {
        return new Credit(advantages, weights, new double[0]);
    }
}
