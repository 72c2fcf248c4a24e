package reason4j.learn.tensor;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// Copies between Java arrays and tensors, and operations whose native signature misleads (dtype given, strides
/// minded).
public final class Tensors {

    private Tensors() {}

    /// Loads the natives and fixes the number of threads; results depend on it by rounding.
    public static void start(int threads) {
        NativeThreads.set(threads);
        RowThreads.start(threads);
    }

    /// A copy of the values, 64-bit integers.
    public static Tensor ofLongs(long[] values, long... shape) {
        Tensor t = empty(ScalarType.Long, shape);
        new LongPointer(t.data_ptr_long()).put(values);
        return t;
    }

    /// A copy of the values, 32-bit floats.
    public static Tensor ofFloats(float[] values, long... shape) {
        Tensor t = empty(ScalarType.Float, shape);
        t.data_ptr_float().put(values);
        return t;
    }

    public static Tensor empty(ScalarType dtype, long... shape) {
        return torch.empty(shape, new TensorOptions(dtype), new org.bytedeco.pytorch.MemoryFormatOptional());
    }

    public static Tensor zeros(ScalarType dtype, long... shape) {
        return torch.zeros(shape, new TensorOptions(dtype));
    }

    /// Zeros in [HugePages], for what is read all over again and again: the system takes longer to give them.
    public static Tensor zerosInHugePages(ScalarType dtype, long... shape) {
        Tensor t = empty(dtype, shape);
        HugePages.ask(address(t), t.numel() * t.element_size());
        return t.zero_();
    }

    /// The values in row-major order, whatever strides and dtype the tensor has.
    public static float[] floats(Tensor t) {
        return Scopes.get(() -> {
            Tensor flat = t.detach().to(ScalarType.Float).cpu().contiguous();
            float[] values = new float[Math.toIntExact(flat.numel())];
            flat.data_ptr_float().get(values);
            return values;
        });
    }

    /// Copies values into a contiguous float tensor, or part of it, from an offset in elements.
    public static void put(Tensor target, long offset, float[] values, int length) {
        if (!target.is_cpu()) {
            float[] part = length == values.length ? values : Arrays.copyOf(values, length);
            Scopes.noGrad(() -> target.view(-1).narrow(0, offset, length).copy_(ofFloats(part, length)));
            return;
        }
        FloatPointer data = target.data_ptr_float();
        data.position(data.position() + offset).put(values, 0, length);
    }

    /// The tensor on the device of another: itself if it is there, else a copy of the scope around.
    public static Tensor beside(Tensor other, Tensor tensor) {
        return other.is_cpu() ? tensor : tensor.to(other.device(), tensor.scalar_type());
    }

    /// Copies from a contiguous tensor, from an offset in elements.
    public static void get(Tensor source, long offset, float[] values, int length) {
        Scopes.run(() -> {
            Tensor part = source.view(-1)
                    .narrow(0, offset, length)
                    .to(ScalarType.Float)
                    .cpu();
            part.data_ptr_float().get(values, 0, length);
        });
    }

    /// The address of a contiguous tensor's first byte; valid while the tensor lives.
    public static long address(Tensor t) {
        return ((Pointer) t.data_ptr()).address();
    }

    public static Scalar scalar(double value) {
        return new Scalar(value);
    }

    /// x W^T (+ b). Shapes: `x [..., in]`, `weight [out, in]`, `bias [out]` or null.
    public static Tensor linear(Tensor x, Tensor weight, @org.jspecify.annotations.Nullable Tensor bias) {
        return bias == null ? torch.linear(x, weight) : torch.linear(x, weight, new TensorOptional(bias));
    }

    /// Sum over all elements in 64-bit floats, for norms.
    public static double sumOfSquares(Tensor t) {
        return Scopes.get(
                () -> t.square().sum(new ScalarTypeOptional(ScalarType.Double)).item_double());
    }

    /// Whether all numbers are finite; of an empty tensor they are.
    public static boolean finite(Tensor t) {
        return Scopes.get(() -> torch.isfinite(t).all().item_bool());
    }

    /// Joins along a dimension.
    public static Tensor cat(long dimension, Tensor... parts) {
        return torch.cat(new TensorVector(parts), dimension);
    }
}
