package reason4j.curate.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reason4j.curate.embed.Embedder;

/// Vectors of one field: all share a direction, some are near others.
class CosinePairsTest {

    private static final int ROWS = 1500;
    private static final float[][] VECTORS = vectors();
    private static final int[] ALL = IntStream.range(0, ROWS).toArray();

    /// Every third vector lies close to the one before it, at a cosine of about 0.93 to 0.99.
    private static float[][] vectors() {
        SplittableRandom random = new SplittableRandom(7);
        float[] field = direction(random);
        float[][] vectors = new float[ROWS][];
        for (int i = 0; i < ROWS; i++) {
            float[] noise = direction(random);
            boolean near = i % 3 == 2;
            vectors[i] = mixed(near ? vectors[i - 1] : field, noise, near ? 0.15 + 0.2 * random.nextDouble() : 1.2);
        }
        return vectors;
    }

    private static float[] direction(SplittableRandom random) {
        float[] x = new float[Embedder.DIMENSIONS];
        for (int d = 0; d < x.length; d++) {
            x[d] = (float) random.nextGaussian();
        }
        return mixed(x, x, 0);
    }

    private static float[] mixed(float[] a, float[] b, double weight) {
        float[] sum = new float[a.length];
        double square = 0;
        for (int d = 0; d < a.length; d++) {
            sum[d] = (float) (a[d] + weight * b[d]);
            square += sum[d] * sum[d];
        }
        for (int d = 0; d < a.length; d++) {
            sum[d] /= (float) Math.sqrt(square);
        }
        return sum;
    }

    private static Set<Long> exact(double threshold) {
        Set<Long> pairs = new HashSet<>();
        for (int a = 0; a < ROWS; a++) {
            for (int b = a + 1; b < ROWS; b++) {
                if (Embedder.cosine(VECTORS[a], VECTORS[b]) >= threshold) {
                    pairs.add((long) a << 32 | b);
                }
            }
        }
        return pairs;
    }

    @Test
    void nearlyAllPairsAreFoundAndNoneBelowTheThreshold() {
        for (double threshold : new double[] {0.95, 0.97}) {
            Set<Long> truth = exact(threshold);
            assertThat(truth).hasSizeGreaterThan(100);
            long[] found = CosinePairs.find(ALL, i -> VECTORS[i], threshold, pair -> true);
            assertThat(found).isSorted().doesNotHaveDuplicates();
            assertThat(truth).containsAll(java.util.Arrays.stream(found).boxed().toList());
            assertThat(found.length).isGreaterThanOrEqualTo((int) Math.floor(0.97 * truth.size()));
        }
    }

    @Test
    void pairsThatDoNotAgreeAreNotFound() {
        long[] found = CosinePairs.find(ALL, i -> VECTORS[i], 0.95, pair -> Pairs.lesser(pair) > 700);
        assertThat(found).isNotEmpty();
        assertThat(java.util.Arrays.stream(found).boxed()).allMatch(pair -> Pairs.lesser(pair) > 700);
    }

    @Test
    void semDeDupKeepsTheFirstOfTheOrderAndEachThatGoesHasItsLike() {
        Comparator<Integer> last = Comparator.reverseOrder();
        List<SemDeDup.Copy> copies = SemDeDup.find(ALL, i -> VECTORS[i], 0, 0.05, last, pair -> true);
        Set<Integer> gone = new HashSet<>();
        copies.forEach(copy -> gone.add(copy.row()));
        assertThat(gone).hasSize(copies.size());
        assertThat(copies).allSatisfy(copy -> {
            assertThat(copy.cosine()).isGreaterThan(0.95);
            assertThat(copy.kept()).isGreaterThan(copy.row());
            assertThat(gone).doesNotContain(copy.kept());
        });
        // near vectors nearly always fall into one cluster
        assertThat(copies.size())
                .isBetween((int) (0.9 * exact(0.95).size()), exact(0.95).size());
        assertThat(SemDeDup.find(ALL, i -> VECTORS[i], 1, 0.05, last, pair -> true))
                .hasSize(exact(0.95).size());
    }
}
