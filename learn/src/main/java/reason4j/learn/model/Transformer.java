package reason4j.learn.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ObjIntConsumer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import reason4j.learn.kernel.CachedAttention;
import reason4j.learn.tensor.Precision;
import reason4j.learn.tensor.RowThreads;
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

    /// From so many rows on a thread for a part of them is faster than several threads in each product.
    private static final int ROWS_OF_A_THREAD = 4;

    private final ModelConfig config;
    private final Parameters parameters;
    private final List<Layer> layers = new ArrayList<>();
    private final Scalar scale;
    private final DoubleOptional epsilon;
    private final Decoder decoder;
    private @Nullable Angles angles;
    private @Nullable Tensor causal_TT;
    private @Nullable Tensor windowed_TT;
    private final List<Tensor> outgrown = new ArrayList<>();
    private volatile int maskLength;

    public Transformer(ModelConfig config, Parameters parameters) {
        this.config = config;
        this.parameters = parameters;
        this.scale = new Scalar(1 / Math.sqrt(config.headDimension()));
        this.epsilon = new DoubleOptional(config.normEpsilon());
        this.decoder = new Decoder(config, parameters);
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
        if (Trunk.handles(this) && !GradMode.is_enabled()) {
            return Scopes.keep(() -> trunk(ids_BT, false).forward(sink).view(ids_BT.size(0), t, config.hidden()));
        }
        prepareMasks(Math.toIntExact(t));
        Angles whole = angles(Math.toIntExact(t)).whole(config, t);
        Tensor x_BTC = torch.embedding(parameters.get("embedding"), ids_BT);
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            x_BTC = x_BTC.add(attention(i, norm(x_BTC, layer.attentionNorm), whole, sink));
            x_BTC = x_BTC.add(mlp(layer, norm(x_BTC, layer.mlpNorm)));
        }
        return norm(x_BTC, parameters.get("norm"));
    }

    /// A pass by hand, of the scope around.
    Trunk trunk(Tensor ids_BT, boolean keep) {
        int t = Math.toIntExact(ids_BT.size(1));
        return new Trunk(
                this, longs(ids_BT), Math.toIntExact(ids_BT.size(0)), angles(t).whole(config, t), keep);
    }

    private static long[] longs(Tensor ids) {
        long[] values = new long[Math.toIntExact(ids.numel())];
        new LongPointer(ids.data_ptr_long()).get(values);
        return values;
    }

    private Tensor attention(int index, Tensor x_BTC, Angles angles, @Nullable KeyValueSink sink) {
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
        long[] ids = longs(ids_B);
        List<CachedAttention.Row> rows = cache.step(angles(cache.capacity()));
        if (parameters.dealt()) {
            return decoder.hidden_NC(ids, rows);
        }
        return Scopes.keep(() -> {
            Tensor hidden_BC = Tensors.empty(precision().dtype(), ids.length, config.hidden());
            RowThreads.run(
                    ids.length,
                    ROWS_OF_A_THREAD,
                    (from, to) -> hidden_BC
                            .narrow(0, from, to - from)
                            .copy_(decoder.hidden_NC(Arrays.copyOfRange(ids, from, to), rows.subList(from, to))));
            return hidden_BC;
        });
    }

    /// Logits of hidden states, `[..., V]`.
    public Tensor logits(Tensor hidden) {
        return GradMode.is_enabled()
                ? Tensors.linear(hidden, headWeight_VC(), null)
                : parameters.product(headName(), hidden, null);
    }

    /// Makes ready for many products without gradients.
    public void prepare() {
        parameters.pack();
    }

    /// Hands out the logits of rows, on several threads.
    ///
    /// @param hidden_NC after the last norm
    /// @param sources whose logits are wanted; the i-th of `to` gets those of row `sources[i]`
    /// @param to gets the index into `sources` and `[V]` logits, which it may change
    public void eachLogits(Tensor hidden_NC, int[] sources, ObjIntConsumer<float[]> to) {
        new LogitRows(this, hidden_NC, sources, to).run();
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

    private Tensor causal(int layer, long t) {
        Tensor mask_TT = config.window(layer) == null ? causal_TT : windowed_TT;
        if (mask_TT == null) {
            throw new IllegalStateException("masks are not prepared");
        }
        return mask_TT.narrow(0, 0, t).narrow(1, 0, t);
    }

    /// Angles of at least so many positions.
    private synchronized Angles angles(int length) {
        Angles have = angles;
        if (have != null && length <= have.length()) {
            return have;
        }
        if (have != null) {
            // another thread may be using it
            outgrown.add(have.cos_TD());
            outgrown.add(have.sin_TD());
        }
        int twice = have == null ? 0 : 2 * have.length();
        angles = Angles.of(config, Math.max(length, Math.min(config.context(), twice)));
        return angles;
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
        return Scopes.own(() ->
                Tensors.ofFloats(mask, room, room).to(parameters.precision().dtype()));
    }

    private void closeTables() {
        outgrown.forEach(Tensor::close);
        if (angles != null) {
            angles.close();
        }
        for (Tensor t : new Tensor[] {causal_TT, windowed_TT}) {
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

    /// In what the model computes.
    public Precision precision() {
        return parameters.precision();
    }
}
