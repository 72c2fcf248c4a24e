package reason4j.learn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reason4j.core.run.Seed;
import reason4j.learn.model.ModelConfig.Architecture;
import reason4j.learn.tensor.Compute;
import reason4j.learn.tensor.Device;
import reason4j.learn.tensor.Precision;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Tensors;

/// Laws of decoding over both caches, over more than a page, for each thing that architectures differ in.
class DecoderTest {

    private static final int LENGTH = 150;

    /// A shape of model and in what it computes.
    record Case(String name, ModelConfig config, Compute compute) {
        @Override
        public String toString() {
            return name + " " + compute.precision() + (compute.device().kernels() ? "" : " by operators");
        }
    }

    static List<Case> cases() {
        List<Case> all = new java.util.ArrayList<>();
        for (Compute compute : List.of(
                Compute.F32,
                Compute.of(Precision.BF16),
                new Compute(Precision.F32, Device.OPERATORS),
                new Compute(Precision.BF16, Device.OPERATORS))) {
            all.add(new Case("plain", config(Architecture.LLAMA, 4, 4, 10, null, false, false), compute));
            all.add(new Case("grouped by 3", config(Architecture.LLAMA, 9, 3, 64, null, false, false), compute));
            all.add(new Case("grouped by 4", config(Architecture.LLAMA, 8, 2, 32, null, false, false), compute));
            all.add(new Case("biases", config(Architecture.QWEN2, 4, 2, 16, null, true, false), compute));
            all.add(new Case("norms of heads", config(Architecture.QWEN3, 5, 1, 48, null, false, true), compute));
            all.add(new Case("window", config(Architecture.MISTRAL, 4, 2, 16, 70, false, false), compute));
            all.add(new Case("short window", config(Architecture.MISTRAL, 4, 2, 16, 3, false, false), compute));
        }
        return all;
    }

    private static ModelConfig config(
            Architecture a, int heads, int kv, int d, @Nullable Integer window, boolean bias, boolean norm) {
        return new ModelConfig(
                a, 37, 40, 2, heads, kv, d, 56, 1e-5, RopeSettings.plain(10_000), 256, true, bias, norm, window, 0);
    }

    @BeforeAll
    static void natives() {
        Tensors.start(1);
    }

    static Transformer model(Case c) {
        Parameters parameters = new Parameters(c.config, c.compute, Parameters.Head.LANGUAGE);
        parameters.initialise(new Seed(7), c.config.layers());
        Scopes.noGrad(() -> parameters.flat().narrow(0, 0, parameters.decayed()).mul_(Tensors.scalar(6)));
        parameters.changed();
        return new Transformer(c.config, parameters);
    }

    private static int[] ids(int length, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return random.ints(length, 0, 37).toArray();
    }

    private static float[] whole(Transformer model, int[] ids) {
        return Scopes.get(() -> Tensors.floats(Scopes.keepNoGrad(() -> model.hidden_BTC(
                Tensors.ofLongs(Arrays.stream(ids).asLongStream().toArray(), 1, ids.length)))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void cachedDecodingEqualsFullForwardWhateverSharesTheBatch(Case c) {
        int[] a = ids(LENGTH, 1);
        int[] b = ids(LENGTH, 2);
        int width = c.config.hidden();
        try (Transformer model = model(c);
                KeyValueCache cache = KeyValueCache.of(model, 4, 256);
                KeyValueCache alone = KeyValueCache.of(model, 1, 256)) {
            float[] wholeA = whole(model, a);
            float[] wholeB = whole(model, b);
            Scopes.noGrad(() -> {
                // the prompt of `a` is longer than a page and shared by two rows, that of `b` a single token
                Tensor last =
                        cache.prefill(model, List.of(Arrays.copyOf(a, 70), Arrays.copyOf(b, 1)), new int[] {2, 1});
                alone.prefill(model, List.of(Arrays.copyOf(a, 70)), new int[] {1});
                near(c, Tensors.floats(last), 0, wholeA, 69 * width, width);
                for (int t = 70; t < LENGTH; t++) {
                    // the second row of `a` goes another way
                    long[] next = {a[t], b[t % 5], b[t - 69]};
                    float[] h = Tensors.floats(model.next_BC(Tensors.ofLongs(next, 3), cache));
                    near(c, h, 0, wholeA, t * width, width);
                    near(c, h, 2 * width, wholeB, (t - 69) * width, width);
                    float[] one = Tensors.floats(model.next_BC(Tensors.ofLongs(new long[] {a[t]}, 1), alone));
                    near(c, one, 0, wholeA, t * width, width);
                }
            });
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void placesOfFreedRowsAreUsedAgain(Case c) {
        int[] a = ids(LENGTH, 3);
        int width = c.config.hidden();
        try (Transformer model = model(c);
                KeyValueCache cache = KeyValueCache.of(model, 3, 256)) {
            float[] whole = whole(model, a);
            Scopes.noGrad(() -> {
                cache.prefill(model, List.of(ids(130, 4), Arrays.copyOf(a, 66)), new int[] {2, 1});
                assertThat(cache.free(0)).isEqualTo(2);
                assertThat(cache.free(1)).isEqualTo(1);
                cache.prefill(model, List.of(Arrays.copyOf(a, 100)), new int[] {1});
                for (int t = 0; t < 40; t++) {
                    long[] next = {a[66 + t], a[100 + t]};
                    float[] h = Tensors.floats(model.next_BC(Tensors.ofLongs(next, 2), cache));
                    near(c, h, 0, whole, (66 + t) * width, width);
                    near(c, h, width, whole, (100 + t) * width, width);
                }
            });
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aRowThatForgetsGoesOnAsIfItHadNeverSeen(Case c) {
        int[] a = ids(LENGTH, 3);
        int width = c.config.hidden();
        try (Transformer model = model(c);
                KeyValueCache cache = KeyValueCache.of(model, 2, 256)) {
            float[] whole = whole(model, a);
            Scopes.noGrad(() -> {
                cache.prefill(model, List.of(Arrays.copyOf(a, 60)), new int[] {2});
                for (int t = 0; t < 9; t++) {
                    cache.next_BC(model, new long[] {a[60 + t], 5});
                }
                cache.shorten(1, 9);
                for (int t = 0; t < 9; t++) {
                    float[] h = Tensors.floats(cache.next_BC(model, new long[] {a[69 + t], a[60 + t]}));
                    near(c, h, 0, whole, (69 + t) * width, width);
                    near(c, h, width, whole, (60 + t) * width, width);
                }
            });
        }
    }

    // the prompts are long enough that what a thread does with one could be dealt out to threads again
    @ParameterizedTest
    @MethodSource("cases")
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void promptsOnSeveralThreadsAreComputedAsAlone(Case c) {
        int width = c.config.hidden();
        List<int[]> prompts = List.of(ids(140, 5), ids(90, 6), ids(3, 7), ids(128, 8));
        Tensors.start(2);
        try (Transformer model = model(c);
                KeyValueCache cache = KeyValueCache.of(model, 8, 256)) {
            Scopes.noGrad(() -> {
                float[] last = Tensors.floats(cache.prefill(model, prompts, new int[] {1, 2, 1, 1}));
                for (int p = 0; p < prompts.size(); p++) {
                    int[] prompt = prompts.get(p);
                    near(c, last, p * width, whole(model, prompt), (prompt.length - 1) * width, width);
                }
                int[] row = {0, 1, 1, 2, 3};
                float[] next = Tensors.floats(model.next_BC(Tensors.ofLongs(new long[] {1, 2, 3, 4, 5}, 5), cache));
                for (int r = 0; r < row.length; r++) {
                    int[] prompt = prompts.get(row[r]);
                    int[] longer = Arrays.copyOf(prompt, prompt.length + 1);
                    longer[prompt.length] = r + 1;
                    near(c, next, r * width, whole(model, longer), prompt.length * width, width);
                }
            });
        } finally {
            Tensors.start(1);
        }
    }

    // who takes which row's attention differs from run to run
    @ParameterizedTest
    @MethodSource("cases")
    void severalThreadsGiveTheSameBytesEachTime(Case c) {
        Tensors.start(2);
        try (Transformer model = model(c)) {
            float[] first = afterSomeSteps(model);
            for (int i = 0; i < 3; i++) {
                assertThat(afterSomeSteps(model)).isEqualTo(first);
            }
        } finally {
            Tensors.start(1);
        }
    }

    private static float[] afterSomeSteps(Transformer model) {
        try (KeyValueCache cache = KeyValueCache.of(model, 9, 256)) {
            return Scopes.getNoGrad(() -> {
                cache.prefill(model, List.of(ids(70, 5), ids(3, 6), ids(130, 7)), new int[] {2, 3, 4});
                long[] next = {1, 2, 3, 4, 5, 6, 7, 8, 9};
                for (int i = 0; i < 5; i++) {
                    model.next_BC(Tensors.ofLongs(next, next.length), cache);
                }
                return Tensors.floats(model.next_BC(Tensors.ofLongs(next, next.length), cache));
            });
        }
    }

    /// Hidden states are of size one after the last norm.
    private static void near(Case c, float[] a, int fromA, float[] b, int fromB, int n) {
        float tolerance = c.compute.precision() == Precision.F32 ? 1e-4f : 0.15f;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            assertThat(a[fromA + i]).isCloseTo(b[fromB + i], within(tolerance));
            squares += Math.pow(a[fromA + i] - b[fromB + i], 2);
        }
        assertThat(Math.sqrt(squares / n)).isLessThan(tolerance / 4);
    }
}
