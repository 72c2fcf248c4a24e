package reason4j.learn.init;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reason4j.core.config.Range;
import reason4j.core.io.Json;
import reason4j.learn.model.ModelConfig;
import tools.jackson.databind.node.ObjectNode;

/// Other positions than those of the checkpoint, in the keys of `config.json`, for a longer context. What is null stays
/// as it is; what is not is written into the `config.json` of the model to start from, so that training, sampling and
/// whoever loads the result compute the same.
///
/// @param ropeTheta base of the rotation
/// @param ropeScaling in place of the checkpoint's: `rope_type` with the keys of that type;
///     `{rope_type: default}` takes a scaling away
/// @param maxPositionEmbeddings longest sequence. Linear and dynamic scaling multiply it by their factor
public record PositionsRecipe(
        @Nullable Double ropeTheta,
        @Nullable Map<String, Object> ropeScaling,
        @Nullable Integer maxPositionEmbeddings) {

    /// The checkpoint's own.
    public static final PositionsRecipe UNCHANGED = new PositionsRecipe(null, null, null);

    private static final String KEY = "rope_scaling";
    private static final String ORIGINAL = "original_max_position_embeddings";

    private static final Map<String, List<String>> KEYS = new TreeMap<>(Map.of(
            "default", List.of(),
            "linear", List.of("factor"),
            "dynamic", List.of("factor"),
            "yarn",
                    List.of(
                            "factor",
                            ORIGINAL,
                            "beta_fast",
                            "beta_slow",
                            "attention_factor",
                            "mscale",
                            "mscale_all_dim",
                            "truncate"),
            "llama3", List.of("factor", ORIGINAL, "low_freq_factor", "high_freq_factor")));

    public PositionsRecipe {
        if (ropeTheta != null) {
            Range.check(ropeTheta > 1 && Double.isFinite(ropeTheta), "rope_theta", ropeTheta, "must be greater than 1");
        }
        if (maxPositionEmbeddings != null) {
            Range.atLeast("max_position_embeddings", maxPositionEmbeddings, 8);
        }
        if (ropeScaling != null) {
            check(ropeScaling);
            ropeScaling = new TreeMap<>(ropeScaling);
            Range.check(
                    maxPositionEmbeddings == null || !"dynamic".equals(ropeScaling.get("rope_type")),
                    "max_position_embeddings",
                    Objects.requireNonNullElse(maxPositionEmbeddings, 0),
                    "must be left out where rope_type is dynamic, which scales from the length that the checkpoint has");
        }
    }

    private static void check(Map<String, Object> scaling) {
        List<String> keys = KEYS.get(String.valueOf(scaling.get("rope_type")));
        if (keys == null) {
            throw outside(scaling, "needs a rope_type of " + String.join(", ", KEYS.keySet()));
        }
        for (Map.Entry<String, Object> entry : scaling.entrySet()) {
            String key = entry.getKey();
            Object value = entry.getValue();
            Range.check(
                    key.equals("rope_type") || keys.contains(key),
                    KEY + "." + key,
                    String.valueOf(value),
                    "is no key of rope_type " + scaling.get("rope_type")
                            + (keys.isEmpty() ? ", which has none" : ", which has " + String.join(", ", keys)));
            if (key.equals("truncate")) {
                Range.check(value instanceof Boolean, KEY + "." + key, String.valueOf(value), "must be true or false");
            } else if (key.equals(ORIGINAL)) {
                Range.check(
                        value instanceof Integer length && length >= 1,
                        KEY + "." + key,
                        String.valueOf(value),
                        "must be a whole number of at least 1");
            } else if (!key.equals("rope_type")) {
                number(scaling, key, 0);
            }
        }
        if (!keys.isEmpty()) {
            double factor = number(scaling, "factor", 0);
            Range.check(factor >= 1, KEY + ".factor", factor, "must be at least 1");
        }
        less(scaling, "low_freq_factor", 1, "high_freq_factor", 4);
        less(scaling, "beta_slow", 1, "beta_fast", 32);
    }

    private static void less(Map<String, Object> scaling, String low, double below, String high, double above) {
        double least = number(scaling, low, below);
        double most = number(scaling, high, above);
        Range.check(least < most, KEY + "." + low, least, "must be less than " + high + ", " + most);
    }

    private static double number(Map<String, Object> scaling, String key, double otherwise) {
        Object value = scaling.get(key);
        if (value == null && otherwise > 0) {
            return otherwise;
        }
        if (value instanceof Number n && n.doubleValue() > 0 && Double.isFinite(n.doubleValue())) {
            return n.doubleValue();
        }
        throw outside(scaling, "needs " + key + ", a number greater than 0");
    }

    private static Range.OutOfRange outside(Map<String, Object> scaling, String rule) {
        try {
            Range.check(false, KEY, scaling, rule);
        } catch (Range.OutOfRange e) {
            return e;
        }
        throw new IllegalStateException(rule);
    }

    /// A model with these positions. YaRN and llama3 count from the length that the checkpoint was made for unless
    /// told.
    ModelConfig on(ModelConfig model) {
        ObjectNode settings = Json.mapper().createObjectNode();
        if (ropeTheta != null) {
            settings.put("rope_theta", ropeTheta);
        }
        if (maxPositionEmbeddings != null) {
            settings.put("max_position_embeddings", maxPositionEmbeddings);
        }
        if (ropeScaling != null) {
            ObjectNode scaling = settings.putObject(KEY);
            ropeScaling.forEach((key, value) -> scaling.set(key, Json.mapper().valueToTree(value)));
            if (KEYS.getOrDefault(String.valueOf(ropeScaling.get("rope_type")), List.of())
                            .contains(ORIGINAL)
                    && !scaling.has(ORIGINAL)) {
                int known = model.rope().originalPositions();
                scaling.put(ORIGINAL, known > 0 ? known : model.maxPositions());
            }
        }
        return settings.isEmpty() ? model : model.withPositions(settings, "model.positions");
    }
}
