package reason4j.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// A row of the headline: one model and how well it does. Numbers that nobody wrote are absent.
///
/// @param name such as `base`, `sft`, `rlvr`
/// @param numbers by their keys in `summary.json` and `scores.json`
/// @param checkpoint where the model lies, or empty
record Stage(String name, Map<String, Double> numbers, String checkpoint) {

    private static final List<String> KEYS = List.of(
            "problems",
            "samples",
            "pass_at_1",
            "low",
            "high",
            "pass_at_8",
            "mean_length",
            "true_steps",
            "truncated",
            "unscorable",
            "gain_low",
            "gain_high");

    Stage {
        numbers = Map.copyOf(numbers);
    }

    OptionalDouble number(String key) {
        Double value = numbers.get(key);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    OptionalDouble passAt1() {
        return number("pass_at_1");
    }

    OptionalDouble passAt8() {
        return number("pass_at_8");
    }

    OptionalDouble low() {
        return number("low");
    }

    OptionalDouble high() {
        return number("high");
    }

    /// The rows of `summary.json`, completed by the `scores.json` of the same name; evaluations that the summary does
    /// not know follow, the better ones later.
    static List<Stage> all(Optional<JsonNode> summary, List<Path> evals, LenientReader reader) {
        Map<String, JsonNode> scores = new TreeMap<>();
        for (Path eval : evals) {
            reader.json(eval.resolve("scores.json"))
                    .ifPresent(
                            node -> scores.put(node.path("name").asString(String.valueOf(eval.getFileName())), node));
        }
        Map<String, Stage> stages = new LinkedHashMap<>();
        for (JsonNode row : rows(summary)) {
            String name = row.path("name").asString("?");
            stages.put(name, of(name, row, scores.getOrDefault(name, row)));
        }
        List<Stage> others = new ArrayList<>();
        scores.forEach((name, node) -> {
            if (!stages.containsKey(name)) {
                others.add(of(name, node, node));
            }
        });
        others.sort(Comparator.comparingDouble(stage -> stage.passAt1().orElse(-1)));
        List<Stage> all = new ArrayList<>(stages.values());
        all.addAll(others);
        return all;
    }

    private static List<JsonNode> rows(Optional<JsonNode> summary) {
        List<JsonNode> rows = new ArrayList<>();
        summary.ifPresent(node -> node.path("stages").forEach(rows::add));
        return rows;
    }

    private static Stage of(String name, JsonNode row, JsonNode scores) {
        Map<String, Double> numbers = new TreeMap<>();
        JsonNode passAt8 = scores.path("pass_at").path("8");
        if (passAt8.isNumber()) {
            numbers.put("pass_at_8", passAt8.asDouble());
        }
        for (JsonNode source : List.of(scores, row)) {
            for (String key : KEYS) {
                if (source.path(key).isNumber()) {
                    numbers.put(key, source.path(key).asDouble());
                }
            }
        }
        return new Stage(name, numbers, row.path("checkpoint").asString(""));
    }
}
