package reason4j.curate.decontaminate;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Which references contain which n-grams of characters, those of few references only: an open hash table to lists of
/// numbers in one array.
final class GramIndex implements Serializable {

    private static final long serialVersionUID = 1L;

    /// Each reference is indexed by at least so many of its rarest grams, however common they are.
    private static final int RAREST = 24;

    private final long[] keys;
    private final int[] from;
    private final int[] count;
    private int[] postings = new int[0];
    private final int mask;

    /// @param grams of each reference, distinct
    GramIndex(List<long[]> grams) {
        int total = grams.stream().mapToInt(g -> g.length).sum();
        int capacity = Integer.highestOneBit(Math.max(16, total)) * 4;
        mask = capacity - 1;
        keys = new long[capacity];
        from = new int[capacity];
        count = new int[capacity];
        for (long[] some : grams) {
            for (long gram : some) {
                count[slot(gram)]++;
            }
        }
        fill(grams, Math.max(40, grams.size() / 40));
    }

    private void fill(List<long[]> grams, int common) {
        List<long[]> kept = grams.stream().map(g -> rare(g, common)).toList();
        Arrays.fill(count, 0);
        kept.forEach(g -> Arrays.stream(g).forEach(gram -> count[slot(gram)]++));
        int at = 0;
        for (int s = 0; s < keys.length; s++) {
            from[s] = at;
            at += count[s];
        }
        postings = new int[at];
        int[] next = from.clone();
        for (int reference = 0; reference < kept.size(); reference++) {
            for (long gram : kept.get(reference)) {
                postings[next[slot(gram)]++] = reference;
            }
        }
    }

    private long[] rare(long[] grams, int common) {
        int[] order = IntStream.range(0, grams.length)
                .boxed()
                .sorted((a, b) -> Integer.compare(count[slot(grams[a])], count[slot(grams[b])]))
                .mapToInt(Integer::intValue)
                .toArray();
        int keep = 0;
        while (keep < order.length && (keep < RAREST || count[slot(grams[order[keep]])] <= common)) {
            keep++;
        }
        return Arrays.stream(order, 0, keep).mapToLong(i -> grams[i]).toArray();
    }

    /// The weight that a text with all of a reference's grams would collect for it.
    float[] most(List<long[]> grams) {
        float[] most = new float[grams.size()];
        for (int r = 0; r < most.length; r++) {
            float[] weights = new float[most.length];
            collect(grams.get(r), weights);
            most[r] = weights[r];
        }
        return most;
    }

    /// Adds the weight of each shared gram to the references that have it: rarer grams weigh more.
    ///
    /// @param grams of a text, distinct
    /// @param weights by reference, all 0 before
    void collect(long[] grams, float[] weights) {
        for (long gram : grams) {
            int s = find(gram);
            if (s >= 0 && count[s] > 0) {
                float weight = 1f / (1 + count[s]);
                for (int i = from[s]; i < from[s] + count[s]; i++) {
                    weights[postings[i]] += weight;
                }
            }
        }
    }

    private int slot(long key) {
        int s = (int) key & mask;
        while (keys[s] != 0 && keys[s] != key) {
            s = (s + 1) & mask;
        }
        keys[s] = key;
        return s;
    }

    private int find(long key) {
        int s = (int) key & mask;
        while (keys[s] != 0) {
            if (keys[s] == key) {
                return s;
            }
            s = (s + 1) & mask;
        }
        return -1;
    }
}
