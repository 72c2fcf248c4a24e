package reason4j.curate.decontaminate;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A fraction of two numbers is a decimal where the other text has it so: `\frac{3}{4}` and `0.75`.
final class DecimalFractions {

    private static final Pattern DECIMAL = Pattern.compile("(?<![\\d.])\\d*\\.\\d+(?![\\d.]*\\d)");
    private static final Pattern FRACTION =
            Pattern.compile("\\\\[dt]?frac\\s*(?:\\{\\s*(\\d{1,4})\\s*}\\s*\\{\\s*(\\d{1,4})\\s*}|(\\d)\\s*(\\d))"
                    + "|(?<![\\d.}/)])(\\d{1,4})\\s*/\\s*(\\d{1,4})(?![\\d.]*\\d)");

    private DecimalFractions() {}

    /// A text with decimals for the fractions that another text has as decimals.
    static String asIn(String other, String text) {
        if (other.indexOf('.') < 0 || text.indexOf('/') < 0 && !text.contains("frac")) {
            return text;
        }
        Set<BigDecimal> decimals = new HashSet<>();
        DECIMAL.matcher(other)
                .results()
                .forEach(m -> decimals.add(new BigDecimal("0" + m.group()).stripTrailingZeros()));
        if (decimals.isEmpty()) {
            return text;
        }
        return FRACTION.matcher(text).replaceAll(m -> Matcher.quoteReplacement(decimal(m, decimals)));
    }

    private static String decimal(MatchResult fraction, Set<BigDecimal> decimals) {
        BigDecimal over = null;
        for (int g = 1; g <= fraction.groupCount(); g++) {
            if (fraction.group(g) != null) {
                BigDecimal number = new BigDecimal(fraction.group(g));
                if (over != null) {
                    return quotient(over, number, decimals, fraction.group());
                }
                over = number;
            }
        }
        return fraction.group();
    }

    private static String quotient(BigDecimal over, BigDecimal under, Set<BigDecimal> decimals, String written) {
        for (BigDecimal decimal : decimals) {
            if (under.signum() > 0 && decimal.multiply(under).compareTo(over) == 0) {
                return decimal.toPlainString();
            }
        }
        return written;
    }
}
