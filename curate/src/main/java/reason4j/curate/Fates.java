package reason4j.curate;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import reason4j.core.io.Json;
import reason4j.core.problem.Fate;

/// What became of each row: at first all are kept, and a row that was dropped stays so.
final class Fates {

    static final byte TRAIN = 0;
    static final byte HELDOUT = 1;
    static final byte REJECTED = 2;

    private final byte[] sides;
    private final String[] fates;
    private final Map<String, Map<String, Integer>> counts = new TreeMap<>();

    Fates(int rows) {
        sides = new byte[rows];
        fates = new String[rows];
    }

    boolean kept(int row) {
        return sides[row] != REJECTED;
    }

    int kept() {
        int kept = 0;
        for (byte side : sides) {
            kept += side == REJECTED ? 0 : 1;
        }
        return kept;
    }

    int heldout() {
        int held = 0;
        for (byte side : sides) {
            held += side == HELDOUT ? 1 : 0;
        }
        return held;
    }

    void drop(int row, String step, String reason, Map<String, Object> evidence) {
        dropAs(row, new Fate(step, reason, evidence));
    }

    /// @param fate as JSON, as a task wrote it
    void dropAs(int row, String fate) {
        dropAs(row, Json.mapper().readValue(fate, Fate.class));
    }

    private void dropAs(int row, Fate fate) {
        if (kept(row)) {
            sides[row] = REJECTED;
            fates[row] = Json.line(fate);
            counts.computeIfAbsent(fate.step(), _ -> new TreeMap<>()).merge(fate.reason(), 1, Integer::sum);
        }
    }

    void holdOut(int row) {
        if (kept(row)) {
            sides[row] = HELDOUT;
        }
    }

    /// Rejected rows by step and reason.
    Map<String, Map<String, Integer>> counts() {
        return counts;
    }

    /// The part of a slice.
    Outputs.Decisions of(int first, int rows) {
        return new Outputs.Decisions(
                Arrays.copyOfRange(sides, first, first + rows), Arrays.copyOfRange(fates, first, first + rows));
    }
}
