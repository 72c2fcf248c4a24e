package reason4j.learn.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.jspecify.annotations.Nullable;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Tensors;
import reason4j.learn.tensor.Workers;

/// Forward and backward over sequences of different lengths, in micro-batches that bound memory, on one or more
/// threads.
/// The loss is told through its derivatives by each response token's log-probability and entropy, which must not depend
/// on the split. Which thread takes which micro-batch is fixed, and sums are taken in their order: the same sequences
/// give the same bytes.
public final class TrainingPass implements AutoCloseable {

    /// Derivatives of a loss by the response tokens of one micro-batch, sequence after sequence.
    ///
    /// @param byLogprob_N by log-probability
    /// @param byEntropy_N by entropy, or null for none
    /// @param notes sums that the caller wants over all micro-batches, such as the loss
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    public record Derivatives(float[] byLogprob_N, float @Nullable [] byEntropy_N, double[] notes) {}

    /// A loss; called by several threads at once.
    @FunctionalInterface
    public interface Loss {

        /// @param members indices of the sequences of this micro-batch, in its order
        /// @param scores of their response tokens, one sequence after the other
        Derivatives derivatives(int[] members, LanguageHead.Scores scores);
    }

    private final List<Transformer> models = new ArrayList<>();
    private final List<LanguageHead> heads = new ArrayList<>();
    private final int microTokens;
    private final Workers workers;

    /// @param temperature by which logits are divided, that of sampling
    /// @param microTokens most tokens a micro-batch, padding included; a longer sequence is one of its own
    /// @param workers the threads that micro-batches are spread over
    public TrainingPass(Transformer model, double temperature, int microTokens, Workers workers) {
        this.microTokens = microTokens;
        this.workers = workers;
        for (int w = 0; w < workers.count(); w++) {
            Transformer mine = w == 0 ? model : model.sibling();
            models.add(mine);
            heads.add(new LanguageHead(mine, temperature));
        }
    }

    /// Adds the gradient of the loss over all sequences to the model's.
    ///
    /// @return the sums of the loss's notes
    public double[] accumulate(List<Sequence> sequences, Loss loss) {
        models.forEach(m -> m.parameters().trackGradients());
        List<int[]> batches = microBatches(sequences);
        double[][] notes = new double[batches.size()][];
        workers.run(w -> {
            for (int i = w; i < batches.size(); i += workers.count()) {
                notes[i] = accumulate(w, sequences, batches.get(i), loss);
            }
        });
        Tensor sum = models.getFirst().parameters().gradient();
        for (Transformer sibling : models.subList(1, models.size())) {
            Scopes.noGrad(() -> {
                sum.add_(sibling.parameters().gradient());
                sibling.parameters().gradient().zero_();
            });
        }
        return summed(notes);
    }

    private double[] accumulate(int worker, List<Sequence> sequences, int[] members, Loss loss) {
        Transformer model = models.get(worker);
        LanguageHead head = heads.get(worker);
        Micro micro = Micro.of(sequences, members);
        if (Trunk.handles(model)) {
            return Scopes.getNoGrad(() -> byHand(model, head, micro, loss));
        }
        return Scopes.get(() -> {
            Tensor hidden_NC = micro.labelled(model.hidden_BTC(micro.ids_BT()));
            Derivatives d = loss.derivatives(members, head.score(hidden_NC, micro.labels_N));
            Tensor byHidden_NC = head.backward(hidden_NC, micro.labels_N, d.byLogprob_N, d.byEntropy_N);
            hidden_NC.backward(byHidden_NC, new BoolOptional(), false, new TensorArrayRefOptional());
            model.parameters().collectGradients();
            return d.notes;
        });
    }

    private static double[] byHand(Transformer model, LanguageHead head, Micro micro, Loss loss) {
        Trunk trunk = model.trunk(micro.ids_BT(), true);
        Tensor all_NC = trunk.forward(null);
        Tensor hidden_NC = micro.labelled(all_NC);
        HeadPass pass = new HeadPass(model, head.temperature(), hidden_NC, micro.labels_N);
        Derivatives d = loss.derivatives(micro.members, pass.scores());
        Tensor byHidden_NC = pass.backward(d.byLogprob_N, d.byEntropy_N);
        trunk.backward(all_NC.zero_().index_copy_(0, micro.places(), byHidden_NC));
        return d.notes;
    }

    private static double[] summed(double[][] notes) {
        double[] sum = notes.length == 0 ? new double[0] : new double[notes[0].length];
        for (double[] n : notes) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += n[i];
            }
        }
        return sum;
    }

    /// Scores all response tokens without gradients.
    ///
    /// @return per sequence, in order
    public List<LanguageHead.Scores> score(List<Sequence> sequences) {
        LanguageHead.Scores[] result = new LanguageHead.Scores[sequences.size()];
        List<int[]> batches = microBatches(sequences);
        workers.run(w -> {
            for (int i = w; i < batches.size(); i += workers.count()) {
                score(w, sequences, batches.get(i), result);
            }
        });
        return List.of(result);
    }

    private void score(int worker, List<Sequence> sequences, int[] members, LanguageHead.Scores[] result) {
        Micro micro = Micro.of(sequences, members);
        Scopes.noGrad(() -> {
            LanguageHead.Scores all = heads.get(worker)
                    .score(micro.labelled(models.get(worker).hidden_BTC(micro.ids_BT())), micro.labels_N);
            int from = 0;
            for (int m : members) {
                int to = from + sequences.get(m).response().length;
                result[m] = new LanguageHead.Scores(
                        Arrays.copyOfRange(all.logprobs(), from, to), Arrays.copyOfRange(all.entropies(), from, to));
                from = to;
            }
        });
    }

    /// Sequences that are computed together, padded on the right.
    ///
    /// @param members which they are
    /// @param ids row after row
    /// @param places_N of the hidden states that predict each response token, sequence after sequence
    /// @param labels_N those tokens
    private record Micro(int[] members, long[] ids, long[] places_N, int[] labels_N) {

        private static Micro of(List<Sequence> sequences, int[] members) {
            int longest = 0;
            int n = 0;
            for (int m : members) {
                longest = Math.max(longest, sequences.get(m).length() - 1);
                n += sequences.get(m).response().length;
            }
            Micro micro = new Micro(members, new long[members.length * longest], new long[n], new int[n]);
            int at = 0;
            for (int row = 0; row < members.length; row++) {
                Sequence s = sequences.get(members[row]);
                for (int t = 0; t < s.length() - 1; t++) {
                    micro.ids[row * longest + t] = s.at(t);
                }
                for (int i = 0; i < s.response().length; i++) {
                    micro.labels_N[at] = s.response()[i];
                    micro.places_N[at++] = (long) row * longest + s.prompt().length - 1 + i;
                }
            }
            return micro;
        }

        private Tensor ids_BT() {
            return Tensors.ofLongs(ids, members.length, ids.length / members.length);
        }

        private Tensor places() {
            return Tensors.ofLongs(places_N, places_N.length);
        }

        private Tensor labelled(Tensor hidden) {
            return hidden.view(-1, hidden.size(hidden.dim() - 1)).index_select(0, places());
        }
    }

    @Override
    public void close() {
        models.subList(1, models.size()).forEach(Transformer::close);
    }

    /// Sequences of like length together, the longest first, so that a configuration that does not fit fails at once.
    private List<int[]> microBatches(List<Sequence> sequences) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < sequences.size(); i++) {
            if (sequences.get(i).response().length > 0) {
                order.add(i);
            }
        }
        order.sort(Comparator.comparingInt((Integer i) -> -sequences.get(i).length())
                .thenComparingInt(i -> i));
        List<int[]> batches = new ArrayList<>();

        int share = Math.max(1, Math.ceilDiv(order.size(), workers.count()));
        int from = 0;
        while (from < order.size()) {
            int longest = sequences.get(order.get(from)).length() - 1;
            int fitting = Math.max(1, microTokens / Math.max(1, longest));
            int to = Math.min(order.size(), from + Math.min(fitting, share));
            if (models.getFirst().config().rope().dependsOnLength(longest)) {
                // padding would change the angles of the shorter ones
                while (sequences.get(order.get(to - 1)).length() - 1 < longest) {
                    to--;
                }
            }
            batches.add(
                    order.subList(from, to).stream().mapToInt(Integer::intValue).toArray());
            from = to;
        }
        return batches;
    }
}
