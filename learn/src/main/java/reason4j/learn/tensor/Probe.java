package reason4j.learn.tensor;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// What the natives of this machine can do, measured.
public final class Probe {

    private static final int SIZE = 1024;
    private static final int ROUNDS = 6;

    private Probe() {}

    /// Loads libtorch and multiplies matrices.
    ///
    /// @param bf16 in bfloat16, else in 32-bit floats
    /// @param threads native threads
    /// @return billions of floating-point operations a second, the best of a few rounds
    public static double matmulGigaflops(boolean bf16, int threads) {
        return matmulGigaflops(bf16, threads, Device.CPU);
    }

    /// As [#matmulGigaflops(boolean, int)], on a device.
    static double matmulGigaflops(boolean bf16, int threads, Device device) {
        NativeThreads.set(threads);
        ScalarType dtype = bf16 ? ScalarType.BFloat16 : ScalarType.Float;
        return Scopes.get(() -> {
            Tensor a = device.zeros(ScalarType.Float, SIZE, SIZE)
                    .add_(Tensors.scalar(0.5))
                    .to(dtype);
            double best = 0;
            for (int i = 0; i < ROUNDS; i++) {
                long begun = System.nanoTime();
                Tensor product = a.matmul(a);
                if (!device.isCpu()) {
                    // work there goes on behind the call; reading waits for it
                    product.narrow(0, 0, 1).narrow(1, 0, 1).cpu();
                }
                product.close();
                best = Math.max(best, 2.0 * SIZE * SIZE * SIZE / (System.nanoTime() - begun));
            }
            return best;
        });
    }

    /// Whether libtorch sees a CUDA device.
    public static boolean cuda() {
        return torch.cuda_is_available();
    }
}
