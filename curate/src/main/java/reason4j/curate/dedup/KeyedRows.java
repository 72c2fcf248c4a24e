package reason4j.curate.dedup;

/// Sorting of keys that carry rows: by radix, eight bits a pass over as many low bits as tell the keys apart, so that
/// time is linear in the number of entries.
public final class KeyedRows {

    private KeyedRows() {}

    /// Sorts by key and, among equal keys, by row. Keys must be hashes: well mixed in all bits.
    public static void sort(long[] keys, int[] rows) {
        int n = keys.length;
        if (n < 2) {
            return;
        }
        long[] otherKeys = new long[n];
        int[] otherRows = new int[n];
        long[] fromKeys = keys;
        int[] fromRows = rows;
        int passes = Math.max(1, (32 - Integer.numberOfLeadingZeros(n) + 7) / 8);
        for (int pass = 0; pass < passes; pass++) {
            int shift = 64 - 8 * (passes - pass);
            scatter(fromKeys, fromRows, otherKeys, otherRows, shift);
            long[] k = fromKeys;
            fromKeys = otherKeys;
            otherKeys = k;
            int[] r = fromRows;
            fromRows = otherRows;
            otherRows = r;
        }
        if (fromKeys != keys) {
            System.arraycopy(fromKeys, 0, keys, 0, n);
            System.arraycopy(fromRows, 0, rows, 0, n);
        }
        insertion(keys, rows);
    }

    private static void scatter(long[] keys, int[] rows, long[] toKeys, int[] toRows, int shift) {
        int[] at = new int[257];
        for (long key : keys) {
            at[(int) (key >>> shift & 0xFF) + 1]++;
        }
        for (int i = 0; i < 256; i++) {
            at[i + 1] += at[i];
        }
        for (int i = 0; i < keys.length; i++) {
            int to = at[(int) (keys[i] >>> shift & 0xFF)]++;
            toKeys[to] = keys[i];
            toRows[to] = rows[i];
        }
    }

    // the high bits are in order, so what is left is next to its place
    private static void insertion(long[] keys, int[] rows) {
        for (int i = 1; i < keys.length; i++) {
            long key = keys[i];
            int row = rows[i];
            int j = i - 1;
            while (j >= 0 && after(keys[j], rows[j], key, row)) {
                keys[j + 1] = keys[j];
                rows[j + 1] = rows[j];
                j--;
            }
            keys[j + 1] = key;
            rows[j + 1] = row;
        }
    }

    private static boolean after(long key, int row, long otherKey, int otherRow) {
        int order = Long.compareUnsigned(key, otherKey);
        return order > 0 || (order == 0 && row > otherRow);
    }
}
