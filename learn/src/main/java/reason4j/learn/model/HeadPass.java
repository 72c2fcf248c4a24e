package reason4j.learn.model;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import reason4j.learn.kernel.Gradients;
import reason4j.learn.kernel.HeadRows;
import reason4j.learn.tensor.RowThreads;
import reason4j.learn.tensor.Tensors;

/// Log-probabilities of labels and their gradients over one set of logits, which are computed once, kept in the
/// precision of the model, and replaced by their gradient in place. Lives within the scope in which it was made.
final class HeadPass {

    private static final int ROWS_OF_A_THREAD = 8;

    private final Transformer model;
    private final double temperature;
    private final Tensor hidden_NC;
    private final int[] labels_N;
    private final Tensor logits_NV;
    private final HeadRows.Score[] scores;

    HeadPass(Transformer model, double temperature, Tensor hidden_NC, int[] labels_N) {
        this.model = model;
        this.temperature = temperature;
        this.hidden_NC = hidden_NC;
        this.labels_N = labels_N;
        this.logits_NV = Tensors.linear(hidden_NC, model.headWeight_VC(), null);
        this.scores = new HeadRows.Score[labels_N.length];
        RowThreads.run(labels_N.length, ROWS_OF_A_THREAD, (begin, end) -> {
            HeadRows rows = rows();
            for (int n = begin; n < end; n++) {
                scores[n] = rows.score(logits(n), labels_N[n]);
            }
        });
    }

    private HeadRows rows() {
        return new HeadRows(model.precision().half(), model.config().vocabulary(), temperature);
    }

    private long logits(int row) {
        return Tensors.address(logits_NV)
                + (long) row * model.config().vocabulary() * model.precision().bytes();
    }

    LanguageHead.Scores scores() {
        float[] logprobs = new float[scores.length];
        float[] entropies = new float[scores.length];
        for (int n = 0; n < scores.length; n++) {
            logprobs[n] = scores[n].logprob();
            entropies[n] = scores[n].entropy();
        }
        return new LanguageHead.Scores(logprobs, entropies);
    }

    /// As [LanguageHead#backward]; to be called once.
    Tensor backward(float[] byLogprob_N, float @Nullable [] byEntropy_N) {
        RowThreads.run(labels_N.length, ROWS_OF_A_THREAD, (begin, end) -> {
            HeadRows rows = rows();
            for (int n = begin; n < end; n++) {
                rows.backward(
                        logits(n), labels_N[n], scores[n], byLogprob_N[n], byEntropy_N == null ? 0 : byEntropy_N[n]);
            }
        });
        Tensor byHidden_NC = logits_NV.matmul(model.headWeight_VC());
        Tensor byWeight_VC = logits_NV.t().matmul(hidden_NC);
        new Gradients(model.precision().half())
                .add(
                        model.parameters().gradientAddress(model.headName()),
                        Tensors.address(byWeight_VC),
                        byWeight_VC.numel());
        byWeight_VC.close();
        logits_NV.close();
        return byHidden_NC;
    }
}
