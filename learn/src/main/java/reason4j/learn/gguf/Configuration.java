package reason4j.learn.gguf;

import java.util.Optional;
import reason4j.core.io.UserException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `config.json` from the metadata.
final class Configuration {

    private final Gguf gguf;
    private final Dimensions sizes;
    private final String prefix;

    Configuration(Gguf gguf, Dimensions sizes) {
        this.gguf = gguf;
        this.sizes = sizes;
        prefix = sizes.architecture() + ".";
    }

    ObjectNode json() {
        Optional<Long> window = gguf.number(prefix + "attention.sliding_window").filter(size -> size > 0);
        boolean mistral = sizes.architecture().equals("llama") && window.isPresent();
        String type = mistral ? "mistral" : sizes.architecture();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putArray("architectures").add(Character.toUpperCase(type.charAt(0)) + type.substring(1) + "ForCausalLM");
        json.put("model_type", type);
        json.put("vocab_size", sizes.vocabulary());
        json.put("hidden_size", sizes.hidden());
        json.put("num_hidden_layers", sizes.layers());
        json.put("num_attention_heads", sizes.heads());
        json.put("num_key_value_heads", sizes.kvHeads());
        json.put("head_dim", sizes.headDimension());
        json.put("intermediate_size", sizes.intermediate());
        json.put("hidden_act", "silu");
        json.put(
                "rms_norm_eps",
                gguf.real(prefix + "attention.layer_norm_rms_epsilon").orElse(1e-6));
        json.put("max_position_embeddings", Dimensions.size(gguf, prefix + "context_length"));
        json.put("tie_word_embeddings", sizes.tied());
        json.put("rope_theta", gguf.real(prefix + "rope.freq_base").orElse(10_000.0));
        rope(json);
        if (type.equals("llama") || type.equals("qwen3")) {
            json.put("attention_bias", sizes.qkvBias());
        }
        window.ifPresent(size -> json.put("use_sliding_window", true).put("sliding_window", size));
        json.put("torch_dtype", "float32");
        tokenId(json, "bos_token_id", "bos");
        tokenId(json, "eos_token_id", "eos");
        tokenId(json, "pad_token_id", "padding");
        return json;
    }

    private void tokenId(ObjectNode json, String key, String name) {
        gguf.number("tokenizer.ggml." + name + "_token_id")
                .filter(id -> id >= 0 && id < sizes.vocabulary())
                .ifPresent(id -> json.put(key, id));
    }

    private void rope(ObjectNode json) {
        String kind = gguf.text(prefix + "rope.scaling.type").orElse("none");
        double factor = gguf.real(prefix + "rope.scaling.factor").orElse(1.0);
        Optional<Long> original = gguf.number(prefix + "rope.scaling.original_context_length");
        if (gguf.tensors().containsKey(Layout.ROPE_FACTORS)) {
            llama3(json);
        } else if (kind.equals("linear") || kind.equals("yarn")) {
            ObjectNode scaling =
                    json.putObject("rope_scaling").put("rope_type", kind).put("factor", factor);
            original.ifPresent(length -> scaling.put("original_max_position_embeddings", length));
        } else if (!kind.equals("none")) {
            throw UserException.data(gguf.file() + ": rope scaling '" + kind
                    + "' is not supported\n  supported: none, linear, yarn, and the factors of Llama 3");
        }
    }

    /// Llama 3's scaling is stored as what it makes of each frequency. Meta's settings differ in the factor only, which
    /// is that of the lowest frequency; they are taken if they explain every stored number.
    private void llama3(ObjectNode json) {
        GgufTensor tensor = gguf.tensors().get(Layout.ROPE_FACTORS);
        int half = sizes.headDimension() / 2;
        if (tensor == null || tensor.rows() != 1 || tensor.rowLength() != half) {
            throw unexplained("it has not one factor for each of " + half + " frequencies");
        }
        float[] factors = new float[half];
        tensor.row(0, factors);
        double factor = factors[half - 1];
        double theta = gguf.real(prefix + "rope.freq_base").orElse(10_000.0);
        for (int i = 0; i < half; i++) {
            double wave = 2 * Math.PI * Math.pow(theta, 2.0 * i / sizes.headDimension());
            if (!(Math.abs(factors[i] - explained(wave, factor)) <= 1e-3 * factor)) {
                throw unexplained("factor " + i + " is " + factors[i]);
            }
        }
        json.putObject("rope_scaling")
                .put("rope_type", "llama3")
                .put("factor", factor)
                .put("low_freq_factor", 1.0)
                .put("high_freq_factor", 4.0)
                .put("original_max_position_embeddings", 8192);
    }

    private static double explained(double wave, double factor) {
        double smooth = (8192 / wave - 1) / (4 - 1);
        return 1 / ((1 - Math.clamp(smooth, 0, 1)) / factor + Math.clamp(smooth, 0, 1));
    }

    private UserException unexplained(String reason) {
        return UserException.data(gguf.file() + ": tensor '" + Layout.ROPE_FACTORS + "': " + reason
                + ", which is not Llama 3's scaling of positions\n  import the model from its safetensors");
    }
}
