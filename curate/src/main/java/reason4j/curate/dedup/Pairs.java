package reason4j.curate.dedup;

import java.util.Arrays;

/// Rows that share a key, as packed pairs. A bucket's rows are paired each with each while it is small; in a large one
/// with their next neighbours and with the first, so that no bucket is quadratic.
public final class Pairs {

    /// Buckets up to this size are paired completely.
    static final int SMALL = 24;

    private Pairs() {}

    /// Pairs `lesser << 32 | greater`, sorted and distinct.
    ///
    /// @param keys one key for each entry; sorted in place together with `rows`
    /// @param rows the row of each entry
    public static long[] within(long[] keys, int[] rows) {
        KeyedRows.sort(keys, rows);
        LongList pairs = new LongList();
        int n = keys.length;
        int start = 0;
        while (start < n) {
            int end = start + 1;
            while (end < n && keys[end] == keys[start]) {
                end++;
            }
            pair(rows, start, end, pairs);
            start = end;
        }
        return distinct(pairs.toArray());
    }

    static long[] distinct(long[] pairs) {
        Arrays.parallelSort(pairs);
        int kept = 0;
        for (int i = 0; i < pairs.length; i++) {
            if (i == 0 || pairs[i] != pairs[i - 1]) {
                pairs[kept++] = pairs[i];
            }
        }
        return Arrays.copyOf(pairs, kept);
    }

    private static void pair(int[] rows, int start, int end, LongList pairs) {
        boolean small = end - start <= SMALL;
        for (int i = start; i < end; i++) {
            int last = small ? end : Math.min(end, i + 3);
            for (int j = i + 1; j < last; j++) {
                add(rows[i], rows[j], pairs);
            }
            if (!small && i > start) {
                add(rows[start], rows[i], pairs);
            }
        }
    }

    private static void add(int a, int b, LongList pairs) {
        if (a != b) {
            pairs.add((long) Math.min(a, b) << 32 | Math.max(a, b));
        }
    }

    public static int lesser(long pair) {
        return (int) (pair >>> 32);
    }

    public static int greater(long pair) {
        return (int) pair;
    }
}
