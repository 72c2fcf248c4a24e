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
/// product, for all rows, and so reads half of the weights; norms and attention are dealt out by rows. Otherwise one
/// thread takes all of it. Shapes as in [Transformer]; the residual stream is 32-bit.
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
    private final Blocks blocks;
    private final Blocks.Norm norm;
    private final int width;

    Decoder(ModelConfig config, Parameters parameters) {
        this.config = config;
        this.parameters = parameters;
        this.blocks = new Blocks(parameters.precision().half());
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

    /// What a step works on: one set for all threads.
    private final class Step {
        private final long[] ids;
        private final List<CachedAttention.Row> rows;
        private final Rows x_NC;
        private final Rows h_NC;
        private final Rows qkv;
        private final Rows y;
        private final Rows act_NF;
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
            this.act_NF = rows(dtype, config.intermediate());
        }

        private Rows rows(ScalarType dtype, int columns) {
            return new Rows(Tensors.empty(dtype, ids.length, columns));
        }

        private int next(Layer layer) {
            return begun.getAndIncrement(layer.attention.index());
        }
    }

    /// @param ids the rows' last tokens
    /// @param rows where the rows' keys and values lie, room for the new ones included
    /// @return hidden states after the last norm, `[N, C]`, of the scope around
    Tensor hidden_NC(long[] ids, List<CachedAttention.Row> rows) {
        return Scopes.keep(() -> {
            Step step = new Step(ids, rows);
            if (parameters.dealt()) {
                RowThreads.together(share -> take(step, share));
            } else {
                take(step, Share.WHOLE);
            }
            return step.h_NC.tensor;
        });
    }

    private void take(Step step, Share share) {
        long embedding = Tensors.address(parameters.get("embedding"));
        for (int r = share.from(step.ids.length); r < share.to(step.ids.length); r++) {
            blocks.widen(embedding + step.ids[r] * config.hidden() * width, step.x_NC.at(r), config.hidden());
        }
        CachedAttention attention = new CachedAttention(PagedCache.shape(config, parameters.precision()));
        for (Layer layer : layers) {
            Scopes.run(() -> {
                attend(layer, attention, step, share);
                feedForward(layer, step, share);
            });
        }
        normalise(norm, step, share);
    }

    private void attend(Layer layer, CachedAttention attention, Step step, Share share) {
        normalise(layer.attentionNorm, step, share);
        share.meet();
        parameters.product(layer.name + "qkv", step.h_NC.tensor, layer.qkvBias, share, (from, product) -> {
            Rows part = new Rows(product);
            for (int r = 0; r < step.ids.length; r++) {
                blocks.copy(part.at(r), step.qkv.at(r) + (long) from * width, part.columns);
            }
        });
        share.meet();
        // rows are of any length, so a thread takes the next when it has done one
        for (int r = step.next(layer); r < step.ids.length; r = step.next(layer)) {
            attention.attend(step.rows.get(r), layer.attention, step.qkv.at(r), step.y.at(r));
        }
        share.meet();
        parameters.product(
                layer.name + "o",
                step.y.tensor,
                layer.oBias,
                share,
                (from, product) -> add(step, from, new Rows(product)));
        share.meet();
    }

    private void feedForward(Layer layer, Step step, Share share) {
        normalise(layer.mlpNorm, step, share);
        share.meet();
        parameters.product(layer.name + "gate_up", step.h_NC.tensor, null, share, (from, product) -> {
            Rows part = new Rows(product);
            for (int r = 0; r < step.ids.length; r++) {
                blocks.swiglu(part.at(r), step.act_NF.at(r) + (long) from * width, part.columns / 2);
            }
        });
        share.meet();
        parameters.product(
                layer.name + "down",
                step.act_NF.tensor,
                null,
                share,
                (from, product) -> add(step, from, new Rows(product)));
        share.meet();
    }

    private void normalise(Blocks.Norm by, Step step, Share share) {
        for (int r = share.from(step.ids.length); r < share.to(step.ids.length); r++) {
            blocks.norm(by, step.x_NC.at(r), step.h_NC.at(r));
        }
    }

    /// Adds to columns of the residual stream.
    private void add(Step step, int from, Rows change) {
        for (int r = 0; r < step.ids.length; r++) {
            blocks.add(step.x_NC.at(r) + (long) from * Float.BYTES, change.at(r), change.columns);
        }
    }
}
