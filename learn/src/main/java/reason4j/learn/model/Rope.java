package reason4j.learn.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reason4j.core.io.UserException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Rotary position embedding (arXiv 2104.09864): the angle of pair i at position t is `t · θ^(−2i/D)`, in the layout of
/// Llama where the pair is (i, i + D/2). Longer contexts by the scalings that `rope_scaling` names.
public final class Rope {

    /// How positions are scaled.
    ///
    /// @param theta the base θ
    /// @param kind `default`, `linear`, `dynamic`, `yarn` or `llama3`
    /// @param factor how many times longer than the original context
    /// @param originalPositions the context of pre-training
    /// @param lowFrequency of llama3: below it wavelengths are scaled fully
    /// @param highFrequency of llama3: above it not at all
    /// @param betaFast of YaRN
    /// @param betaSlow of YaRN
    /// @param attentionFactor of YaRN, or null for `0.1 ln(factor) + 1`
    public record Settings(
            double theta,
            String kind,
            double factor,
            int originalPositions,
            double lowFrequency,
            double highFrequency,
            double betaFast,
            double betaSlow,
            @Nullable Double attentionFactor) {

        public static Settings plain(double theta) {
            return new Settings(theta, "default", 1, 0, 1, 4, 32, 1, null);
        }

        static Settings fromJson(JsonNode config, int maxPositions, String where) {
            JsonNode scaling = config.path("rope_scaling");
            if (!scaling.isObject()) {
                scaling = config.path("rope_parameters");
            }
            double theta = config.path("rope_theta")
                    .asDouble(scaling.path("rope_theta").asDouble(10_000));
            String kind = scaling.path("rope_type")
                    .asString(scaling.path("type").asString("default"))
                    .toLowerCase(Locale.ROOT);
            if (!java.util.List.of("default", "linear", "dynamic", "yarn", "llama3")
                    .contains(kind)) {
                throw UserException.data(where + ": rope_scaling of type " + kind
                        + " is not supported\n  supported: default, linear, dynamic, yarn, llama3");
            }
            return new Settings(
                    theta,
                    kind,
                    scaling.path("factor").asDouble(1),
                    scaling.path("original_max_position_embeddings").asInt(maxPositions),
                    scaling.path("low_freq_factor").asDouble(1),
                    scaling.path("high_freq_factor").asDouble(4),
                    scaling.path("beta_fast").asDouble(32),
                    scaling.path("beta_slow").asDouble(1),
                    scaling.path("attention_factor").isNumber()
                            ? scaling.path("attention_factor").asDouble()
                            : null);
        }

        void write(ObjectNode json) {
            json.put("rope_theta", theta);
            if (kind.equals("default")) {
                return;
            }
            ObjectNode scaling = json.putObject("rope_scaling");
            scaling.put("rope_type", kind);
            scaling.put("factor", factor);
            scaling.put("original_max_position_embeddings", originalPositions);
            if (kind.equals("llama3")) {
                scaling.put("low_freq_factor", lowFrequency);
                scaling.put("high_freq_factor", highFrequency);
            }
            if (kind.equals("yarn")) {
                scaling.put("beta_fast", betaFast);
                scaling.put("beta_slow", betaSlow);
                if (attentionFactor != null) {
                    scaling.put("attention_factor", attentionFactor);
                }
            }
        }
    }

    private Rope() {}

    /// Cosines and sines of all angles.
    ///
    /// @param length number of positions, T; dynamic scaling depends on it
    /// @return `[2][T · D/2]`: cosines, sines, row-major `[T, D/2]`
    static float[][] tables(Settings settings, int headDimension, int length) {
        int half = headDimension / 2;
        double[] frequency = frequencies(settings, headDimension, length);
        double magnitude = magnitude(settings);
        float[] cos = new float[length * half];
        float[] sin = new float[length * half];
        for (int t = 0; t < length; t++) {
            for (int i = 0; i < half; i++) {
                // the reference multiplies in 32 bits; so do we, for equal angles at large positions
                double angle = (float) t * (float) frequency[i];
                cos[t * half + i] = (float) (Math.cos((float) angle) * magnitude);
                sin[t * half + i] = (float) (Math.sin((float) angle) * magnitude);
            }
        }
        return new float[][] {cos, sin};
    }

    private static double magnitude(Settings s) {
        if (!s.kind().equals("yarn")) {
            return 1;
        }
        Double given = s.attentionFactor();
        return given != null ? given : s.factor() <= 1 ? 1 : 0.1 * Math.log(s.factor()) + 1;
    }

    private static double[] frequencies(Settings s, int d, int length) {
        double theta = s.theta();
        if (s.kind().equals("dynamic") && length > s.originalPositions()) {
            // NTK-aware: stretch the base so that the longest wave covers the length
            double stretch = s.factor() * length / s.originalPositions() - (s.factor() - 1);
            theta *= Math.pow(stretch, d / (d - 2.0));
        }
        double[] frequency = new double[d / 2];
        for (int i = 0; i < frequency.length; i++) {
            double plain = Math.pow(theta, -2.0 * i / d);
            frequency[i] = switch (s.kind()) {
                case "linear" -> plain / s.factor();
                case "llama3" -> llama3(s, plain);
                case "yarn" -> yarn(s, plain, i, d);
                case "default", "dynamic" -> plain;
                default -> throw new IllegalStateException(s.kind());
            };
        }
        return frequency;
    }

    /// Llama 3.1: long waves divided by the factor, short ones kept, a linear ramp between.
    private static double llama3(Settings s, double frequency) {
        double wave = 2 * Math.PI / frequency;
        double longest = s.originalPositions() / s.lowFrequency();
        double shortest = s.originalPositions() / s.highFrequency();
        if (wave < shortest) {
            return frequency;
        }
        if (wave > longest) {
            return frequency / s.factor();
        }
        double smooth = (s.originalPositions() / wave - s.lowFrequency()) / (s.highFrequency() - s.lowFrequency());
        return (1 - smooth) * frequency / s.factor() + smooth * frequency;
    }

    /// YaRN (arXiv 2309.00071, section 3.2): a ramp over the dimensions between extrapolation and interpolation.
    private static double yarn(Settings s, double frequency, int i, int d) {
        double low = Math.max(Math.floor(rotations(s, s.betaFast(), d)), 0);
        double high = Math.min(Math.ceil(rotations(s, s.betaSlow(), d)), d - 1.0);
        double width = Math.max(high - low, 0.001);
        double ramp = Math.clamp((i - low) / width, 0, 1);
        return frequency / s.factor() * ramp + frequency * (1 - ramp);
    }

    // the dimension that turns so many times over the original context
    private static double rotations(Settings s, double turns, int d) {
        return d * Math.log(s.originalPositions() / (turns * 2 * Math.PI)) / (2 * Math.log(s.theta()));
    }
}
