package reason4j.verify.math.syntax;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Words that multiply the number before them, `3 million`, `2万`.
final class Scales {

    private static final Map<String, Integer> POWERS =
            Map.of("hundred", 2, "thousand", 3, "million", 6, "billion", 9, "trillion", 12);
    private static final Map<String, Integer> CHINESE = Map.of("百万", 6, "千万", 7, "万", 4, "亿", 8);

    private Scales() {}

    /// The product of a number and what the first word after it says, with the unit that follows; null for none.
    static @Nullable Node of(Node number, String words) {
        int blank = words.indexOf(' ');
        String first = (blank < 0 ? words : words.substring(0, blank)).toLowerCase(Locale.ROOT);
        Integer power = POWERS.get(first.endsWith("s") ? first.substring(0, first.length() - 1) : first);
        String rest = blank < 0 ? "" : words.substring(blank).strip();
        for (int length = Math.min(2, words.length()); length > 0 && power == null; length--) {
            power = CHINESE.get(words.substring(0, length));
            rest = power == null ? rest : words.substring(length).strip();
        }
        if (power == null) {
            return null;
        }
        Node scaled = Node.Call.of(Op.MUL, number, Node.Call.of(Op.POW, Node.Num.of(10), Node.Num.of(power)));
        return rest.isEmpty() ? scaled : Node.Call.of(Op.UNIT, scaled, new Node.Words(rest));
    }
}
