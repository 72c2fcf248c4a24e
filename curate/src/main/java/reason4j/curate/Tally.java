package reason4j.curate;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import reason4j.core.problem.Trace;

/// Counts for the card: rows by source, domain, length and difficulty. Tallies of slices add up in any order.
final class Tally implements Serializable {

    private static final long serialVersionUID = 1L;
    final TreeMap<String, int[]> bySource = new TreeMap<>();
    final TreeMap<String, Integer> byDomain = new TreeMap<>();
    final TreeMap<Integer, Integer> promptLength = new TreeMap<>();
    final TreeMap<Integer, Integer> traceLength = new TreeMap<>();
    final TreeMap<Integer, Integer> difficulty = new TreeMap<>();
    /// Kept rows by input and by the source that they name.
    final TreeMap<Integer, TreeMap<String, Integer>> origins = new TreeMap<>();

    void add(Row row, byte side) {
        bySource.computeIfAbsent(row.draft().source(), _ -> new int[3])[side]++;
        if (side == Fates.REJECTED) {
            return;
        }
        origins.computeIfAbsent(row.input(), _ -> new TreeMap<>())
                .merge(row.draft().source(), 1, Integer::sum);
        byDomain.merge(row.draft().domain(), 1, Integer::sum);
        promptLength.merge(power(row.draft().prompt().length()), 1, Integer::sum);
        for (Trace trace : row.draft().traces()) {
            traceLength.merge(
                    power(trace.reasoning().length() + trace.response().length()), 1, Integer::sum);
        }
        Double measured = row.draft().difficulty();
        if (measured != null) {
            difficulty.merge((int) Math.min(9, Math.floor(measured * 10)), 1, Integer::sum);
        }
    }

    Tally plus(Tally other) {
        other.bySource.forEach((source, counts) -> {
            int[] mine = bySource.computeIfAbsent(source, _ -> new int[3]);
            for (int i = 0; i < mine.length; i++) {
                mine[i] += counts[i];
            }
        });
        merge(byDomain, other.byDomain);
        merge(promptLength, other.promptLength);
        merge(traceLength, other.traceLength);
        merge(difficulty, other.difficulty);
        other.origins.forEach((input, sources) -> merge(origins.computeIfAbsent(input, _ -> new TreeMap<>()), sources));
        return this;
    }

    private static <K> void merge(TreeMap<K, Integer> into, Map<K, Integer> from) {
        from.forEach((key, count) -> into.merge(key, count, Integer::sum));
    }

    /// The exponent of the power of two at or below a length.
    private static int power(int length) {
        return length == 0 ? 0 : 31 - Integer.numberOfLeadingZeros(length);
    }
}
