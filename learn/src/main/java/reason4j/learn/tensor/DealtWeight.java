package reason4j.learn.tensor;

import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/// A bfloat16 matrix that is dealt out to threads, each part packed: by its rows, the columns of its products, or by
/// its columns, the inputs of its products, which are then a sum of what the parts give. Where its rows are of equal
/// blocks (the gate and the projection beside it), a part has its share of each block, so that the thread that has one
/// has the other, and can go on to a matrix dealt out by inputs without the other threads' columns.
public final class DealtWeight implements AutoCloseable {

    /// Rows or inputs that are worth a part; oneDNN has no product of a single input.
    private static final int LEAST = 8;

    private final PackedWeight[] parts;
    private final int blocks;
    private final int columns;
    private final boolean byInputs;

    private DealtWeight(PackedWeight[] parts, int blocks, int columns, boolean byInputs) {
        this.parts = parts;
        this.blocks = blocks;
        this.columns = columns;
        this.byInputs = byInputs;
    }

    /// Dealt out by inputs.
    ///
    /// @param weight `[out, in]`, bfloat16, on the CPU
    /// @param threads how many there are
    public static DealtWeight byInputs(Tensor weight, int threads) {
        int inputs = Math.toIntExact(weight.size(1));
        int parts = parts(inputs, threads);
        PackedWeight[] packed = new PackedWeight[parts];
        for (int p = 0; p < parts; p++) {
            int from = from(inputs, p, parts);
            int n = from(inputs, p + 1, parts) - from;
            packed[p] = Scopes.get(
                    () -> PackedWeight.of(weight.detach().narrow(1, from, n).contiguous()));
        }
        return new DealtWeight(packed, 1, inputs, true);
    }

    /// Dealt out by rows.
    ///
    /// @param weight `[blocks · out, in]`, bfloat16, on the CPU
    /// @param blocks of equal size
    /// @param threads how many there are
    public static DealtWeight of(Tensor weight, int blocks, int threads) {
        int columns = Math.toIntExact(weight.size(0)) / blocks;
        int parts = parts(columns, threads);
        PackedWeight[] packed = new PackedWeight[parts];
        for (int p = 0; p < parts; p++) {
            int from = from(columns, p, parts);
            int n = from(columns, p + 1, parts) - from;
            packed[p] = Scopes.get(() -> PackedWeight.of(Tensors.cat(
                    0,
                    IntStream.range(0, blocks)
                            .mapToObj(b -> weight.detach().narrow(0, (long) b * columns + from, n))
                            .toArray(Tensor[]::new))));
        }
        return new DealtWeight(packed, blocks, columns, false);
    }

    private static int parts(int n, int threads) {
        return Math.clamp(n / LEAST, 1, threads);
    }

    private static int from(int columns, int part, int parts) {
        return (int) ((long) columns * part / parts);
    }

    public int parts() {
        return parts.length;
    }

    /// The first row, of each block, of a part; or its first input.
    public int from(int part) {
        return from(columns, part, parts.length);
    }

    /// Some columns of x Wᵀ (+ b), without recording gradients.
    ///
    /// @param x `[N, in]`
    /// @param bias `[out]` or null; not for several blocks
    /// @return `[N, blocks, columns of the part]`, of the scope around
    public Tensor product(int part, Tensor x, @Nullable Tensor bias) {
        long n = from(part + 1) - from(part);
        return parts[part].linear(x, bias == null ? null : bias.narrow(0, from(part), n));
    }

    /// x Wᵀ (+ b), without recording gradients.
    ///
    /// @param x `[..., in]`
    /// @param bias `[out]` or null; not for several blocks, nor for what is dealt out by inputs
    /// @return `[..., blocks · out]`, of the scope around
    public Tensor product(Tensor x, @Nullable Tensor bias) {
        if (parts.length == 1) {
            return product(0, x, bias);
        }
        if (byInputs) {
            return sum(x);
        }
        return Scopes.keep(() -> {
            long last = x.dim() - 1;
            Tensor[] pieces = new Tensor[blocks * parts.length];
            for (int p = 0; p < parts.length; p++) {
                Tensor part = product(p, x, bias);
                int n = from(p + 1) - from(p);
                for (int b = 0; b < blocks; b++) {
                    pieces[b * parts.length + p] = part.narrow(last, (long) b * n, n);
                }
            }
            return Tensors.cat(last, pieces);
        });
    }

    /// Summands are added up in 32 bits.
    private Tensor sum(Tensor x) {
        return Scopes.keep(() -> {
            Tensor sum = summand(0, part(x, 0)).to(ScalarType.Float);
            for (int p = 1; p < parts.length; p++) {
                sum.add_(summand(p, part(x, p)));
            }
            return sum.to(ScalarType.BFloat16);
        });
    }

    private Tensor part(Tensor x, int part) {
        return x.narrow(x.dim() - 1, from(part), (long) from(part + 1) - from(part))
                .contiguous();
    }

    /// What a part of the inputs adds to a product.
    ///
    /// @param x `[..., inputs of the part]`
    /// @return `[..., out]`, of the scope around
    public Tensor summand(int part, Tensor x) {
        return parts[part].linear(x, null);
    }

    /// Receives some columns of a product.
    @FunctionalInterface
    public interface Columns {
        /// @param part of the weight
        /// @param from the first of them; of several blocks, in each
        /// @param product `[N, blocks, columns]`, of the scope around
        void accept(int part, int from, Tensor product);
    }

    /// The columns of x Wᵀ (+ b) that are a thread's.
    ///
    /// @param x `[N, in]`
    /// @param bias `[out]` or null; not for several blocks
    public void product(Tensor x, @Nullable Tensor bias, Share share, Columns to) {
        for (int p = share.from(parts.length); p < share.to(parts.length); p++) {
            to.accept(p, from(p), product(p, x, bias));
        }
    }

    @Override
    public void close() {
        for (PackedWeight part : parts) {
            part.close();
        }
    }
}
