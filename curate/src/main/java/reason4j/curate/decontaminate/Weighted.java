package reason4j.curate.decontaminate;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import reason4j.curate.text.Canonical;
import reason4j.curate.text.WordCounts;

/// A question ready to be compared: its canonical stream with a weight for each character, and its numbers.
///
/// @param text the canonical form
/// @param weights of each character; a word's weight is spread over its letters
/// @param grams of [#GRAM] characters by where they begin
/// @param sorted the distinct grams, sorted
/// @param numbers with their multiplicity
/// @param soft how often `one` stands as a word
record Weighted(Canonical text, float[] weights, long[] grams, long[] sorted, Map<String, Integer> numbers, int soft) {

    /// Characters that must agree in a row before any of them counts as shared.
    static final int GRAM = 5;

    private static final double NUMBER = 3;
    private static final double LETTER = 0.7;
    private static final double OPERATOR = 0.5;

    static Weighted of(Canonical text, WordCounts counts) {
        float[] weights = new float[text.length()];
        Map<String, Integer> numbers = new TreeMap<>();
        int soft = 0;
        for (int t = 0; t < text.tokens(); t++) {
            double weight = switch (text.kind(t)) {
                case WORD -> counts.rarity(text.hash(t));
                case NUMBER, SOFT_NUMBER -> NUMBER;
                case LETTER -> LETTER;
                case OPERATOR -> OPERATOR;
            };
            int length = text.end(t) - text.start(t);
            Arrays.fill(weights, text.start(t), text.end(t), (float) (weight / Math.max(1, length)));
            if (text.kind(t) == Canonical.Kind.NUMBER) {
                numbers.merge(text.text(t), 1, Integer::sum);
            } else if (text.kind(t) == Canonical.Kind.SOFT_NUMBER) {
                soft++;
            }
        }
        long[] grams = text.grams(GRAM);
        long[] sorted = Arrays.stream(grams).sorted().distinct().toArray();
        return new Weighted(text, weights, grams, sorted, numbers, soft);
    }

    double total() {
        double total = 0;
        for (float weight : weights) {
            total += weight;
        }
        return total;
    }

    /// The characters that lie in a gram which the other has too.
    BitSet covered(Weighted other) {
        BitSet covered = new BitSet(text.length());
        for (int i = 0; i < grams.length; i++) {
            if (Arrays.binarySearch(other.sorted, grams[i]) >= 0) {
                covered.set(i, Math.min(text.length(), i + GRAM));
            }
        }
        return covered;
    }

    double weight(BitSet characters) {
        return weight(characters, 0, weights.length);
    }

    double weight(BitSet characters, int from, int to) {
        double sum = 0;
        for (int i = characters.nextSetBit(from); i >= 0 && i < to; i = characters.nextSetBit(i + 1)) {
            sum += weights[i];
        }
        return sum;
    }

    double weight(int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += weights[i];
        }
        return sum;
    }
}
