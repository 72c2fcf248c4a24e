package reason4j.verify.math;

/// Takes the wrapping off an answer: dollar signs, display brackets, bold marks, points at the end, signs before it.
final class Cleaner {

    private Cleaner() {}

    static String clean(String text) {
        String s = text.strip();
        for (int round = 0; round < 6; round++) {
            String before = s;
            s = unwrapped(s);
            s = trailing(s).strip();
            if (s.equals(before)) {
                break;
            }
        }
        return s;
    }

    private static String unwrapped(String s) {
        String t = between(s, "$$", "$$");
        t = between(t, "$", "$");
        t = between(t, "\\(", "\\)");
        t = between(t, "\\[", "\\]");
        t = between(t, "\\\\(", "\\\\)");
        t = between(t, "**", "**");
        t = between(t, "`", "`");
        t = between(t, "\u201c", "\u201d");
        t = between(t, "\"", "\"");
        t = between(t, "``", "''");
        for (String text : new String[] {
            "\\text{",
            "\\textbf{",
            "\\mathrm{",
            "\\boxed{",
            "\\fbox{",
            "\\mathbf{",
            "\\textnormal{",
            "\\mbox{",
            "\\textrm{",
            "\\textit{"
        }) {
            t = wrapped(t, text);
        }
        return t.strip();
    }

    private static String between(String s, String open, String close) {
        boolean wraps = s.length() > open.length() + close.length() && s.startsWith(open) && s.endsWith(close);
        if (!wraps) {
            return s;
        }
        String inner = s.substring(open.length(), s.length() - close.length());
        boolean escaped = close.charAt(0) == '$' && inner.endsWith("\\");
        return escaped || inner.contains(close) ? s : inner.strip();
    }

    /// The content of a command whose braces hold all there is.
    private static String wrapped(String s, String open) {
        if (!s.startsWith(open) || !s.endsWith("}")) {
            return s;
        }
        int level = 1;
        for (int k = open.length(); k < s.length(); k++) {
            char c = s.charAt(k);
            if (c == '\\') {
                k++;
            } else {
                level += c == '{' ? 1 : c == '}' ? -1 : 0;
                if (level == 0) {
                    return k == s.length() - 1 ? s.substring(open.length(), k).strip() : s;
                }
            }
        }
        return s;
    }

    private static String trailing(String s) {
        int end = s.length();
        while (end > 0 && endMark(s, end - 1)) {
            end--;
        }
        boolean escape = end > 1 && s.charAt(end - 1) == '\\' && s.charAt(end - 2) != '\\';
        return s.substring(0, escape ? end - 1 : end);
    }

    private static boolean endMark(String s, int k) {
        char c = s.charAt(k);
        if (c == '.') {
            return k == 0 || s.charAt(k - 1) != '.';
        }
        boolean escaped = k > 0 && s.charAt(k - 1) == '\\';
        return !escaped && (c == ',' || c == ';' || c == ':' || c == '。' || c == '，' || Character.isWhitespace(c));
    }
}
