package reason4j.curate.dedup;

/// Similarity of two sets of shingles.
public final class Jaccard {

    private Jaccard() {}

    /// @param a sorted and distinct
    /// @param b sorted and distinct
    /// @return |a ∩ b| / |a ∪ b|
    public static double of(int[] a, int[] b) {
        int i = 0;
        int j = 0;
        int common = 0;
        while (i < a.length && j < b.length) {
            int x = a[i];
            int y = b[j];
            common += x == y ? 1 : 0;
            i += x <= y ? 1 : 0;
            j += y <= x ? 1 : 0;
        }
        return (double) common / (a.length + b.length - common);
    }

    /// Whether two sets of these sizes can reach the threshold at all.
    static boolean possible(int a, int b, double threshold) {
        return Math.min(a, b) >= threshold * Math.max(a, b);
    }
}
