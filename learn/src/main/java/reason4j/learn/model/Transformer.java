package reason4j.learn.model;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Tensors;

/// A decoder-only transformer of the Llama family: `x + attention(norm(x))`, then `x + mlp(norm(x))`, a last norm.
/// Attention is computed by batched matrix products: on the CPU the fused kernel of this libtorch is many times slower.
///
/// Shapes: B rows, T tokens, C hidden, H query heads, K key-value heads, G = H/K, D head dimension, F feed-forward,
/// N selected tokens, V vocabulary.
public final class Transformer implements AutoCloseable {

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

    /// Receives keys and values of a prefill, to be put into a cache.
    @FunctionalInterface
    interface KeyValueSink {
        void accept(int layer, Tensor k_BKTD, Tensor v_BKTD);
    }

    private final ModelConfig config;
    private final Parameters parameters;
    private final List<Layer> layers = new ArrayList<>();
    private final Scalar scale;
    private final DoubleOptional epsilon;
    private @Nullable Tensor cos_TD;
    private @Nullable Tensor sin_TD;
    private @Nullable Tensor causal_TT;
    private @Nullable Tensor windowed_TT;
    private final List<Tensor> outgrown = new ArrayList<>();
    private volatile int tableLength;

    public Transformer(ModelConfig config, Parameters parameters) {
        this.config = config;
        this.parameters = parameters;
        this.scale = new Scalar(1 / Math.sqrt(config.headDimension()));
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

    public ModelConfig config() {
        return config;
    }

    /// The same model over the same weights, with gradients of its own; to be closed before this one.
    Transformer sibling() {
        return new Transformer(config, parameters.sibling(config));
    }

    public Parameters parameters() {
        return parameters;
    }

    /// The matrix that turns hidden states into logits, `[V, C]`.
    Tensor headWeight_VC() {
        return parameters.get(headName());
    }

    String headName() {
        return config.tiedEmbeddings() ? "embedding" : "head";
    }

    /// Hidden states after the last norm of whole sequences that begin at position 0. Rows are padded on the right;
    /// what
    /// stands there does not reach the tokens before it.
    ///
    /// @param ids_BT 64-bit integers
    /// @return `[B, T, C]`, of the scope around
    public Tensor hidden_BTC(Tensor ids_BT) {
        return hidden_BTC(ids_BT, null);
    }

    Tensor hidden_BTC(Tensor ids_BT, @Nullable KeyValueSink sink) {
        long t = ids_BT.size(1);
        prepare(Math.toIntExact(t));
        Angles angles = angles(t);
        Tensor x_BTC = torch.embedding(parameters.get("embedding"), ids_BT);
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            x_BTC = x_BTC.add(attention(i, norm(x_BTC, layer.attentionNorm), angles, sink));
            x_BTC = x_BTC.add(mlp(layer, norm(x_BTC, layer.mlpNorm)));
        }
        return norm(x_BTC, parameters.get("norm"));
    }

    private Tensor attention(int index, Tensor x_BTC, Angles angles, @Nullable KeyValueSink sink) {
        Layer layer = layers.get(index);
        long b = x_BTC.size(0);
        long t = x_BTC.size(1);
        long d = config.headDimension();
        long k = config.kvHeads();
        long g = config.heads() / k;
        Tensor qkv = Tensors.linear(x_BTC, layer.qkv, layer.qkvBias).view(b, t, (g + 2) * k, d);
        Tensor qk = rotated(normalised(layer, qkv.narrow(2, 0, (g + 1) * k)), angles.cos_T1D, angles.sin_T1D);
        Tensor q_BKgtD = qk.narrow(2, 0, g * k).transpose(1, 2).reshape(b, k, g * t, d);
        Tensor k_BKTD = qk.narrow(2, g * k, k).transpose(1, 2).contiguous();
        Tensor v_BKTD = qkv.narrow(2, (g + 1) * k, k).transpose(1, 2).contiguous();
        if (sink != null) {
            sink.accept(index, k_BKTD, v_BKTD);
        }
        Tensor scores = q_BKgtD.matmul(k_BKTD.transpose(2, 3)).mul(scale).view(b, k, g, t, t);
        Tensor weights = scores.add(causal(index, t)).softmax(-1).view(b, k, g * t, t);
        Tensor y = weights.matmul(v_BKTD).view(b, g * k, t, d).transpose(1, 2).reshape(b, t, g * k * d);
        return Tensors.linear(y, layer.o, layer.oBias);
    }

    /// One more token for each row of a cache.
    ///
    /// @param ids_B 64-bit integers, one a row
    /// @param cache rows in order; it takes the new keys and values
    /// @return hidden states after the last norm, `[B, C]`, of the scope around
    public Tensor next_BC(Tensor ids_B, KeyValueCache cache) {
        long b = ids_B.size(0);
        long d = config.headDimension();
        long k = config.kvHeads();
        long g = config.heads() / k;
        prepare(cache.capacity());
        KeyValueCache.Step step = cache.step();
        Tensor cos_B1D = table(cos_TD).index_select(0, step.positions_B()).unsqueeze(1);
        Tensor sin_B1D = table(sin_TD).index_select(0, step.positions_B()).unsqueeze(1);
        Tensor x_BC = torch.embedding(parameters.get("embedding"), ids_B);
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            Tensor before = x_BC;
            int index = i;
            x_BC = Scopes.keep(() -> {
                Tensor h = norm(before, layer.attentionNorm);
                Tensor qkv = Tensors.linear(h, layer.qkv, layer.qkvBias).view(b, (g + 2) * k, d);
                Tensor qk = rotated(normalised(layer, qkv.narrow(1, 0, (g + 1) * k)), cos_B1D, sin_B1D);
                step.write(index, qk.narrow(1, g * k, k), qkv.narrow(1, (g + 1) * k, k));
                Tensor q_BKGD = qk.narrow(1, 0, g * k).reshape(b, k, g, d);
                Tensor scores_BKGT = q_BKGD.matmul(step.keys_BKTD(index).transpose(2, 3));
                Tensor weights =
                        scores_BKGT.mul_(scale).add_(step.mask_B11T(index)).softmax(-1);
                Tensor y_BC = weights.matmul(step.values_BKTD(index)).view(b, g * k * d);
                Tensor a_BC = Tensors.linear(y_BC, layer.o, layer.oBias).add_(before);
                return a_BC.add(mlp(layer, norm(a_BC, layer.mlpNorm)));
            });
        }
        return norm(x_BC, parameters.get("norm"));
    }

    /// Logits of hidden states, `[..., V]`.
    public Tensor logits(Tensor hidden) {
        return Tensors.linear(hidden, headWeight_VC(), null);
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

    /// Rotates the halves of the last dimension: `(a, b) → (a cos − b sin, b cos + a sin)`.
    private static Tensor rotated(Tensor x, Tensor cos, Tensor sin) {
        long last = x.dim() - 1;
        long half = x.size(last) / 2;
        Tensor a = x.narrow(last, 0, half);
        Tensor b = x.narrow(last, half, half);
        return Tensors.cat(last, a.mul(cos).sub(b.mul(sin)), b.mul(cos).add(a.mul(sin)));
    }

    private record Angles(Tensor cos_T1D, Tensor sin_T1D) {}

    private Angles angles(long t) {
        if (!config.rope().dependsOnLength(Math.toIntExact(t))) {
            return new Angles(
                    table(cos_TD).narrow(0, 0, t).unsqueeze(1),
                    table(sin_TD).narrow(0, 0, t).unsqueeze(1));
        }
        int half = config.headDimension() / 2;
        float[][] tables = Rope.whole(config.rope(), config.headDimension(), Math.toIntExact(t));
        return new Angles(Tensors.ofFloats(tables[0], t, 1, half), Tensors.ofFloats(tables[1], t, 1, half));
    }

    private Tensor causal(int layer, long t) {
        Tensor mask_TT = config.window(layer) == null ? causal_TT : windowed_TT;
        return table(mask_TT).narrow(0, 0, t).narrow(1, 0, t);
    }

    private static Tensor table(@Nullable Tensor t) {
        if (t == null) {
            throw new IllegalStateException("tables are not prepared");
        }
        return t;
    }

    /// Makes the tables of angles and of the causal mask long enough.
    private synchronized void prepare(int length) {
        if (length <= tableLength) {
            return;
        }
        for (Tensor old : new Tensor[] {cos_TD, sin_TD, causal_TT, windowed_TT}) {
            if (old != null) {
                // another thread may be using it
                outgrown.add(old);
            }
        }
        int room = Math.max(length, Math.min(config.context(), 2 * tableLength));
        int half = config.headDimension() / 2;
        float[][] tables = Rope.tables(config.rope(), config.headDimension(), room);
        cos_TD = Scopes.own(() -> Tensors.ofFloats(tables[0], room, half));
        sin_TD = Scopes.own(() -> Tensors.ofFloats(tables[1], room, half));
        causal_TT = mask(room, Integer.MAX_VALUE);
        windowed_TT = config.slidingWindow() == null ? null : mask(room, config.slidingWindow());
        tableLength = room;
    }

    private static Tensor mask(int room, int window) {
        float[] mask = new float[room * room];
        for (int i = 0; i < room; i++) {
            for (int j = 0; j < room; j++) {
                mask[i * room + j] = j > i || i - j >= window ? Float.NEGATIVE_INFINITY : 0;
            }
        }
        return Scopes.own(() -> Tensors.ofFloats(mask, room, room));
    }

    private void closeTables() {
        outgrown.forEach(Tensor::close);
        for (Tensor t : new Tensor[] {cos_TD, sin_TD, causal_TT, windowed_TT}) {
            if (t != null) {
                t.close();
            }
        }
    }

    @Override
    public void close() {
        closeTables();
        scale.close();
        epsilon.close();
        parameters.close();
    }

    /// What dtype the weights have.
    public ScalarType dtype() {
        return parameters.flat().scalar_type();
    }
}
