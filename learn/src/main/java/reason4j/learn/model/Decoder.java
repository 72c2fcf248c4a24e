package reason4j.learn.model;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;
import reason4j.learn.kernel.Blocks;
import reason4j.learn.kernel.CachedAttention;
import reason4j.learn.tensor.RowThreads;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Share;
import reason4j.learn.tensor.Tensors;

/// One token more for rows of a cache: matrix products by libtorch over all rows, what lies between them row by row in
/// the kernels. Where products are dealt out, the threads take a step together: each has half of the columns of every
/// product, for all rows, and so reads half of the weights; sums, norms and attention are dealt out by rows. The last
/// product of a layer is dealt out by inputs instead, so that what a thread's half of the gate gave stays with it: what
/// one core has written is read by another at a fraction of the speed, most of all where they share no cache. Without
/// dealing one thread takes all of it. Shapes as in [Transformer]; the residual stream is 32-bit.
final class Decoder {

    private record Layer(
            CachedAttention.Layer attention,
            String name,
            @Nullable Tensor qkvBias,
            @Nullable Tensor oBias,
            Blocks.Norm attentionNorm,
            Blocks.Norm mlpNorm) {}

    private final ModelConfig config;
    private final Parameters parameters;
    private final List<Layer> layers = new ArrayList<>();
    private final Blocks.Norm norm;
    private final int width;

    Decoder(ModelConfig config, Parameters parameters) {
        this.config = config;
        this.parameters = parameters;
        this.width = parameters.precision().bytes();
        this.norm = norm("norm");
        for (int i = 0; i < config.layers(); i++) {
            String in = "model.layers." + i + ".";
            Integer window = config.window(i);
            layers.add(new Layer(
                    new CachedAttention.Layer(
                            i,
                            window == null ? Integer.MAX_VALUE : window,
                            parameters.address(in + "q_norm"),
                            parameters.address(in + "k_norm"),
                            (float) config.normEpsilon()),
                    in,
                    parameters.find(in + "qkv_bias"),
                    parameters.find(in + "o_bias"),
                    norm(in + "attention_norm"),
                    norm(in + "mlp_norm")));
        }
    }

    private Blocks.Norm norm(String name) {
        return new Blocks.Norm(parameters.address(name), config.hidden(), config.normEpsilon());
    }

    /// Rows of numbers in native memory; its address is asked for once, since the question costs more than a row.
    private static final class Rows {
        private final Tensor tensor;
        private final long address;
        private final int columns;
        private final long bytes;

        private Rows(Tensor tensor) {
            this.tensor = tensor;
            this.address = Tensors.address(tensor);
            this.columns = Math.toIntExact(tensor.size(1));
            this.bytes = columns * tensor.element_size();
        }

        private long at(int row) {
            return address + row * bytes;
        }
    }

    /// What a product adds to columns of the residual stream, from the first of them on.
    private record Change(int from, Rows rows) {}

    /// What a step works on: one set for all threads.
    private final class Step {
        private final long[] ids;
        private final List<CachedAttention.Row> rows;
        private final Rows x_NC;
        private final Rows h_NC;
        private final Rows qkv;
        private final Rows y;
        // of the threads' last products, in order
        private final List<List<Change>> changes = new ArrayList<>();
        // rows whose attention has begun, by layer
        private final AtomicIntegerArray begun = new AtomicIntegerArray(config.layers());

        private Step(long[] ids, List<CachedAttention.Row> rows) {
            this.ids = ids;
            this.rows = rows;
            ScalarType dtype = parameters.precision().dtype();
            int heads = config.heads() + 2 * config.kvHeads();
            this.x_NC = rows(ScalarType.Float, config.hidden());
            this.h_NC = rows(dtype, config.hidden());
            this.qkv = rows(dtype, heads * config.headDimension());
            this.y = rows(dtype, config.heads() * config.headDimension());
            for (int i = 0; i < RowThreads.count(); i++) {
                changes.add(new ArrayList<>());
            }
        }

        private Rows rows(ScalarType dtype, int columns) {
            return new Rows(Tensors.empty(dtype, ids.length, columns));
        }

        private int next(Layer layer) {
            return begun.getAndIncrement(layer.attention.index());
        }

        /// Where a thread leaves what its products add.
        private List<Change> changes(Share share) {
            List<Change> mine = changes.get(share.from(changes.size()));
            mine.clear();
            return mine;
        }
    }

    /// @param ids the rows' last tokens
    /// @param rows where the rows' keys and values lie, room for the new ones included
    /// @return hidden states after the last norm, `[N, C]`, of the scope around
    Tensor hidden_NC(long[] ids, List<CachedAttention.Row> rows) {
        return Scopes.keep(() -> {
            Step step = new Step(ids, rows);
            if (parameters.dealt(ids.length)) {
                RowThreads.together(share -> new Hand(step, share).take());
            } else {
                new Hand(step, Share.WHOLE).take();
            }
            return step.h_NC.tensor;
        });
    }

    /// One thread's part of a step.
    private final class Hand {
        private final Step step;
        private final Share share;
        private final int from;
        private final int to;
        private final Blocks blocks = new Blocks(parameters.precision().half());
        private final CachedAttention attention = new CachedAttention(PagedCache.shape(config, parameters.precision()));

        private Hand(Step step, Share share) {
            this.step = step;
            this.share = share;
            this.from = share.from(step.ids.length);
            this.to = share.to(step.ids.length);
        }

        private void take() {
            long embedding = Tensors.address(parameters.get("embedding"));
            for (int r = from; r < to; r++) {
                blocks.widen(embedding + step.ids[r] * config.hidden() * width, step.x_NC.at(r), config.hidden());
                blocks.norm(layers.getFirst().attentionNorm, step.x_NC.at(r), step.h_NC.at(r));
            }
            share.meet();
            for (int i = 0; i < layers.size(); i++) {
                Layer layer = layers.get(i);
                Blocks.Norm next = i + 1 < layers.size() ? layers.get(i + 1).attentionNorm : norm;
                Scopes.run(() -> attend(layer));
                Scopes.run(() -> feedForward(layer, next));
            }
        }

        private void attend(Layer layer) {
            parameters.product(layer.name + "qkv", step.h_NC.tensor, layer.qkvBias, share, (_, first, product) -> {
                Rows part = new Rows(product);
                for (int r = 0; r < step.ids.length; r++) {
                    blocks.copy(part.at(r), step.qkv.at(r) + (long) first * width, part.columns);
                }
            });
            share.meet();
            // rows are of any length, so a thread takes the next when it has done one
            for (int r = step.next(layer); r < step.ids.length; r = step.next(layer)) {
                attention.attend(step.rows.get(r), layer.attention, step.qkv.at(r), step.y.at(r));
            }
            share.meet();
            List<Change> changes = step.changes(share);
            parameters.product(
                    layer.name + "o",
                    step.y.tensor,
                    layer.oBias,
                    share,
                    (_, first, product) -> changes.add(new Change(first, new Rows(product))));
            change(layer.mlpNorm);
        }

        private void feedForward(Layer layer, Blocks.Norm next) {
            List<Change> changes = step.changes(share);
            parameters.product(layer.name + "gate_up", step.h_NC.tensor, null, share, (part, first, product) -> {
                Rows gateUp = new Rows(product);
                Rows act = step.rows(parameters.precision().dtype(), gateUp.columns / 2);
                for (int r = 0; r < step.ids.length; r++) {
                    blocks.swiglu(gateUp.at(r), act.at(r), act.columns);
                }
                changes.add(new Change(0, new Rows(parameters.summand(layer.name + "down", part, first, act.tensor))));
            });
            change(next);
        }

        /// Adds what all threads' products gave to this one's rows of the residual stream, and normalises them.
        private void change(Blocks.Norm by) {
            share.meet();
            for (int r = from; r < to; r++) {
                for (List<Change> ofAThread : step.changes) {
                    for (Change change : ofAThread) {
                        long at = step.x_NC.at(r) + (long) change.from * Float.BYTES;
                        blocks.add(at, change.rows.at(r), change.rows.columns);
                    }
                }
                blocks.norm(by, step.x_NC.at(r), step.h_NC.at(r));
            }
            share.meet();
        }
    }
}
