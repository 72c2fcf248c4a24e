package reason4j.learn.model;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;
import reason4j.learn.kernel.Blocks;
import reason4j.learn.kernel.CachedAttention;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Tensors;

/// One token more for rows of a cache: matrix products by libtorch over all rows, what lies between them row by row in
/// the kernels. Shapes as in [Transformer]; the residual stream is 32-bit.
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

    /// @param ids the rows' last tokens
    /// @param rows where the rows' keys and values lie, room for the new ones included
    /// @return hidden states after the last norm, `[N, C]`, of the scope around
    Tensor hidden_NC(long[] ids, List<CachedAttention.Row> rows) {
        return Scopes.keep(() -> {
            Tensor x_NC = Tensors.empty(ScalarType.Float, ids.length, config.hidden());
            Tensor h_NC = Tensors.empty(parameters.precision().dtype(), ids.length, config.hidden());
            long x = Tensors.address(x_NC);
            long embedding = Tensors.address(parameters.get("embedding"));
            for (int r = 0; r < ids.length; r++) {
                blocks.widen(embedding + ids[r] * config.hidden() * width, x + residual(r), config.hidden());
            }
            CachedAttention attention = new CachedAttention(KeyValueCache.shape(config, parameters.precision()));
            for (Layer layer : layers) {
                Scopes.run(() -> {
                    attend(layer, attention, rows, x, h_NC);
                    feedForward(layer, x, h_NC);
                });
            }
            normalise(norm, x, h_NC);
            return h_NC;
        });
    }

    private long residual(int row) {
        return (long) row * config.hidden() * Float.BYTES;
    }

    private void attend(Layer layer, CachedAttention attention, List<CachedAttention.Row> rows, long x, Tensor h_NC) {
        normalise(layer.attentionNorm, x, h_NC);
        Tensor qkv = parameters.product(layer.name + "qkv", h_NC, layer.qkvBias);
        Tensor y = Tensors.empty(
                parameters.precision().dtype(), rows.size(), (long) config.heads() * config.headDimension());
        long from = Tensors.address(qkv);
        long to = Tensors.address(y);
        for (int r = 0; r < rows.size(); r++) {
            attention.attend(rows.get(r), layer.attention, from + r * qkv.size(1) * width, to + r * y.size(1) * width);
        }
        add(x, parameters.product(layer.name + "o", y, layer.oBias));
    }

    private void feedForward(Layer layer, long x, Tensor h_NC) {
        normalise(layer.mlpNorm, x, h_NC);
        Tensor gateUp = parameters.product(layer.name + "gate_up", h_NC, null);
        int f = config.intermediate();
        Tensor act = Tensors.empty(parameters.precision().dtype(), h_NC.size(0), f);
        long from = Tensors.address(gateUp);
        long to = Tensors.address(act);
        for (int r = 0; r < act.size(0); r++) {
            blocks.swiglu(from + 2L * r * f * width, to + (long) r * f * width, f);
        }
        add(x, parameters.product(layer.name + "down", act, null));
    }

    private void normalise(Blocks.Norm by, long x, Tensor h_NC) {
        long h = Tensors.address(h_NC);
        for (int r = 0; r < h_NC.size(0); r++) {
            blocks.norm(by, x + residual(r), h + (long) r * config.hidden() * width);
        }
    }

    private void add(long x, Tensor change_NC) {
        long change = Tensors.address(change_NC);
        for (int r = 0; r < change_NC.size(0); r++) {
            blocks.add(x + residual(r), change + (long) r * config.hidden() * width, config.hidden());
        }
    }
}
