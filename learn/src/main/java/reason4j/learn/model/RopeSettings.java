package reason4j.learn.model;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reason4j.core.io.UserException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How positions are rotated and scaled: `rope_theta` with `rope_scaling`, or `rope_parameters`, of a `config.json`.
///
/// @param theta the base θ
/// @param kind `default`, `linear`, `dynamic`, `yarn` or `llama3`
/// @param factor how many times longer than the original context
/// @param originalPositions the context of pre-training; 0 where the kind does not ask for it
/// @param lowFrequency of llama3: below it wavelengths are scaled fully
/// @param highFrequency of llama3: above it not at all
/// @param yarn what YaRN wants beside
public record RopeSettings(
        double theta,
        String kind,
        double factor,
        int originalPositions,
        double lowFrequency,
        double highFrequency,
        Yarn yarn) {

    private static final List<String> KINDS = List.of("default", "linear", "dynamic", "yarn", "llama3");

    /// YaRN's own settings.
    ///
    /// @param betaFast turns over the original context above which a dimension is left alone
    /// @param betaSlow turns below which it is interpolated
    /// @param truncate whether the two borders are rounded to whole dimensions
    /// @param attentionFactor by which cosines and sines are multiplied; null if it follows from the others
    /// @param mscale of DeepSeek, or null
    /// @param mscaleAllDim of DeepSeek, or null
    public record Yarn(
            double betaFast,
            double betaSlow,
            boolean truncate,
            @Nullable Double attentionFactor,
            @Nullable Double mscale,
            @Nullable Double mscaleAllDim) {

        static final Yarn PLAIN = new Yarn(32, 1, true, null, null, null);

        private static Yarn fromJson(JsonNode scaling) {
            return new Yarn(
                    scaling.path("beta_fast").asDouble(32),
                    scaling.path("beta_slow").asDouble(1),
                    scaling.path("truncate").asBoolean(true),
                    number(scaling, "attention_factor"),
                    number(scaling, "mscale"),
                    number(scaling, "mscale_all_dim"));
        }

        private void write(ObjectNode scaling) {
            scaling.put("beta_fast", betaFast);
            scaling.put("beta_slow", betaSlow);
            if (!truncate) {
                scaling.put("truncate", false);
            }
            putIfThere(scaling, "attention_factor", attentionFactor);
            putIfThere(scaling, "mscale", mscale);
            putIfThere(scaling, "mscale_all_dim", mscaleAllDim);
        }

        private static void putIfThere(ObjectNode json, String key, @Nullable Double value) {
            if (value != null) {
                json.put(key, value);
            }
        }

        /// By what cosines and sines are multiplied.
        double magnitude(double factor) {
            if (attentionFactor != null) {
                return attentionFactor;
            }
            if (mscale != null && mscale != 0 && mscaleAllDim != null && mscaleAllDim != 0) {
                return magnitude(factor, mscale) / magnitude(factor, mscaleAllDim);
            }
            return magnitude(factor, 1);
        }

        private static double magnitude(double factor, double weight) {
            return factor <= 1 ? 1 : 0.1 * weight * Math.log(factor) + 1;
        }
    }

    public static RopeSettings plain(double theta) {
        return new RopeSettings(theta, "default", 1, 0, 1, 4, Yarn.PLAIN);
    }

    /// As `transformers` reads them: `rope_scaling` before `rope_parameters`, a base within before one beside.
    static RopeSettings fromJson(JsonNode config, int maxPositions, String where) {
        JsonNode scaling = config.path("rope_scaling");
        if (!scaling.isObject() || scaling.isEmpty()) {
            scaling = config.path("rope_parameters");
        }
        double theta =
                scaling.path("rope_theta").asDouble(config.path("rope_theta").asDouble(10_000));
        String kind = scaling.path("rope_type")
                .asString(scaling.path("type").asString("default"))
                .toLowerCase(Locale.ROOT);
        if (!KINDS.contains(kind)) {
            throw UserException.data(where + ": rope_scaling of type " + kind + " is not supported\n  supported: "
                    + String.join(", ", KINDS));
        }
        int original = original(config, scaling, kind, maxPositions);
        Double factor = number(scaling, "factor");
        if (factor == null) {
            factor = kind.equals("yarn") ? (double) maxPositions / original : required(kind, where);
        }
        if (!(factor > 0) || !(theta > 0) || original < 0) {
            throw UserException.data(where + ": rope_scaling: the base, the factor and the original length must be"
                    + " positive, not " + theta + ", " + factor + ", " + original);
        }
        return new RopeSettings(
                theta,
                kind,
                factor,
                original,
                scaling.path("low_freq_factor").asDouble(1),
                scaling.path("high_freq_factor").asDouble(4),
                Yarn.fromJson(scaling));
    }

    // dynamic scaling counts from max_position_embeddings, whatever else the file says
    private static int original(JsonNode config, JsonNode scaling, String kind, int maxPositions) {
        if (!kind.equals("yarn") && !kind.equals("llama3")) {
            return kind.equals("dynamic") ? maxPositions : 0;
        }
        String key = "original_max_position_embeddings";
        Double beside = number(config, key);
        Double within = number(scaling, key);
        return beside != null ? beside.intValue() : within != null ? within.intValue() : maxPositions;
    }

    private static double required(String kind, String where) {
        if (kind.equals("default")) {
            return 1;
        }
        throw UserException.data(where + ": rope_scaling of type " + kind + " has no factor\n  such as {rope_type: "
                + kind + ", factor: 2.0}");
    }

    private static @Nullable Double number(JsonNode json, String key) {
        return json.path(key).isNumber() ? Double.valueOf(json.path(key).asDouble()) : null;
    }

    void write(ObjectNode json) {
        json.put("rope_theta", theta);
        if (kind.equals("default")) {
            return;
        }
        ObjectNode scaling = json.putObject("rope_scaling");
        scaling.put("rope_type", kind);
        scaling.put("factor", factor);
        if (kind.equals("llama3") || kind.equals("yarn")) {
            scaling.put("original_max_position_embeddings", originalPositions);
        }
        if (kind.equals("llama3")) {
            scaling.put("low_freq_factor", lowFrequency);
            scaling.put("high_freq_factor", highFrequency);
        }
        if (kind.equals("yarn")) {
            yarn.write(scaling);
        }
    }

    int context(int maxPositions) {
        return switch (kind) {
            case "linear", "dynamic" -> Math.toIntExact(Math.round(maxPositions * Math.max(1, factor)));
            case "yarn" -> Math.max(maxPositions, Math.toIntExact(Math.round(originalPositions * Math.max(1, factor))));
            default -> maxPositions;
        };
    }

    /// Whether the angles of a position depend on the length of the sequence that it is in.
    boolean dependsOnLength(int length) {
        return kind.equals("dynamic") && length > originalPositions;
    }
}
