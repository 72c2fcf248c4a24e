package reason4j.learn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DealtWeightTest {

    @BeforeAll
    static void natives() {
        Tensors.start(1);
        assumeTrue(PackedWeight.works(), "this processor has no bfloat16 products");
    }

    private static Tensor random(long rows, long columns) {
        return Tensors.zeros(ScalarType.Float, rows, columns).uniform_().to(ScalarType.BFloat16);
    }

    @ParameterizedTest(name = "{0} blocks of {1} columns on {2} threads")
    @CsvSource({"1, 40, 1", "1, 40, 2", "1, 41, 3", "2, 40, 1", "2, 40, 2", "2, 41, 3", "1, 2, 5"})
    void partsAreColumnsOfTheProduct(int blocks, int columns, int threads) {
        int rows = 5;
        Scopes.noGrad(() -> {
            Tensor weight = random((long) blocks * columns, 24);
            Tensor x = random(rows, 24);
            Tensor bias = blocks == 1 ? random(1, columns).view(columns) : null;
            float[] expected = Tensors.floats(Tensors.linear(x, weight, bias));
            try (DealtWeight dealt = DealtWeight.of(weight, blocks, threads)) {
                near(Tensors.floats(dealt.product(x, bias)), expected);
                for (int p = 0; p < dealt.parts(); p++) {
                    Tensor part = dealt.product(p, x, bias);
                    int n = dealt.from(p + 1) - dealt.from(p);
                    for (int b = 0; b < blocks; b++) {
                        Tensor columnsOfIt =
                                Tensors.linear(x, weight, bias).narrow(1, (long) b * columns + dealt.from(p), n);
                        near(Tensors.floats(part.narrow(1, (long) b * n, n)), Tensors.floats(columnsOfIt));
                    }
                }
            }
        });
    }

    @ParameterizedTest(name = "{0} inputs on {1} threads")
    @CsvSource({"24, 1", "24, 2", "25, 3", "2, 5"})
    void partsOfInputsAddUpToTheProduct(int inputs, int threads) {
        Scopes.noGrad(() -> {
            Tensor weight = random(40, inputs);
            Tensor x = random(5, inputs);
            try (DealtWeight dealt = DealtWeight.byInputs(weight, threads)) {
                near(Tensors.floats(dealt.product(x, null)), Tensors.floats(Tensors.linear(x, weight, null)));
                for (int p = 0; p < dealt.parts(); p++) {
                    long n = dealt.from(p + 1) - dealt.from(p);
                    Tensor part = x.narrow(1, dealt.from(p), n).contiguous();
                    Tensor expected = Tensors.linear(part, weight.narrow(1, dealt.from(p), n), null);
                    near(Tensors.floats(dealt.summand(p, part)), Tensors.floats(expected));
                }
            }
        });
    }

    private static void near(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(Math.max(0.01f, expected[i] / 128)));
        }
    }
}
