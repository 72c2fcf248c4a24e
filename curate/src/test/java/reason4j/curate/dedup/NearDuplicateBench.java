package reason4j.curate.dedup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import reason4j.core.io.JsonLines;
import reason4j.curate.text.Tokens;
import scala.Tuple2;

/// Near-duplicates from texts in memory to groups, in process and on Spark; `bench/curate/run.sh` runs it beside the
/// peers.
final class NearDuplicateBench {

    private static final int WIDTH = 5;
    private static final double THRESHOLD = 0.8;
    private static final MinHash MIN_HASH = new MinHash(20, 6);

    private NearDuplicateBench() {}

    public static void main(String[] files) {
        List<String> texts = new ArrayList<>();
        for (String file : files) {
            JsonLines.readTrees(Path.of(file))
                    .forEach(row -> texts.add(row.get("problem").asString()));
        }
        NearDuplicates inProcess = new NearDuplicates(WIDTH, THRESHOLD, MIN_HASH);
        int[] groups = new int[0];
        for (int round = 0; round < 6; round++) {
            long start = System.nanoTime();
            groups = inProcess.groups(texts);
            print("in process, round " + round, texts.size(), start, groups);
        }
        SparkConf conf = new SparkConf()
                .setMaster("local[2]")
                .setAppName("bench")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.shuffle.compress", "false");
        long begun = System.nanoTime();
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            JavaRDD<Tuple2<Integer, List<String>>> parts =
                    spark.parallelize(slices(texts, 8), 8).persist(StorageLevel.MEMORY_ONLY());
            parts.count();
            System.out.printf(Locale.ROOT, "Spark started in %.1f s%n", (System.nanoTime() - begun) / 1e9);
            for (int round = 0; round < 5; round++) {
                long start = System.nanoTime();
                int[] onSpark = groups(parts, texts.size());
                print("on Spark, round " + round, texts.size(), start, onSpark);
                if (!Arrays.equals(groups, onSpark)) {
                    throw new IllegalStateException("the groups differ");
                }
            }
        }
    }

    /// Signatures of a slice, its band keys and its shingles.
    record Signed(Buckets.Keys keys, int[][] shingles) implements java.io.Serializable {}

    private static int[] groups(JavaRDD<Tuple2<Integer, List<String>>> parts, int n) {
        JavaRDD<Signed> signed = parts.map(p -> sign(p._1(), p._2())).persist(StorageLevel.MEMORY_ONLY());
        long[] candidates = Buckets.pairs(signed.map(Signed::keys), 4);
        int[] rows = LongStream.of(candidates)
                .flatMap(p -> LongStream.of(Pairs.lesser(p), Pairs.greater(p)))
                .mapToInt(r -> (int) r)
                .sorted()
                .distinct()
                .toArray();
        int[][] shingles = new int[n][];
        for (Tuple2<int[], int[][]> some : signed.map(s -> wanted(s, rows)).collect()) {
            IntStream.range(0, some._1().length).forEach(i -> shingles[some._1()[i]] = some._2()[i]);
        }
        UnionFind groups = new UnionFind(n);
        for (long pair : NearDuplicates.verified(candidates, shingles, THRESHOLD)) {
            groups.union(Pairs.lesser(pair), Pairs.greater(pair));
        }
        signed.unpersist();
        return IntStream.range(0, n).map(groups::root).toArray();
    }

    private static Signed sign(int first, List<String> texts) {
        Tokens tokens = new Tokens();
        int[] minima = MIN_HASH.workSpace();
        long[] keys = new long[texts.size() * MIN_HASH.bands()];
        int[][] shingles = new int[texts.size()][];
        for (int i = 0; i < shingles.length; i++) {
            shingles[i] = tokens.read(texts.get(i)).shingles(WIDTH);
            MIN_HASH.bandKeys(shingles[i], minima, keys, i * MIN_HASH.bands());
        }
        return new Signed(new Buckets.Keys(first, MIN_HASH.bands(), keys), shingles);
    }

    private static Tuple2<int[], int[][]> wanted(Signed signed, int[] rows) {
        int first = signed.keys().first();
        int[] mine = Arrays.stream(rows)
                .filter(r -> r >= first && r < first + signed.shingles().length)
                .toArray();
        return new Tuple2<>(
                mine,
                Arrays.stream(mine).mapToObj(r -> signed.shingles()[r - first]).toArray(int[][]::new));
    }

    private static List<Tuple2<Integer, List<String>>> slices(List<String> texts, int count) {
        List<Tuple2<Integer, List<String>>> slices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int from = texts.size() * i / count;
            slices.add(new Tuple2<>(from, new ArrayList<>(texts.subList(from, texts.size() * (i + 1) / count))));
        }
        return slices;
    }

    private static void print(String what, int documents, long start, int[] groups) {
        double seconds = (System.nanoTime() - start) / 1e9;
        long copies =
                IntStream.range(0, groups.length).filter(i -> groups[i] != i).count();
        System.out.printf(
                Locale.ROOT,
                "ours, %s: %.2f s, %.0f documents/s, %d copies%n",
                what,
                seconds,
                documents / seconds,
                copies);
    }
}
