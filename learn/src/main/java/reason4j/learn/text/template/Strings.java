package reason4j.learn.text.template;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// Python's idea of white space, lines and escapes, where Java's differs.
final class Strings {

    private Strings() {}

    /// What `str.isspace` calls white space.
    static boolean isSpace(int c) {
        return (c >= 9 && c <= 13)
                || (c >= 28 && c <= 32)
                || c == 0x85
                || c == 0xA0
                || c == 0x1680
                || (c >= 0x2000 && c <= 0x200A)
                || c == 0x2028
                || c == 0x2029
                || c == 0x202F
                || c == 0x205F
                || c == 0x3000;
    }

    static String strip(String text, IntPredicate gone) {
        return stripStart(stripEnd(text, gone), gone);
    }

    static String stripStart(String text, IntPredicate gone) {
        int start = 0;
        while (start < text.length() && gone.test(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        return text.substring(start);
    }

    static String stripEnd(String text, IntPredicate gone) {
        int end = text.length();
        while (end > 0 && gone.test(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(0, end);
    }

    /// The characters of a text, each a text.
    static List<Value> characters(String text) {
        return text.codePoints().mapToObj(c -> Value.of(Character.toString(c))).toList();
    }

    /// `str.splitlines`.
    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c >= 10 && c <= 13) || (c >= 28 && c <= 30) || c == 0x85 || c == 0x2028 || c == 0x2029) {
                lines.add(text.substring(start, i));
                i += c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n' ? 1 : 0;
                start = i + 1;
            }
        }
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return lines;
    }

    /// The text that a string literal means: Python's escapes, others left as they are.
    static String unescaped(String literal) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < literal.length(); i++) {
            char c = literal.charAt(i);
            if (c != '\\' || i + 1 == literal.length()) {
                text.append(c);
            } else {
                i = escape(literal, i + 1, text);
            }
        }
        return text.toString();
    }

    /// @param at the character after the backslash
    /// @return the last character of the escape
    private static int escape(String literal, int at, StringBuilder text) {
        char c = literal.charAt(at);
        int simple = "\n\\'\"abfnrtv".indexOf(c);
        if (simple > 0) {
            text.append("\n\\'\"\u0007\b\f\n\r\t\u000b".charAt(simple));
            return at;
        }
        if (simple == 0) {
            return at; // a backslash before the end of a line joins it with the next
        }
        int digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
        if (digits > 0 && isNumber(literal, at + 1, at + 1 + digits, 16)) {
            int point = Integer.parseUnsignedInt(literal, at + 1, at + 1 + digits, 16);
            text.appendCodePoint(Character.isValidCodePoint(point) ? point : 0xFFFD);
            return at + digits;
        }
        int end = at;
        while (end < at + 3 && isNumber(literal, end, end + 1, 8)) {
            end++;
        }
        if (end > at) {
            text.append((char) Integer.parseInt(literal, at, end, 8));
            return end - 1;
        }
        text.append('\\').append(c);
        return at;
    }

    private static boolean isNumber(String text, int from, int to, int radix) {
        return to <= text.length()
                && text.substring(from, to).chars().allMatch(c -> Character.digit(c, radix) >= 0 && c < 128);
    }
}
