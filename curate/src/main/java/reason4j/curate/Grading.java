package reason4j.curate;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Keeps the rows whose mark is within bounds, or those with the highest marks.
final class Grading {

    private static final String STEP = "difficulty";

    private Grading() {}

    static void grade(Facts facts, Fates fates, CurateRecipe.Difficulty difficulty) {
        if (!difficulty.completions().isEmpty()) {
            passRates(facts, Path.of(difficulty.completions()));
        }
        facts.solved.forEach((row, mark) -> fates.drop(row, STEP, "solved", Map.of("mark", mark)));
        if (difficulty.mark().isEmpty()) {
            return;
        }
        for (int row = 0; row < facts.rows(); row++) {
            double mark = facts.mark[row];
            if (Double.isNaN(mark)) {
                if (difficulty.unknown().equals("drop")) {
                    fates.drop(row, STEP, difficulty.mark() + " unknown", Map.of());
                }
            } else if (!within(mark, difficulty)) {
                String reason = mark <= difficulty.least() ? " too low" : " too high";
                fates.drop(row, STEP, difficulty.mark() + reason, Map.of(difficulty.mark(), mark));
            }
        }
        highest(facts, fates, difficulty);
    }

    private static boolean within(double mark, CurateRecipe.Difficulty d) {
        return d.strict() ? mark > d.least() && mark < d.most() : mark >= d.least() && mark <= d.most();
    }

    private static void highest(Facts facts, Fates fates, CurateRecipe.Difficulty difficulty) {
        if (difficulty.top() == 0) {
            return;
        }
        List<Integer> kept = IntStream.range(0, facts.rows())
                .filter(fates::kept)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer row) -> -facts.mark[row])
                        .thenComparing(row -> facts.ids[row]))
                .toList();
        for (int rank = difficulty.top(); rank < kept.size(); rank++) {
            int row = kept.get(rank);
            Map<String, Object> evidence = new TreeMap<>(Map.of("rank", rank + 1));
            if (!Double.isNaN(facts.mark[row])) {
                evidence.put(difficulty.mark(), facts.mark[row]);
            }
            fates.drop(row, STEP, difficulty.mark() + " below the first " + difficulty.top(), evidence);
        }
    }

    /// Pass rates of a model, as marks of the rows whose ids are in the file.
    private static void passRates(Facts facts, Path file) {
        Map<String, Integer> rows = new HashMap<>();
        for (int row = facts.rows() - 1; row >= 0; row--) {
            rows.put(facts.ids[row], row);
        }
        PassRates.read(file, id -> {
                    Integer row = rows.get(id);
                    return row == null ? null : facts.answers[row];
                })
                .forEach((id, rate) -> facts.mark[Objects.requireNonNull(rows.get(id))] = rate);
    }
}
