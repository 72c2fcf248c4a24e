package reason4j.learn.text.template;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values as text, as Python's `str`, `repr` and `json.dumps` write them.
final class Spelling {

    private final Budget budget;

    Spelling(Budget budget) {
        this.budget = budget;
    }

    String str(Value value) {
        if (value instanceof Value.Str s) {
            return s.value();
        }
        BoundedText text = new BoundedText();
        repr(value, text);
        return text.toString();
    }

    private void repr(Value value, BoundedText text) {
        budget.enter();
        switch (value) {
            case Value.None _ -> text.append("None");
            case Value.Undefined _ -> {}
            case Value.Bool b -> text.append(b.value() ? "True" : "False");
            case Value.Int i -> text.append(Long.toString(i.value()));
            case Value.Real r -> text.append(real(r.value()));
            case Value.Str s -> quoted(s.value(), text);
            case Value.Seq s -> sequence(s, text);
            case Value.Dict d -> dict(d, text);
            case Value.Namespace _ -> text.append("<Namespace>");
            case Value.Loop _ -> text.append("<LoopContext>");
            case Value.Function f -> text.append("<function " + f.name() + ">");
        }
        budget.leave();
    }

    private void sequence(Value.Seq sequence, BoundedText text) {
        List<Value> items = sequence.items();
        text.append(sequence.tuple() ? '(' : '[');
        for (int i = 0; i < items.size(); i++) {
            text.append(i == 0 ? "" : ", ");
            repr(items.get(i), text);
        }
        text.append(sequence.tuple() ? (items.size() == 1 ? ",)" : ")") : "]");
    }

    private void dict(Value.Dict dict, BoundedText text) {
        String separator = "{";
        for (Map.Entry<Value, Value> entry : dict.entries().entrySet()) {
            text.append(separator);
            repr(entry.getKey(), text);
            text.append(": ");
            repr(entry.getValue(), text);
            separator = ", ";
        }
        text.append(dict.entries().isEmpty() ? "{}" : "}");
    }

    private static void quoted(String string, BoundedText text) {
        char quote = string.indexOf('\'') >= 0 && string.indexOf('"') < 0 ? '"' : '\'';
        text.append(quote);
        string.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\\' -> text.append("\\\\");
                default -> {
                    if (c == quote) {
                        text.append('\\').append(quote);
                    } else if (c < 32 || (c >= 127 && c < 160) || c == 0xAD) {
                        text.append(String.format(Locale.ROOT, "\\x%02x", c));
                    } else {
                        text.append(Character.toString(c));
                    }
                }
            }
        });
        text.append(quote);
    }

    /// Python's shortest form of a float.
    static String real(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        BigDecimal shortest = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
        String digits = shortest.unscaledValue().toString();
        int exponent = digits.length() - shortest.scale() - 1;
        String sign = value < 0 ? "-" : "";
        if (exponent < -4 || exponent >= 16) {
            String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
            String power = String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
            return sign + digits.charAt(0) + fraction + power;
        }
        String plain = shortest.toPlainString();
        return sign + plain + (plain.contains(".") ? "" : ".0");
    }

    /// How `json.dumps` is asked to write.
    ///
    /// @param indent put before each level, or null for one line
    record Style(@Nullable String indent, String itemSeparator, String keySeparator, boolean ascii, boolean sorted) {}

    String json(Value value, Style style) {
        BoundedText text = new BoundedText();
        json(value, style, "\n", text);
        return text.toString();
    }

    private void json(Value value, Style style, String newline, BoundedText text) {
        budget.enter();
        switch (value) {
            case Value.None _ -> text.append("null");
            case Value.Bool b -> text.append(b.value() ? "true" : "false");
            case Value.Int i -> text.append(Long.toString(i.value()));
            case Value.Real r -> text.append(jsonReal(r.value()));
            case Value.Str s -> jsonString(s.value(), style.ascii, text);
            case Value.Seq s -> jsonSequence(s.items(), style, newline, text);
            case Value.Dict d -> jsonDict(d, style, newline, text);
            case Value.Undefined _, Value.Namespace _, Value.Loop _, Value.Function _ ->
                throw new TemplateProblem("tojson cannot write " + Value.type(value));
        }
        budget.leave();
    }

    private static String jsonReal(double value) {
        String text = real(value);
        return switch (text) {
            case "nan" -> "NaN";
            case "inf" -> "Infinity";
            case "-inf" -> "-Infinity";
            default -> text;
        };
    }

    private void jsonSequence(List<Value> items, Style style, String newline, BoundedText text) {
        String inner = style.indent == null ? "" : newline + style.indent;
        text.append("[");
        for (int i = 0; i < items.size(); i++) {
            text.append(i == 0 ? "" : style.itemSeparator).append(inner);
            json(items.get(i), style, inner, text);
        }
        text.append(style.indent == null || items.isEmpty() ? "" : newline).append("]");
    }

    private void jsonDict(Value.Dict dict, Style style, String newline, BoundedText text) {
        String inner = style.indent == null ? "" : newline + style.indent;
        List<Map.Entry<Value, Value>> entries = List.copyOf(dict.entries().entrySet());
        if (style.sorted) {
            entries = entries.stream()
                    .sorted((a, b) -> Operators.comparePoints(jsonKey(a.getKey()), jsonKey(b.getKey())))
                    .toList();
        }
        text.append("{");
        for (Iterator<Map.Entry<Value, Value>> i = entries.iterator(); i.hasNext(); ) {
            Map.Entry<Value, Value> entry = i.next();
            text.append(inner);
            jsonString(jsonKey(entry.getKey()), style.ascii, text);
            text.append(style.keySeparator);
            json(entry.getValue(), style, inner, text);
            text.append(i.hasNext() ? style.itemSeparator : "");
        }
        text.append(style.indent == null || entries.isEmpty() ? "" : newline).append("}");
    }

    private static String jsonKey(Value key) {
        return switch (key) {
            case Value.Str s -> s.value();
            case Value.Int i -> Long.toString(i.value());
            case Value.Bool b -> b.value() ? "true" : "false";
            case Value.Real r -> jsonReal(r.value());
            case Value.None _ -> "null";
            case Value.Undefined _, Value.Seq _, Value.Dict _, Value.Namespace _, Value.Loop _, Value.Function _ ->
                throw new TemplateProblem("tojson cannot write " + Value.type(key) + " as a key");
        };
    }

    private static void jsonString(String string, boolean ascii, BoundedText text) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                default -> {
                    if (c < 32 || (ascii && c > 126)) {
                        text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }
}
