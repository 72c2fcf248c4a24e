package reason4j.curate.dedup;

import java.io.Serializable;
import java.util.Arrays;
import java.util.SplittableRandom;
import reason4j.curate.text.Hash64;

/// MinHash signatures cut into bands (Broder 1997; Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, 3.4): two
/// sets of Jaccard similarity s share a band with probability 1 - (1 - s^rows)^bands.
///
/// The permutations are 32-bit multiply-add with odd factors, which is not exactly min-wise independent; what it finds
/// is verified, so that this costs no precision.
public final class MinHash implements Serializable {

    private static final long serialVersionUID = 1L;
    private final int bands;
    private final int rows;
    private final int[] factor;
    private final int[] offset;

    public MinHash(int bands, int rows) {
        this.bands = bands;
        this.rows = rows;
        SplittableRandom random = new SplittableRandom(0x5EED);
        factor = random.ints((long) bands * rows).map(i -> i | 1).toArray();
        offset = random.ints((long) bands * rows).toArray();
    }

    public int bands() {
        return bands;
    }

    /// @param shingles distinct hashes, at least one
    /// @param minima work space of bands × rows
    /// @param out where the band keys go, from `at` on
    public void bandKeys(int[] shingles, int[] minima, long[] out, int at) {
        Arrays.fill(minima, Integer.MAX_VALUE);
        for (int shingle : shingles) {
            // a multiply-add alone keeps arithmetic progressions together: mix first
            int x = shingle * 0x85EBCA6B;
            x ^= x >>> 15;
            for (int p = 0; p < minima.length; p++) {
                minima[p] = Math.min(minima[p], x * factor[p] + offset[p]);
            }
        }
        for (int b = 0; b < bands; b++) {
            long h = b + 1;
            for (int r = 0; r < rows; r++) {
                h = (h ^ (minima[b * rows + r] & 0xFFFFFFFFL)) * 0x9E3779B97F4A7C15L;
                h ^= h >>> 32;
            }
            out[at + b] = Hash64.mix(h);
        }
    }

    public int[] workSpace() {
        return new int[bands * rows];
    }
}
