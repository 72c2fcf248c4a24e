package reason4j.learn.tensor;

import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/// A bfloat16 matrix whose rows, the columns of its products, are dealt out to threads, each part packed. Where it is
/// of equal blocks (the gate and the projection beside it), a part has its share of each block, so that the thread that
/// has one has the other.
public final class DealtWeight implements AutoCloseable {

    private final PackedWeight[] parts;
    private final int blocks;
    private final int columns;

    private DealtWeight(PackedWeight[] parts, int blocks, int columns) {
        this.parts = parts;
        this.blocks = blocks;
        this.columns = columns;
    }

    /// @param weight `[blocks · out, in]`, bfloat16, on the CPU
    /// @param blocks of equal size
    /// @param threads how many there are
    public static DealtWeight of(Tensor weight, int blocks, int threads) {
        int columns = Math.toIntExact(weight.size(0)) / blocks;
        int parts = Math.min(threads, columns);
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
        return new DealtWeight(packed, blocks, columns);
    }

    private static int from(int columns, int part, int parts) {
        return (int) ((long) columns * part / parts);
    }

    public int parts() {
        return parts.length;
    }

    /// The first column, of each block, of a part.
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
    /// @param bias `[out]` or null; not for several blocks
    /// @return `[..., blocks · out]`, of the scope around
    public Tensor product(Tensor x, @Nullable Tensor bias) {
        if (parts.length == 1) {
            return product(0, x, bias);
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

    /// Receives some columns of a product.
    @FunctionalInterface
    public interface Columns {
        /// @param from the first of them; of several blocks, in each
        /// @param product `[N, blocks, columns]`, of the scope around
        void accept(int from, Tensor product);
    }

    /// The columns of x Wᵀ (+ b) that are a thread's.
    ///
    /// @param x `[N, in]`
    /// @param bias `[out]` or null; not for several blocks
    public void product(Tensor x, @Nullable Tensor bias, Share share, Columns to) {
        for (int p = share.from(parts.length); p < share.to(parts.length); p++) {
            to.accept(from(p), product(p, x, bias));
        }
    }

    @Override
    public void close() {
        for (PackedWeight part : parts) {
            part.close();
        }
    }
}
