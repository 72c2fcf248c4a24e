package reason4j.curate.text;

import java.util.regex.Pattern;

/// LaTeX that lost its backslashes, and mostly its braces with them: `x_1=frac2511`, `ABcdot AC`, `2 le i le 10`. What
/// was a command is a sign again. The digits of a fraction are parted in the middle where they have one.
final class LostLatex {

    private static final String BARE = "(?<![A-Za-z\\\\])";
    private static final String LOST_STROKE = "(?<!\\\\)";
    private static final String FRACTION = BARE + "[dtc]?frac(?!tion|tur|tal|tious)";

    /// What is in no text but LaTeX.
    private static final Pattern LOST = Pattern.compile(String.join(
            "|",
            FRACTION + "[\\dA-Za-z]",
            LOST_STROKE + "sqrt(?:\\d|[a-z](?![a-z]))",
            BARE + "[lg]e(?![A-Za-z])",
            "begin(?:array|[pbv]?matrix|cases|align)",
            "(?<=\\w)left[(\\[]",
            LOST_STROKE + "(?:[lg]eq|neq(?!u)|cdot|ldots|hline|displaystyle|overline|infty)",
            LOST_STROKE + "(?:math(?:bb|bf|cal|rm)|l(?:floor|ceil))"));

    private static final Pattern TYPESETTING = Pattern.compile(String.join(
            "|",
            BARE + "(?:begin|end)(?:array|aligned|align|cases|itemize|enumerate|center|[pbv]?matrix|equation|tabular)"
                    + "(?![a-z])",
            BARE + "(?:dots|quad|item|times|\\^?circ)(?![a-z])",
            "(?<=[\\d)\\]}])right(?=[.|])",
            LOST_STROKE + "left(?=[(\\[{|]|l(?:floor|ceil|vert))",
            LOST_STROKE + "right(?=[)\\]}|]|r(?:floor|ceil|vert))",
            LOST_STROKE + "tag(?=[\\d*]+\\b)",
            LOST_STROKE + "(?:underline(?=[A-Z\\d])|[dt]?binom(?!ial)|[clvd]dots|cdot|overline|overarc|widehat)",
            LOST_STROKE + "(?:math(?:bb|cal|rm|bf|frak)|[lr]floor|[lr]ceil|operatorname|textbf|displaystyle|qquad)",
            LOST_STROKE + "(?:hline|[hv]space)"));
    private static final Pattern LESS =
            Pattern.compile(LOST_STROKE + "leq(?:slant)?|" + BARE + "(?<one>[b-zA-Z]?)le(?![A-Za-z])");
    private static final Pattern MORE =
            Pattern.compile(LOST_STROKE + "geq(?:slant)?|" + BARE + "(?<one>[b-zA-Z]?)ge(?![A-Za-z])");
    private static final Pattern UNEQUAL = Pattern.compile(LOST_STROKE + "neq(?!u)");
    private static final Pattern DIGITS = Pattern.compile(FRACTION + "(\\d{2,})");
    private static final Pattern NUMERATOR = Pattern.compile(FRACTION
            + "(\\d* ?pi|\\d+|sqrt\\d+|[A-Z]{2}(?=[A-Z]{2})|[A-Za-z]_\\w|[A-Za-z]|\\([^()]*\\))(?= ?[\\dA-Za-z(])");
    private static final Pattern ROOT = Pattern.compile(LOST_STROKE + "sqrt");

    private LostLatex() {}

    static String found(String text) {
        if (!LOST.matcher(text).find()) {
            return text;
        }
        String s = TYPESETTING.matcher(text).replaceAll(" ");
        s = LESS.matcher(s).replaceAll("${one}≤");
        s = MORE.matcher(s).replaceAll("${one}≥");
        s = UNEQUAL.matcher(s).replaceAll("≠");
        s = DIGITS.matcher(s).replaceAll(m -> parted(m.group(1)));
        s = NUMERATOR.matcher(s).replaceAll("{$1/}");
        return ROOT.matcher(s).replaceAll(" sqrt ");
    }

    /// Halves, of which no denominator begins with 0; an odd number of digits stays one number.
    private static String parted(String digits) {
        int middle = digits.length() / 2;
        while (middle > 1 && digits.charAt(middle) == '0') {
            middle--;
        }
        boolean halves = digits.length() % 2 == 0;
        return halves ? "{" + digits.substring(0, middle) + "/" + digits.substring(middle) + "}" : "{" + digits + "}";
    }
}
