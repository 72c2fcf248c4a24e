package reason4j.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The fields of a request. Null is the same as absent; a field that nobody asked for is refused at the end, since what
/// is silently ignored is missed later.
final class Fields {

    private final JsonNode object;
    private final String prefix;
    private final Set<String> known = new TreeSet<>();

    Fields(JsonNode object) {
        this(object, "");
    }

    private Fields(JsonNode object, String prefix) {
        this.object = object;
        this.prefix = prefix;
    }

    /// A field as it is, or null.
    @Nullable
    JsonNode any(String name) {
        known.add(name);
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private @Nullable JsonNode any(String name, String what, Predicate<JsonNode> fits) {
        JsonNode value = any(name);
        if (value != null && !fits.test(value)) {
            throw Refusal.bad(prefix + name, prefix + name + " must be " + what + ", is " + shortened(value));
        }
        return value;
    }

    private static String shortened(JsonNode value) {
        String text = value.toString();
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    @Nullable
    String text(String name) {
        JsonNode value = any(name, "a string", JsonNode::isString);
        return value == null ? null : value.asString();
    }

    boolean flag(String name, boolean otherwise) {
        JsonNode value = any(name, "true or false", JsonNode::isBoolean);
        return value == null ? otherwise : value.asBoolean();
    }

    double number(String name, double otherwise) {
        JsonNode value = any(name, "a number", JsonNode::isNumber);
        return value == null ? otherwise : value.asDouble();
    }

    int whole(String name, int otherwise, int least, int most) {
        String range = most == Integer.MAX_VALUE ? "of at least " + least : "from " + least + " to " + most;
        JsonNode value =
                any(name, "a whole number " + range, v -> v.isInt() && v.asInt() >= least && v.asInt() <= most);
        return value == null ? otherwise : value.asInt();
    }

    @Nullable
    Long seed(String name) {
        JsonNode value = any(name, "a whole number of 64 bits", v -> v.isIntegralNumber() && v.canConvertToLong());
        return value == null ? null : value.asLong();
    }

    /// A string, or an array of them.
    List<String> texts(String name) {
        JsonNode value = any(
                name,
                "a string or an array of strings",
                v -> v.isString() || (v.isArray() && v.valueStream().allMatch(JsonNode::isString)));
        List<String> texts = new ArrayList<>();
        if (value != null && value.isString()) {
            texts.add(value.asString());
        } else if (value != null) {
            value.forEach(v -> texts.add(v.asString()));
        }
        return texts;
    }

    Set<Integer> ids(String name) {
        JsonNode value = any(
                name,
                "an array of token ids",
                v -> v.isArray() && v.valueStream().allMatch(JsonNode::isInt));
        Set<Integer> ids = new TreeSet<>();
        if (value != null) {
            value.forEach(v -> ids.add(v.asInt()));
        }
        return ids;
    }

    /// A field that is an object itself, or null.
    @Nullable
    Fields object(String name) {
        JsonNode value = any(name, "an object", JsonNode::isObject);
        return value == null ? null : new Fields(value, prefix + name + ".");
    }

    /// Fields that say who asks and the like, and change nothing.
    void ignored(String... names) {
        known.addAll(List.of(names));
    }

    /// A field that is not supported, but does no harm with some values.
    void refused(String name, String instead, Predicate<JsonNode> harmless) {
        JsonNode value = any(name);
        if (value != null && !harmless.test(value)) {
            throw Refusal.bad(
                    prefix + name, prefix + name + " = " + shortened(value) + " is not supported; " + instead);
        }
    }

    /// Refuses what nobody asked for.
    void end() {
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                throw Refusal.bad(
                        prefix + name,
                        "unknown field " + prefix + name + "; the fields here are " + String.join(", ", known));
            }
        }
    }
}
