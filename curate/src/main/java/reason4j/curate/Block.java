package reason4j.curate;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import reason4j.curate.decontaminate.Hit;
import reason4j.curate.dedup.Buckets;

/// What the later steps must know of the rows of a slice: hashes, not texts.
///
/// @param first the number of the first row
/// @param ids of the rows
/// @param answers canonical keys
/// @param exact hashes of the text under which copies are one, 0 for none
/// @param numbers hashes of the numbers in the question, with their multiplicity
/// @param split hashes of what train and held-out must not share
/// @param readable whether the verifier reads the key
/// @param mark what the difficulty filter looks at, NaN where the row does not say
/// @param shingles sorted hashes, empty where near-duplicates are not asked for
/// @param bands band keys of all rows, row by row
/// @param cleanFates fates of rows that are dropped already, as JSON by number in the slice
/// @param hits contaminated rows by number in the slice
/// @param marks what selection looks at
record Block(
        int first,
        String[] ids,
        String[] answers,
        long[] exact,
        long[] numbers,
        long[] split,
        boolean[] readable,
        double[] mark,
        int[][] shingles,
        long[] bands,
        Map<Integer, String> cleanFates,
        Map<Integer, Hit> hits,
        Marks marks)
        implements Serializable {

    int size() {
        return ids.length;
    }

    static Block empty(int first, int rows, int bandsPerRow) {
        return new Block(
                first,
                new String[rows],
                new String[rows],
                new long[rows],
                new long[rows],
                new long[rows],
                new boolean[rows],
                new double[rows],
                new int[rows][],
                new long[rows * bandsPerRow],
                new TreeMap<>(),
                new TreeMap<>(),
                new Marks(rows));
    }

    /// The same without what only the bucket search needs.
    Block light() {
        return new Block(
                first,
                ids,
                answers,
                exact,
                numbers,
                split,
                readable,
                mark,
                new int[0][],
                new long[0],
                cleanFates,
                hits,
                marks);
    }

    Buckets.Keys bandKeys() {
        return new Buckets.Keys(first, bands.length / Math.max(1, size()), bands);
    }

    /// Sorted shingles of these rows, which need not all be in this block.
    Shingled shingled(int[] rows) {
        int from = lowerBound(rows, first);
        int to = lowerBound(rows, first + size());
        int[] mine = Arrays.copyOfRange(rows, from, to);
        return new Shingled(
                mine, Arrays.stream(mine).mapToObj(r -> shingles[r - first]).toArray(int[][]::new));
    }

    /// @param rows some rows
    /// @param shingles of each
    record Shingled(int[] rows, int[][] shingles) implements Serializable {}

    private static int lowerBound(int[] sorted, int value) {
        int at = Arrays.binarySearch(sorted, value);
        return at < 0 ? -at - 1 : at;
    }
}
