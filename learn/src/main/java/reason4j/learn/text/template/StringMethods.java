package reason4j.learn.text.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Methods of strings, as Python has them.
final class StringMethods {

    private final Budget budget;
    private final Spelling spelling;

    StringMethods(Budget budget, Spelling spelling) {
        this.budget = budget;
        this.spelling = spelling;
    }

    /// The method bound to the string, or null if strings have none of this name.
    @Nullable
    Value method(String text, String name) {
        Value.Body body = switch (name) {
            case "strip" -> a -> Value.of(Strings.strip(text, gone(a)));
            case "lstrip" -> a -> Value.of(Strings.stripStart(text, gone(a)));
            case "rstrip" -> a -> Value.of(Strings.stripEnd(text, gone(a)));
            case "upper" -> _ -> Value.of(text.toUpperCase(Locale.ROOT));
            case "lower" -> _ -> Value.of(text.toLowerCase(Locale.ROOT));
            case "title" -> _ -> Value.of(title(text));
            case "capitalize" -> _ -> Value.of(capitalized(text));
            case "startswith" -> a -> Value.of(any(a, text::startsWith));
            case "endswith" -> a -> Value.of(any(a, text::endsWith));
            case "split" -> a -> strings(split(text, a));
            case "rsplit" -> a -> strings(splitFromEnd(text, a));
            case "splitlines" -> _ -> strings(Strings.lines(text));
            case "replace" -> a -> replaced(text, a);
            case "find" -> a -> place(text, text.indexOf(a.string(0, "sub")));
            case "rfind" -> a -> place(text, text.lastIndexOf(a.string(0, "sub")));
            case "count" -> a -> new Value.Int(count(text, a.string(0, "sub")));
            case "join" -> a -> joined(text, a);
            case "format" -> a -> Value.of(format(text, a));
            case "removeprefix" ->
                a -> Value.of(
                        text.startsWith(a.string(0, "prefix"))
                                ? text.substring(a.string(0, "prefix").length())
                                : text);
            case "removesuffix" ->
                a -> Value.of(
                        text.endsWith(a.string(0, "suffix"))
                                ? text.substring(
                                        0, text.length() - a.string(0, "suffix").length())
                                : text);
            case "isdigit" -> _ -> Value.of(all(text, Character::isDigit));
            case "isalpha" -> _ -> Value.of(all(text, Character::isLetter));
            case "isalnum" -> _ -> Value.of(all(text, Character::isLetterOrDigit));
            case "isspace" -> _ -> Value.of(all(text, Strings::isSpace));
            case "isupper" -> _ -> Value.of(cased(text) && text.equals(text.toUpperCase(Locale.ROOT)));
            case "islower" -> _ -> Value.of(cased(text) && text.equals(text.toLowerCase(Locale.ROOT)));
            default -> null;
        };
        return body == null ? null : new Value.Function(name, body);
    }

    private static boolean all(String text, IntPredicate test) {
        return !text.isEmpty() && text.codePoints().allMatch(test);
    }

    private static boolean cased(String text) {
        return text.codePoints().anyMatch(c -> Character.isUpperCase(c) || Character.isLowerCase(c));
    }

    /// The characters that `strip` takes: those of its argument, or white space.
    static IntPredicate gone(Arguments arguments) {
        Value chars = arguments.find(0, "chars");
        if (chars == null || chars instanceof Value.None) {
            return Strings::isSpace;
        }
        String set = arguments.string(0, "chars");
        return c -> set.indexOf(c) >= 0;
    }

    private interface Check {
        boolean of(String text);
    }

    private static boolean any(Arguments arguments, Check check) {
        if (arguments.get(0, "prefix") instanceof Value.Seq several) {
            return several.items().stream().anyMatch(each -> each instanceof Value.Str s && check.of(s.value()));
        }
        return check.of(arguments.string(0, "prefix"));
    }

    private static Value strings(List<String> strings) {
        return Value.Seq.list(strings.stream().map(Value::of).toList());
    }

    private static @Nullable String separator(Arguments arguments) {
        Value separator = arguments.find(0, "sep");
        if (separator == null || separator instanceof Value.None) {
            return null;
        }
        if (arguments.string(0, "sep").isEmpty()) {
            throw new TemplateProblem("split by an empty text");
        }
        return arguments.string(0, "sep");
    }

    private static List<String> split(String text, Arguments arguments) {
        String separator = separator(arguments);
        int max = arguments.integer(1, "maxsplit", -1);
        List<String> parts = new ArrayList<>();
        if (separator == null) {
            String rest = Strings.stripStart(text, Strings::isSpace);
            while (!rest.isEmpty() && (max < 0 || parts.size() < max)) {
                int end = 0;
                while (end < rest.length() && !Strings.isSpace(rest.charAt(end))) {
                    end++;
                }
                parts.add(rest.substring(0, end));
                rest = Strings.stripStart(rest.substring(end), Strings::isSpace);
            }
            if (!rest.isEmpty()) {
                parts.add(rest);
            }
            return parts;
        }
        int start = 0;
        for (int at = text.indexOf(separator);
                at >= 0 && (max < 0 || parts.size() < max);
                at = text.indexOf(separator, start)) {
            parts.add(text.substring(start, at));
            start = at + separator.length();
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static List<String> splitFromEnd(String text, Arguments arguments) {
        int max = arguments.integer(1, "maxsplit", -1);
        if (max < 0) {
            return split(text, arguments);
        }
        String separator = separator(arguments);
        if (separator == null) {
            throw new TemplateProblem("rsplit by white space with a maximum is not supported");
        }
        List<String> parts = new ArrayList<>();
        int end = text.length();
        for (int at = text.lastIndexOf(separator);
                at >= 0 && parts.size() < max;
                at = text.lastIndexOf(separator, end - separator.length())) {
            parts.addFirst(text.substring(at + separator.length(), end));
            end = at;
        }
        parts.addFirst(text.substring(0, end));
        return parts;
    }

    static Value replaced(String text, Arguments arguments) {
        String old = arguments.string(0, "old");
        String fresh = arguments.string(1, "new");
        int left = arguments.integer(2, "count", -1);
        if (old.isEmpty()) {
            throw new TemplateProblem("replace of an empty text is not supported");
        }
        BoundedText result = new BoundedText();
        int start = 0;
        for (int at = text.indexOf(old); at >= 0 && left != 0; at = text.indexOf(old, start)) {
            result.append(text.substring(start, at)).append(fresh);
            start = at + old.length();
            left--;
        }
        return Value.of(result.append(text.substring(start)).toString());
    }

    private static Value place(String text, int index) {
        return new Value.Int(index < 0 ? -1 : text.codePointCount(0, index));
    }

    private static long count(String text, String part) {
        if (part.isEmpty()) {
            return text.codePointCount(0, text.length()) + 1L;
        }
        long count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }

    private static Value joined(String separator, Arguments arguments) {
        if (!(arguments.get(0, "iterable") instanceof Value.Seq items)) {
            throw new TemplateProblem("join of " + Value.type(arguments.get(0, "iterable")));
        }
        BoundedText text = new BoundedText();
        String between = "";
        for (Value item : items.items()) {
            if (!(item instanceof Value.Str s)) {
                throw new TemplateProblem("join of a list with " + Value.type(item));
            }
            text.append(between).append(s.value());
            between = separator;
        }
        return Value.of(text.toString());
    }

    /// `str.format` with plain fields: `{}`, `{0}`, `{name}`.
    private String format(String text, Arguments arguments) {
        BoundedText result = new BoundedText();
        int next = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            budget.work(1);
            if ((c == '{' || c == '}') && i + 1 < text.length() && text.charAt(i + 1) == c) {
                result.append(c);
                i++;
            } else if (c == '{') {
                int end = text.indexOf('}', i);
                String field = end < 0 ? "?" : text.substring(i + 1, end);
                result.append(spelling.str(field(field.isEmpty() ? Integer.toString(next++) : field, arguments)));
                i = end;
            } else {
                result.append(c);
            }
        }
        return result.toString();
    }

    private static Value field(String field, Arguments arguments) {
        boolean number = field.length() < 4 && field.chars().allMatch(Character::isDigit);
        Value value = arguments.find(number ? Integer.parseInt(field) : Integer.MAX_VALUE, field);
        if (value == null) {
            throw new TemplateProblem("format has no value for the field {" + field + "}");
        }
        return value;
    }

    static String capitalized(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = text.offsetByCodePoints(0, 1);
        return text.substring(0, first).toUpperCase(Locale.ROOT)
                + text.substring(first).toLowerCase(Locale.ROOT);
    }

    private static String title(String text) {
        StringBuilder result = new StringBuilder();
        boolean inWord = false;
        for (int c : text.codePoints().toArray()) {
            result.appendCodePoint(inWord ? Character.toLowerCase(c) : Character.toTitleCase(c));
            inWord = Character.isLetter(c);
        }
        return result.toString();
    }
}
