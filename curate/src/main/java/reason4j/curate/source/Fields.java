package reason4j.curate.source;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reading of columns whose types drift between versions of a set: a number here, a string there, null elsewhere.
final class Fields {

    private Fields() {}

    /// The text of a scalar, of the first element of a list of one, or null.
    static @Nullable String text(@Nullable JsonNode row, String name) {
        return row == null ? null : text(row.get(name));
    }

    static @Nullable String text(@Nullable JsonNode node) {
        if (node == null || node.isNull() || node.isMissingNode()) {
            return null;
        }
        if (node.isArray()) {
            return node.size() == 1 ? text(node.get(0)) : null;
        }
        if (node.isObject()) {
            return null;
        }
        if (node.isFloatingPointNumber()
                && node.doubleValue() == Math.rint(node.doubleValue())
                && Math.abs(node.doubleValue()) < 1e15) {
            return Long.toString((long) node.doubleValue());
        }
        return node.asString();
    }

    /// Like [#text(JsonNode, String)] with `""` for nothing.
    static String textOrEmpty(@Nullable JsonNode row, String name) {
        String text = text(row, name);
        return text == null ? "" : text;
    }

    static @Nullable Double number(@Nullable JsonNode row, String name) {
        JsonNode node = row == null ? null : row.get(name);
        if (node == null) {
            return null;
        }
        if (node.isNumber()) {
            return node.doubleValue();
        }
        try {
            return node.isString() ? Double.valueOf(node.asString().strip()) : null;
        } catch (NumberFormatException _) {
            return null;
        }
    }

    /// The elements of a list, none for anything else.
    static List<JsonNode> list(@Nullable JsonNode row, String name) {
        JsonNode node = row == null ? null : row.get(name);
        List<JsonNode> elements = new ArrayList<>();
        if (node != null && node.isArray()) {
            node.forEach(elements::add);
        }
        return elements;
    }

    /// The first of these columns that holds something.
    static @Nullable String firstText(JsonNode row, String... names) {
        for (String name : names) {
            String text = text(row, name);
            if (text != null && !text.isBlank()) {
                return text;
            }
        }
        return null;
    }
}
