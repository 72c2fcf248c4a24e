package reason4j.learn.model;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Tensors;

/// The transformer by libtorch's operators, through which autograd finds its way back: `x + attention(norm(x))`, then
/// `x + mlp(norm(x))`, a last norm. Shapes as in [Transformer].
///
/// Attention is chosen by device in one place: batched matrix products where there are kernels for the rest, since on
/// the CPU the fused kernel of this libtorch is many times slower; the fused one elsewhere.
final class Operators {

    private record Layer(
            Tensor attentionNorm,
            Tensor qkv,
            @Nullable Tensor qkvBias,
            @Nullable Tensor qNorm,
            @Nullable Tensor kNorm,
            Tensor o,
            @Nullable Tensor oBias,
            Tensor mlpNorm,
            Tensor gateUp,
            Tensor down) {}

    /// How the queries of a layer meet keys and values.
    @FunctionalInterface
    interface Meeting {

        /// @return `[B, K, G·T, D]`
        Tensor meet(int layer, Tensor q_BKgtD, Tensor k_BKTD, Tensor v_BKTD);
    }

    private final ModelConfig config;
    private final Parameters parameters;
    private final List<Layer> layers = new ArrayList<>();
    private final Scalar scale;
    private final DoubleOptional scaleOfFused;
    private final DoubleOptional epsilon;
    private @Nullable Tensor causal_TT;
    private @Nullable Tensor windowed_TT;
    private final List<Tensor> outgrown = new ArrayList<>();
    private volatile int maskLength;

    Operators(ModelConfig config, Parameters parameters) {
        this.config = config;
        this.parameters = parameters;
        this.scale = new Scalar(1 / Math.sqrt(config.headDimension()));
        this.scaleOfFused = new DoubleOptional(1 / Math.sqrt(config.headDimension()));
        this.epsilon = new DoubleOptional(config.normEpsilon());
        for (int i = 0; i < config.layers(); i++) {
            String in = "model.layers." + i + ".";
            layers.add(new Layer(
                    parameters.get(in + "attention_norm"),
                    parameters.get(in + "qkv"),
                    parameters.find(in + "qkv_bias"),
                    parameters.find(in + "q_norm"),
                    parameters.find(in + "k_norm"),
                    parameters.get(in + "o"),
                    parameters.find(in + "o_bias"),
                    parameters.get(in + "mlp_norm"),
                    parameters.get(in + "gate_up"),
                    parameters.get(in + "down")));
        }
    }

    /// Hidden states after the last norm.
    ///
    /// @param ids_BT 64-bit integers on the device
    /// @param angles of the tokens
    /// @return `[B, T, C]`
    Tensor hidden_BTC(Tensor ids_BT, Angles angles, Meeting meeting) {
        Tensor x_BTC = torch.embedding(parameters.get("embedding"), ids_BT);
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            x_BTC = x_BTC.add(attention(i, norm(x_BTC, layer.attentionNorm), angles, meeting));
            x_BTC = x_BTC.add(mlp(layer, norm(x_BTC, layer.mlpNorm)));
        }
        return norm(x_BTC, parameters.get("norm"));
    }

    private Tensor attention(int index, Tensor x_BTC, Angles angles, Meeting meeting) {
        Layer layer = layers.get(index);
        long b = x_BTC.size(0);
        long t = x_BTC.size(1);
        long d = config.headDimension();
        long k = config.kvHeads();
        long g = config.heads() / k;
        Tensor qkv = Tensors.linear(x_BTC, layer.qkv, layer.qkvBias).view(b, t, (g + 2) * k, d);
        Tensor qk = angles.rotated(normalised(layer, qkv.narrow(2, 0, (g + 1) * k)));
        Tensor q_BKgtD = qk.narrow(2, 0, g * k).transpose(1, 2).reshape(b, k, g * t, d);
        Tensor k_BKTD = qk.narrow(2, g * k, k).transpose(1, 2).contiguous();
        Tensor v_BKTD = qkv.narrow(2, (g + 1) * k, k).transpose(1, 2).contiguous();
        Tensor y = meeting.meet(index, q_BKgtD, k_BKTD, v_BKTD)
                .view(b, g * k, t, d)
                .transpose(1, 2)
                .reshape(b, t, g * k * d);
        return Tensors.linear(y, layer.o, layer.oBias);
    }

    /// Each token with those before it, of its window if the layer has one.
    Tensor causal(int layer, Tensor q_BKgtD, Tensor k_BKTD, Tensor v_BKTD) {
        long b = k_BKTD.size(0);
        long t = k_BKTD.size(2);
        boolean windowed = config.window(layer) != null;
        if (!windowed && !parameters.device().kernels()) {
            Tensor q_BHTD = q_BKgtD.view(b, config.heads(), t, config.headDimension());
            return torch.scaled_dot_product_attention(
                            q_BHTD, k_BKTD, v_BKTD, new TensorOptional(), 0.0, true, scaleOfFused, true)
                    .reshape(q_BKgtD.sizes());
        }
        prepareMasks(Math.toIntExact(t));
        Tensor mask_TT = windowed ? windowed_TT : causal_TT;
        if (mask_TT == null) {
            throw new IllegalStateException("masks are not prepared");
        }
        return attended(q_BKgtD, k_BKTD, v_BKTD, mask_TT.narrow(0, 0, t).narrow(1, 0, t));
    }

    /// Attention by matrix products.
    ///
    /// @param mask broadcast over `[B, K, G, T, S]` and added to the scores
    /// @return `[B, K, G·T, D]`
    Tensor attended(Tensor q_BKgtD, Tensor k_BKSD, Tensor v_BKSD, Tensor mask) {
        long b = k_BKSD.size(0);
        long k = k_BKSD.size(1);
        long s = k_BKSD.size(2);
        long g = config.heads() / k;
        long t = q_BKgtD.size(2) / g;
        Tensor scores = q_BKgtD.matmul(k_BKSD.transpose(2, 3)).mul(scale).view(b, k, g, t, s);
        Tensor weights = scores.add(mask).softmax(-1).view(b, k, g * t, s);
        return weights.matmul(v_BKSD);
    }

    private Tensor mlp(Layer layer, Tensor x) {
        Tensor gateUp = Tensors.linear(x, layer.gateUp, null);
        long f = config.intermediate();
        long last = gateUp.dim() - 1;
        return Tensors.linear(torch.silu(gateUp.narrow(last, 0, f)).mul(gateUp.narrow(last, f, f)), layer.down, null);
    }

    private Tensor norm(Tensor x, Tensor weight) {
        return torch.rms_norm(x, new long[] {weight.size(0)}, new TensorOptional(weight), epsilon);
    }

    // Qwen3 normalises each head of queries and keys; heads lie in the last but one dimension, queries first
    private Tensor normalised(Layer layer, Tensor qk) {
        if (layer.qNorm == null || layer.kNorm == null) {
            return qk;
        }
        long heads = qk.dim() - 2;
        return Tensors.cat(
                heads,
                norm(qk.narrow(heads, 0, config.heads()), layer.qNorm),
                norm(qk.narrow(heads, config.heads(), config.kvHeads()), layer.kNorm));
    }

    /// Makes the masks of whole sequences large enough.
    private synchronized void prepareMasks(int length) {
        if (length <= maskLength) {
            return;
        }
        for (Tensor old : new Tensor[] {causal_TT, windowed_TT}) {
            if (old != null) {
                outgrown.add(old);
            }
        }
        int room = Math.max(length, Math.min(config.context(), 2 * maskLength));
        causal_TT = mask(room, Integer.MAX_VALUE);
        windowed_TT = config.slidingWindow() == null ? null : mask(room, config.slidingWindow());
        maskLength = room;
    }

    private Tensor mask(int room, int window) {
        float[] mask = new float[room * room];
        for (int i = 0; i < room; i++) {
            for (int j = 0; j < room; j++) {
                mask[i * room + j] = j > i || i - j >= window ? Float.NEGATIVE_INFINITY : 0;
            }
        }
        return Scopes.own(() -> parameters
                .device()
                .of(Tensors.ofFloats(mask, room, room).to(parameters.precision().dtype())));
    }

    void close() {
        outgrown.forEach(Tensor::close);
        for (Tensor t : new Tensor[] {causal_TT, windowed_TT}) {
            if (t != null) {
                t.close();
            }
        }
        scale.close();
        scaleOfFused.close();
        epsilon.close();
    }
}
