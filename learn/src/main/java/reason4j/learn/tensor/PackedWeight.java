package reason4j.learn.tensor;

import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/// A bfloat16 matrix in the block order that oneDNN multiplies by, so that a decoding step does not order it anew: a
/// third faster at 64 rows, twice at one. The operators have no function of their own in the presets and are reached
/// through libtorch's dispatcher.
public final class PackedWeight implements AutoCloseable {

    /// Rows of input that the order is chosen for; other numbers work too.
    private static final long ROWS = 64;

    private static final class Operators {
        private static final OperatorHandle REORDER = find("mkldnn::_reorder_linear_weight");
        private static final OperatorHandle LINEAR = find("mkldnn::_linear_pointwise");
        private static final IValue ROWS_EXPECTED = keep(new IValue(ROWS));
        private static final IValue NO_ACTIVATION = keep(new IValue("none"));
        private static final IValue NO_SCALARS = keep(new IValue(new GenericList(
                LINEAR.schema().arguments().position(4).type().get().containedType(0))));
        private static final IValue NO_ALGORITHM = keep(new IValue(""));
        private static final IValue NO_BIAS = keep(new IValue());

        private static OperatorHandle find(String name) {
            OperatorHandle found = Dispatcher.singleton().findSchemaOrThrow(name, "");
            found.retainReference();
            return found;
        }

        private static IValue keep(IValue value) {
            value.retainReference();
            return value;
        }
    }

    private static final boolean WORKS = Scopes.get(PackedWeight::tried);

    private final Tensor packed;

    private PackedWeight(Tensor packed) {
        this.packed = packed;
    }

    private static boolean tried() {
        try (PackedWeight w = of(Tensors.zeros(ScalarType.BFloat16, 16, 16))) {
            w.linear(Tensors.zeros(ScalarType.BFloat16, 1, 16), null);
            return true;
        } catch (RuntimeException e) {
            // oneDNN has no bfloat16 for this processor
            return false;
        }
    }

    /// Whether this processor can.
    public static boolean works() {
        return WORKS;
    }

    /// @param weight `[out, in]`, bfloat16, on the CPU
    public static PackedWeight of(Tensor weight) {
        return new PackedWeight(Scopes.own(() -> {
            IValueVector stack = new IValueVector(new IValue(weight.detach()), Operators.ROWS_EXPECTED);
            Operators.REORDER.callBoxed(stack);
            return result(stack);
        }));
    }

    /// x Wᵀ (+ b), without recording gradients.
    ///
    /// @param x `[..., in]`, bfloat16
    /// @return `[..., out]`, of the scope around
    public Tensor linear(Tensor x, @Nullable Tensor bias) {
        return Scopes.keep(() -> {
            IValueVector stack = new IValueVector(
                    new IValue(x),
                    new IValue(packed),
                    bias == null ? Operators.NO_BIAS : new IValue(bias),
                    Operators.NO_ACTIVATION,
                    Operators.NO_SCALARS,
                    Operators.NO_ALGORITHM);
            Operators.LINEAR.callBoxed(stack);
            return result(stack);
        });
    }

    // the stack owns what it holds, and dies with the scope
    private static Tensor result(IValueVector stack) {
        return new Tensor(stack.get(0).toTensor());
    }

    @Override
    public void close() {
        packed.close();
    }
}
