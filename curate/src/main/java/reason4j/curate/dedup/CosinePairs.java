package reason4j.curate.dedup;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import reason4j.curate.embed.Embedder;
import reason4j.curate.text.Hash64;

/// Pairs of vectors whose cosine reaches a threshold, by random hyperplanes (Charikar 2002): two vectors at an angle of
/// θ lie on the same side of one with probability 1 - θ/π, so that they share all `bits` signs of a band with that to
/// the power of `bits`. There are as many bands as find 99 of 100 pairs at the threshold; candidates are verified, so
/// nothing below it is found.
///
/// `bits` grows with the logarithm of the number of rows, which keeps buckets small: the work is not quadratic. In a
/// bucket of more than 512 rows each is compared with the next 64 alone. Vectors are taken relative to their mean,
/// since
/// those of one field all point to one side; the probabilities then hold for the angle seen from the mean, and the
/// number of bands is computed for that.
public final class CosinePairs {

    private static final double FOUND = 0.99;
    private static final int MOST_BANDS = 256;
    private static final int BANDS_AT_ONCE = 16;
    private static final int LARGE = 512;
    private static final int NEIGHBOURS = 64;
    private static final int CHUNK = 256;

    private final int[] rows;
    private final IntFunction<float[]> vectors;
    private final float[] centre;

    private CosinePairs(int[] rows, IntFunction<float[]> vectors) {
        this.rows = rows;
        this.vectors = vectors;
        this.centre = mean(rows, vectors);
    }

    /// @param rows ascending
    /// @param vectors of length 1, by row
    /// @param agree which pairs, packed as by [Pairs], matter at all
    /// @return packed pairs, sorted and distinct
    public static long[] find(int[] rows, IntFunction<float[]> vectors, double threshold, LongPredicate agree) {
        return rows.length < 2 ? new long[0] : new CosinePairs(rows, vectors).find(threshold, agree);
    }

    private long[] find(double threshold, LongPredicate agree) {
        int bits = Math.clamp(32 - Integer.numberOfLeadingZeros(rows.length), 8, 30);
        int bands = bands(threshold, bits);
        SplittableRandom random = new SplittableRandom(0x5EED);
        long[] all = new long[0];
        for (int first = 0; first < bands; first += BANDS_AT_ONCE) {
            int some = Math.min(BANDS_AT_ONCE, bands - first);
            long[][] keys = keys(planes(random, some * bits), some, bits);
            long[] found = IntStream.range(0, some)
                    .parallel()
                    .mapToObj(band -> within(keys[band], threshold, agree))
                    .flatMapToLong(LongStream::of)
                    .toArray();
            all = Pairs.distinct(
                    LongStream.concat(LongStream.of(all), LongStream.of(found)).toArray());
        }
        return all;
    }

    /// How many bands find a pair at the threshold with the probability wanted.
    private int bands(double threshold, int bits) {
        double shared = dot(centre, centre);
        double seen = Math.clamp((threshold - shared) / Math.max(1e-9, 1 - shared), 0, 1);
        double same = Math.pow(1 - Math.acos(seen) / Math.PI, bits);
        double wanted = same >= 1 ? 1 : Math.log(1 - FOUND) / Math.log1p(-same);
        return (int) Math.clamp(Math.ceil(wanted), 1, MOST_BANDS);
    }

    private static float[][] planes(SplittableRandom random, int count) {
        float[][] planes = new float[Embedder.DIMENSIONS][count];
        for (int p = 0; p < count; p++) {
            for (int d = 0; d < Embedder.DIMENSIONS; d++) {
                planes[d][p] = (float) random.nextGaussian();
            }
        }
        return planes;
    }

    /// Keys by band and place in `rows`.
    private long[][] keys(float[][] planes, int bands, int bits) {
        long[][] keys = new long[bands][rows.length];
        float[] origin = new float[bands * bits];
        Embedder.products(centre, planes, origin);
        IntStream.range(0, (rows.length + CHUNK - 1) / CHUNK).parallel().forEach(chunk -> {
            float[] sides = new float[bands * bits];
            for (int i = chunk * CHUNK; i < Math.min(rows.length, (chunk + 1) * CHUNK); i++) {
                Embedder.products(vectors.apply(rows[i]), planes, sides);
                for (int b = 0; b < bands; b++) {
                    keys[b][i] = Hash64.mix(signs(sides, origin, b * bits, bits) + b + 1);
                }
            }
        });
        return keys;
    }

    private static long signs(float[] sides, float[] origin, int from, int bits) {
        long signs = 0;
        for (int i = from; i < from + bits; i++) {
            signs = signs << 1 | (sides[i] >= origin[i] ? 1 : 0);
        }
        return signs << 20;
    }

    private long[] within(long[] keys, double threshold, LongPredicate agree) {
        int[] places = IntStream.range(0, rows.length).toArray();
        KeyedRows.sort(keys, places);
        LongList found = new LongList();
        int start = 0;
        while (start < keys.length) {
            int end = start + 1;
            while (end < keys.length && keys[end] == keys[start]) {
                end++;
            }
            bucket(Arrays.copyOfRange(places, start, end), threshold, agree, found);
            start = end;
        }
        return found.toArray();
    }

    private void bucket(int[] places, double threshold, LongPredicate agree, LongList found) {
        int reach = places.length <= LARGE ? places.length : NEIGHBOURS + 1;
        for (int i = 0; i < places.length; i++) {
            float[] mine = null;
            for (int j = i + 1; j < Math.min(places.length, i + reach); j++) {
                long pair = (long) rows[places[i]] << 32 | rows[places[j]];
                if (agree.test(pair)) {
                    mine = mine == null ? vectors.apply(rows[places[i]]) : mine;
                    if (dot(mine, vectors.apply(rows[places[j]])) >= threshold) {
                        found.add(pair);
                    }
                }
            }
        }
    }

    private static float[] mean(int[] rows, IntFunction<float[]> vectors) {
        double[] sum = new double[Embedder.DIMENSIONS];
        for (int row : rows) {
            float[] vector = vectors.apply(row);
            for (int d = 0; d < sum.length; d++) {
                sum[d] += vector[d];
            }
        }
        float[] mean = new float[sum.length];
        for (int d = 0; d < sum.length; d++) {
            mean[d] = (float) (sum[d] / rows.length);
        }
        return mean;
    }

    private static double dot(float[] a, float[] b) {
        return Embedder.cosine(a, b);
    }
}
