package reason4j.curate.decontaminate;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/// How a row compares to a reference. Of the row, the window counts in which the two share most.
///
/// @param reference share of the reference's weight that the row has too
/// @param row share of the window's weight that the reference has too
/// @param whole share of the whole row's weight that the reference has too, but for the form of the answer
/// @param ask share of the weight of the reference's last sentence, where the question is asked
/// @param total weight of the reference
/// @param shared weight of what is shared
/// @param missing numbers of the reference that the row lacks
/// @param lost those of them in sentences of the reference that the row has otherwise
/// @param extra numbers of the window that the reference lacks
/// @param outside numbers and operators of the row outside the window, in the sentences that it begins and ends in
/// @param around numbers and operators of the row outside the window anywhere
/// @param numbers of the reference
/// @param operators of the reference
/// @param signs operators that only one side has
/// @param extraSigns those of them that the window has
/// @param opposite whether one asks for the least, the area or the sum and the other for the greatest, the perimeter or
///     the product
/// @param exchanged whether between the same neighbours one has a number or sign and the other another
/// @param undrawn whether the reference has a drawing with numbers and the row has none
/// @param drawing whether both have drawings and these have different numbers
/// @param spans the shared characters of the row
record Comparison(
        double reference,
        double row,
        double whole,
        double ask,
        double total,
        double shared,
        int missing,
        int lost,
        int extra,
        int outside,
        int around,
        int numbers,
        int operators,
        int signs,
        int extraSigns,
        boolean opposite,
        boolean exchanged,
        boolean undrawn,
        boolean drawing,
        BitSet spans) {

    /// Least weight of the part that asks: `Find m + n.` alone asks nothing, what is before it does.
    private static final double ASK = 4;

    /// Least share of a sentence that was not left out.
    private static final double LOST = 0.5;

    /// Share of the reference that is as good as all of it.
    private static final double ALL = 0.96;

    /// What an unshared character costs in the search of the window.
    private static final double COST = 0.6;

    /// Characters beyond the window in which numbers count still: where one was changed, the window ends.
    private static final int MARGIN = 12;

    static Comparison of(Weighted row, Weighted reference) {
        BitSet spans = row.covered(reference.sorted());
        int[] window = window(row, spans);
        int from = window[0];
        int to = window[1];
        int sentence = row.text().sentenceStart(from);
        int end = row.text().sentenceEnd(to);
        BitSet ofReference = reference.covered(row.sorted());
        int length = reference.text().length();
        double total = reference.total();
        double shared = reference.weight(ofReference, 0, length);
        int[] numbers = numbers(row, reference, window);
        int[] signs = difference(reference.operators(0, length), row.operators(from, to));
        signs[0] = Math.min(
                signs[0], difference(reference.operators(0, length), row.operators(from - MARGIN, to + MARGIN))[0]);
        if (shared >= ALL * total) {
            // a hint within ends the window early
            numbers[0] = Math.min(
                    numbers[0],
                    difference(
                            reference.numbers(0, length),
                            row.numbers(0, row.text().length()))[0]);
            signs[0] = Math.min(
                    signs[0],
                    difference(
                            reference.operators(0, length),
                            row.operators(0, row.text().length()))[0]);
        }
        int[] drawing = difference(reference.drawing(), row.drawing());
        int inside = figures(row, from, to);
        return new Comparison(
                share(shared, total),
                share(row.weight(spans, from, to), row.weight(from, to)),
                share(row.weight(spans, 0, row.text().length()), row.total() - unasked(row, spans)),
                asked(row, reference, ofReference),
                total,
                shared,
                numbers[0],
                numbers[0] == 0 ? 0 : lost(row, reference, window, ofReference),
                numbers[1],
                figures(row, sentence, end) - inside,
                figures(row, 0, row.text().length()) - inside,
                size(reference.numbers(0, length)),
                size(reference.operators(0, length)),
                signs[0] + signs[1],
                signs[1],
                Opposites.differ(reference.opposites(), row.opposites()),
                Exchanges.any(reference.text(), row.text()),
                row.drawing().isEmpty() && !reference.drawing().isEmpty(),
                drawing[0] > 0 && drawing[1] > 0,
                spans);
    }

    /// The weight of what the row says of the form of its answer, and the reference does not.
    private static double unasked(Weighted row, BitSet spans) {
        BitSet unasked = (BitSet) row.aside().clone();
        unasked.andNot(spans);
        return row.weight(unasked, 0, row.text().length());
    }

    /// How much of what the reference asks the row asks too, by the grams that its preamble does not have: words of the
    /// question alone may be those of the preamble.
    private static double asked(Weighted row, Weighted reference, BitSet ofReference) {
        int length = reference.text().length();
        int from = reference.text().sentenceStart(length - 1);
        while (from > 0
                && (reference.weight(from, length) < ASK || reference.text().asksForm(from))) {
            from = reference.text().sentenceStart(from - 1);
        }
        long[] question = reference.own(from);
        BitSet own = reference.covered(question);
        double all = reference.weight(own, from, length);
        own.and(ofReference);
        double shared = reference.weight(own, from, length);
        return all < 1 ? 1 : Math.min(shared, row.densest(question, length - from)) / all;
    }

    /// Numbers missing and numbers extra. A number may be missing from the window because it was changed where
    /// that ends; if none is, no number beyond the sentence is extra, where options or another text begin. One that
    /// is written in words may be missing for a typing error.
    private static int[] numbers(Weighted row, Weighted reference, int[] window) {
        int from = window[0] - MARGIN;
        int to = window[1] + MARGIN;
        int begin = Math.max(from, row.text().sentenceStart(window[0]));
        int end = Math.min(to, row.text().sentenceEnd(window[1]));
        int length = reference.text().length();
        String digits = reference.digits(0, length);
        if (digits.equals(row.digits(from, to)) || digits.equals(row.digits(begin, end))) {
            return new int[2];
        }
        Map<String, Integer> numbers = reference.numbers(0, length);
        int[] wide = difference(numbers, row.numbers(from, to));
        int[] close = difference(numbers, row.numbers(begin, end));
        if (wide[0] == 0) {
            return new int[] {0, close[1]};
        }
        return new int[] {
            wide[1] > 0 ? wide[0] : difference(hard(numbers, reference), row.numbers(from, to))[0], wide[1]
        };
    }

    /// The numbers less those that are written in words.
    private static Map<String, Integer> hard(Map<String, Integer> numbers, Weighted reference) {
        Map<String, Integer> hard = new TreeMap<>(numbers);
        reference.numbersInWords().forEach((number, n) -> hard.merge(number, -n, Integer::sum));
        return hard;
    }

    private static int lost(Weighted row, Weighted reference, int[] window, BitSet ofReference) {
        Map<String, Integer> kept = new TreeMap<>();
        int length = reference.text().length();
        int from = 0;
        while (from < length) {
            int to = reference.text().sentenceEnd(from + 1);
            if (reference.weight(ofReference, from, to) >= LOST * reference.weight(from, to)) {
                reference.numbers(from, to).forEach((number, n) -> kept.merge(number, n, Integer::sum));
            }
            from = to;
        }
        return difference(kept, row.numbers(window[0] - MARGIN, window[1] + MARGIN))[0];
    }

    /// The part of the row that maximises shared weight less a part of the unshared (Kadane's algorithm).
    private static int[] window(Weighted row, BitSet spans) {
        double best = 0;
        double sum = 0;
        int from = 0;
        int bestFrom = 0;
        int bestTo = 0;
        for (int i = 0; i < row.weights().length; i++) {
            if (sum <= 0) {
                sum = 0;
                from = i;
            }
            sum += spans.get(i) ? row.weights()[i] : -COST * row.weights()[i];
            if (sum > best) {
                best = sum;
                bestFrom = from;
                bestTo = i + 1;
            }
        }
        return new int[] {bestFrom, bestTo};
    }

    /// How many of the first are not in the second, and the other way round.
    private static int[] difference(Map<String, Integer> first, Map<String, Integer> second) {
        Map<String, Integer> left = new TreeMap<>(first);
        second.forEach((key, n) -> left.merge(key, -n, Integer::sum));
        int missing = 0;
        int extra = 0;
        for (int n : left.values()) {
            missing += Math.max(0, n);
            extra += Math.max(0, -n);
        }
        return new int[] {missing, extra};
    }

    private static int figures(Weighted text, int from, int to) {
        return size(text.numbers(from, to)) + size(text.operators(from, to));
    }

    private static int size(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static double share(double part, double all) {
        return all <= 0 ? 0 : part / all;
    }
}
