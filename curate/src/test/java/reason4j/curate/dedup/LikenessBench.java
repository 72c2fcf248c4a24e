package reason4j.curate.dedup;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import reason4j.core.io.JsonLines;
import reason4j.curate.embed.Embedder;

/// Near-duplicates by embedding beside all pairs compared: how many are found, how long it takes; and SemDeDup.
/// Arguments:
/// a folder for the cache of vectors, and files of questions.
public final class LikenessBench {

    private LikenessBench() {}

    static void main(String[] arguments) {
        PrintStream out = System.out;
        List<String> texts = new ArrayList<>();
        for (String file : List.of(arguments).subList(1, arguments.length)) {
            JsonLines.readTrees(Path.of(file))
                    .forEach(row -> texts.add(row.get("problem").asString()));
        }
        Embedder embedder = new Embedder(arguments[0]);
        long start = System.nanoTime();
        int embedded = embedder.ensure(texts);
        out.printf(Locale.ROOT, "%d rows, %d of them embedded in %.1f s%n", texts.size(), embedded, seconds(start));
        embedder.refresh();
        float[][] vectors = embedder.vectors(texts);
        int[] rows = IntStream.range(0, vectors.length).toArray();
        for (double threshold : new double[] {0.99, 0.95, 0.9}) {
            pairs(out, rows, vectors, threshold);
        }
        for (double epsilon : new double[] {0.01, 0.05, 0.1}) {
            start = System.nanoTime();
            int gone = SemDeDup.find(rows, i -> vectors[i], 0, epsilon, Comparator.naturalOrder(), pair -> true)
                    .size();
            out.printf(Locale.ROOT, "SemDeDup, epsilon %.2f: %d rows gone, %.1f s%n", epsilon, gone, seconds(start));
        }
    }

    private static void pairs(PrintStream out, int[] rows, float[][] vectors, double threshold) {
        long start = System.nanoTime();
        long[] found = CosinePairs.find(rows, i -> vectors[i], threshold, pair -> true);
        double ours = seconds(start);
        start = System.nanoTime();
        Set<Long> truth = new HashSet<>(IntStream.range(0, rows.length)
                .parallel()
                .boxed()
                .flatMapToLong(a -> IntStream.range(a + 1, rows.length)
                        .filter(b -> Embedder.cosine(vectors[a], vectors[b]) >= threshold)
                        .mapToLong(b -> (long) a << 32 | b))
                .boxed()
                .toList());
        double all = seconds(start);
        long right = LongStream.of(found).filter(truth::contains).count();
        out.printf(
                Locale.ROOT,
                "cosine %.2f: %d of %d pairs found, %d others, %.1f s; all pairs compared %.1f s%n",
                threshold,
                right,
                truth.size(),
                found.length - right,
                ours,
                all);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
