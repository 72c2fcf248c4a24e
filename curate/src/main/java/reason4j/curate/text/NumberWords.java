package reason4j.curate.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A whole number in words, below a milliard: `twelve`, `twenty-one`, `two thousand and five`.
///
/// @param value what it says
/// @param end where it ends in the text
record NumberWords(int value, int end) {

    private static final Map<String, Integer> NUMBERS = numbers();
    private static final Map<String, Integer> POWERS = Map.of("hundred", 100, "thousand", 1000, "million", 1_000_000);

    /// The number that begins with this word, or null if it begins none.
    static @Nullable NumberWords at(String text, int from, int to, String first) {
        Integer begun = NUMBERS.get(first);
        if (begun == null) {
            return null;
        }
        long sum = 0;
        long group = begun;
        int end = to;
        while (group < 1000 && sum < 1_000_000_000) {
            int start = next(text, end);
            int stop = letters(text, start);
            String word = CanonicalReader.plain(text.substring(start, stop));
            boolean and = word.equals("and") && (group % 100 == 0 && group > 0 || group == 0);
            if (and) {
                start = next(text, stop);
                stop = letters(text, start);
                word = CanonicalReader.plain(text.substring(start, stop));
            }
            Integer power = POWERS.get(word);
            Integer part = NUMBERS.get(word);
            if (power != null && !and && group > 0) {
                boolean hundred = power == 100;
                sum += hundred ? 0 : group * power;
                group = hundred ? group * 100 : 0;
            } else if (part != null && part > 0 && fits(group, sum, part) && !(and && powerFollows(text, stop))) {
                group += part;
            } else {
                break;
            }
            end = stop;
        }
        long value = sum + group;
        return value > Integer.MAX_VALUE ? null : new NumberWords((int) value, end);
    }

    /// Whether a number below a hundred may follow: after tens a unit, after hundreds or thousands any.
    private static boolean fits(long group, long sum, int part) {
        if (group == 0) {
            return sum > 0;
        }
        return group % 100 == 0 || (group % 10 == 0 && group % 100 >= 20 && part < 10);
    }

    /// Whether the part begins a number of its own, as in `between one hundred and four hundred`.
    private static boolean powerFollows(String text, int at) {
        int start = next(text, at);
        return POWERS.containsKey(CanonicalReader.plain(text.substring(start, letters(text, start))));
    }

    private static int next(String text, int at) {
        return at + 1 < text.length() && "- \n".indexOf(text.charAt(at)) >= 0 ? at + 1 : at;
    }

    private static int letters(String text, int from) {
        int end = from;
        while (end < text.length() && CanonicalReader.isLetter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static Map<String, Integer> numbers() {
        List<String> units = List.of(("zero one two three four five six seven eight nine ten eleven twelve thirteen"
                        + " fourteen fifteen sixteen seventeen eighteen nineteen")
                .split(" "));
        List<String> tens = List.of("twenty thirty forty fifty sixty seventy eighty ninety".split(" "));
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < units.size(); i++) {
            numbers.put(units.get(i), i);
        }
        for (int i = 0; i < tens.size(); i++) {
            numbers.put(tens.get(i), 20 + 10 * i);
        }
        return Map.copyOf(numbers);
    }
}
