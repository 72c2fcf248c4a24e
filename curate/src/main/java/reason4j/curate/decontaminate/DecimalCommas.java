package reason4j.curate.decontaminate;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A comma in a number is a decimal point where the other text has that number with a point: `3,5` and `3.5`.
final class DecimalCommas {

    private static final Pattern POINT = Pattern.compile("(?<![\\d.])\\d+\\.\\d+(?![\\d.]*\\d)");
    private static final Pattern COMMA = Pattern.compile("(?<![\\d,.])(\\d+),(\\d+)(?!\\d)");

    private DecimalCommas() {}

    /// A text with points in the numbers that another text has with points.
    static String asIn(String other, String text) {
        if (text.indexOf(',') < 0 || other.indexOf('.') < 0) {
            return text;
        }
        Set<String> numbers = new HashSet<>();
        POINT.matcher(other).results().forEach(m -> numbers.add(m.group()));
        return numbers.isEmpty()
                ? text
                : COMMA.matcher(text).replaceAll(m -> {
                    String number = m.group(1) + "." + m.group(2);
                    return Matcher.quoteReplacement(numbers.contains(number) ? number : m.group());
                });
    }
}
