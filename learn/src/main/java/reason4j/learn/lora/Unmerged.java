package reason4j.learn.lora;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import reason4j.learn.model.ModelConfig;
import reason4j.learn.model.Parameters;
import reason4j.learn.model.Rope;
import reason4j.learn.model.Transformer;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Tensors;

/// The forward pass with the adapter beside the weights, `x Wᵀ + s · (x Aᵀ) Bᵀ`, written out plainly and sharing no
/// code
/// with the transformer: what a merge is checked against. One sequence, 32-bit floats.
///
/// Shapes: T tokens, C hidden, H query heads, K key-value heads, D head dimension, V vocabulary.
final class Unmerged {

    private final ModelConfig config;
    private final Adapter adapter;
    private final Map<String, Tensor> weights = new HashMap<>();
    private final Map<String, Adapter.Module> adapted = new HashMap<>();

    private Unmerged(Transformer model, Adapter adapter) {
        this.config = model.config();
        this.adapter = adapter;
        for (Parameters.Part part : model.parameters().parts()) {
            weights.put(part.name(), model.parameters().view(part));
        }
        adapter.modules().forEach(m -> adapted.put(m.name(), m));
    }

    /// @return row-major `[T, V]`
    static float[] logits(Transformer model, Adapter adapter, int[] ids) {
        float[][] result = new float[1][];
        Scopes.noGrad(() -> result[0] = Tensors.floats(new Unmerged(model, adapter).forward(ids)));
        return result[0];
    }

    private Tensor forward(int[] ids) {
        Tensor ids_T = Tensors.ofLongs(IntStream.of(ids).asLongStream().toArray(), ids.length);
        Tensor embedding = weight("model.embed_tokens.weight");
        Tensor x_TC = embedding.index_select(0, ids_T);
        for (int i = 0; i < config.layers(); i++) {
            String in = "model.layers." + i + ".";
            x_TC = x_TC.add(attention(i, in + "self_attn.", norm(x_TC, in + "input_layernorm.weight")));
            Tensor h_TC = norm(x_TC, in + "post_attention_layernorm.weight");
            Tensor gate = torch.silu(linear(h_TC, in + "mlp.gate_proj"));
            x_TC = x_TC.add(linear(gate.mul(linear(h_TC, in + "mlp.up_proj")), in + "mlp.down_proj"));
        }
        Tensor head = config.tiedEmbeddings() ? embedding : weight("lm_head.weight");
        return norm(x_TC, "model.norm.weight").matmul(head.t());
    }

    private Tensor attention(int layer, String in, Tensor x_TC) {
        long t = x_TC.size(0);
        long d = config.headDimension();
        long groups = config.heads() / config.kvHeads();
        Tensor q_THD = linear(x_TC, in + "q_proj").view(t, config.heads(), d);
        Tensor k_TKD = linear(x_TC, in + "k_proj").view(t, config.kvHeads(), d);
        Tensor v_TKD = linear(x_TC, in + "v_proj").view(t, config.kvHeads(), d);
        if (config.qkNorm()) {
            q_THD = norm(q_THD, in + "q_norm.weight");
            k_TKD = norm(k_TKD, in + "k_norm.weight");
        }
        Tensor q_HTD = rotated(q_THD).transpose(0, 1);
        Tensor k_HTD = repeated(rotated(k_TKD), groups).transpose(0, 1);
        Tensor v_HTD = repeated(v_TKD, groups).transpose(0, 1);
        Tensor scores_HTT = q_HTD.matmul(k_HTD.transpose(1, 2)).mul(new Scalar(1 / Math.sqrt(d)));
        Tensor y_HTD =
                scores_HTT.add(mask(layer, Math.toIntExact(t))).softmax(-1).matmul(v_HTD);
        return linear(y_HTD.transpose(0, 1).reshape(t, config.heads() * d), in + "o_proj");
    }

    // each key-value head for all the query heads of its group
    private static Tensor repeated(Tensor x_TKD, long groups) {
        long t = x_TKD.size(0);
        long k = x_TKD.size(1);
        long d = x_TKD.size(2);
        return x_TKD.unsqueeze(2).expand(t, k, groups, d).reshape(t, k * groups, d);
    }

    private Tensor mask(int layer, int t) {
        Integer window = config.window(layer);
        float[] mask = new float[t * t];
        for (int i = 0; i < t; i++) {
            for (int j = 0; j < t; j++) {
                boolean seen = j <= i && (window == null || i - j < window);
                mask[i * t + j] = seen ? 0 : Float.NEGATIVE_INFINITY;
            }
        }
        return Tensors.ofFloats(mask, t, t);
    }

    private Tensor rotated(Tensor x_THD) {
        int t = Math.toIntExact(x_THD.size(0));
        long half = config.headDimension() / 2;
        float[][] tables = Rope.whole(config.rope(), config.headDimension(), t);
        Tensor cos = Tensors.ofFloats(tables[0], t, 1, half);
        Tensor sin = Tensors.ofFloats(tables[1], t, 1, half);
        Tensor a = x_THD.narrow(2, 0, half);
        Tensor b = x_THD.narrow(2, half, half);
        return Tensors.cat(2, a.mul(cos).sub(b.mul(sin)), b.mul(cos).add(a.mul(sin)));
    }

    private Tensor linear(Tensor x, String module) {
        Adapter.Module m = adapted.get(module);
        Tensor w = m == null ? weight(module + ".weight") : adapter.baseOf(m);
        Tensor y = Tensors.linear(x, w, weights.get(module + ".bias"));
        return m == null
                ? y
                : y.add(x.matmul(adapter.a(m).t()).matmul(adapter.b(m).t()).mul_(new Scalar(adapter.scale())));
    }

    private Tensor norm(Tensor x, String name) {
        Tensor w = weight(name);
        return torch.rms_norm(
                x, new long[] {w.size(0)}, new TensorOptional(w), new DoubleOptional(config.normEpsilon()));
    }

    private Tensor weight(String name) {
        @Nullable Tensor w = weights.get(name);
        if (w == null) {
            throw new IllegalArgumentException("no weight " + name);
        }
        return w;
    }
}
