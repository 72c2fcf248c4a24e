package reason4j.verify.math;

import java.util.ArrayList;
import java.util.List;

/// The formulas of a text between `$$…$$`, `$…$`, `\(…\)` and `\[…\]`, in one pass: the place of each closing mark is
/// remembered, so that a mark without a partner is looked for once.
final class Formulas {

    private static final int LONGEST = 2000;
    private static final String[] CLOSERS = {"$$", "\\)", "\\]"};

    private final String text;
    private final int[] next = {-1, -1, -1};
    private int dollar = -1;

    /// @param start of the opening mark
    /// @param end after the closing mark
    /// @param content what is between them
    record Formula(int start, int end, String content) {}

    private Formulas(String text) {
        this.text = text;
    }

    static List<Formula> of(String text) {
        Formulas scan = new Formulas(text);
        List<Formula> all = new ArrayList<>();
        int k = 0;
        while (k < text.length()) {
            char c = text.charAt(k);
            Formula one = c == '$' || c == '\\' ? scan.at(k) : null;
            if (one == null) {
                k++;
            } else {
                all.add(one);
                k = one.end();
            }
        }
        return all;
    }

    private @org.jspecify.annotations.Nullable Formula at(int k) {
        if (text.charAt(k) == '$') {
            Formula display = text.startsWith("$$", k) ? between(k, 0) : null;
            return display != null ? display : inline(k);
        }
        boolean round = text.startsWith("\\(", k);
        return round || text.startsWith("\\[", k) ? between(k, round ? 1 : 2) : null;
    }

    private @org.jspecify.annotations.Nullable Formula between(int k, int closer) {
        int from = k + 3;
        if (next[closer] < from) {
            int found = text.indexOf(CLOSERS[closer], from);
            next[closer] = found < 0 ? Integer.MAX_VALUE : found;
        }
        int close = next[closer];
        boolean near = close != Integer.MAX_VALUE && close - from < LONGEST;
        return near ? new Formula(k, close + 2, text.substring(k + 2, close)) : null;
    }

    /// From a dollar sign that no other follows to the next one without a backslash.
    private @org.jspecify.annotations.Nullable Formula inline(int k) {
        if (text.startsWith("$", k + 1)) {
            return null;
        }
        if (dollar <= k) {
            dollar = nextDollar(k + 1);
        }
        return dollar >= text.length() ? null : new Formula(k, dollar + 1, text.substring(k + 1, dollar));
    }

    private int nextDollar(int from) {
        int k = from;
        while (k < text.length() && text.charAt(k) != '$') {
            k += text.charAt(k) == '\\' ? 2 : 1;
        }
        return Math.min(k, text.length());
    }
}
