package reason4j.curate.decontaminate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Indel similarity of raw characters, 2·LCS / (|a| + |b|), at or above a threshold: OpenThoughts' `decontaminate.py`
/// (rapidfuzz's `fuzz.ratio` ≥ 95), without its limit of five matches a string.
final class Indel implements Rule {

    private static final long serialVersionUID = 1L;
    private static final int BUCKETS = 64;

    private final double threshold;
    private final Reference[] byLength;
    private final int[][] histograms;

    Indel(List<Reference> references, double threshold) {
        this.threshold = threshold;
        this.byLength = references.stream()
                .sorted(Comparator.comparingInt((Reference r) -> r.problem().length()))
                .toArray(Reference[]::new);
        this.histograms =
                Arrays.stream(byLength).map(r -> histogram(r.problem())).toArray(int[][]::new);
    }

    @Override
    public @Nullable Hit hit(String question) {
        int[] mine = histogram(question);
        // 2·min / (a + b) bounds the ratio, so that lengths decide most pairs
        int shortest = (int) Math.floor(question.length() * threshold / (2 - threshold));
        int longest = (int) Math.ceil(question.length() * (2 - threshold) / threshold);
        Hit best = null;
        for (int i = first(shortest);
                i < byLength.length && byLength[i].problem().length() <= longest;
                i++) {
            String problem = byLength[i].problem();
            if (bound(mine, histograms[i], question.length() + problem.length()) < threshold) {
                continue;
            }
            double ratio = ratio(question, problem);
            if (ratio >= threshold && (best == null || ratio > best.score())) {
                best = new Hit(
                        "Indel ≥ " + Math.round(threshold * 100),
                        byLength[i].benchmark(),
                        byLength[i].id(),
                        ratio,
                        List.of());
            }
        }
        return best;
    }

    /// 2·LCS / (|a| + |b|), the longest common subsequence by bits (Hyyrö 2004).
    static double ratio(String a, String b) {
        if (a.isEmpty() && b.isEmpty()) {
            return 1;
        }
        int words = (a.length() + 63) / 64;
        long[][] masks = new long[128][];
        java.util.Map<Character, long[]> others = new java.util.HashMap<>();
        for (int i = 0; i < a.length(); i++) {
            char c = a.charAt(i);
            long[] mask = c < 128
                    ? (masks[c] == null ? masks[c] = new long[words] : masks[c])
                    : others.computeIfAbsent(c, _ -> new long[words]);
            mask[i >>> 6] |= 1L << i;
        }
        long[] row = new long[words];
        Arrays.fill(row, -1L);
        for (int j = 0; j < b.length(); j++) {
            char c = b.charAt(j);
            long[] mask = c < 128 ? masks[c] : others.get(c);
            if (mask != null) {
                advance(row, mask);
            }
        }
        int common = 0;
        for (int w = 0; w < words; w++) {
            long used = w < words - 1 || (a.length() & 63) == 0 ? -1L : (1L << a.length()) - 1;
            common += Long.bitCount(~row[w] & used);
        }
        return 2.0 * common / (a.length() + b.length());
    }

    private static void advance(long[] row, long[] mask) {
        long carry = 0;
        for (int w = 0; w < row.length; w++) {
            long u = row[w] & mask[w];
            long sum = row[w] + u;
            long carried = Long.compareUnsigned(sum, row[w]) < 0 ? 1 : 0;
            long with = sum + carry;
            carried |= Long.compareUnsigned(with, sum) < 0 ? 1 : 0;
            row[w] = with | (row[w] - u);
            carry = carried;
        }
    }

    private int first(int length) {
        int low = 0;
        int high = byLength.length;
        while (low < high) {
            int mid = (low + high) >>> 1;
            if (byLength[mid].problem().length() < length) {
                low = mid + 1;
            } else {
                high = mid;
            }
        }
        return low;
    }

    private static int[] histogram(String text) {
        int[] histogram = new int[BUCKETS];
        for (int i = 0; i < text.length(); i++) {
            histogram[text.charAt(i) & (BUCKETS - 1)]++;
        }
        return histogram;
    }

    private static double bound(int[] a, int[] b, int total) {
        int common = 0;
        for (int i = 0; i < BUCKETS; i++) {
            common += Math.min(a[i], b[i]);
        }
        return 2.0 * common / total;
    }
}
