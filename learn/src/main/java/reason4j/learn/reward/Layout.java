package reason4j.learn.reward;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tags and markers in the text of a completion; each test is linear in its length.
final class Layout {

    private static final String OPEN = "<think>";
    private static final String CLOSE = "</think>";
    private static final Pattern STEP = Pattern.compile(
            "Step \\d+:|^\\d+\\.|\n-|\n\\*|First,|Second,|Next,|Finally,", Pattern.MULTILINE | Pattern.UNIX_LINES);

    private Layout() {}

    /// `<think>⏎…⏎</think>⏎<answer>⏎…⏎</answer>`, then the end or a new line.
    static boolean r1(String text) {
        String start = OPEN + "\n";
        String middle = "\n" + CLOSE + "\n<answer>\n";
        String end = "\n</answer>";
        if (!text.startsWith(start)) {
            return false;
        }
        int turn = text.indexOf(middle, start.length());
        if (turn < 0) {
            return false;
        }
        int close = text.indexOf(end, turn + middle.length());
        while (close >= 0) {
            int after = close + end.length();
            if (after == text.length() || text.charAt(after) == '\n') {
                return true;
            }
            close = text.indexOf(end, after);
        }
        return false;
    }

    static boolean think(String text) {
        return text.startsWith(OPEN) && count(text, OPEN) == 1 && count(text, CLOSE) == 1;
    }

    /// How many of the four tags occur once.
    static int tags(String text) {
        int once = 0;
        for (String tag : new String[] {"<think>\n", "\n</think>\n", "\n<answer>\n", "\n</answer>"}) {
            once += count(text, tag) == 1 ? 1 : 0;
        }
        return once;
    }

    /// What comes before `</think>`, or all of it.
    static String reasoning(String text) {
        int close = text.indexOf(CLOSE);
        return close < 0 ? text : text.substring(0, close);
    }

    static int steps(String text) {
        Matcher matcher = STEP.matcher(text);
        int steps = 0;
        while (matcher.find()) {
            steps++;
        }
        return steps;
    }

    private static int count(String text, String what) {
        int count = 0;
        for (int at = text.indexOf(what); at >= 0; at = text.indexOf(what, at + what.length())) {
            count++;
        }
        return count;
    }
}
