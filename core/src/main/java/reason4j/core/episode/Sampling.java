package reason4j.core.episode;

import java.util.List;

/// How to sample completions.
///
/// @param samples completions a prompt
/// @param temperature 0 means greedy
/// @param topP nucleus, 1 is off
/// @param topK 0 is off
/// @param minP relative to the likeliest token, 0 is off
/// @param repetitionPenalty 1 is off
/// @param maxNewTokens at most so many tokens, the ending one included
/// @param stop strings that end a completion and are cut off
/// @param ignoreEos go on to `maxNewTokens` whatever is sampled
/// @param seed a completion's random numbers depend on this, its prompt's index and its sample's index alone
public record Sampling(
        int samples,
        double temperature,
        double topP,
        int topK,
        double minP,
        double repetitionPenalty,
        int maxNewTokens,
        List<String> stop,
        boolean ignoreEos,
        long seed) {

    public Sampling {
        stop = List.copyOf(stop);
        require(samples >= 1, "samples must be at least 1, is " + samples);
        require(temperature >= 0, "temperature must not be negative, is " + temperature);
        require(topP > 0 && topP <= 1, "top-p must be in (0, 1], is " + topP);
        require(topK >= 0, "top-k must not be negative, is " + topK);
        require(minP >= 0 && minP < 1, "min-p must be in [0, 1), is " + minP);
        require(repetitionPenalty > 0, "the repetition penalty must be positive, is " + repetitionPenalty);
        require(maxNewTokens >= 1, "the limit of new tokens must be at least 1, is " + maxNewTokens);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /// Plain sampling from the model's distribution at this temperature, as RLVR needs it.
    public static Sampling at(double temperature, int samples, int maxNewTokens, long seed) {
        return new Sampling(samples, temperature, 1, 0, 0, 1, maxNewTokens, List.of(), false, seed);
    }

    /// The likeliest token at each place.
    public static Sampling greedy(int maxNewTokens) {
        return new Sampling(1, 0, 1, 0, 0, 1, maxNewTokens, List.of(), false, 0);
    }
}
