package reason4j.curate.dedup;

import java.util.List;
import java.util.stream.IntStream;
import reason4j.curate.text.Tokens;

/// Near-duplicates in one process, from texts to groups: shingles, signatures, buckets, verification, union-find.
public final class NearDuplicates {

    private static final int CHUNK = 512;

    private final int width;
    private final double threshold;
    private final MinHash minHash;

    /// @param width tokens a shingle
    /// @param threshold least Jaccard similarity of a pair
    public NearDuplicates(int width, double threshold, MinHash minHash) {
        this.width = width;
        this.threshold = threshold;
        this.minHash = minHash;
    }

    /// The groups, by common pool: for each text the least number of a text in its group.
    public int[] groups(List<String> texts) {
        int n = texts.size();
        int bands = minHash.bands();
        int[][] shingles = new int[n][];
        long[] keys = new long[n * bands];
        int[] rows = new int[n * bands];
        IntStream.range(0, (n + CHUNK - 1) / CHUNK).parallel().forEach(chunk -> {
            Tokens tokens = new Tokens();
            int[] minima = minHash.workSpace();
            for (int i = chunk * CHUNK; i < Math.min(n, (chunk + 1) * CHUNK); i++) {
                shingles[i] = tokens.read(texts.get(i)).shingles(width);
                minHash.bandKeys(shingles[i], minima, keys, i * bands);
                java.util.Arrays.fill(rows, i * bands, (i + 1) * bands, i);
            }
        });
        UnionFind groups = new UnionFind(n);
        for (long pair : verified(Pairs.within(keys, rows), shingles, threshold)) {
            groups.union(Pairs.lesser(pair), Pairs.greater(pair));
        }
        return IntStream.range(0, n).map(groups::root).toArray();
    }

    /// The pairs whose sets are similar enough.
    ///
    /// @param shingles by row; only those of rows in a pair are looked at
    public static long[] verified(long[] pairs, int[][] shingles, double threshold) {
        return IntStream.range(0, pairs.length)
                .parallel()
                .filter(i -> {
                    int[] a = shingles[Pairs.lesser(pairs[i])];
                    int[] b = shingles[Pairs.greater(pairs[i])];
                    return Jaccard.possible(a.length, b.length, threshold) && Jaccard.of(a, b) >= threshold;
                })
                .mapToLong(i -> pairs[i])
                .toArray();
    }
}
