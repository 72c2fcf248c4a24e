package reason4j.verify.dialect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reason4j.verify.dialect.MathVerifyLadder.Found;

/// The formulas of a response between `$…$`, `$$…$$`, `\[…\]`, `\(…\)`, ` […] `, and bare fractions, as Math-Verify
/// sees
/// them; those joined by "and", "or" or a comma are one. Linear in the length.
final class MathVerifyFormulas {

    private static final Pattern FRACTION =
            Pattern.compile("-?\\\\frac\\{-?\\d{1,40}(?:[.,]\\d{1,40})?\\}\\{-?\\d{1,40}(?:[.,]\\d{1,40})?\\}");
    private static final Pattern PERCENT = Pattern.compile("\\s*(?:\\\\?%|[Pp]ercent(?:age)?|[Pp]ct)");
    private static final Pattern JOIN = Pattern.compile("\\s*(?:,?and|,?or|,)\\s*");
    private static final int MAX_JOIN = 40;
    private static final int MAX_TEXT = 10_000;

    private final String text;
    /// The next place of each closing mark, so that a mark without its partner is looked for once.
    private final int[] next = new int[4];
    /// The next dollar sign or line end without a backslash.
    private int stop = -1;

    private static final String[] CLOSERS = {"$$", "\\]", "\\)", "\n"};

    private MathVerifyFormulas(String text) {
        this.text = text;
        Arrays.fill(next, -1);
    }

    static List<Found> of(String text) {
        return new MathVerifyFormulas(text).all();
    }

    private List<Found> all() {
        List<Found> found = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            Found one = at(at);
            if (one == null) {
                at++;
                continue;
            }
            Found marked = withPercent(one);
            Found before = found.isEmpty() ? null : found.getLast();
            if (before != null && joins(before.end(), marked.start())) {
                found.removeLast();
                // what is too long to be judged need not grow
                String text = before.text().length() > MAX_TEXT ? before.text() : before.text() + ", " + marked.text();
                found.add(new Found(marked.end(), before.start(), text));
            } else {
                found.add(marked);
            }
            at = marked.end();
        }
        return found;
    }

    private boolean joins(int from, int to) {
        return to - from <= MAX_JOIN && JOIN.matcher(text.substring(from, to)).matches();
    }

    private Found withPercent(Found one) {
        int limit = Math.min(text.length(), one.end() + MAX_JOIN);
        Matcher percent = PERCENT.matcher(text).region(one.end(), limit);
        return percent.lookingAt() ? new Found(percent.end(), one.start(), one.text() + "\\%") : one;
    }

    private @Nullable Found at(int at) {
        char c = text.charAt(at);
        boolean escaped = at > 0 && text.charAt(at - 1) == '\\';
        if (c == '$' && !escaped) {
            Found display = text.startsWith("$$", at) ? between(at, 2, closing(0, at + 3)) : null;
            return display != null ? display : inlineDollar(at);
        }
        if (c == '[' && at > 0 && Character.isWhitespace(text.charAt(at - 1))) {
            return bracket(at);
        }
        if (c == '\\' && !escaped && text.startsWith("\\[", at)) {
            return between(at, 2, closing(1, at + 3));
        }
        if (c == '\\' && !escaped && text.startsWith("\\(", at)) {
            int close = closing(2, at + 3);
            return close > closing(3, at) ? null : between(at, 2, close);
        }
        return c == '\\' || c == '-' ? fraction(at) : null;
    }

    private @Nullable Found between(int at, int mark, int close) {
        return close >= text.length() ? null : new Found(close + mark, at, text.substring(at + mark, close));
    }

    private int closing(int which, int from) {
        if (next[which] < from) {
            int found = text.indexOf(CLOSERS[which], from);
            next[which] = found < 0 ? Integer.MAX_VALUE : found;
        }
        return next[which];
    }

    private @Nullable Found inlineDollar(int at) {
        if (at > 0 && Character.isDigit(text.charAt(at - 1))) {
            return null;
        }
        if (stop <= at) {
            stop = nextStop(at + 1);
        }
        boolean closed = stop < text.length() && text.charAt(stop) == '$' && stop > at + 1;
        return closed ? new Found(stop + 1, at, text.substring(at + 1, stop)) : null;
    }

    private int nextStop(int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) != '$' && text.charAt(i) != '\n') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }

    private @Nullable Found bracket(int at) {
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ']') {
                boolean ends = i > at + 1 && i + 1 < text.length() && Character.isWhitespace(text.charAt(i + 1));
                return ends ? new Found(i + 1, at, text.substring(at + 1, i)) : null;
            }
            if (c == '[' || c == '\n') {
                return null;
            }
        }
        return null;
    }

    private @Nullable Found fraction(int at) {
        if (!text.startsWith("\\frac{", text.charAt(at) == '-' ? at + 1 : at)) {
            return null;
        }
        Matcher matcher = FRACTION.matcher(text).region(at, text.length());
        return matcher.lookingAt() ? new Found(matcher.end(), at, matcher.group()) : null;
    }
}
