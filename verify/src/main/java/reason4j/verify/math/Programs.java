package reason4j.verify.math;

import java.util.Arrays;
import java.util.regex.Pattern;

/// The blocks of a response that hold a program, by the language named behind their opening marks. What is assigned or
/// printed there is not stated by the response.
final class Programs {

    private static final String FENCE = "```";
    private static final Pattern LANGUAGE = Pattern.compile(
            "\\s?(?i:python3?|py|sage|java|javascript|js|typescript|c|cpp|c\\+\\+|rust|go|julia|matlab|octave|r|sql|bash|sh)\\s");
    private static final int LONGEST_LANGUAGE = 15;

    private Programs() {}

    /// The text with blanks in the place of its programs, so that positions stay.
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
            if (LANGUAGE.matcher(text).region(inside, name).lookingAt()) {
                chars = chars.length == 0 ? text.toCharArray() : chars;
                Arrays.fill(chars, open, end, ' ');
            }
            open = text.indexOf(FENCE, end);
        }
        return chars.length == 0 ? text : new String(chars);
    }
}
