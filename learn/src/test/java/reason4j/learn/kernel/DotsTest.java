package reason4j.learn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Tensors;

class DotsTest {

    @BeforeAll
    static void natives() {
        Tensors.start(1);
    }

    @ParameterizedTest(name = "{0} rows of {1} from input {2} of {3}")
    @CsvSource({"1, 16, 0, 16", "4, 32, 0, 32", "7, 35, 0, 35", "9, 3, 0, 3", "10, 40, 24, 64", "6, 33, 5, 100"})
    void areTheProductOfLibtorch(int rows, int in, int from, int stride) {
        for (ScalarType dtype : new ScalarType[] {ScalarType.Float, ScalarType.BFloat16}) {
            boolean half = dtype == ScalarType.BFloat16;
            Scopes.noGrad(() -> {
                Tensor x = Tensors.empty(ScalarType.Float, 1, in).normal_().to(dtype);
                Tensor weight =
                        Tensors.empty(ScalarType.Float, rows, stride).normal_().to(dtype);
                Tensor bias = Tensors.empty(ScalarType.Float, rows).normal_().to(dtype);
                Tensor y = Tensors.empty(dtype, 1, rows);
                long first = Tensors.address(weight) + (long) from * (half ? Short.BYTES : Float.BYTES);
                Dots dots = new Dots(half, Tensors.address(x), in);

                Tensor part = weight.narrow(1, from, in);
                dots.product(new Dots.Matrix(first, stride, rows), 0, Tensors.address(y));
                near(y, Tensors.linear(x, part, null), half);
                dots.product(new Dots.Matrix(first, stride, rows), Tensors.address(bias), Tensors.address(y));
                near(y, Tensors.linear(x, part, bias), half);
            });
        }
    }

    private static void near(Tensor actual, Tensor expected, boolean half) {
        float[] a = Tensors.floats(actual);
        float[] e = Tensors.floats(expected);
        assertThat(a).hasSameSizeAs(e);
        for (int i = 0; i < e.length; i++) {
            assertThat(a[i]).isCloseTo(e[i], within(half ? 0.05f + Math.abs(e[i]) / 64 : 1e-5f + Math.abs(e[i]) * 1e-5f));
        }
    }
}
