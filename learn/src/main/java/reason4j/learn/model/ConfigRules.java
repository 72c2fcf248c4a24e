package reason4j.learn.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reason4j.core.io.UserException;
import tools.jackson.databind.JsonNode;

/// What of a `config.json` is refused because it is not computed here, and the windows of attention, whose keys mean
/// something else in each family.
final class ConfigRules {

    // what transformers takes for a Mistral whose file does not say
    private static final int MISTRAL_WINDOW = 4096;

    private ConfigRules() {}

    static void check(JsonNode json, String where) {
        String act = json.path("hidden_act").asString("silu");
        if (!act.equals("silu") && !act.equals("swish")) {
            throw unsupported(where, "hidden_act " + act, "silu");
        }
        if (json.path("mlp_bias").asBoolean(false)) {
            throw unsupported(where, "mlp_bias true", "feed-forward layers without bias");
        }
        JsonNode partial = json.path("rope_parameters").path("partial_rotary_factor");
        double rotated = json.path("partial_rotary_factor").asDouble(partial.asDouble(1));
        if (rotated != 1) {
            throw unsupported(where, "partial_rotary_factor " + rotated, "heads that are rotated as a whole");
        }
        if (json.path("quantization_config").isObject()) {
            throw unsupported(
                    where,
                    "quantization_config ("
                            + json.path("quantization_config")
                                    .path("quant_method")
                                    .asString("unknown") + ")",
                    "weights in F32, BF16, F16 or F64, and GGUF by `reason4j model import`");
        }
    }

    private static UserException unsupported(String where, String what, String supported) {
        return UserException.data(where + ": " + what + " is not supported\n  supported: " + supported);
    }

    static @Nullable Integer window(JsonNode json, ModelConfig.Architecture architecture) {
        JsonNode window = json.path("sliding_window");
        return switch (architecture) {
            case LLAMA -> null;
            case MISTRAL -> window.isMissingNode() ? Integer.valueOf(MISTRAL_WINDOW) : number(window);
            case QWEN2, QWEN3 -> json.path("use_sliding_window").asBoolean(false) ? number(window) : null;
        };
    }

    private static @Nullable Integer number(JsonNode node) {
        return node.isNumber() ? node.asInt() : null;
    }

    /// How many layers come before the first with a window; after it all have one.
    static int fullLayers(JsonNode json, ModelConfig.Architecture architecture, int layers, String where) {
        if (architecture == ModelConfig.Architecture.MISTRAL) {
            return 0;
        }
        JsonNode types = json.path("layer_types");
        if (!types.isArray()) {
            // what transformers takes for a Qwen whose file does not say
            return Math.clamp(json.path("max_window_layers").asInt(28), 0, layers);
        }
        List<String> kinds = types.valueStream().map(t -> t.asString("")).toList();
        int full = kinds.contains("sliding_attention") ? kinds.indexOf("sliding_attention") : layers;
        if (kinds.size() != layers || kinds.subList(full, layers).contains("full_attention")) {
            throw unsupported(
                    where, "layer_types " + kinds, "one for each layer, full_attention first, then sliding_attention");
        }
        return full;
    }
}
