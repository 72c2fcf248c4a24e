package reason4j.learn.model;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;
import reason4j.learn.kernel.CausalAttention;
import reason4j.learn.kernel.Gradients;
import reason4j.learn.tensor.RowThreads;
import reason4j.learn.tensor.Tensors;

/// Attention over whole sequences in blocks of queries, each with the keys that one of them may see: half of the
/// products fall away, and no tensor of time × time is made. Forward and backward by hand.
///
/// Shapes: B rows, T tokens, K key-value heads, G queries to each, D head dimension; U queries of a block, S keys that
/// it sees.
final class CausalBlocks {

    private static final int QUERIES = 128;
    private static final int HEADS_OF_A_THREAD = 64;

    /// A block of queries.
    ///
    /// @param from its first position
    /// @param to one beyond its last
    /// @param low the first key that one of them sees
    private record Block(int from, int to, int low) {
        private int queries() {
            return to - from;
        }

        private int keys() {
            return to - low;
        }
    }

    private final ModelConfig config;
    private final Parameters parameters;
    private final Angles angles;
    private final int b;
    private final int t;
    private final int window;
    private final boolean half;
    private final int width;
    private final List<Block> blocks = new ArrayList<>();
    private final List<Tensor> queries = new ArrayList<>();
    private final List<Tensor> weights = new ArrayList<>();
    private @Nullable Tensor keys;
    private @Nullable Tensor values;

    CausalBlocks(Transformer model, Angles angles, int b, int t, @Nullable Integer window) {
        this.config = model.config();
        this.parameters = model.parameters();
        this.angles = angles;
        this.b = b;
        this.t = t;
        this.window = window == null ? Integer.MAX_VALUE : window;
        this.half = parameters.precision().half();
        this.width = parameters.precision().bytes();
        for (int from = 0; from < t; from += QUERIES) {
            blocks.add(new Block(from, Math.min(t, from + QUERIES), Math.max(0, from + 1 - this.window)));
        }
    }

    private int group() {
        return config.heads() / config.kvHeads();
    }

    private int d() {
        return config.headDimension();
    }

    private Tensor empty(long... shape) {
        return Tensors.empty(parameters.precision().dtype(), shape);
    }

    private CausalAttention kernel() {
        return new CausalAttention(half, (float) (1 / Math.sqrt(d())));
    }

    /// Keys after rotation, `[B · K, T, D]`.
    Tensor keys() {
        return made(keys);
    }

    /// Values, `[B · K, T, D]`.
    Tensor values() {
        return made(values);
    }

    private static Tensor made(@Nullable Tensor t) {
        if (t == null) {
            throw new IllegalStateException("backward before forward");
        }
        return t;
    }

    /// @param qkv `[B · T, (G + 2) · K · D]`
    /// @return `[B · T, G · K · D]`, of the scope around
    Tensor forward(Tensor qkv) {
        long pairs = (long) b * config.kvHeads();
        keys = empty(pairs, t, d());
        values = empty(pairs, t, d());
        for (Block block : blocks) {
            queries.add(empty(pairs, (long) group() * block.queries(), d()));
        }
        move(new Heads(qkv, queries, keys, values), false);
        Tensor y = empty((long) b * t, (long) config.heads() * d());
        List<Tensor> outputs = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            Tensor p = queries.get(i).matmul(seen(keys(), block).transpose(1, 2));
            softmax(block, p);
            outputs.add(p.matmul(seen(values(), block)));
            weights.add(p);
        }
        gather(outputs, y, true);
        outputs.forEach(Tensor::close);
        return y;
    }

    private static Tensor seen(Tensor kv, Block block) {
        return kv.narrow(1, block.low, block.keys());
    }

    /// Projections and what attention makes of them, head by head.
    private record Heads(Tensor qkv, List<Tensor> queries, Tensor keys, Tensor values) {}

    /// Brings projections into the order of attention and rotates, or brings gradients back.
    private void move(Heads heads, boolean back) {
        int all = config.heads() + 2 * config.kvHeads();
        long head = (long) d() * width;
        long qkv = Tensors.address(heads.qkv);
        long keyAt = Tensors.address(heads.keys);
        long valueAt = Tensors.address(heads.values);
        long[] queryAt = heads.queries.stream().mapToLong(Tensors::address).toArray();
        RowThreads.run(b * t, HEADS_OF_A_THREAD, (begin, end) -> {
            CausalAttention kernel = kernel();
            for (int token = begin; token < end; token++) {
                int position = token % t;
                CausalAttention.Angle angle =
                        new CausalAttention.Angle(angles.cosAddress(position), angles.sinAddress(position));
                long at = qkv + (long) token * all * head;
                for (int h = 0; h < config.heads(); h++) {
                    long q = queryAt[position / QUERIES] + query(token / t, position, h) * head;
                    kernel.rotate(back ? q : at + h * head, back ? at + h * head : q, d(), angle, back);
                }
                for (int k = 0; k < config.kvHeads(); k++) {
                    long place = (((long) token / t * config.kvHeads() + k) * t + position) * head;
                    long key = at + (config.heads() + k) * head;
                    long value = key + config.kvHeads() * head;
                    kernel.rotate(back ? keyAt + place : key, back ? key : keyAt + place, d(), angle, back);
                    kernel.copy(back ? valueAt + place : value, back ? value : valueAt + place, d());
                }
            }
        });
    }

    /// Where in its block a query lies, in heads.
    private long query(int row, int position, int h) {
        int queries = blocks.get(position / QUERIES).queries();
        long pair = (long) row * config.kvHeads() + h / group();
        return (pair * group() + h % group()) * queries + position % QUERIES;
    }

    private void softmax(Block block, Tensor scores) {
        long at = Tensors.address(scores);
        RowThreads.run(rows(block), HEADS_OF_A_THREAD, (begin, end) -> {
            CausalAttention kernel = kernel();
            for (int r = begin; r < end; r++) {
                kernel.softmax(at + (long) r * block.keys() * width, sight(block, r));
            }
        });
    }

    private int rows(Block block) {
        return b * config.heads() * block.queries();
    }

    private CausalAttention.Seen sight(Block block, int row) {
        int position = block.from + row % block.queries();
        int from = Math.max(0, position + 1 - window - block.low);
        return new CausalAttention.Seen(from, position + 1 - block.low, block.keys());
    }

    /// Copies between blocks and rows of tokens, `[B · T, G · K · D]`.
    private void gather(List<Tensor> parts, Tensor y, boolean out) {
        long head = (long) d() * width;
        long to = Tensors.address(y);
        long[] from = parts.stream().mapToLong(Tensors::address).toArray();
        RowThreads.run(b * t, HEADS_OF_A_THREAD, (begin, end) -> {
            CausalAttention kernel = kernel();
            for (int token = begin; token < end; token++) {
                int position = token % t;
                for (int h = 0; h < config.heads(); h++) {
                    long part = from[position / QUERIES] + query(token / t, position, h) * head;
                    long row = to + ((long) token * config.heads() + h) * head;
                    kernel.copy(out ? part : row, out ? row : part, d());
                }
            }
        });
    }

    /// @param byY `[B · T, G · K · D]`
    /// @return gradient of the projections, `[B · T, (G + 2) · K · D]`, of the scope around
    Tensor backward(Tensor byY) {
        long pairs = (long) b * config.kvHeads();
        Tensor byKeys = Tensors.zeros(ScalarType.Float, pairs, t, d());
        Tensor byValues = Tensors.zeros(ScalarType.Float, pairs, t, d());
        List<Tensor> byOutputs = new ArrayList<>();
        for (Tensor q : queries) {
            byOutputs.add(empty(q.size(0), q.size(1), q.size(2)));
        }
        gather(byOutputs, byY, false);
        List<Tensor> byQueries = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            Tensor p = weights.get(i);
            Tensor byP = byOutputs.get(i).matmul(seen(values(), block).transpose(1, 2));
            add(byValues, block, p.transpose(1, 2).matmul(byOutputs.get(i)));
            backward(block, p, byP);
            byQueries.add(byP.matmul(seen(keys(), block)));
            add(byKeys, block, byP.transpose(1, 2).matmul(queries.get(i)));
            byP.close();
        }
        Tensor byQkv = empty((long) b * t, (long) (config.heads() + 2 * config.kvHeads()) * d());
        move(new Heads(byQkv, byQueries, narrowed(byKeys), narrowed(byValues)), true);
        byOutputs.forEach(Tensor::close);
        byQueries.forEach(Tensor::close);
        byKeys.close();
        byValues.close();
        return byQkv;
    }

    private Tensor narrowed(Tensor sums) {
        Tensor to = empty(sums.size(0), sums.size(1), sums.size(2));
        new Gradients(half).narrow(Tensors.address(sums), Tensors.address(to), sums.numel());
        return to;
    }

    private void add(Tensor sums, Block block, Tensor part) {
        Gradients kernel = new Gradients(half);
        long n = (long) block.keys() * d();
        for (long pair = 0; pair < part.size(0); pair++) {
            kernel.add(
                    Tensors.address(sums) + (pair * t + block.low) * d() * Float.BYTES,
                    Tensors.address(part) + pair * n * width,
                    n);
        }
        part.close();
    }

    private void backward(Block block, Tensor p, Tensor byP) {
        long weightAt = Tensors.address(p);
        long at = Tensors.address(byP);
        RowThreads.run(rows(block), HEADS_OF_A_THREAD, (begin, end) -> {
            CausalAttention kernel = kernel();
            for (int r = begin; r < end; r++) {
                long offset = (long) r * block.keys() * width;
                kernel.backward(weightAt + offset, at + offset, sight(block, r));
            }
        });
    }

    /// Frees what a backward step would need.
    void close() {
        queries.forEach(Tensor::close);
        weights.forEach(Tensor::close);
        keys().close();
        values().close();
    }
}
