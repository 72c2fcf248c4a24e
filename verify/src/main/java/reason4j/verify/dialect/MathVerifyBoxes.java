package reason4j.verify.dialect;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The last boxes of a response as Math-Verify joins them: boxes that stand close to each other, or a bit further with
/// a
/// comma, "and" or "or" between them, make one list.
final class MathVerifyBoxes {

    private static final int CLOSE = 10;
    private static final int NEAR = 70;
    private static final Pattern SEPARATOR = Pattern.compile("\\b(?:and|or)\\b|[,;]");

    private MathVerifyBoxes() {}

    /// @return the contents of the last boxes, joined by commas; what follows the command where it has no braces or
    ///     isn't closed; null where there is no box
    static @Nullable String last(String text) {
        Deque<String> contents = new ArrayDeque<>();
        int next = text.length();
        int boxed = next;
        int framed = next;
        while (true) {
            boxed = boxed < next ? boxed : text.lastIndexOf("\\boxed", next - 1);
            framed = framed < next ? framed : text.lastIndexOf("\\fbox", next - 1);
            int start = Math.max(boxed, framed);
            if (start < 0 || next == 0) {
                break;
            }
            int open = skipBlanks(text, start + (boxed > framed ? 6 : 5));
            int close = open < text.length() && text.charAt(open) == '{' ? closing(text, open, next) : -1;
            if (close < 0) {
                if (contents.isEmpty()) {
                    contents.push(text.substring(Math.min(open, text.length())));
                }
                break;
            }
            String content = text.substring(open + 1, close).strip();
            if (!contents.isEmpty() && !joined(text.substring(close + 1, next), content, contents.element())) {
                break;
            }
            if (contents.isEmpty() || !contents.element().equals(content)) {
                contents.push(content);
            }
            next = start;
        }
        return contents.isEmpty() ? null : String.join(",", contents);
    }

    private static boolean joined(String between, String content, String following) {
        return between.length() < CLOSE
                || (between.length() < NEAR
                        && !content.equals(following)
                        && SEPARATOR.matcher(between).find());
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /// The brace that closes the one at `open`, before `end`; -1 if none.
    private static int closing(String text, int open, int end) {
        int depth = 0;
        for (int i = open; i < end; i++) {
            depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }
}
