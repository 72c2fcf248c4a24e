package reason4j.curate.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/// Normal forms under which two texts are the same.
public final class Normal {

    private static final Pattern DIGITS = Pattern.compile("\\d");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private Normal() {}

    /// Lower case, single spaces, none at the ends: the `normalize_string` of s1 and Open-R1. Space is what Python's
    /// `str.split()` splits at.
    public static String of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        StringBuilder out = new StringBuilder(lower.length());
        boolean pending = false;
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (isSpace(c)) {
                pending = !out.isEmpty();
            } else {
                if (pending) {
                    out.append(' ');
                    pending = false;
                }
                out.append(c);
            }
        }
        return out.toString();
    }

    /// The words between spaces of a text in normal form.
    public static String[] words(String normal) {
        return normal.isEmpty() ? new String[0] : normal.split(" ");
    }

    /// The normal form with each digit removed (Light-R1's "exact matching excluding digits").
    public static String withoutDigits(String text) {
        return of(DIGITS.matcher(text).replaceAll(""));
    }

    /// A key equal for texts with the same whole numbers in any order, such as the operands of an expression.
    public static String numberMultiset(String text) {
        String[] numbers = NUMBER.matcher(text).results().map(r -> r.group()).toArray(String[]::new);
        Arrays.sort(numbers);
        return String.join(" ", numbers);
    }

    /// An answer as far as two spellings of it can be told to be one without reading mathematics: no dollars, boxes,
    /// spaces, `\left`, `\right`, display sizes, degree signs or trailing stops.
    public static String answer(String answer) {
        String s = answer.strip();
        if (s.startsWith("\\boxed{") && s.endsWith("}")) {
            s = s.substring(7, s.length() - 1);
        }
        s = s.replace("\\dfrac", "\\frac").replace("\\tfrac", "\\frac");
        s = s.replace("\\left", "").replace("\\right", "").replace("\\!", "").replace("\\,", "");
        s = s.replace("^\\circ", "").replace("^{\\circ}", "").replace("\\%", "").replace("%", "");
        s = s.replace("$", "").replaceAll("(?<!\\\\[A-Za-z]{1,20})\\s+|\\s+(?![A-Za-z])", "");
        if (s.endsWith(".")) {
            s = s.substring(0, s.length() - 1);
        }
        if (s.matches("\\d{1,3}(,\\d{3})+")) {
            s = s.replace(",", "");
        }
        return s.matches("\\d+\\.0+") ? s.substring(0, s.indexOf('.')) : s;
    }

    private static boolean isSpace(char c) {
        return c <= ' ' ? (c >= 9 && c <= 13) || c >= 28 : c == 0x85 || c == 0xA0 || Character.isSpaceChar(c);
    }
}
