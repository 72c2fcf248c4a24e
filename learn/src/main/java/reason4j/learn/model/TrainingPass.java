package reason4j.learn.model;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import reason4j.learn.tensor.Workers;

/// Forward and backward of a policy over sequences of different lengths, in micro-batches that bound memory, on one or
/// more threads. The loss is told through its derivatives by each response token's log-probability and entropy, which
/// must not depend
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

    private final SequencePass pass;
    private final double temperature;

    /// @param temperature by which logits are divided, that of sampling
    /// @param microTokens most tokens a micro-batch, padding included; a longer sequence is one of its own
    /// @param workers the threads that micro-batches are spread over
    public TrainingPass(Transformer model, double temperature, int microTokens, Workers workers) {
        this.pass = new SequencePass(model, microTokens, workers);
        this.temperature = temperature;
    }

    /// Adds the gradient of the loss over all sequences to the model's.
    ///
    /// @return the sums of the loss's notes
    public double[] accumulate(List<Sequence> sequences, Loss loss) {
        return pass.backward(
                sequences,
                (model, batch, hidden_NC) -> Trunk.handles(model)
                        ? wholeHead(model, batch, hidden_NC, loss)
                        : headInChunks(model, batch, hidden_NC, loss));
    }

    private SequencePass.Backward headInChunks(Transformer model, MicroBatch batch, Tensor hidden_NC, Loss loss) {
        LanguageHead head = new LanguageHead(model, temperature);
        Derivatives d = loss.derivatives(batch.members(), head.score(hidden_NC, batch.labels_N()));
        Tensor byHidden_NC = head.backward(hidden_NC, batch.labels_N(), d.byLogprob_N, d.byEntropy_N);
        return new SequencePass.Backward(byHidden_NC, d.notes);
    }

    private SequencePass.Backward wholeHead(Transformer model, MicroBatch batch, Tensor hidden_NC, Loss loss) {
        HeadPass head = new HeadPass(model, temperature, hidden_NC, batch.labels_N());
        Derivatives d = loss.derivatives(batch.members(), head.scores());
        return new SequencePass.Backward(head.backward(d.byLogprob_N, d.byEntropy_N), d.notes);
    }

    /// Scores all response tokens without gradients.
    ///
    /// @return per sequence, in order
    public List<LanguageHead.Scores> score(List<Sequence> sequences) {
        LanguageHead.Scores[] result = new LanguageHead.Scores[sequences.size()];
        pass.forward(sequences, (model, batch, hidden_NC) -> {
            LanguageHead.Scores all = new LanguageHead(model, temperature).score(hidden_NC, batch.labels_N());
            int from = 0;
            for (int m : batch.members()) {
                int to = from + sequences.get(m).response().length;
                result[m] = new LanguageHead.Scores(
                        Arrays.copyOfRange(all.logprobs(), from, to), Arrays.copyOfRange(all.entropies(), from, to));
                from = to;
            }
        });
        return List.of(result);
    }

    @Override
    public void close() {
        pass.close();
    }
}
