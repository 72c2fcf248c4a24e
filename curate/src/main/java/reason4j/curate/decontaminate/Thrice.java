package reason4j.curate.decontaminate;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reason4j.curate.text.Canonical;

/// What is copied from a page whose formulas KaTeX sets has each of them thrice: as MathML shows it, as it is written,
/// and as it is shown, all without a sign between: `x2x^2x2`.
final class Thrice {

    /// Formulas between signs of their own, which this is not about.
    private static final Pattern SET_APART = Pattern.compile("(?<!\\\\)\\$(?!\\d)|\\\\\\(");

    /// What no text has that has been shown alone: LaTeX, or the same thrice.
    private static final Pattern WRITTEN = Pattern.compile("[\\\\^_]|([A-Za-z0-9(\\[]\\S{0,40}?)\\1\\1");

    private static final Pattern SPACE = Pattern.compile("\\s");
    private static final int LONGEST = 160;

    private Thrice() {}

    /// The text with each such formula once, between dollars; the same text if it has none.
    static String once(String text) {
        if (SET_APART.matcher(text).find()
                || !WRITTEN.matcher(SPACE.matcher(text).replaceAll("")).find()) {
            return text;
        }
        StringBuilder out = null;
        int from = 0;
        int i = 0;
        while (i < text.length()) {
            int @Nullable [] found = begins(text, i) ? formula(text, i) : null;
            if (found == null) {
                i++;
                continue;
            }
            out = out == null ? new StringBuilder() : out;
            out.append(text, from, i)
                    .append('$')
                    .append(text, found[0], found[1])
                    .append('$');
            from = found[2];
            i = found[2];
        }
        return out == null ? text : out.append(text, from, text.length()).toString();
    }

    private static boolean begins(String text, int at) {
        char before = at == 0 ? ' ' : text.charAt(at - 1);
        return !Character.isLetterOrDigit(before) && before != '\\' && text.charAt(at) > ' ';
    }

    /// Where what is written begins and ends, and where the formula shown after it ends; null if none begins here.
    private static int @Nullable [] formula(String text, int at) {
        for (int length = 1; length <= LONGEST && at + 3 * length <= text.length(); length++) {
            if (text.charAt(at + length - 1) <= ' ') {
                return null; // what is shown has no spaces
            }
            char[] shown = sorted(text, at, at + length);
            int last = Math.min(text.length() - length, at + length + 6 * length + 60);
            for (int again = at + 2 * length; again <= last; again++) {
                int end = again + length;
                if (ends(text, end)
                        && Arrays.equals(shown, sorted(text, again, end))
                        && written(text.substring(at + length, again), text.substring(at, at + length))) {
                    return new int[] {at + length, again, end};
                }
            }
        }
        return null;
    }

    private static boolean ends(String text, int at) {
        boolean hyphen = at + 2 < text.length()
                && text.charAt(at) == '-'
                && Character.isLetter(text.charAt(at + 1))
                && Character.isLetter(text.charAt(at + 2));
        return at == text.length() || hyphen || " \n\t.,;:?!)\"'".indexOf(text.charAt(at)) >= 0;
    }

    /// Whether this is how what is shown is written: the same signs but for strokes and dashes, which are hyphens
    /// where no command is.
    private static boolean written(String source, String shown) {
        String signs = bare(shown);
        return !signs.isEmpty()
                && source.length() >= shown.length() - 4
                && bare(source).equals(signs);
    }

    private static String bare(String text) {
        String stream = Canonical.of(text).toString();
        char[] signs = stream.replace("sqrt", "").replaceAll("[-/.]", "").toCharArray();
        Arrays.sort(signs);
        return new String(signs);
    }

    private static char[] sorted(String text, int from, int to) {
        char[] signs = text.substring(from, to).toCharArray();
        Arrays.sort(signs);
        return signs;
    }
}
