package reason4j.curate.decontaminate;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/// How a row compares to a reference. Of the row, the window counts in which the two share most.
///
/// @param reference share of the reference's weight that the row has too
/// @param row share of the window's weight that the reference has too
/// @param whole share of the whole row's weight that the reference has too
/// @param ask share of the weight of the reference's last part, where the question is asked
/// @param total weight of the reference
/// @param shared weight of what is shared
/// @param missing numbers of the reference that the row lacks
/// @param extra numbers of the window that the reference lacks
/// @param outside numbers and operators of the row outside the window
/// @param numbers of the reference
/// @param operators of the reference
/// @param signs operators that only one side has
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
        int extra,
        int outside,
        int numbers,
        int operators,
        int signs,
        boolean drawing,
        BitSet spans) {

    /// The last part of a reference, where it asks, as a share of its characters.
    private static final double ASK = 0.25;

    /// What an unshared character costs in the search of the window.
    private static final double COST = 0.6;

    /// Characters beyond the window in which numbers count still: where one was changed, the window ends.
    private static final int MARGIN = 12;

    static Comparison of(Weighted row, Weighted reference) {
        BitSet spans = row.covered(reference.sorted());
        int[] window = window(row, spans);
        int from = window[0];
        int to = window[1];
        BitSet ofReference = reference.covered(row.sorted());
        int length = reference.text().length();
        double total = reference.total();
        double shared = reference.weight(ofReference, 0, length);
        int ask = length - Math.clamp((int) (length * ASK), Math.min(length, 20), 150);
        Map<String, Integer> numbers = reference.numbers(0, length);
        boolean sameDigits = reference.digits(0, length).equals(row.digits(from - MARGIN, to + MARGIN));
        int[] difference = sameDigits ? new int[2] : difference(numbers, row.numbers(from - MARGIN, to + MARGIN));
        int[] signs = difference(reference.operators(0, length), row.operators(from, to));
        int[] drawing = difference(reference.drawing(), row.drawing());
        int outside = size(row.numbers(0, row.text().length()))
                + size(row.operators(0, row.text().length()))
                - size(row.numbers(from, to))
                - size(row.operators(from, to));
        return new Comparison(
                share(shared, total),
                share(row.weight(spans, from, to), row.weight(from, to)),
                share(row.weight(spans, 0, row.text().length()), row.total()),
                share(reference.weight(ofReference, ask, length), reference.weight(ask, length)),
                total,
                shared,
                difference[0],
                difference[1],
                outside,
                size(numbers),
                size(reference.operators(0, length)),
                signs[0] + signs[1],
                drawing[0] > 0 && drawing[1] > 0,
                spans);
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

    private static int size(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static double share(double part, double all) {
        return all <= 0 ? 0 : part / all;
    }
}
