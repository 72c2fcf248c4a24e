package reason4j.learn.algorithm;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import reason4j.core.io.UserException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Rows of visible tables with single constants replaced by what a recipe says.
public final class Overrides {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private Overrides() {}

    /// A row with some of its keys replaced. An object of the same `kind` is merged key by key, one of another kind
    /// is taken whole.
    ///
    /// @param row the record to start from
    /// @param type its declared type
    /// @param override keys in snake case
    /// @param path where the override stands in the recipe, for messages
    /// @throws UserException if a key or a value is wrong
    public static <T> T apply(T row, Class<T> type, Map<String, Object> override, String path) {
        if (override.isEmpty()) {
            return row;
        }
        ObjectNode tree = tree(row);
        merge(tree, tree(override), path);
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JacksonException e) {
            throw UserException.usage(path + ": " + rule(e));
        }
    }

    /// A record as a recipe would write it.
    public static ObjectNode tree(Object row) {
        return (ObjectNode) MAPPER.<JsonNode>valueToTree(row);
    }

    private static void merge(ObjectNode into, ObjectNode from, String path) {
        for (Map.Entry<String, JsonNode> entry : from.properties()) {
            String key = entry.getKey();
            String here = path + "." + key;
            JsonNode before = into.get(key);
            if (before == null) {
                throw UserException.usage(
                        here + ": there is no such key; there are " + String.join(", ", into.propertyNames()));
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

    private static String rule(JacksonException failure) {
        StringBuilder path = new StringBuilder();
        failure.getPath().forEach(step -> path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName()));
        @Nullable Throwable cause = failure.getCause();
        String message = cause instanceof IllegalArgumentException ? cause.getMessage() : failure.getOriginalMessage();
        return (path.isEmpty() ? "" : path + ": ") + message;
    }
}
