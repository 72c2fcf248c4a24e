package reason4j.learn.algorithm;

/// How much better each token did than expected.
///
/// @param perToken by sequence and token; 0 where a token does not train or its sequence could not be scored
/// @param returns what the critic should have said, by sequence and token; rows are empty where there is no critic
public record Advantages(double[][] perToken, double[][] returns) {

    static Advantages withoutCritic(double[][] perToken) {
        return new Advantages(perToken, new double[perToken.length][0]);
    }
}
