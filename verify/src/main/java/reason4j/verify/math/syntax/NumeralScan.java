package reason4j.verify.math.syntax;

import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.syntax.Token.Kind;

/// Reads numerals: decimals, thousands in groups, exponents, digits with a base as subscript.
final class NumeralScan {

    private static final Pattern BASED = Pattern.compile(
            "([0-9A-Z]{1,400})(?:\\.\\s*+)?_\\s*+(?:(?<plain>[0-9]{1,3})|\\\\text\\s*+\\{\\s*+(?<text>[a-z0-9]{1,11})\\s*+\\}"
                    + "|\\{\\s*+\\(?\\s*+(?<braced>-?[0-9]{1,3}|[a-z]{3,11})\\s*+\\)?\\s*+\\}"
                    + "|\\{\\s*+\\(?\\\\(?:text|mathrm)\\s*+\\{\\s*+(?<both>[a-z0-9]{1,11})\\s*+\\}\\)?\\s*+\\})");
    private static final Pattern BASE = Pattern.compile("-?[0-9]{1,3}");
    /// Small letters are digits only between digits, since `2a_{12}` is twice a term of a sequence.
    private static final Pattern SMALL =
            Pattern.compile("([0-9]{1,100}[a-f]{1,100}[0-9][0-9a-f]{0,100})_\\s*+\\{?\\s*+(1[1-9]|[23][0-9])\\s*+\\}?");
    private static final List<String> NAMES = List.of(
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve");

    private final String s;
    private final Reading reading;
    private int i;
    private int depth;

    /// Where the digits of any base that were looked at last end.
    private int looked;

    NumeralScan(String s, Reading reading) {
        this.s = s;
        this.reading = reading;
    }

    /// @param kind [Kind#NUMBER] or [Kind#BASED]
    /// @param text without separators; `digits_base` for one with a base
    /// @param end index after it
    record Numeral(Kind kind, String text, int end) {}

    private char at(int k) {
        return k < s.length() ? s.charAt(k) : '\0';
    }

    /// The numeral that begins at an index.
    ///
    /// @param depth how many brackets are open; within them a comma parts members
    /// @param raised whether it is an exponent, whose subscript is no base
    Numeral read(int from, int depth, boolean raised) {
        Numeral based = based(from, raised);
        if (based != null) {
            return based;
        }
        this.i = from;
        this.depth = depth;
        StringBuilder text = new StringBuilder();
        boolean point = false;
        while (i < s.length()) {
            char c = s.charAt(i);
            if (Lexer.digit(c)) {
                text.append(c);
                i++;
            } else if (c == '.' && !point && (Lexer.digit(at(i + 1)) || !endsHere(i + 1))) {
                point = true;
                text.append(c);
                i++;
            } else if (!point && thousands()) {
                continue;
            } else if (!point && c == ',' && reading.comma() == Reading.Comma.DECIMAL && Lexer.digit(at(i + 1))) {
                point = true;
                text.append('.');
                i++;
            } else {
                break;
            }
        }
        exponent(text, point);
        return new Numeral(Kind.NUMBER, text.toString(), i);
    }

    /// A point that ends the text or a sentence is no decimal point.
    private boolean endsHere(int k) {
        char c = at(k);
        return c == '\0'
                || c == ' '
                || c == '\n'
                || c == '$'
                || c == '.'
                || c == '\\' && at(k + 1) != 'o' && at(k + 1) != 'd' && !s.startsWith("bar", k + 1);
    }

    /// Skips a separator of thousands when one stands here before a group of exactly three digits.
    private boolean thousands() {
        int group = separator();
        boolean three =
                group >= 0 && Lexer.digit(at(group)) && Lexer.digit(at(group + 1)) && Lexer.digit(at(group + 2));
        if (!three || Lexer.digit(at(group + 3))) {
            return false;
        }
        i = group;
        return true;
    }

    /// The index after the separator at this place, or -1.
    private int separator() {
        char c = s.charAt(i);
        if (s.startsWith("{,}", i) || s.startsWith(",\\!", i)) {
            return Lexer.skip(s, i + 3);
        }
        if (c == '\\' && (at(i + 1) == ',' || at(i + 1) == '!')) {
            return i + 2;
        }
        boolean spaced = c == ' ' || c == '~' || c == '\\' && (at(i + 1) == ' ' || at(i + 1) == ';');
        if (spaced && depth == 0 && shortGroup()) {
            return c == '\\' ? i + 2 : i + 1;
        }
        boolean plain = c == ',' && depth == 0 && reading.comma() == Reading.Comma.THOUSANDS && shortGroup();
        return plain ? i + 1 : -1;
    }

    /// Whether the digits before this place are a first group of one to three, or follow a separator.
    private boolean shortGroup() {
        int run = 0;
        while (i - run > 0 && Lexer.digit(s.charAt(i - run - 1))) {
            run++;
        }
        char before = i - run > 0 ? s.charAt(i - run - 1) : ' ';
        char separator = s.charAt(i) == '\\' ? at(i + 1) : s.charAt(i);
        boolean first = s.charAt(i - run) != '0';
        return run == 3 && (before == separator || first) || run < 3 && first && before != ',' && before != '.';
    }

    private void exponent(StringBuilder text, boolean point) {
        char c = at(i);
        if (c != 'E' && c != 'e') {
            return;
        }
        int k = i + 1;
        boolean signed = at(k) == '-' || at(k) == '+';
        k += signed ? 1 : 0;
        int from = k;
        while (Lexer.digit(at(k))) {
            k++;
        }
        boolean plausible =
                !signed || reading.scientific() || c == 'E' || point || text.length() == 1 && text.charAt(0) == '1';
        if (k > from && k - from < 8 && plausible && !Lexer.letter(at(k))) {
            text.append('e').append(s, i + 1, k);
            i = k;
        }
    }

    /// A numeral with a base as subscript, `1011_2` or `2AF_{16}`, that begins at an index; null for none.
    @Nullable
    Numeral based(int from, boolean raised) {
        int k = Math.max(from, looked);
        while (Lexer.digit(at(k)) || at(k) >= 'A' && at(k) <= 'Z' || k > from && at(k) >= 'a' && at(k) <= 'f') {
            k++;
        }
        looked = k;
        if (at(k) != '_' || raised) {
            return null;
        }
        Matcher m = BASED.matcher(s).region(from, s.length());
        if (!m.lookingAt()) {
            m = SMALL.matcher(s).region(from, s.length());
            return m.lookingAt() ? new Numeral(Kind.BASED, m.group(1) + "_" + m.group(2), m.end()) : null;
        }
        String written = Stream.of("plain", "text", "braced", "both")
                .map(m::group)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        int named = NAMES.indexOf(written);
        String base = named >= 0 ? String.valueOf(named) : written;
        if (!BASE.matcher(base).matches() || Math.abs(Integer.parseInt(base)) < 2) {
            return null;
        }
        boolean choice = Integer.parseInt(base) <= 10 && !m.group(1).chars().allMatch(Character::isDigit);
        return choice ? null : new Numeral(Kind.BASED, m.group(1) + "_" + base, m.end());
    }
}
