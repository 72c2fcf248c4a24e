package reason4j.learn.model;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import reason4j.learn.kernel.Dots;
import reason4j.learn.tensor.DealtWeight;
import reason4j.learn.tensor.Precision;
import reason4j.learn.tensor.Share;
import reason4j.learn.tensor.Tensors;

/// Products of a single row by the kernels, from weights as they lie, dealt out to threads: all that takes time there
/// is to read the weights, and libtorch's products of one row read them at a half to a third of what memory gives.
final class SingleRow {

    private final Precision precision;
    private final int inputs;
    private final Dots dots;

    /// @param x `[1, in]`, contiguous
    SingleRow(Precision precision, Tensor x) {
        this.precision = precision;
        this.inputs = Math.toIntExact(x.size(1));
        this.dots = new Dots(precision.half(), Tensors.address(x), inputs);
    }

    /// The columns of x Wᵀ (+ b) that are a thread's.
    ///
    /// @param weight `[blocks · out, in]`
    /// @param bias `[blocks · out]` or null
    /// @param to is given `[1, blocks, columns]`
    void columns(Tensor weight, int blocks, @Nullable Tensor bias, Share share, DealtWeight.Columns to) {
        int columns = Math.toIntExact(weight.size(0)) / blocks;
        int from = share.from(columns);
        int n = share.to(columns) - from;
        Tensor out = Tensors.empty(precision.dtype(), 1, (long) blocks * n);
        for (int b = 0; b < blocks; b++) {
            long row = (long) b * columns + from;
            dots.product(
                    new Dots.Matrix(Tensors.address(weight) + row * inputs * precision.bytes(), inputs, n),
                    bias == null ? 0 : Tensors.address(bias) + row * precision.bytes(),
                    Tensors.address(out) + (long) b * n * precision.bytes());
        }
        to.accept(0, from, out);
    }

    /// What the inputs from the given one on add to a product.
    ///
    /// @param weight `[out, in of all parts]`
    /// @return `[1, out]`, of the scope around
    Tensor summand(Tensor weight, int from) {
        int rows = Math.toIntExact(weight.size(0));
        Tensor out = Tensors.empty(precision.dtype(), 1, rows);
        dots.product(
                new Dots.Matrix(
                        Tensors.address(weight) + (long) from * precision.bytes(),
                        Math.toIntExact(weight.size(1)),
                        rows),
                0,
                Tensors.address(out));
        return out;
    }
}
