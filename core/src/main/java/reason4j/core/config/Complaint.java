package reason4j.core.config;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import reason4j.core.io.NearestName;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// Turns what went wrong while binding into one message: place, path, value, rule, remedy.
record Complaint(JacksonException cause, Origins origins, JsonNode tree) {

    String message() {
        String path = path();
        if (outOfRange() instanceof Range.OutOfRange bad) {
            String full = join(path, bad.key());
            return place(full) + " = " + bad.shown() + ": " + bad.rule();
        }
        return switch (cause) {
            case UnrecognizedPropertyException e ->
                place(path) + ": unknown key" + nearest(e.getPropertyName(), known(e));
            case InvalidFormatException e ->
                place(path) + " = " + e.getValue() + ": must be " + expected(e.getTargetType());
            case InvalidTypeIdException e ->
                place(path) + ": unknown kind " + e.getTypeId() + ": " + firstLine(e.getOriginalMessage());
            case MismatchedInputException e
            when String.valueOf(e.getOriginalMessage()).startsWith("Missing creator property") ->
                place(path) + ": is missing and has no default";
            case MismatchedInputException e
            when e.getTargetType() != null && Collection.class.isAssignableFrom(e.getTargetType()) ->
                place(path) + ": must be a list, such as [a, b]";
            case MismatchedInputException e
            when e.getTargetType() != null
                    && (e.getTargetType().isRecord() || Map.class.isAssignableFrom(e.getTargetType())) ->
                place(path) + ": must be keys with values, such as {a: b}";
            default -> place(path) + ": " + firstLine(cause.getOriginalMessage());
        };
    }

    private String place(String path) {
        return origins.of(path) + ": " + path;
    }

    private String path() {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference reference : cause.getPath()) {
            if (reference.getPropertyName() != null) {
                path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
            } else {
                path.append('[').append(reference.getIndex()).append(']');
            }
        }
        return path.toString();
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private @org.jspecify.annotations.Nullable Throwable outOfRange() {
        Throwable t = cause;
        while (t != null && !(t instanceof Range.OutOfRange)) {
            t = t.getCause();
        }
        return t;
    }

    private static Collection<Object> known(UnrecognizedPropertyException e) {
        Collection<Object> ids = e.getKnownPropertyIds();
        return ids == null ? List.of() : ids;
    }

    private static String nearest(String key, Collection<Object> known) {
        List<String> keys = known.stream()
                .filter(Objects::nonNull)
                .map(Object::toString)
                .sorted()
                .toList();
        return NearestName.hint(key, keys) + "\n  keys here: " + keys.stream().collect(Collectors.joining(", "));
    }

    private static String expected(Class<?> type) {
        if (type.isEnum()) {
            return "one of "
                    + List.of(type.getEnumConstants()).stream()
                            .map(c -> c.toString().toLowerCase(java.util.Locale.ROOT))
                            .collect(Collectors.joining(", "));
        }
        return switch (type.getSimpleName()) {
            case "int", "long", "Integer", "Long" -> "a whole number";
            case "double", "float", "Double", "Float" -> "a number";
            case "boolean", "Boolean" -> "true or false";
            default -> "a " + type.getSimpleName();
        };
    }

    private static String firstLine(String text) {
        return text == null ? "" : text.lines().findFirst().orElse("");
    }
}
