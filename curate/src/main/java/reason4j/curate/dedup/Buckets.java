package reason4j.curate.dedup;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/// Rows that share a key, found by a shuffle of primitive arrays: each task sends each other task one packet, so that
/// nothing is boxed and memory is bounded by the entries of a task.
public final class Buckets {

    private Buckets() {}

    /// Keys of consecutive rows.
    ///
    /// @param first the number of the first row
    /// @param perRow keys a row
    /// @param keys row by row; 0 is no key
    public record Keys(int first, int perRow, long[] keys) implements Serializable {}

    /// Some entries on the way to the task that owns their keys.
    record Packet(int first, long[] keys, int[] rows) implements Serializable {}

    /// Pairs of rows that share a key, as [Pairs] packs them, sorted and distinct.
    ///
    /// @param tasks how many tasks share the keys; the result does not depend on it
    public static long[] pairs(JavaRDD<Keys> keys, int tasks) {
        List<long[]> parts = keys.flatMapToPair(block -> packets(block, tasks).iterator())
                .groupByKey(tasks)
                .map(packets -> within(packets._2()))
                .collect();
        int total = parts.stream().mapToInt(p -> p.length).sum();
        long[] all = new long[total];
        int at = 0;
        for (long[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return Pairs.distinct(all);
    }

    private static List<Tuple2<Integer, Packet>> packets(Keys block, int tasks) {
        int[] counts = new int[tasks];
        for (long key : block.keys) {
            counts[owner(key, tasks)] += key == 0 ? 0 : 1;
        }
        long[][] keys = new long[tasks][];
        int[][] rows = new int[tasks][];
        for (int t = 0; t < tasks; t++) {
            keys[t] = new long[counts[t]];
            rows[t] = new int[counts[t]];
        }
        int[] at = new int[tasks];
        for (int i = 0; i < block.keys.length; i++) {
            long key = block.keys[i];
            if (key != 0) {
                int t = owner(key, tasks);
                keys[t][at[t]] = key;
                rows[t][at[t]++] = block.first + i / block.perRow;
            }
        }
        List<Tuple2<Integer, Packet>> packets = new ArrayList<>();
        for (int t = 0; t < tasks; t++) {
            if (counts[t] > 0) {
                packets.add(new Tuple2<>(t, new Packet(block.first, keys[t], rows[t])));
            }
        }
        return packets;
    }

    private static int owner(long key, int tasks) {
        return (int) Long.remainderUnsigned(key, tasks);
    }

    private static long[] within(Iterable<Packet> packets) {
        List<Packet> ordered = new ArrayList<>();
        packets.forEach(ordered::add);
        // in the order of rows, whichever task sent first: equal keys then stay in it
        ordered.sort(Comparator.comparingInt(Packet::first));
        int total = ordered.stream().mapToInt(p -> p.keys.length).sum();
        long[] keys = new long[total];
        int[] rows = new int[total];
        int at = 0;
        for (Packet packet : ordered) {
            System.arraycopy(packet.keys, 0, keys, at, packet.keys.length);
            System.arraycopy(packet.rows, 0, rows, at, packet.rows.length);
            at += packet.keys.length;
        }
        return Pairs.within(keys, rows);
    }
}
