package reason4j.verify.dialect;

import org.jspecify.annotations.Nullable;

/// The grader that came with the MATH data set (Hendrycks and others 2021, `math_equivalence.py`): both sides are
/// rewritten as strings (spacing, `\dfrac`, units, percent, `\frac12`, `x=`) and must then be equal strings.
final class Hendrycks {

    static final Dialect DIALECT = new StringGrader("hendrycks", Boxes::last, answer -> answer, Hendrycks::equal);

    private Hendrycks() {}

    /// Where the rewriting of either side fails the sides are compared as they are.
    static boolean equal(String gold, String answer) {
        String g = normal(gold);
        String a = normal(answer);
        return g == null || a == null ? gold.equals(answer) : g.equals(a);
    }

    /// @return the rewritten string, or null where the original raises an error
    static @Nullable String normal(String text) {
        String s = text.replace("\n", "")
                .replace("\\!", "")
                .replace("\\\\", "\\")
                .replace("tfrac", "frac")
                .replace("dfrac", "frac")
                .replace("\\left", "")
                .replace("\\right", "")
                .replace("^{\\circ}", "")
                .replace("^\\circ", "")
                .replace("\\$", "");
        s = withoutUnits(s);
        if (s == null) {
            return null;
        }
        s = s.replace("\\%", "").replace(" .", " 0.").replace("{.", "{0.");
        if (s.isEmpty()) {
            return s;
        }
        s = withoutName(s.startsWith(".") ? "0" + s : s);
        s = bracedRoots(s);
        s = s == null ? null : bracedFractions(s.replace(" ", ""));
        if (s == null) {
            return null;
        }
        return slashAsFraction(s.equals("0.5") ? "\\frac{1}{2}" : s);
    }

    private static @Nullable String withoutUnits(String s) {
        int at = s.indexOf("\\text{ ");
        if (at < 0) {
            return s;
        }
        return s.indexOf("\\text{ ", at + 1) >= 0 ? null : s.substring(0, at);
    }

    /// `k=5` is 5: one equals sign with at most two characters before it.
    private static String withoutName(String s) {
        int at = s.indexOf('=');
        boolean one = at >= 0 && s.indexOf('=', at + 1) < 0;
        return one && s.codePointCount(0, at) <= 2 ? s.substring(at + 1) : s;
    }

    private static @Nullable String bracedRoots(String s) {
        String[] parts = s.split("\\\\sqrt", -1);
        StringBuilder out = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i];
            if (part.isEmpty()) {
                return null;
            }
            int first = part.offsetByCodePoints(0, 1);
            out.append("\\sqrt");
            out.append(part.startsWith("{") ? part : "{" + part.substring(0, first) + "}" + part.substring(first));
        }
        return out.toString();
    }

    private static @Nullable String bracedFractions(String s) {
        String[] parts = s.split("\\\\frac", -1);
        StringBuilder out = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i];
            if (part.isEmpty()) {
                return null;
            }
            out.append("\\frac");
            if (part.startsWith("{")) {
                out.append(part);
                continue;
            }
            if (part.codePointCount(0, part.length()) < 2) {
                return s;
            }
            int a = part.offsetByCodePoints(0, 1);
            int b = part.offsetByCodePoints(a, 1);
            String below = part.substring(a, b);
            out.append('{').append(part, 0, a).append('}');
            out.append(below.equals("{") ? below : "{" + below + "}").append(part.substring(b));
        }
        return out.toString();
    }

    private static String slashAsFraction(String s) {
        int at = s.indexOf('/');
        if (at < 0 || s.indexOf('/', at + 1) >= 0) {
            return s;
        }
        String a = s.substring(0, at);
        String b = s.substring(at + 1);
        return isPlainInteger(a) && isPlainInteger(b) ? "\\frac{" + a + "}{" + b + "}" : s;
    }

    /// An integer as it would be printed: no leading zeros, no plus sign, no minus zero.
    private static boolean isPlainInteger(String s) {
        return s.matches("0|-?[1-9][0-9]*");
    }
}
