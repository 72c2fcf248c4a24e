package reason4j.learn.model;

import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;
import reason4j.learn.tensor.Precision;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Tensors;

/// Log-probabilities of chosen tokens and their gradients, in closed form and in chunks, so that no tensor of the size
/// tokens × vocabulary lives longer than its chunk.
///
/// With logits `z = h Wᵀ / τ`, `p = softmax(z)`, entropy `H = −Σ p ln p`, label y:
/// `∂ ln p_y / ∂z = 1_y − p` and `∂H / ∂z = −p (ln p + H)`.
public final class LanguageHead {

    /// What one pass found out about N tokens.
    ///
    /// @param logprobs natural logarithm of the label's probability, `[N]`
    /// @param entropies of the distribution in nats, `[N]`
    @SuppressWarnings("ArrayRecordComponent")
    public record Scores(float[] logprobs, float[] entropies) {}

    private static final long CHUNK_ELEMENTS = 8_000_000;

    private final Transformer model;
    private final double temperature;

    /// @param temperature τ by which logits are divided, that of sampling
    public LanguageHead(Transformer model, double temperature) {
        this.model = model;
        this.temperature = temperature;
    }

    /// Scores labels without gradients.
    ///
    /// @param hidden_NC after the last norm
    /// @param labels_N token ids
    public Scores score(Tensor hidden_NC, int[] labels_N) {
        float[] logprobs = new float[labels_N.length];
        float[] entropies = new float[labels_N.length];
        for (int from = 0; from < labels_N.length; from += chunk()) {
            int start = from;
            int n = Math.min(chunk(), labels_N.length - from);
            Scopes.noGrad(() -> {
                Tensor lp_NV = logProbabilities(hidden_NC.narrow(0, start, n));
                Tensor entropy_N = entropy(lp_NV, lp_NV.exp());
                float[] picked = Tensors.floats(lp_NV.gather(1, labels(lp_NV, labels_N, start, n)));
                System.arraycopy(picked, 0, logprobs, start, n);
                System.arraycopy(Tensors.floats(entropy_N), 0, entropies, start, n);
            });
        }
        return new Scores(logprobs, entropies);
    }

    /// Sends gradients back: those of the head's weight are added to the model's, those of the hidden states returned.
    ///
    /// @param hidden_NC after the last norm
    /// @param labels_N token ids
    /// @param byLogprob_N derivative of the loss by each label's log-probability
    /// @param byEntropy_N derivative of the loss by each entropy, or null for none
    /// @return derivative of the loss by the hidden states, `[N, C]`, of the scope around
    public Tensor backward(Tensor hidden_NC, int[] labels_N, float[] byLogprob_N, float @Nullable [] byEntropy_N) {
        return Scopes.keepNoGrad(() -> {
            Tensor byHidden_NC = hidden_NC.detach().mul(new Scalar(0.0));
            Tensor byWeight_VC = model.parameters().gradientOf(model.headName());
            for (int from = 0; from < labels_N.length; from += chunk()) {
                int start = from;
                int n = Math.min(chunk(), labels_N.length - from);
                Scopes.run(() -> {
                    Tensor h_NC = hidden_NC.narrow(0, start, n).detach();
                    Tensor byLogits_NV = byLogits(h_NC, labels_N, byLogprob_N, byEntropy_N, start);
                    if (model.precision() == Precision.F32) {
                        byWeight_VC.addmm_(byLogits_NV.t(), h_NC);
                    } else {
                        byLogits_NV = byLogits_NV.to(model.precision().dtype());
                        byWeight_VC.add_(byLogits_NV.t().matmul(h_NC));
                    }
                    byHidden_NC.narrow(0, start, n).copy_(byLogits_NV.matmul(model.headWeight_VC()));
                });
            }
            return byHidden_NC;
        });
    }

    private Tensor byLogits(
            Tensor h_NC, int[] labels_N, float[] byLogprob_N, float @Nullable [] byEntropy_N, int start) {
        int n = Math.toIntExact(h_NC.size(0));
        Tensor lp_NV = logProbabilities(h_NC);
        Tensor p_NV = lp_NV.exp();
        Tensor g_N1 = slice(lp_NV, byLogprob_N, start, n);
        Tensor result_NV;
        if (byEntropy_N == null) {
            result_NV = p_NV.mul_(g_N1.neg());
        } else {
            Tensor h_N1 = entropy(lp_NV, p_NV).unsqueeze(1);
            Tensor e_N1 = slice(lp_NV, byEntropy_N, start, n);
            result_NV = lp_NV.add_(h_N1).mul_(e_N1).add_(g_N1).neg_().mul_(p_NV);
        }
        result_NV.scatter_add_(1, labels(lp_NV, labels_N, start, n), g_N1);
        return temperature == 1 ? result_NV : result_NV.mul_(new Scalar(1 / temperature));
    }

    private Tensor logProbabilities(Tensor h_NC) {
        Tensor logits_NV = model.logits(h_NC).to(ScalarType.Float);
        return (temperature == 1 ? logits_NV : logits_NV.mul_(new Scalar(1 / temperature))).log_softmax(1);
    }

    private static Tensor entropy(Tensor lp_NV, Tensor p_NV) {
        return lp_NV.mul(p_NV).sum(1).neg_();
    }

    private static Tensor labels(Tensor beside, int[] labels_N, int start, int n) {
        long[] chunk = new long[n];
        for (int i = 0; i < n; i++) {
            chunk[i] = labels_N[start + i];
        }
        return Tensors.beside(beside, Tensors.ofLongs(chunk, n, 1));
    }

    private static Tensor slice(Tensor beside, float[] values, int start, int n) {
        return Tensors.beside(beside, Tensors.ofFloats(Arrays.copyOfRange(values, start, start + n), n, 1));
    }

    private int chunk() {
        return Math.toIntExact(Math.max(16, CHUNK_ELEMENTS / model.config().vocabulary()));
    }
}
