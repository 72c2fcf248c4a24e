package reason4j.curate.decontaminate;

import java.util.BitSet;
import java.util.Map;

/// How a row compares to a reference.
///
/// @param reference share of the reference's weight that the row has too
/// @param row share of the row's weight, between the first and the last shared character, that the reference has too
/// @param whole share of the whole row's weight that the reference has too
/// @param ask share of the weight of the reference's last part, where the question is asked
/// @param shared weight of what is shared
/// @param missing numbers of the reference that the row lacks
/// @param extra numbers of the row that the reference lacks
/// @param numbers of the reference
record Comparison(
        double reference,
        double row,
        double whole,
        double ask,
        double shared,
        int missing,
        int extra,
        int numbers,
        BitSet spans) {

    /// The last part of a reference, where it asks, as a share of its characters.
    private static final double ASK = 0.25;

    static Comparison of(Weighted row, Weighted reference) {
        BitSet ofReference = reference.covered(row);
        BitSet ofRow = row.covered(reference);
        double shared = reference.weight(ofReference);
        int from = Math.max(0, ofRow.nextSetBit(0));
        int to = ofRow.length();
        double sharedRow = row.weight(ofRow);
        int length = reference.text().length();
        int ask = length - Math.max(Math.min(length, 20), (int) (length * ASK));
        int[] difference = difference(row, reference);
        return new Comparison(
                shared / Math.max(1e-9, reference.total()),
                sharedRow / Math.max(1e-9, row.weight(from, to)),
                sharedRow / Math.max(1e-9, row.total()),
                reference.weight(ofReference, ask, length) / Math.max(1e-9, reference.weight(ask, length)),
                shared,
                difference[0],
                difference[1],
                reference.numbers().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum(),
                ofRow);
    }

    /// Numbers that only the reference has, and that only the row has; a `1` may be written `one`.
    private static int[] difference(Weighted row, Weighted reference) {
        int missing = 0;
        for (Map.Entry<String, Integer> n : reference.numbers().entrySet()) {
            int there = row.numbers().getOrDefault(n.getKey(), 0) + (n.getKey().equals("1") ? row.soft() : 0);
            missing += Math.max(0, n.getValue() - there);
        }
        int extra = 0;
        for (Map.Entry<String, Integer> n : row.numbers().entrySet()) {
            int there = reference.numbers().getOrDefault(n.getKey(), 0)
                    + (n.getKey().equals("1") ? reference.soft() : 0);
            extra += Math.max(0, n.getValue() - there);
        }
        return new int[] {missing, extra};
    }
}
