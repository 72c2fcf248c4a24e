package reason4j.learn.reward;

/// prime-rl's linear length penalty: r − μ·(a·out/max out + b·in/max in + c·turns/max turns), with μ the mean
/// reward of the group, so that a group that solves nothing is not taught to be short.
///
/// @param output, input, turns the weights a, b, c; 0.25, 0.1, 0.1 there
public record GroupLengthPenalty(double output, double input, double turns) {

    /// Lengths of one completion.
    ///
    /// @param output sampled tokens
    /// @param input tokens of the prompt and of observations
    /// @param turns of the conversation
    public record Lengths(int output, int input, int turns) {}

    /// The rewards of a group after the penalty.
    public double[] shaped(double[] rewards, Lengths... lengths) {
        double mean = 0;
        double mostOutput = 1;
        double mostInput = 1;
        double mostTurns = 1;
        for (int i = 0; i < rewards.length; i++) {
            mean += rewards[i] / rewards.length;
            mostOutput = Math.max(mostOutput, lengths[i].output);
            mostInput = Math.max(mostInput, lengths[i].input);
            mostTurns = Math.max(mostTurns, lengths[i].turns);
        }
        double[] shaped = new double[rewards.length];
        for (int i = 0; i < rewards.length; i++) {
            double share = output * lengths[i].output / mostOutput
                    + input * lengths[i].input / mostInput
                    + turns * lengths[i].turns / mostTurns;
            shaped[i] = rewards[i] - mean * share;
        }
        return shaped;
    }
}
