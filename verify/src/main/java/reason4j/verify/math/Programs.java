package reason4j.verify.math;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The blocks of a response that hold a program, by the language named behind their opening marks. What is assigned or
/// printed there is not stated by the response.
final class Programs {

    private static final String FENCE = "```";
    private static final Pattern LANGUAGE = Pattern.compile(
            "\\s?(?i:python3?|py|sage|java|javascript|js|typescript|c|cpp|c\\+\\+|rust|go|julia|matlab|octave|r|sql|bash|sh)\\s");
    private static final Pattern PLAIN = Pattern.compile("(?i:latex|tex|text|txt|plaintext|math|markdown|md)(?=\\s)");
    private static final int LONGEST_LANGUAGE = 15;
    /// What stands in programs alone.
    private static final Pattern STATEMENT = Pattern.compile(
            "(?m)^\\s{0,40}(?:def |import |from \\w+ import |return\\b|print ?\\(|console\\.log\\(|#include)");
    private static final int LONGEST_SEARCH = 5000;

    private Programs() {}

    /// Whether a block that names no language has a statement of a program in it.
    private static boolean statements(String text, int from, int to) {
        return STATEMENT
                .matcher(text)
                .region(from, Math.min(to, from + LONGEST_SEARCH))
                .find();
    }

    /// The text with blanks in the place of its programs and of the marks around other blocks, so that positions stay.
    static String blanked(String text) {
        int open = text.indexOf(FENCE);
        if (open < 0) {
            return text;
        }
        char[] chars = {};
        while (open >= 0) {
            int inside = open + FENCE.length();
            int close = text.indexOf(FENCE, inside);
            int end = close < 0 ? text.length() : close + FENCE.length();
            int name = Math.min(text.length(), inside + LONGEST_LANGUAGE);
            if (LANGUAGE.matcher(text).region(inside, name).lookingAt() || statements(text, inside, end)) {
                chars = chars.length == 0 ? text.toCharArray() : chars;
                Arrays.fill(chars, open, end, ' ');
            } else if (close >= 0) {
                chars = chars.length == 0 ? text.toCharArray() : chars;
                Matcher plain = PLAIN.matcher(text).region(inside, name);
                Arrays.fill(chars, open, plain.lookingAt() ? plain.end() : inside, ' ');
                Arrays.fill(chars, close, end, ' ');
            }
            open = text.indexOf(FENCE, end);
        }
        return chars.length == 0 ? text : new String(chars);
    }
}
