package reason4j.curate.dedup;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/// Duplicates across sources by s1's rule (`collect_data.py`): a row goes that shares one n-gram of words with a kept
/// row
/// of an earlier source. Within a source nothing is compared.
public final class SharedNgrams {

    private SharedNgrams() {}

    /// The n-grams of the rows of a slice.
    ///
    /// @param source of all of them
    /// @param grams hashes, row by row
    /// @param rows the row of each
    public record Grams(int source, long[] grams, int[] rows) implements Serializable {}

    /// Rows of several sources with one n-gram in common.
    ///
    /// @param rows ascending
    record Shared(int[] rows) implements Serializable {}

    /// @param kept whether a row is still there
    /// @param sources the source of each row
    /// @return by row that goes: a kept row of an earlier source
    public static Map<Integer, Integer> find(JavaRDD<Grams> slices, int tasks, IntPredicate kept, int[] sources) {
        List<Shared> shared = slices.flatMapToPair(
                        grams -> packets(grams, tasks).iterator())
                .groupByKey(tasks)
                .flatMap(packets -> shared(packets._2()).iterator())
                .collect();
        Map<Integer, List<Integer>> byRow = new TreeMap<>();
        for (int key = 0; key < shared.size(); key++) {
            for (int row : shared.get(key).rows()) {
                byRow.computeIfAbsent(row, _ -> new ArrayList<>()).add(key);
            }
        }
        return decide(byRow, shared.size(), kept, sources);
    }

    /// Rows in their order, which is that of the sources; what a source keeps counts once the source is through.
    private static Map<Integer, Integer> decide(
            Map<Integer, List<Integer>> byRow, int keys, IntPredicate kept, int[] sources) {
        int[] owner = new int[keys];
        Arrays.fill(owner, -1);
        Map<Integer, Integer> gone = new TreeMap<>();
        List<Integer> pending = new ArrayList<>();
        int source = -1;
        for (Map.Entry<Integer, List<Integer>> entry : byRow.entrySet()) {
            int row = entry.getKey();
            if (!kept.test(row)) {
                continue;
            }
            if (sources[row] != source) {
                pending.forEach(p -> claim(owner, byRow.getOrDefault(p, List.of()), p));
                pending.clear();
                source = sources[row];
            }
            int first = entry.getValue().stream()
                    .mapToInt(key -> owner[key])
                    .filter(o -> o >= 0)
                    .min()
                    .orElse(-1);
            if (first >= 0) {
                gone.put(row, first);
            } else {
                pending.add(row);
            }
        }
        return gone;
    }

    private static void claim(int[] owner, List<Integer> keys, int row) {
        for (int key : keys) {
            owner[key] = owner[key] < 0 ? row : owner[key];
        }
    }

    private static List<Tuple2<Integer, Grams>> packets(Grams all, int tasks) {
        List<List<Integer>> places = new ArrayList<>();
        for (int t = 0; t < tasks; t++) {
            places.add(new ArrayList<>());
        }
        for (int i = 0; i < all.grams().length; i++) {
            places.get((int) Long.remainderUnsigned(all.grams()[i], tasks)).add(i);
        }
        List<Tuple2<Integer, Grams>> packets = new ArrayList<>();
        for (int t = 0; t < tasks; t++) {
            long[] grams = places.get(t).stream().mapToLong(i -> all.grams()[i]).toArray();
            int[] rows = places.get(t).stream().mapToInt(i -> all.rows()[i]).toArray();
            packets.add(new Tuple2<>(t, new Grams(all.source(), grams, rows)));
        }
        return packets;
    }

    private static List<Shared> shared(Iterable<Grams> packets) {
        Map<Long, List<Integer>> rows = new HashMap<>();
        Map<Long, Integer> source = new HashMap<>();
        Map<Long, Boolean> several = new TreeMap<>();
        List<Grams> ordered = new ArrayList<>();
        packets.forEach(ordered::add);
        ordered.sort(Comparator.comparingInt(p -> p.rows().length == 0 ? -1 : p.rows()[0]));
        for (Grams packet : ordered) {
            for (int i = 0; i < packet.grams().length; i++) {
                long gram = packet.grams()[i];
                rows.computeIfAbsent(gram, _ -> new ArrayList<>()).add(packet.rows()[i]);
                Integer known = source.putIfAbsent(gram, packet.source());
                if (known != null && known != packet.source()) {
                    several.put(gram, true);
                }
            }
        }
        List<Shared> found = new ArrayList<>();
        several.keySet()
                .forEach(gram -> found.add(new Shared(rows.getOrDefault(gram, List.of()).stream()
                        .mapToInt(Integer::intValue)
                        .distinct()
                        .toArray())));
        return found;
    }
}
