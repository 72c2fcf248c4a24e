package reason4j.curate.decontaminate;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import reason4j.curate.text.Canonical;

/// Words of which one in the place of the other makes another question of the same text.
final class Opposites {

    /// Pairs in the words of the canonical form, which has `least` for the smallest and `greatest` for the largest.
    private static final List<String[]> PAIRS = pairs("least greatest, area perimeter, area circumference, sum product,"
            + " sum difference, even odd, radius diameter, radius circumference, volume surface, mean median,"
            + " mean mode, median mode, sin cos, sine cosine, sin tan, cos tan, increasing decreasing, positive negative,"
            + " inscribed circumscribed, inradius circumradius, ways probability, first last, remainder quotient,"
            + " length midpoint, horizontal vertical, convex concave, inside outside, union intersection, area volume,"
            + " prime composite, rational irrational, always never");

    /// Any of these in the place of any other makes another figure.
    private static final List<String> FIGURES =
            List.of("pentagon hexagon heptagon octagon nonagon decagon dodecagon".split(" "));

    private static final Set<String> WORDS = words();

    private Opposites() {}

    /// The words of such pairs in a text, with their multiplicity.
    static Map<String, Integer> in(Canonical text) {
        Map<String, Integer> found = new TreeMap<>();
        for (int t = 0; t < text.tokens(); t++) {
            if (text.kind(t) == Canonical.Kind.WORD) {
                String word = text.text(t);
                if (WORDS.contains(word)) {
                    found.merge(word, 1, Integer::sum);
                }
            }
        }
        return found;
    }

    /// Whether one text has a word of a pair more often and the other text the other word.
    static boolean differ(Map<String, Integer> a, Map<String, Integer> b) {
        for (String[] pair : PAIRS) {
            int first = a.getOrDefault(pair[0], 0) - b.getOrDefault(pair[0], 0);
            int second = a.getOrDefault(pair[1], 0) - b.getOrDefault(pair[1], 0);
            if (first > 0 && second < 0 || first < 0 && second > 0) {
                return true;
            }
        }
        boolean more = false;
        boolean less = false;
        for (String figure : FIGURES) {
            int difference = a.getOrDefault(figure, 0) - b.getOrDefault(figure, 0);
            more |= difference > 0;
            less |= difference < 0;
        }
        return more && less;
    }

    private static List<String[]> pairs(String words) {
        return List.of(words.split(",")).stream().map(p -> p.strip().split(" ")).toList();
    }

    private static Set<String> words() {
        Set<String> words = new TreeSet<>(FIGURES);
        PAIRS.forEach(pair -> words.addAll(List.of(pair)));
        return words;
    }
}
