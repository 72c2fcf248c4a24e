package reason4j.learn.gguf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import reason4j.core.io.UserException;

/// Which tensor of llama.cpp is which weight of `transformers`, and of which shape it has to be.
final class Layout {

    /// Computed from the configuration in `transformers`.
    static final String ROPE_FACTORS = "rope_freqs.weight";

    private final Gguf gguf;
    private final Dimensions sizes;
    private final List<Weight> weights = new ArrayList<>();
    private final Set<String> unused;

    private Layout(Gguf gguf, Dimensions sizes) {
        this.gguf = gguf;
        this.sizes = sizes;
        unused = new TreeSet<>(gguf.tensors().keySet());
        unused.remove(ROPE_FACTORS);
    }

    /// @throws UserException naming the tensor, if one is missing, surplus or of another shape
    static List<Weight> weights(Gguf gguf, Dimensions sizes) {
        Layout layout = new Layout(gguf, sizes);
        layout.take("token_embd.weight", "model.embed_tokens.weight", 0, sizes.vocabulary(), sizes.hidden());
        for (int i = 0; i < sizes.layers(); i++) {
            layout.block("blk." + i + ".", "model.layers." + i + ".");
        }
        layout.take("output_norm.weight", "model.norm.weight", 0, sizes.hidden());
        if (!sizes.tied()) {
            layout.take("output.weight", "lm_head.weight", 0, sizes.vocabulary(), sizes.hidden());
        }
        if (!layout.unused.isEmpty()) {
            throw UserException.data(
                    gguf.file() + ": tensor '" + layout.unused.iterator().next() + "' has no place in a "
                            + sizes.architecture() + " model"
                            + "\n  the model has parts that are not supported; import one of llama, mistral, qwen2, qwen3");
        }
        return layout.weights;
    }

    private void block(String from, String to) {
        long queries = (long) sizes.heads() * sizes.headDimension();
        long keys = (long) sizes.kvHeads() * sizes.headDimension();
        boolean llama = sizes.architecture().equals("llama");
        take(from + "attn_norm.weight", to + "input_layernorm.weight", 0, sizes.hidden());
        projection(from + "attn_q", to + "self_attn.q_proj", llama ? sizes.heads() : 0, queries);
        projection(from + "attn_k", to + "self_attn.k_proj", llama ? sizes.kvHeads() : 0, keys);
        projection(from + "attn_v", to + "self_attn.v_proj", 0, keys);
        take(from + "attn_output.weight", to + "self_attn.o_proj.weight", 0, sizes.hidden(), queries);
        if (sizes.qkvBias() && !sizes.architecture().equals("qwen2")) {
            take(from + "attn_output.bias", to + "self_attn.o_proj.bias", 0, sizes.hidden());
        }
        if (sizes.architecture().equals("qwen3")) {
            take(from + "attn_q_norm.weight", to + "self_attn.q_norm.weight", 0, sizes.headDimension());
            take(from + "attn_k_norm.weight", to + "self_attn.k_norm.weight", 0, sizes.headDimension());
        }
        take(from + "ffn_norm.weight", to + "post_attention_layernorm.weight", 0, sizes.hidden());
        Map<String, String> feedForward = new LinkedHashMap<>();
        feedForward.put("ffn_gate.weight", "mlp.gate_proj.weight");
        feedForward.put("ffn_up.weight", "mlp.up_proj.weight");
        feedForward.forEach((a, b) -> take(from + a, to + b, 0, sizes.intermediate(), sizes.hidden()));
        take(from + "ffn_down.weight", to + "mlp.down_proj.weight", 0, sizes.hidden(), sizes.intermediate());
    }

    private void projection(String from, String to, int heads, long width) {
        take(from + ".weight", to + ".weight", heads, width, sizes.hidden());
        if (sizes.qkvBias()) {
            take(from + ".bias", to + ".bias", heads, width);
        }
    }

    private void take(String from, String to, int heads, long... shape) {
        GgufTensor tensor = gguf.tensors().get(from);
        if (tensor == null) {
            throw UserException.data(gguf.file() + ": tensor '" + from + "' is missing\n  the file is no whole "
                    + sizes.architecture() + " model (one of several parts?); fetch or merge it whole");
        }
        if (!Arrays.equals(tensor.shape(), shape)) {
            throw UserException.data(gguf.file() + ": tensor '" + from + "' is of shape "
                    + Arrays.toString(tensor.shape()) + " where the metadata ask for " + Arrays.toString(shape)
                    + "\n  the file is damaged or of a kind that is not supported; fetch it again");
        }
        unused.remove(from);
        weights.add(new Weight(to, tensor, heads));
    }
}
