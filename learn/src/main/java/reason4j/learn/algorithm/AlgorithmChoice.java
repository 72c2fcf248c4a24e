package reason4j.learn.algorithm;

import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reason4j.core.io.UserException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a recipe says of the algorithm: a row of [Algorithms], whose constants, and single parts that differ.
///
/// ```yaml
/// algorithm:
///   name: dapo
///   compat: verl
///   override:
///     clip: {high: 0.3}                            # of the same kind: these constants alone
///     advantage: {kind: leave-one-out, singleton: zero, whitening: none}   # of another kind: the whole part
///     kl: {placement: loss, estimator: k3, coefficient: 0.001}
/// ```
///
/// A number without limit is written `Infinity`.
///
/// @param name of the row
/// @param compat whose constants
/// @param override parts and constants by name, as the row shows them; empty for the row as it is
public record AlgorithmChoice(String name, Compat compat, Map<String, Object> override) {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();
    private static final String PATH = "algorithm.override";

    public AlgorithmChoice {
        override = new TreeMap<>(override);
    }

    public static AlgorithmChoice of(String name) {
        return new AlgorithmChoice(name, Compat.VERL, Map.of());
    }

    /// The algorithm.
    ///
    /// @throws UserException if the name, a key or a value is wrong
    public Algorithm resolve() {
        Algorithm row = Algorithms.named(name, compat);
        if (override.isEmpty()) {
            return row;
        }
        ObjectNode tree = tree(row);
        tree.remove("name");
        tree.remove("compat");
        merge(tree, (ObjectNode) MAPPER.<JsonNode>valueToTree(override), PATH);
        tree.put("name", name);
        tree.set("compat", MAPPER.valueToTree(compat));
        try {
            return MAPPER.treeToValue(tree, Algorithm.class);
        } catch (JacksonException e) {
            throw UserException.usage(PATH + ": " + rule(e));
        }
    }

    /// All parts and constants of an algorithm, as a recipe would write them.
    public static ObjectNode tree(Algorithm algorithm) {
        return (ObjectNode) MAPPER.<JsonNode>valueToTree(algorithm);
    }

    private static void merge(ObjectNode into, ObjectNode from, String path) {
        for (Map.Entry<String, JsonNode> entry : from.properties()) {
            String key = entry.getKey();
            String here = path + "." + key;
            JsonNode before = into.get(key);
            if (before == null) {
                throw UserException.usage(here + ": there is no such key; there are " + names(into));
            }
            JsonNode after = entry.getValue();
            if (before instanceof ObjectNode old && after instanceof ObjectNode part && sameKind(old, part)) {
                merge(old, part, here);
            } else if (before.isObject() != after.isObject()) {
                throw UserException.usage(here + ": " + after + " is not of the form of " + before);
            } else {
                into.set(key, after);
            }
        }
    }

    private static boolean sameKind(ObjectNode old, ObjectNode part) {
        JsonNode kind = part.get("kind");
        return kind == null || kind.equals(old.get("kind"));
    }

    private static String names(ObjectNode node) {
        Iterator<String> names = node.propertyNames().iterator();
        StringBuilder list = new StringBuilder();
        while (names.hasNext()) {
            list.append(list.isEmpty() ? "" : ", ").append(names.next());
        }
        return list.toString();
    }

    private static String rule(JacksonException failure) {
        StringBuilder path = new StringBuilder();
        failure.getPath().forEach(step -> path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName()));
        Throwable cause = failure.getCause();
        @Nullable
        String message = cause instanceof IllegalArgumentException ? cause.getMessage() : failure.getOriginalMessage();
        return (path.isEmpty() ? "" : path + ": ") + message;
    }
}
