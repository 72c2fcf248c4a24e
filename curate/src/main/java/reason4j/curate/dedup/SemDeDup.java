package reason4j.curate.dedup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import reason4j.curate.embed.Embedder;

/// SemDeDup (Abbas et al. 2023, arXiv 2303.09540): rows are clustered by meaning, and within a cluster a row goes whose
/// cosine to one that stays exceeds 1 - ε.
///
/// Two differences, both deliberate: which row stays is decided by the caller's order, not by the distance from the
/// centroid, and a row is compared with rows that stay, not with all before it, so that each row that goes has its like
/// in the set. A row is compared with at most 4,096 others, and with 2√n clusters the work grows as n^1.5.
public final class SemDeDup {

    private static final int MOST_COMPARED = 4096;

    private SemDeDup() {}

    /// A row that goes.
    ///
    /// @param row that goes
    /// @param kept the row that it is like
    /// @param cluster of both
    /// @param cosine of both
    public record Copy(int row, int kept, int cluster, double cosine) {}

    /// @param rows ascending
    /// @param vectors of length 1, by row
    /// @param clusters how many; 0 for twice the square root of the number of rows
    /// @param epsilon how much the cosine of copies may fall short of 1
    /// @param order the row to keep first
    /// @param agree which pairs, packed as by [Pairs], may be copies at all
    public static List<Copy> find(
            int[] rows,
            IntFunction<float[]> vectors,
            int clusters,
            double epsilon,
            Comparator<Integer> order,
            LongPredicate agree) {
        if (rows.length < 2) {
            return List.of();
        }
        int count = clusters > 0 ? clusters : (int) Math.ceil(2 * Math.sqrt(rows.length));
        List<int[]> members = Clusters.of(rows, vectors, count);
        return IntStream.range(0, members.size())
                .parallel()
                .boxed()
                .flatMap(c -> within(members.get(c), c, vectors, 1 - epsilon, order, agree).stream())
                .sorted(Comparator.comparingInt(Copy::row))
                .toList();
    }

    private static List<Copy> within(
            int[] members,
            int cluster,
            IntFunction<float[]> vectors,
            double threshold,
            Comparator<Integer> order,
            LongPredicate agree) {
        List<Integer> kept = new ArrayList<>();
        List<float[]> keptVectors = new ArrayList<>();
        List<Copy> copies = new ArrayList<>();
        for (int row : IntStream.of(members).boxed().sorted(order).toList()) {
            float[] vector = vectors.apply(row);
            Copy copy = null;
            for (int k = 0; k < Math.min(kept.size(), MOST_COMPARED) && copy == null; k++) {
                double cosine = Embedder.cosine(vector, keptVectors.get(k));
                int other = kept.get(k);
                if (cosine > threshold && agree.test((long) Math.min(row, other) << 32 | Math.max(row, other))) {
                    copy = new Copy(row, other, cluster, cosine);
                }
            }
            if (copy == null) {
                kept.add(row);
                keptVectors.add(vector);
            } else {
                copies.add(copy);
            }
        }
        return copies;
    }
}
