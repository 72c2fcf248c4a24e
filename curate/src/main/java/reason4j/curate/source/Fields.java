package reason4j.curate.source;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reason4j.core.io.Json;
import tools.jackson.core.JacksonException;
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
        return node.isString() ? number(node.asString()) : null;
    }

    static @Nullable Double number(String text) {
        try {
            return Double.valueOf(text.strip());
        } catch (NumberFormatException _) {
            return null;
        }
    }

    /// The text at a path such as `meta.level`, or null.
    static @Nullable String path(JsonNode row, String path) {
        JsonNode node = row;
        for (String name : path.split("\\.", -1)) {
            node = node == null ? null : node.get(name);
        }
        return text(node);
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

    static String orElse(@Nullable JsonNode row, String name, String otherwise) {
        String text = text(row, name);
        return text == null || text.isBlank() ? otherwise : text;
    }

    static @Nullable JsonNode object(@Nullable JsonNode row, String name) {
        JsonNode node = row == null ? null : row.get(name);
        return node != null && node.isObject() ? node : null;
    }

    /// JSON in a string, or null.
    static @Nullable JsonNode json(@Nullable String text) {
        try {
            return text == null || text.isBlank() ? null : Json.mapper().readTree(text);
        } catch (JacksonException _) {
            return null;
        }
    }

    /// A number as a share of its largest value, within 0 to 1; `Level 3` counts as 3.
    static @Nullable Double scaled(JsonNode row, String name, double largest) {
        JsonNode node = row.get(name);
        String digits = node == null || !node.isString() ? "" : node.asString().replaceAll("[^0-9.]", "");
        Double number = digits.matches("\\d+(\\.\\d+)?") ? Double.valueOf(digits) : number(row, name);
        return number == null ? null : Math.clamp(number / largest, 0, 1);
    }

    /// The truth value at a place of a list that may be shorter.
    static boolean flag(List<JsonNode> list, int at, boolean otherwise) {
        return at < list.size() && list.get(at).isBoolean() ? list.get(at).booleanValue() : otherwise;
    }
}
