package reason4j.verify.math;

import java.util.ArrayList;
import java.util.List;

/// Finds `\boxed{…}` and its kin by counting braces, in one pass.
final class Boxes {

    /// @param start index of the backslash
    /// @param end index after the closing brace
    /// @param content what is inside
    record Box(int start, int end, String content) {}

    private Boxes() {}

    static List<Box> in(String text) {
        List<Box> boxes = new ArrayList<>();
        int k = 0;
        while (k < text.length()) {
            int from = next(text, k);
            if (from < 0) {
                break;
            }
            int open = from;
            while (open < text.length() && Character.isLetter(text.charAt(open))) {
                open++;
            }
            Box box = read(text, from, open);
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
    private static int next(String text, int from) {
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

    private static @org.jspecify.annotations.Nullable Box read(String text, int name, int after) {
        int open = after;
        while (open < text.length() && text.charAt(open) == ' ') {
            open++;
        }
        if (open >= text.length()) {
            return null;
        }
        if (text.charAt(open) != '{') {
            return bare(text, name, open);
        }
        int level = 0;
        for (int k = open; k < text.length(); k++) {
            char c = text.charAt(k);
            if (c == '\\') {
                k++;
            } else if (c == '{') {
                level++;
            } else if (c == '}' && --level == 0) {
                return new Box(name - 1, k + 1, text.substring(open + 1, k));
            }
        }
        return null;
    }

    /// `\boxed 7`: up to a blank, a dollar sign or the end.
    private static @org.jspecify.annotations.Nullable Box bare(String text, int name, int open) {
        int k = open;
        while (k < text.length() && !Character.isWhitespace(text.charAt(k)) && text.charAt(k) != '$') {
            k++;
        }
        return k == open ? null : new Box(name - 1, k, text.substring(open, k));
    }
}
