package reason4j.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The same held-out problems as several models answered them: the problems with the largest changes between the first
/// and the last model that were evaluated, both ways, and some in between.
final class SideBySide {

    private static final int PROBLEMS = 60;
    private static final int SAMPLES = 4;
    private static final int CHARACTERS = 4_000;

    /// How many samples of a problem were right.
    private record Tally(int right, int samples) {
        double rate() {
            return samples == 0 ? 0 : (double) right / samples;
        }
    }

    private SideBySide() {}

    /// @param evals directories by the name of what was evaluated, in the order in which they are compared
    /// @param bytes at most so many
    static ObjectNode sample(Map<String, Path> evals, LenientReader reader, int bytes) {
        Map<String, Map<String, Tally>> tallies = new LinkedHashMap<>();
        evals.forEach((name, directory) -> tallies.put(name, tally(directory, reader)));
        Set<String> chosen = choose(tallies);
        Map<String, ObjectNode> problems = new TreeMap<>();
        evals.forEach((name, directory) -> reader.lines(directory.resolve("samples.jsonl"), row -> {
            String id = row.path("problem").asString("?");
            if (chosen.contains(id)) {
                collect(problems.computeIfAbsent(id, _ -> problem(row)), name, row);
            }
        }));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode names = json.putArray("evals");
        evals.keySet().forEach(names::add);
        ObjectNode spread = json.putObject("spread");
        tallies.forEach((name, tally) -> spread(tally.values(), spread.putArray(name)));
        ArrayNode shown = json.putArray("problems");
        int left = bytes;
        for (String id : chosen) {
            ObjectNode problem = problems.get(id);
            if (problem != null) {
                tallies.forEach((name, tally) -> count(problem, name, tally.getOrDefault(id, new Tally(0, 0))));
                left -= Text.bytes(problem);
                if (left > 0) {
                    shown.add(problem);
                }
            }
        }
        return json;
    }

    private static Map<String, Tally> tally(Path eval, LenientReader reader) {
        Map<String, Tally> tally = new LinkedHashMap<>();
        reader.lines(
                eval.resolve("samples.jsonl"),
                row -> tally.merge(
                        row.path("problem").asString("?"),
                        new Tally(isRight(row) ? 1 : 0, 1),
                        (a, b) -> new Tally(a.right + b.right, a.samples + b.samples)));
        return tally;
    }

    /// How many problems have 0, 1, 2, … right samples.
    private static void spread(Collection<Tally> tallies, ArrayNode into) {
        int samples = tallies.stream().mapToInt(Tally::samples).max().orElse(0);
        int[] problems = new int[samples + 1];
        tallies.forEach(tally -> problems[tally.right]++);
        if (samples > 0) {
            Arrays.stream(problems).forEach(into::add);
        }
    }

    private static boolean isRight(JsonNode row) {
        return row.path("verdict").path("outcome").asString("").equals("correct");
    }

    /// Ids by how much the last model gained over the one before it; interleaved from both ends and the middle, so that
    /// a budget cuts all three alike.
    private static Set<String> choose(Map<String, Map<String, Tally>> tallies) {
        if (tallies.isEmpty()) {
            return Set.of();
        }
        List<Map<String, Tally>> models = new ArrayList<>(tallies.values());
        Map<String, Tally> last = models.getLast();
        Map<String, Tally> before = models.get(Math.max(0, models.size() - 2));
        Tally none = new Tally(0, 0);
        List<String> ids = new ArrayList<>(last.keySet());
        ids.sort(Comparator.comparingDouble(
                        (String id) -> before.getOrDefault(id, none).rate()
                                - last.getOrDefault(id, none).rate())
                .thenComparing(Comparator.naturalOrder()));
        List<String> gained = ids;
        List<String> lost = ids.reversed();
        List<String> between = EpisodeGroups.spread(ids, PROBLEMS / 3);
        Set<String> chosen = new LinkedHashSet<>();
        for (int i = 0; i < Math.min(ids.size(), PROBLEMS / 3); i++) {
            chosen.addAll(List.of(gained.get(i), lost.get(i), between.get(i)));
        }
        return chosen;
    }

    private static ObjectNode problem(JsonNode row) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", row.path("problem").asString("?"));
        json.put("prompt", Text.shorten(row.path("prompt").asString(""), CHARACTERS));
        json.putObject("answers");
        return json;
    }

    private static void collect(ObjectNode problem, String eval, JsonNode row) {
        ArrayNode samples = problem.withObject("answers").withObject(eval).withArray("samples");
        if (samples.size() < SAMPLES) {
            ObjectNode answer =
                    EpisodeGroups.answer(row.path("completion"), row.path("finish_reason"), row.path("verdict"));
            answer.put("length", row.path("length").asInt(0));
            if (row.path("steps").path("total").asInt(0) > 0) {
                answer.set("steps", row.path("steps"));
            }
            samples.add(answer);
        }
    }

    private static void count(ObjectNode problem, String eval, Tally tally) {
        ObjectNode answers = problem.withObject("answers").withObject(eval);
        answers.put("right", tally.right);
        answers.put("of", tally.samples);
    }
}
