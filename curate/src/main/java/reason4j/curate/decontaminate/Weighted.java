package reason4j.curate.decontaminate;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import reason4j.curate.text.Canonical;
import reason4j.curate.text.Drawings;
import reason4j.curate.text.WordCounts;

/// A question ready to be compared: its canonical stream with a weight for each character.
///
/// @param text the canonical form
/// @param weights of each character; a word's weight is spread over its letters
/// @param grams of [#GRAM] characters by where they begin
/// @param sorted the distinct grams, sorted
/// @param opposites how often it has each of the words that turn a question into its opposite
/// @param drawing numbers in the question's drawings, with their multiplicity
/// @param aside the characters of sentences that say nothing but the form of the answer, or what was said before
record Weighted(
        Canonical text,
        float[] weights,
        long[] grams,
        long[] sorted,
        Map<String, Integer> opposites,
        Map<String, Integer> drawing,
        BitSet aside) {

    /// Characters that must agree in a row before any of them counts as shared.
    static final int GRAM = 5;

    /// Words that ask or connect: rewordings exchange them, and they tell no two problems apart.
    private static final Set<String> COMMON =
            Set.of(("find seek determine compute calculate evaluate work out give what whats"
                            + " is are okay um uh well state write express simplify solve please answer the of let suppose assume that such so given"
                            + " knowing know if then which there and be an in to by for with we as your show value")
                    .split(" "));

    private static final double LEAST = 0.1;
    private static final double NUMBER = 3;
    private static final double LETTER = 0.7;
    private static final double OPERATOR = 0.5;

    static Weighted of(String question, WordCounts counts) {
        Canonical text = Canonical.of(question);
        long[] grams = text.grams(GRAM);
        return of(question, text, grams, distinct(grams), counts);
    }

    static Weighted of(String question, Canonical text, long[] grams, long[] sorted, WordCounts counts) {
        float[] weights = new float[text.length()];
        for (int t = 0; t < text.tokens(); t++) {
            double weight = switch (text.kind(t)) {
                case WORD -> COMMON.contains(text.text(t)) ? LEAST : counts.rarity(text.hash(t));
                case NUMBER, SOFT_NUMBER -> NUMBER;
                case LETTER -> LETTER;
                case OPERATOR -> OPERATOR;
            };
            int length = text.end(t) - text.start(t);
            Arrays.fill(weights, text.start(t), text.end(t), (float) (weight / Math.max(1, length)));
        }
        BitSet aside = text.form();
        aside.or(text.repeated());
        return new Weighted(text, weights, grams, sorted, Opposites.in(text), Drawings.numbers(question), aside);
    }

    /// The same with one letter for all variables.
    Weighted anonymous(WordCounts counts) {
        Canonical nameless = text.anonymous();
        long[] all = nameless.grams(GRAM);
        Weighted same = of("", nameless, all, distinct(all), counts);
        return new Weighted(nameless, same.weights, all, same.sorted, opposites, drawing, aside);
    }

    /// The same with the drawing of another, which the text that was read has no more.
    Weighted drawnAs(Weighted other) {
        return new Weighted(text, weights, grams, sorted, opposites, other.drawing, aside);
    }

    static long[] distinct(long[] grams) {
        long[] sorted = grams.clone();
        Arrays.sort(sorted);
        int kept = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                sorted[kept++] = sorted[i];
            }
        }
        return Arrays.copyOf(sorted, kept);
    }

    double total() {
        return weight(0, weights.length);
    }

    /// The characters that lie in a gram which the other has too.
    BitSet covered(long[] others) {
        BitSet covered = new BitSet(text.length());
        for (int i = 0; i < grams.length; i++) {
            if (Arrays.binarySearch(others, grams[i]) >= 0) {
                covered.set(i, Math.min(text.length(), i + GRAM));
            }
        }
        return covered;
    }

    /// Numbers between two places of the stream, with their multiplicity.
    Map<String, Integer> numbers(int from, int to) {
        Map<String, Integer> numbers = new TreeMap<>();
        for (int t = 0; t < text.tokens(); t++) {
            boolean number = text.kind(t) == Canonical.Kind.NUMBER || text.kind(t) == Canonical.Kind.SOFT_NUMBER;
            if (number && text.start(t) >= from && text.end(t) <= to && !aside.get(text.start(t))) {
                numbers.merge(text.text(t), 1, Integer::sum);
            }
        }
        return numbers;
    }

    /// The numbers that are written in words, with their multiplicity.
    Map<String, Integer> numbersInWords() {
        Map<String, Integer> words = new TreeMap<>();
        for (int t = 0; t < text.tokens(); t++) {
            boolean number = text.kind(t) == Canonical.Kind.NUMBER || text.kind(t) == Canonical.Kind.SOFT_NUMBER;
            if (number && Character.isLetter(text.source().charAt(text.place(t)))) {
                words.merge(text.text(t), 1, Integer::sum);
            }
        }
        return words;
    }

    /// The grams that begin at this place or later and do not occur before.
    long[] own(int from) {
        int begin = Math.min(from, grams.length);
        long[] before = distinct(Arrays.copyOfRange(grams, 0, begin));
        long[] after = distinct(Arrays.copyOfRange(grams, begin, grams.length));
        return Arrays.stream(after)
                .filter(gram -> Arrays.binarySearch(before, gram) < 0)
                .toArray();
    }

    /// The most weight that lies in such grams within a stretch of about so many characters: a question whose words are
    /// scattered over this text is not asked here.
    double densest(long[] others, int length) {
        BitSet covered = covered(others);
        int stretch = length * 3 / 2 + 20;
        double sum = 0;
        double most = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += covered.get(i) ? weights[i] : 0;
            sum -= i >= stretch && covered.get(i - stretch) ? weights[i - stretch] : 0;
            most = Math.max(most, sum);
        }
        return most;
    }

    /// The digits of all numbers between two places in a row: equal if only points or separators were lost.
    String digits(int from, int to) {
        StringBuilder digits = new StringBuilder();
        for (int t = 0; t < text.tokens(); t++) {
            if (text.kind(t) == Canonical.Kind.NUMBER && text.start(t) >= from && text.end(t) <= to) {
                digits.append(text.text(t).replace(".", ""));
            }
        }
        return digits.toString();
    }

    /// Signs and other operators between two places, with their multiplicity.
    Map<String, Integer> operators(int from, int to) {
        Map<String, Integer> operators = new TreeMap<>();
        for (int t = 0; t < text.tokens(); t++) {
            boolean sign =
                    text.kind(t) == Canonical.Kind.OPERATOR && !text.text(t).equals("!");
            if (sign && text.start(t) >= from && text.end(t) <= to && !aside.get(text.start(t))) {
                operators.merge(text.text(t), 1, Integer::sum);
            }
        }
        return operators;
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
