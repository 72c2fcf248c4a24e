package reason4j.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Where the time of a run or an evaluation went.
///
/// @param name of the run or evaluation
/// @param phases in the order of a step
record Spending(String name, List<Phase> phases) {

    /// A part of the time.
    ///
    /// @param name such as `rollout`
    /// @param seconds spent in it
    /// @param tokens that passed through it, 0 where that means nothing
    record Phase(String name, double seconds, double tokens) {}

    double seconds() {
        return phases.stream().mapToDouble(Phase::seconds).sum();
    }

    /// Sums the columns `seconds_*` of a run; `seconds` is the whole step, and what its parts leave is `other`.
    static Spending of(Curves run) {
        List<Phase> phases = new ArrayList<>();
        // an update that leaves groups out reads fewer tokens than were sampled
        boolean some = run.columns().containsKey("groups_dropped");
        double tokens = run.sum("tokens");
        double trained = run.sum(some ? "tokens_trained" : "tokens");
        double parts = 0;
        for (String column : run.columns().keySet()) {
            if (column.startsWith("seconds_")) {
                String phase = column.substring("seconds_".length());
                parts += run.sum(column);
                phases.add(new Phase(
                        phase,
                        run.sum(column),
                        switch (phase) {
                            case "rollout" -> tokens;
                            case "update" -> trained;
                            default -> 0;
                        }));
            }
        }
        double whole = run.sum("seconds");
        if (phases.isEmpty() && whole > 0) {
            phases.add(new Phase("steps", whole, tokens));
        } else if (whole > parts) {
            phases.add(new Phase("other", whole - parts, 0));
        }
        return new Spending(run.name(), phases);
    }

    /// The `timing.json` of an evaluation, if there is one.
    static Optional<Spending> of(Path eval, LenientReader reader) {
        Path file = eval.resolve("timing.json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return reader.json(file).map(node -> new Spending(reader.name(eval), phases(node)));
    }

    private static List<Phase> phases(JsonNode timing) {
        return List.of(
                new Phase(
                        "rollout",
                        timing.path("seconds_rollout").asDouble(0),
                        timing.path("tokens").asDouble(0)),
                new Phase("verify", timing.path("seconds_verify").asDouble(0), 0));
    }
}
