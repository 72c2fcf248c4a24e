package reason4j.learn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reason4j.core.run.Seed;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Tensors;

/// Laws of the forward and backward pass.
class TransformerTest {

    private static final int[] IDS = {3, 1, 4, 1, 5, 9, 2, 6};

    private final ModelConfig config = ModelConfig.qwen2(11, 24, 2, 4, 2, 32);
    private final Transformer model = fresh(config);

    private static Transformer fresh(ModelConfig config) {
        Parameters parameters = new Parameters(config);
        parameters.initialise(new Seed(5), config.layers());
        // larger weights than at the start of training, so that a fault shows
        Scopes.noGrad(() -> parameters.flat().mul_(Tensors.scalar(8)));
        return new Transformer(config, parameters);
    }

    @AfterEach
    void close() {
        model.close();
    }

    private float[] hidden(int[] ids, int rows, int length) {
        return Scopes.get(() -> Tensors.floats(Scopes.keepNoGrad(
                () -> model.hidden_BTC(Tensors.ofLongs(longs(ids, rows * length), rows, length)))));
    }

    private static long[] longs(int[] ids, int n) {
        long[] out = new long[n];
        for (int i = 0; i < ids.length; i++) {
            out[i] = ids[i];
        }
        return out;
    }

    @Test
    void cachedDecodingEqualsFullForward() {
        float[] full = hidden(IDS, 1, IDS.length);
        int c = config.hidden();
        try (PagedCache cache = new PagedCache(config, 16)) {
            Scopes.noGrad(() -> {
                // two prompts of different lengths, the first with two samples, so that rows differ
                Tensor last = cache.prefill(model, List.of(new int[] {3, 1, 4}, new int[] {3}), new int[] {2, 1});
                near(Tensors.floats(last), 0, full, 2 * c, c);
                near(Tensors.floats(last), c, full, 0, c);
                for (int t = 3; t < IDS.length; t++) {
                    long[] next = {IDS[t], IDS[t], IDS[t - 2]};
                    float[] h = Tensors.floats(model.next_BC(Tensors.ofLongs(next, 3), cache));
                    near(h, 0, full, t * c, c);
                    near(h, c, full, t * c, c);
                    near(h, 2 * c, full, (t - 2) * c, c);
                }
            });
        }
    }

    @Test
    void aFreedRowIsTakenByTheLast() {
        float[] full = hidden(IDS, 1, IDS.length);
        int c = config.hidden();
        try (PagedCache cache = new PagedCache(config, 16)) {
            Scopes.noGrad(() -> {
                cache.prefill(model, List.of(new int[] {7, 7}, new int[] {3, 1, 4, 1}), new int[] {1, 1});
                assertThat(cache.free(0)).isEqualTo(1);
                cache.prefill(model, List.of(new int[] {3, 1, 4}), new int[] {1});
                float[] h = Tensors.floats(model.next_BC(Tensors.ofLongs(new long[] {5, 1}, 2), cache));
                near(h, 0, full, 4 * c, c);
                near(h, c, full, 3 * c, c);
            });
        }
    }

    @Test
    void paddingOnTheRightChangesNothing() {
        float[] alone = hidden(new int[] {3, 1, 4}, 1, 3);
        float[] padded = hidden(new int[] {3, 1, 4, 0, 0, 9, 9, 9, 9, 9}, 2, 5);
        near(padded, 0, alone, 0, alone.length);
    }

    @Test
    void gradientsAgreeWithFiniteDifferences() {
        int[] labels = {1, 4, 1, 5, 9, 2, 6, 0};
        float[] weights = {0.5f, -1, 0.25f, 2, 1, -0.5f, 1, 0.125f};
        float[] entropyWeights = {0.1f, 0.2f, -0.3f, 0.1f, 0.5f, 0, 0.1f, 1};
        LanguageHead head = new LanguageHead(model, 0.7);
        model.parameters().trackGradients();
        Scopes.run(() -> {
            Tensor h_NC = model.hidden_BTC(Tensors.ofLongs(longs(IDS, 8), 1, 8)).view(-1, config.hidden());
            Tensor d_NC = head.backward(h_NC, labels, weights, entropyWeights);
            h_NC.backward(d_NC, new BoolOptional(), false, new TensorArrayRefOptional());
        });
        float[] gradient = Tensors.floats(model.parameters().gradient());
        float[] start = Tensors.floats(model.parameters().flat());
        int checked = 0;
        for (int i = 0; i < start.length; i += 97) {
            float step = 1e-2f * Math.max(0.05f, Math.abs(start[i]));
            double up = loss(start, i, step, labels, weights, entropyWeights, head);
            double down = loss(start, i, -step, labels, weights, entropyWeights, head);
            double numeric = (up - down) / (2 * step);
            assertThat((double) gradient[i])
                    .as("weight %d", i)
                    .isCloseTo(numeric, within(2e-2 + 2e-2 * Math.abs(numeric)));
            checked++;
        }
        assertThat(checked).isGreaterThan(50);
    }

    private double loss(float[] start, int i, float step, int[] labels, float[] w, float[] e, LanguageHead head) {
        Tensors.put(model.parameters().flat(), i, new float[] {start[i] + step}, 1);
        double[] total = {0};
        Scopes.noGrad(() -> {
            Tensor h_NC = model.hidden_BTC(Tensors.ofLongs(longs(IDS, 8), 1, 8)).view(-1, config.hidden());
            LanguageHead.Scores scores = head.score(h_NC, labels);
            for (int n = 0; n < labels.length; n++) {
                total[0] += w[n] * scores.logprobs()[n] + e[n] * scores.entropies()[n];
            }
        });
        Tensors.put(model.parameters().flat(), i, new float[] {start[i]}, 1);
        return total[0];
    }

    private static void near(float[] a, int fromA, float[] b, int fromB, int n) {
        for (int i = 0; i < n; i++) {
            assertThat(a[fromA + i]).isCloseTo(b[fromB + i], within(1e-4f));
        }
    }
}
