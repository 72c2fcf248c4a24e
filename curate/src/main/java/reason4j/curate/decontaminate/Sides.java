package reason4j.curate.decontaminate;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Equations and inequalities say the same with their sides exchanged: `x = 3` and `3 = x`, `a < b` and `b > a`. Here
/// the sides of a formula that is one of them, and nothing else, come in one order.
final class Sides {

    private static final Pattern RELATION = Pattern.compile(
            "(?<!\\\\)(\\$\\$?)([^$=<>,;&≤≥]+?)(=|<|>|≤|≥|\\\\leq?(?:slant)?(?![A-Za-z])|\\\\geq?(?:slant)?(?![A-Za-z]))"
                    + "([^$=<>,;&≤≥]+?)([.]?\\s*)\\1");
    private static final Pattern FURTHER = Pattern.compile("\\\\([lg]eq?(slant)?|neq?|equiv|in|to|mid)(?![A-Za-z])");

    private Sides() {}

    static String sorted(String text) {
        if (text.indexOf('$') < 0) {
            return text;
        }
        return RELATION.matcher(text).replaceAll(m -> Matcher.quoteReplacement(sorted(m)));
    }

    private static String sorted(MatchResult m) {
        String left = m.group(2).strip();
        String right = m.group(4).strip();
        boolean sorted = key(left).compareTo(key(right)) <= 0;
        if (sorted || FURTHER.matcher(left).find() || FURTHER.matcher(right).find()) {
            return m.group();
        }
        return m.group(1) + right + " " + turned(m.group(3)) + " " + left + m.group(5) + m.group(1);
    }

    /// Letters before numbers: two problems that differ in numbers alone are sorted alike.
    private static String key(String side) {
        return side.replaceAll("[^A-Za-z]", "") + " " + side.replaceAll("\\W", "");
    }

    private static String turned(String relation) {
        return switch (relation) {
            case "=" -> "=";
            case "<" -> ">";
            case ">" -> "<";
            case "≤" -> "≥";
            case "≥" -> "≤";
            default -> relation.startsWith("\\le") ? "\\ge" : "\\le";
        };
    }
}
