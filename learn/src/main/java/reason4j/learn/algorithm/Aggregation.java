package reason4j.learn.algorithm;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// How the losses of tokens become one number: the weight of each token, found from the masks of the whole batch
/// before any of it is forwarded. The loss is then a plain sum of weight times loss, so it cannot depend on how the
/// batch is split into micro-batches.
///
/// Sequences without a trained token do not count. verl adds 1e-8 to lengths; that is left out.
///
/// @param mode which mean
/// @param constant what sums over tokens are divided by, for [Mode#SEQUENCE_MEAN_TOKEN_SUM_OVER_CONSTANT]; else
///     unused
public record Aggregation(Mode mode, double constant) implements Algorithm.Part {

    public Aggregation {
        if (mode == Mode.SEQUENCE_MEAN_TOKEN_SUM_OVER_CONSTANT && !(constant > 0)) {
            throw new IllegalArgumentException("the constant of the aggregation is " + constant
                    + ": give the maximal number of new tokens, which must not depend on the batch");
        }
    }

    public static Aggregation of(Mode mode) {
        return new Aggregation(mode, 0);
    }

    /// Which mean over sequences i, tokens t and groups g; |o| is the number of trained tokens.
    public enum Mode {
        /// Σ_i Σ_t / Σ_i |o_i|: DAPO (arXiv 2503.14476, eq. 8, over the batch), verl's default, TRL's `dapo`.
        @JsonProperty("token-mean")
        TOKEN_MEAN,
        /// Σ_i Σ_t.
        @JsonProperty("token-sum")
        TOKEN_SUM,
        /// mean_i (Σ_t / |o_i|): GRPO as published, TRL's `grpo`, GSPO.
        @JsonProperty("seq-mean-token-mean")
        SEQUENCE_MEAN_TOKEN_MEAN,
        /// mean_i Σ_t.
        @JsonProperty("seq-mean-token-sum")
        SEQUENCE_MEAN_TOKEN_SUM,
        /// mean_i (Σ_t / constant): Dr.GRPO (arXiv 2503.20783). verl and TRL fall back on the padded width, which
        /// changes between micro-batches; here the constant is required.
        @JsonProperty("seq-mean-token-sum-norm")
        SEQUENCE_MEAN_TOKEN_SUM_OVER_CONSTANT,
        /// mean_g (Σ_{i in g} Σ_t / Σ_{i in g} |o_i|): DAPO eq. 8 and CISPO eq. 4 taken literally, as an
        /// expectation over prompts.
        @JsonProperty("group-mean-token-mean")
        GROUP_MEAN_TOKEN_MEAN
    }

    /// The weight of each token of a batch, 0 where it does not train.
    ///
    /// @param masks by sequence and token, of all sequences of one optimiser step
    /// @param groups the group of each sequence
    public double[][] weights(boolean[][] masks, int[] groups) {
        Counts counts = Counts.of(masks, groups);
        double[][] weights = new double[masks.length][];
        for (int i = 0; i < masks.length; i++) {
            weights[i] = new double[masks[i].length];
            double weight = counts.lengths[i] == 0 ? 0 : weight(counts, i, groups[i]);
            for (int t = 0; t < masks[i].length; t++) {
                weights[i][t] = masks[i][t] ? weight : 0;
            }
        }
        return weights;
    }

    private double weight(Counts counts, int sequence, int group) {
        return switch (mode) {
            case TOKEN_MEAN -> 1 / counts.tokens;
            case TOKEN_SUM -> 1;
            case SEQUENCE_MEAN_TOKEN_MEAN -> 1 / (counts.sequences * counts.lengths[sequence]);
            case SEQUENCE_MEAN_TOKEN_SUM -> 1 / counts.sequences;
            case SEQUENCE_MEAN_TOKEN_SUM_OVER_CONSTANT -> 1 / (counts.sequences * constant);
            case GROUP_MEAN_TOKEN_MEAN -> 1 / (counts.groups * counts.tokensOfGroup.getOrDefault(group, 1.0));
        };
    }

    private record Counts(
            double tokens, double sequences, double groups, double[] lengths, Map<Integer, Double> tokensOfGroup) {

        static Counts of(boolean[][] masks, int[] groups) {
            double tokens = 0;
            double sequences = 0;
            double[] lengths = new double[masks.length];
            Map<Integer, Double> tokensOfGroup = new HashMap<>();
            Set<Integer> present = new HashSet<>();
            for (int i = 0; i < masks.length; i++) {
                for (boolean trains : masks[i]) {
                    lengths[i] += trains ? 1 : 0;
                }
                if (lengths[i] > 0) {
                    tokens += lengths[i];
                    sequences++;
                    present.add(groups[i]);
                    tokensOfGroup.merge(groups[i], lengths[i], Double::sum);
                }
            }
            return new Counts(tokens, sequences, present.size(), lengths, tokensOfGroup);
        }
    }
}
