package reason4j.verify.math.syntax;

import java.util.Set;

/// Tells words from products of variables in runs of letters without a backslash.
final class Words {

    private static final Set<String> SHORT = Set.of(
            "no", "yes", "odd", "even", "all", "none", "one", "two", "six", "ten", "red", "sun", "mon", "tue", "wed",
            "thu", "fri", "sat", "am", "pm", "not", "any", "true", "the", "is", "of", "for", "if", "at", "be", "by",
            "it", "its", "an", "are", "was", "per", "so", "we", "on", "with", "day", "has", "can", "cannot");

    private static final Set<String> UNITS = Set.of(
            "cm", "mm", "km", "kg", "mg", "ml", "mL", "ft", "in", "mi", "yd", "lb", "lbs", "oz", "hr", "hrs", "min",
            "mins", "sec", "secs", "mph", "kph", "dm", "nm", "kW", "MW", "kJ", "MJ", "Hz", "kHz", "MB", "GB", "KB",
            "kN", "Pa", "kPa", "mol", "rad", "sq", "cu", "cc", "ms", "m", "rpm", "hp", "eV", "gal", "qt", "pt", "dL",
            "cL", "USD", "EUR", "am", "pm", "AM", "PM", "cents", "cent", "ha", "kmh", "sqrt");

    /// Words whose letters happen to ascend, as those of a product of variables do.
    private static final Set<String> ASCENDING = Set.of(
            "empty", "below", "first", "forty", "begin", "almost", "most", "cost", "best", "lost", "know", "cent",
            "city", "copy", "dirty", "flow", "film", "fort", "host", "chip", "chips", "belt", "knot", "glory");

    private Words() {}

    /// Whether a run that could be a unit is a product of two variables where no blank parts it from its number:
    /// `12nm`.
    static boolean product(String run) {
        return run.equals("nm") || run.equals("ms");
    }

    /// @param afterNumber whether a number, a closing bracket or another word stands directly before
    static boolean isWord(String run, boolean afterNumber) {
        if (afterNumber && UNITS.contains(run)) {
            return true;
        }
        if (run.length() < 4) {
            return SHORT.contains(run.toLowerCase(java.util.Locale.ROOT)) && run.length() > 1;
        }
        return (!ascending(run) || ASCENDING.contains(run.toLowerCase(java.util.Locale.ROOT)))
                && (vowel(run) || run.length() > 6);
    }

    private static boolean vowel(String run) {
        for (int i = 0; i < run.length(); i++) {
            if ("aeiouyAEIOUY".indexOf(run.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean ascending(String run) {
        for (int i = 1; i < run.length(); i++) {
            if (run.charAt(i) <= run.charAt(i - 1)) {
                return false;
            }
        }
        return true;
    }
}
