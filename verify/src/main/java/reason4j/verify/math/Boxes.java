package reason4j.verify.math;

import java.util.ArrayList;
import java.util.List;

/// Finds `\boxed{…}` and its kin by counting braces, in one pass.
final class Boxes {

    private final String text;

    /// For each opening brace where it closes, or 0; made when the first box turns out not to close.
    private int[] closing = {};

    /// @param start index of the backslash
    /// @param end index after the closing brace
    /// @param content what is inside
    record Box(int start, int end, String content) {}

    private Boxes(String text) {
        this.text = text;
    }

    static List<Box> in(String text) {
        return new Boxes(text).all();
    }

    private List<Box> all() {
        List<Box> boxes = new ArrayList<>();
        int k = 0;
        while (k < text.length()) {
            int from = next(k);
            if (from < 0) {
                break;
            }
            int open = from;
            while (open < text.length() && Character.isLetter(text.charAt(open))) {
                open++;
            }
            Box box = read(from, open);
            if (box != null) {
                boxes.add(box);
                k = box.end();
            } else {
                k = open;
            }
        }
        return boxes;
    }

    /// The index of the name after the backslash of the next box, or -1. A backspace stands for `\b` that some writer
    /// took for an escape.
    private int next(int from) {
        for (int k = from; k < text.length() - 4; k++) {
            char c = text.charAt(k);
            if (c == '\\' && (text.startsWith("boxed", k + 1) || text.startsWith("fbox", k + 1))) {
                return k + 1;
            }
            if (c == '\b' && text.startsWith("oxed", k + 1)) {
                return k + 1;
            }
        }
        return -1;
    }

    private @org.jspecify.annotations.Nullable Box read(int name, int after) {
        int open = after;
        while (open < text.length() && text.charAt(open) == ' ') {
            open++;
        }
        if (open >= text.length()) {
            return null;
        }
        if (text.charAt(open) != '{') {
            return bare(name, open);
        }
        int close = closing.length == 0 ? close(open) : closing[open];
        return close == 0 ? null : new Box(name - 1, close + 1, text.substring(open + 1, close));
    }

    /// Where a brace closes; 0 if it doesn't, and then those of all others are found in one pass.
    private int close(int open) {
        int level = 0;
        for (int k = open; k < text.length(); k++) {
            char c = text.charAt(k);
            if (c == '\\') {
                k++;
            } else if (c == '{') {
                level++;
            } else if (c == '}' && --level == 0) {
                return k;
            }
        }
        closing = closings(open);
        return 0;
    }

    private int[] closings(int from) {
        int[] closes = new int[text.length()];
        int[] open = new int[text.length()];
        int level = 0;
        for (int k = from; k < text.length(); k++) {
            char c = text.charAt(k);
            if (c == '\\') {
                k++;
            } else if (c == '{') {
                open[level++] = k;
            } else if (c == '}' && level > 0) {
                closes[open[--level]] = k;
            }
        }
        return closes;
    }

    /// `\boxed 7`: up to a blank, a dollar sign or the end.
    private @org.jspecify.annotations.Nullable Box bare(int name, int open) {
        int k = open;
        while (k < text.length() && !Character.isWhitespace(text.charAt(k)) && text.charAt(k) != '$') {
            k++;
        }
        return k == open ? null : new Box(name - 1, k, text.substring(open, k));
    }
}
