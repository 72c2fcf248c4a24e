package reason4j.verify.math.syntax;

import org.jspecify.annotations.Nullable;

/// Signs of money and the units they stand for.
final class Currency {

    private Currency() {}

    /// The unit that a command stands for, or null where it is no currency.
    static @Nullable String of(String command) {
        return switch (command) {
            case "dollar", "textdollar" -> "dollar";
            case "euro" -> "euro";
            case "pounds" -> "pound";
            case "yen" -> "yen";
            case "rupee" -> "rupee";
            case "cent" -> "cent";
            default -> null;
        };
    }

    /// Whether a unit is written before its number.
    static boolean named(String unit) {
        return unit.equals("dollar")
                || unit.equals("euro")
                || unit.equals("pound")
                || unit.equals("yen")
                || unit.equals("rupee");
    }
}
