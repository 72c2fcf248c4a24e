package reason4j.learn.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.jspecify.annotations.Nullable;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Tensors;

/// Forward and backward over sequences of different lengths, in micro-batches that bound memory. The loss is told
/// through its derivatives by each response token's log-probability and entropy, which must not depend on the split.
public final class TrainingPass {

    /// Derivatives of a loss by the response tokens of one micro-batch, sequence after sequence.
    ///
    /// @param byLogprob_N by log-probability
    /// @param byEntropy_N by entropy, or null for none
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    public record Derivatives(float[] byLogprob_N, float @Nullable [] byEntropy_N) {}

    /// A loss.
    @FunctionalInterface
    public interface Loss {

        /// @param members indices of the sequences of this micro-batch, in its order
        /// @param scores of their response tokens, one sequence after the other
        Derivatives derivatives(int[] members, LanguageHead.Scores scores);
    }

    private final Transformer model;
    private final LanguageHead head;
    private final int microTokens;

    /// @param temperature by which logits are divided, that of sampling
    /// @param microTokens most tokens a micro-batch, padding included; a longer sequence is one of its own
    public TrainingPass(Transformer model, double temperature, int microTokens) {
        this.model = model;
        this.head = new LanguageHead(model, temperature);
        this.microTokens = microTokens;
    }

    /// Adds the gradient of the loss over all sequences to the model's.
    public void accumulate(List<Sequence> sequences, Loss loss) {
        model.parameters().trackGradients();
        for (int[] members : microBatches(sequences)) {
            Scopes.run(() -> {
                int[] labels_N = labels(sequences, members);
                Tensor hidden_NC = hidden_NC(sequences, members);
                Derivatives d = loss.derivatives(members, head.score(hidden_NC, labels_N));
                Tensor byHidden_NC = head.backward(hidden_NC, labels_N, d.byLogprob_N, d.byEntropy_N);
                hidden_NC.backward(byHidden_NC, new BoolOptional(), false, new TensorArrayRefOptional());
            });
        }
    }

    /// Scores all response tokens without gradients.
    ///
    /// @return per sequence, in order
    public List<LanguageHead.Scores> score(List<Sequence> sequences) {
        LanguageHead.Scores[] result = new LanguageHead.Scores[sequences.size()];
        for (int[] members : microBatches(sequences)) {
            Scopes.noGrad(() -> {
                LanguageHead.Scores all =
                        head.score(hidden_NC(sequences, members), labels(sequences, members));
                int from = 0;
                for (int m : members) {
                    int to = from + sequences.get(m).response().length;
                    result[m] = new LanguageHead.Scores(
                            java.util.Arrays.copyOfRange(all.logprobs(), from, to),
                            java.util.Arrays.copyOfRange(all.entropies(), from, to));
                    from = to;
                }
            });
        }
        return List.of(result);
    }

    /// Hidden states that predict each response token, sequence after sequence.
    private Tensor hidden_NC(List<Sequence> sequences, int[] members) {
        int longest = 0;
        int n = 0;
        for (int m : members) {
            longest = Math.max(longest, sequences.get(m).length() - 1);
            n += sequences.get(m).response().length;
        }
        long[] ids = new long[members.length * longest];
        long[] places = new long[n];
        int at = 0;
        for (int row = 0; row < members.length; row++) {
            Sequence s = sequences.get(members[row]);
            for (int t = 0; t < s.length() - 1; t++) {
                ids[row * longest + t] = s.at(t);
            }
            for (int i = 0; i < s.response().length; i++) {
                places[at++] = (long) row * longest + s.prompt().length - 1 + i;
            }
        }
        Tensor hidden_BTC = model.hidden_BTC(Tensors.ofLongs(ids, members.length, longest));
        return hidden_BTC.view(-1, model.config().hidden()).index_select(0, Tensors.ofLongs(places, n));
    }

    private static int[] labels(List<Sequence> sequences, int[] members) {
        int n = 0;
        for (int m : members) {
            n += sequences.get(m).response().length;
        }
        int[] labels = new int[n];
        int at = 0;
        for (int m : members) {
            int[] response = sequences.get(m).response();
            System.arraycopy(response, 0, labels, at, response.length);
            at += response.length;
        }
        return labels;
    }

    /// Sequences of like length together, the longest first, so that a configuration that does not fit fails at once.
    private List<int[]> microBatches(List<Sequence> sequences) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < sequences.size(); i++) {
            if (sequences.get(i).response().length > 0) {
                order.add(i);
            }
        }
        order.sort(Comparator.comparingInt((Integer i) -> -sequences.get(i).length()).thenComparingInt(i -> i));
        List<int[]> batches = new ArrayList<>();

        int from = 0;
        while (from < order.size()) {
            int longest = sequences.get(order.get(from)).length() - 1;
            int to = Math.min(order.size(), from + Math.max(1, microTokens / Math.max(1, longest)));
            batches.add(order.subList(from, to).stream().mapToInt(Integer::intValue).toArray());
            from = to;
        }
        return batches;
    }
}
