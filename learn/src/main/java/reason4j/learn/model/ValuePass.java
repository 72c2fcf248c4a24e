package reason4j.learn.model;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Tensors;
import reason4j.learn.tensor.Workers;

/// Forward and backward of a critic: `v = w·h`, what it expects before each response token, where h is the hidden state
/// that a policy would predict the token from. In micro-batches and on threads as [TrainingPass]; w and v are 32-bit.
public final class ValuePass implements AutoCloseable {

    private static final String WEIGHT = "score";

    /// Derivatives of a loss by the values of one micro-batch, sequence after sequence.
    ///
    /// @param byValue_N by value
    /// @param notes sums that the caller wants over all micro-batches, such as the loss
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    public record Derivatives(float[] byValue_N, double[] notes) {}

    /// A loss, which must not depend on the split into micro-batches; called by several threads at once.
    @FunctionalInterface
    public interface Loss {

        /// @param members indices of the sequences of this micro-batch, in its order
        /// @param values_N before their response tokens, one sequence after the other
        Derivatives derivatives(int[] members, float[] values_N);
    }

    private final SequencePass pass;

    /// @param critic a model whose head is [Parameters.Head#VALUE]
    /// @param microTokens most tokens a micro-batch, padding included; a longer sequence is one of its own
    /// @param workers the threads that micro-batches are spread over
    public ValuePass(Transformer critic, int microTokens, Workers workers) {
        this.pass = new SequencePass(critic, microTokens, workers);
    }

    /// Adds the gradient of the loss over all sequences to the critic's.
    ///
    /// @return the sums of the loss's notes
    public double[] accumulate(List<Sequence> sequences, Loss loss) {
        return pass.backward(sequences, (critic, batch, hidden_NC) -> {
            Derivatives d = loss.derivatives(batch.members(), values(critic, hidden_NC));
            return new SequencePass.Backward(backward(critic, hidden_NC, d.byValue_N), d.notes);
        });
    }

    /// Values before all response tokens, without gradients.
    ///
    /// @return per sequence, in order
    public List<float[]> values(List<Sequence> sequences) {
        float[][] result = new float[sequences.size()][0];
        pass.forward(sequences, (critic, batch, hidden_NC) -> {
            float[] all = values(critic, hidden_NC);
            int from = 0;
            for (int m : batch.members()) {
                int to = from + sequences.get(m).response().length;
                result[m] = Arrays.copyOfRange(all, from, to);
                from = to;
            }
        });
        return List.of(result);
    }

    private static float[] values(Transformer critic, Tensor hidden_NC) {
        return Scopes.getNoGrad(() -> Tensors.floats(hidden_NC
                .to(ScalarType.Float)
                .matmul(critic.parameters().master(WEIGHT).view(-1))));
    }

    /// `∂L/∂w += Σ g h`, `∂L/∂h = g w`, where g is the derivative by the value.
    private static Tensor backward(Transformer critic, Tensor hidden_NC, float[] byValue_N) {
        return Scopes.keepNoGrad(() -> {
            Tensor byValue_N1 = Tensors.beside(hidden_NC, Tensors.ofFloats(byValue_N, byValue_N.length, 1));
            critic.parameters()
                    .gradientOf(WEIGHT)
                    .addmm_(byValue_N1.t(), hidden_NC.detach().to(ScalarType.Float));
            return byValue_N1.matmul(critic.parameters().master(WEIGHT)).to(hidden_NC.scalar_type());
        });
    }

    @Override
    public void close() {
        pass.close();
    }
}
