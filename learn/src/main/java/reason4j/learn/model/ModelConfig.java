package reason4j.learn.model;

import org.jspecify.annotations.Nullable;
import reason4j.core.config.Range;
import reason4j.core.io.UserException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What `config.json` of a Hugging Face checkpoint says of a decoder-only transformer: pre-norm blocks with RMSNorm,
/// rotary positions, grouped-query attention and SwiGLU.
///
/// @param architecture which family, for the fields in which they differ
/// @param vocabulary rows of the embedding
/// @param hidden width of the residual stream, C
/// @param layers number of blocks
/// @param heads query heads, H
/// @param kvHeads key and value heads, K, a divisor of H
/// @param headDimension width of a head, D
/// @param intermediate width of the feed-forward layer, F
/// @param normEpsilon epsilon of RMSNorm
/// @param rope rotary positions
/// @param maxPositions longest sequence the checkpoint was made for
/// @param tiedEmbeddings whether the language head is the embedding
/// @param qkvBias whether queries, keys and values have a bias (Qwen2)
/// @param qkNorm whether queries and keys are normalised per head (Qwen3)
/// @param slidingWindow how far back attention looks, or null for all the way
/// @param fullLayers how many of the first layers look all the way back although there is a window (Qwen)
public record ModelConfig(
        Architecture architecture,
        int vocabulary,
        int hidden,
        int layers,
        int heads,
        int kvHeads,
        int headDimension,
        int intermediate,
        double normEpsilon,
        RopeSettings rope,
        int maxPositions,
        boolean tiedEmbeddings,
        boolean qkvBias,
        boolean qkNorm,
        @Nullable Integer slidingWindow,
        int fullLayers) {

    /// The families that are read and written.
    public enum Architecture {
        LLAMA("LlamaForCausalLM", "llama"),
        MISTRAL("MistralForCausalLM", "mistral"),
        QWEN2("Qwen2ForCausalLM", "qwen2"),
        QWEN3("Qwen3ForCausalLM", "qwen3");

        private final String className;
        private final String modelType;

        Architecture(String className, String modelType) {
            this.className = className;
            this.modelType = modelType;
        }

        static Architecture of(String modelType, String where) {
            for (Architecture a : values()) {
                if (a.modelType.equals(modelType)) {
                    return a;
                }
            }
            throw UserException.data(where + ": model_type " + modelType
                    + " is not supported\n  supported: llama, mistral, qwen2, qwen3");
        }
    }

    public ModelConfig {
        Range.atLeast("vocab_size", vocabulary, 1);
        Range.atLeast("hidden_size", hidden, 1);
        Range.atLeast("num_hidden_layers", layers, 1);
        Range.atLeast("num_attention_heads", heads, 1);
        Range.check(
                kvHeads >= 1 && heads % kvHeads == 0,
                "num_key_value_heads",
                kvHeads,
                "must divide the number of heads, " + heads);
        Range.check(headDimension >= 2 && headDimension % 2 == 0, "head_dim", headDimension, "must be even");
        Range.atLeast("intermediate_size", intermediate, 1);
        Range.atLeast("max_position_embeddings", maxPositions, 1);
    }

    /// A small model of Qwen2's shape, made from scratch.
    public static ModelConfig qwen2(int vocabulary, int hidden, int layers, int heads, int kvHeads, int maxPositions) {
        Range.check(hidden % heads == 0, "hidden_size", hidden, "must be a multiple of the heads, " + heads);
        return new ModelConfig(
                Architecture.QWEN2,
                vocabulary,
                hidden,
                layers,
                heads,
                kvHeads,
                hidden / heads,
                hidden * 3,
                1e-6,
                RopeSettings.plain(10_000),
                maxPositions,
                true,
                true,
                false,
                null,
                0);
    }

    /// Reads `config.json`. What would be computed otherwise than `transformers` does is refused.
    ///
    /// @param where the file, for messages
    public static ModelConfig fromJson(JsonNode json, String where) {
        Architecture architecture = Architecture.of(text(json, "model_type", where), where);
        ConfigRules.check(json, where);
        int hidden = integer(json, "hidden_size", where);
        int layers = integer(json, "num_hidden_layers", where);
        int heads = integer(json, "num_attention_heads", where);
        int maxPositions = integer(json, "max_position_embeddings", where);
        Integer window = ConfigRules.window(json, architecture);
        try {
            return new ModelConfig(
                    architecture,
                    integer(json, "vocab_size", where),
                    hidden,
                    layers,
                    heads,
                    number(json, "num_key_value_heads", heads),
                    number(json, "head_dim", hidden / Math.max(1, heads)),
                    integer(json, "intermediate_size", where),
                    json.path("rms_norm_eps").asDouble(1e-6),
                    RopeSettings.fromJson(json, maxPositions, where),
                    maxPositions,
                    json.path("tie_word_embeddings").asBoolean(false),
                    architecture == Architecture.QWEN2
                            || (architecture != Architecture.MISTRAL
                                    && json.path("attention_bias").asBoolean(false)),
                    architecture == Architecture.QWEN3,
                    window,
                    window == null ? 0 : ConfigRules.fullLayers(json, architecture, layers, where));
        } catch (Range.OutOfRange e) {
            throw UserException.data(where + ": " + e.getMessage());
        }
    }

    /// What [#fromJson] reads, with the names that `transformers` gives.
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putArray("architectures").add(architecture.className);
        json.put("model_type", architecture.modelType);
        json.put("vocab_size", vocabulary);
        json.put("hidden_size", hidden);
        json.put("num_hidden_layers", layers);
        json.put("num_attention_heads", heads);
        json.put("num_key_value_heads", kvHeads);
        json.put("head_dim", headDimension);
        json.put("intermediate_size", intermediate);
        json.put("hidden_act", "silu");
        json.put("rms_norm_eps", normEpsilon);
        rope.write(json);
        json.put("max_position_embeddings", maxPositions);
        json.put("tie_word_embeddings", tiedEmbeddings);
        if (architecture == Architecture.LLAMA || architecture == Architecture.QWEN3) {
            json.put("attention_bias", qkvBias);
        }
        if (slidingWindow != null) {
            json.put("use_sliding_window", true);
            json.put("sliding_window", slidingWindow);
            json.put("max_window_layers", fullLayers);
        } else if (architecture == Architecture.MISTRAL) {
            // left out it would mean 4096
            json.putNull("sliding_window");
        }
        json.put("torch_dtype", "float32");
        return json;
    }

    /// How far back attention looks in a layer, or null for all the way.
    public @Nullable Integer window(int layer) {
        return layer < fullLayers ? null : slidingWindow;
    }

    /// Whether the output of attention has a bias: where queries have one, but for Qwen2.
    public boolean outputBias() {
        return qkvBias && architecture != Architecture.QWEN2;
    }

    /// The longest sequence that positions are scaled to: what the checkpoint was made for, times the factor of a
    /// scaling that stretches it.
    public int context() {
        return rope.context(maxPositions);
    }

    /// The same model with other positions.
    ///
    /// @param settings `rope_theta`, `rope_scaling`, `max_position_embeddings`, as in `config.json`; others stay
    /// @param where they come from, for messages
    public ModelConfig withPositions(ObjectNode settings, String where) {
        ObjectNode json = toJson();
        json.setAll(settings);
        return fromJson(json, where);
    }

    private static int number(JsonNode json, String key, int otherwise) {
        return json.path(key).isNumber() ? json.path(key).asInt() : otherwise;
    }

    private static int integer(JsonNode json, String key, String where) {
        JsonNode value = json.path(key);
        if (!value.isIntegralNumber()) {
            throw UserException.data(where + ": " + key + " is missing or no whole number");
        }
        return value.asInt();
    }

    private static String text(JsonNode json, String key, String where) {
        JsonNode value = json.path(key);
        if (!value.isString()) {
            throw UserException.data(where + ": " + key + " is missing");
        }
        return value.asString();
    }
}
