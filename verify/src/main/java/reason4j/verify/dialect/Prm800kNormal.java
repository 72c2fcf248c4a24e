package reason4j.verify.dialect;

import java.util.Locale;
import java.util.regex.Pattern;

/// PRM800K's own normal form of an answer: units, dollars and percent dropped, words for large numbers multiplied out,
/// LaTeX turned into plain text, mixed numbers into sums, lower case.
final class Prm800kNormal {

    private static final String[] UNIT_WORDS = {
        "degree",
        "cm",
        "centimeter",
        "meter",
        "mile",
        "second",
        "minute",
        "hour",
        "day",
        "week",
        "month",
        "year",
        "foot",
        "feet",
        "inch",
        "yard",
    };
    private static final Pattern[] UNIT_PATTERNS = unitPatterns();
    private static final Pattern DEGREES = Pattern.compile("\\^ *\\\\circ");
    private static final Pattern SPACED_COMMA = Pattern.compile(",\\\\! *");
    private static final Pattern MINUS = Pattern.compile("- *");
    private static final Pattern MIXED = Pattern.compile("([0-9]) +([0-9])");

    private Prm800kNormal() {}

    static String of(String answer) {
        String s = Prm800k.unwrapped(answer)
                .replace("\\%", "%")
                .replace("\\$", "$")
                .replace("$", "")
                .replace("%", "")
                .replace(" or ", " , ")
                .replace(" and ", " , ")
                .replace("million", "*10^6")
                .replace("billion", "*10^9")
                .replace("trillion", "*10^12");
        for (Pattern unit : UNIT_PATTERNS) {
            s = unit.matcher(s).replaceAll("");
        }
        s = DEGREES.matcher(s).replaceAll("");
        if (s.startsWith("{") && s.endsWith("}")) {
            s = s.length() < 2 ? "" : s.substring(1, s.length() - 1);
        }
        s = SPACED_COMMA.matcher(s).replaceAll("");
        s = PythonNumbers.isFloatOfInteger(s) ? PythonNumbers.rounded(s) : s;
        s = s.contains("\\") ? LatexAsText.of(s) : s;
        s = MINUS.matcher(s).replaceAll("-");
        s = MIXED.matcher(s).replaceAll("$1+$2");
        s = s.replace(" ", "").replace("{", "").replace("}", "");
        // both take quadratic time in the JDK: it looks for the end of a word at each sigma, and copies the text for
        // each İ
        s = s.replace('Σ', 'σ').replace("İ", "i\u0307").toLowerCase(Locale.ROOT);
        return PythonNumbers.isInteger(s) ? PythonNumbers.truncated(s) : s;
    }

    private static Pattern[] unitPatterns() {
        Pattern[] patterns = new Pattern[UNIT_WORDS.length];
        for (int i = 0; i < patterns.length; i++) {
            patterns[i] = Pattern.compile(UNIT_WORDS[i] + "(?:es)?s? *(?:\\^[0-9]+)?");
        }
        return patterns;
    }
}
