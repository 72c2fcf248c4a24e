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
/// @param problems held-out problems
/// @param samples samples a problem
/// @param passAt1 mean, from 0 to 1
/// @param low lower bound of its 95 % interval
/// @param high upper bound
/// @param passAt8 probability that one of eight samples is right
/// @param meanLength tokens a response
/// @param trueSteps share of true equations in the responses
/// @param truncated share of responses cut off by the limit of tokens
/// @param unscorable share of responses that could not be judged
/// @param checkpoint where the model lies, or empty
record Stage(
        String name,
        OptionalDouble problems,
        OptionalDouble samples,
        OptionalDouble passAt1,
        OptionalDouble low,
        OptionalDouble high,
        OptionalDouble passAt8,
        OptionalDouble meanLength,
        OptionalDouble trueSteps,
        OptionalDouble truncated,
        OptionalDouble unscorable,
        String checkpoint) {

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
        JsonNode deeper = scores.path("pass_at");
        OptionalDouble passAt8 = number(row, scores, "pass_at_8");
        return new Stage(
                name,
                number(row, scores, "problems"),
                number(row, scores, "samples"),
                number(row, scores, "pass_at_1"),
                number(row, scores, "low"),
                number(row, scores, "high"),
                passAt8.isPresent() ? passAt8 : number(deeper, deeper, "8"),
                number(row, scores, "mean_length"),
                number(row, scores, "true_steps"),
                number(row, scores, "truncated"),
                number(row, scores, "unscorable"),
                row.path("checkpoint").asString(""));
    }

    private static OptionalDouble number(JsonNode first, JsonNode second, String name) {
        JsonNode node = first.path(name).isNumber() ? first.path(name) : second.path(name);
        return node.isNumber() ? OptionalDouble.of(node.asDouble()) : OptionalDouble.empty();
    }
}
