package reason4j.curate.dedup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import reason4j.curate.embed.Embedder;
import reason4j.curate.text.Hash64;

/// Spherical k-means (Dhillon and Modha 2001): each row belongs to the centroid of the greatest cosine. Centroids are
/// learnt from at most 256 rows each, so that the work is rows × clusters once and clusters² otherwise.
final class Clusters {

    private static final int ROUNDS = 10;
    private static final int ROWS_A_CENTROID = 256;
    private static final int CHUNK = 256;

    private final IntFunction<float[]> vectors;
    /// Centroids by dimension and cluster: products over clusters are then sums over neighbours in memory.
    private final float[][] centroids;

    private Clusters(IntFunction<float[]> vectors, int count) {
        this.vectors = vectors;
        this.centroids = new float[Embedder.DIMENSIONS][count];
    }

    /// The rows of each cluster, ascending; the result depends on the rows, not on the number of threads.
    ///
    /// @param rows ascending
    /// @param count at least 1
    static List<int[]> of(int[] rows, IntFunction<float[]> vectors, int count) {
        Clusters clusters = new Clusters(vectors, Math.min(count, rows.length));
        int[] sample = IntStream.of(rows)
                .boxed()
                .sorted(Comparator.comparingLong((Integer row) -> Hash64.mix(row)))
                .limit((long) ROWS_A_CENTROID * count)
                .mapToInt(Integer::intValue)
                .toArray();
        clusters.learn(sample);
        int[] nearest = clusters.nearest(rows);
        List<List<Integer>> members = new ArrayList<>();
        IntStream.range(0, clusters.count()).forEach(_ -> members.add(new ArrayList<>()));
        for (int i = 0; i < rows.length; i++) {
            members.get(nearest[i]).add(rows[i]);
        }
        return members.stream()
                .map(m -> m.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    private int count() {
        return centroids[0].length;
    }

    private void learn(int[] sample) {
        for (int c = 0; c < count(); c++) {
            float[] vector = vectors.apply(sample[c]);
            for (int d = 0; d < vector.length; d++) {
                centroids[d][c] = vector[d];
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            move(sample, nearest(sample));
        }
    }

    /// Each centroid to the direction of the sum of its rows; one without rows stays. Sums are taken in order.
    private void move(int[] sample, int[] nearest) {
        double[][] sums = new double[count()][];
        for (int i = 0; i < sample.length; i++) {
            double[] sum = sums[nearest[i]] == null ? new double[Embedder.DIMENSIONS] : sums[nearest[i]];
            sums[nearest[i]] = sum;
            float[] vector = vectors.apply(sample[i]);
            for (int d = 0; d < vector.length; d++) {
                sum[d] += vector[d];
            }
        }
        for (int c = 0; c < sums.length; c++) {
            if (sums[c] != null) {
                double square = 0;
                for (double s : sums[c]) {
                    square += s * s;
                }
                for (int d = 0; d < Embedder.DIMENSIONS; d++) {
                    centroids[d][c] = (float) (sums[c][d] / Math.sqrt(square));
                }
            }
        }
    }

    private int[] nearest(int[] rows) {
        int[] nearest = new int[rows.length];
        IntStream.range(0, (rows.length + CHUNK - 1) / CHUNK).parallel().forEach(chunk -> {
            float[] products = new float[count()];
            for (int i = chunk * CHUNK; i < Math.min(rows.length, (chunk + 1) * CHUNK); i++) {
                Embedder.products(vectors.apply(rows[i]), centroids, products);
                int best = 0;
                for (int c = 1; c < products.length; c++) {
                    best = products[c] > products[best] ? c : best;
                }
                nearest[i] = best;
            }
        });
        return nearest;
    }
}
