package reason4j.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A sample of a run's episodes that fits a page: steps spread evenly over the run, the first and the last among them,
/// and of each step whole groups, those first whose samples differ in outcome, since they teach something.
final class EpisodeGroups {

    private static final Pattern FILE = Pattern.compile("step-(\\d+)\\.jsonl");
    private static final int STEPS = 16;
    private static final int GROUPS = 6;
    private static final int CHARACTERS = 6_000;

    private EpisodeGroups() {}

    /// @param bytes at most so many
    static ObjectNode sample(Path run, LenientReader reader, int bytes) {
        TreeMap<Integer, Path> files = files(run.resolve("episodes"));
        List<Integer> steps = spread(List.copyOf(files.keySet()), STEPS);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("run", reader.name(run));
        json.put("steps_on_disk", files.size());
        ArrayNode shown = json.putArray("groups");
        for (int step : steps) {
            int budget = bytes / steps.size();
            for (List<JsonNode> group : choose(groups(files.getOrDefault(step, run), reader))) {
                ObjectNode entry = group(step, group);
                int size = Text.bytes(entry);
                if (size > budget) {
                    break;
                }
                budget -= size;
                shown.add(entry);
            }
        }
        return json;
    }

    private static TreeMap<Integer, Path> files(Path directory) {
        TreeMap<Integer, Path> files = new TreeMap<>();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> entries = Files.list(directory)) {
                entries.forEach(file -> {
                    Matcher name = FILE.matcher(String.valueOf(file.getFileName()));
                    if (name.matches()) {
                        files.put(Integer.parseInt(name.group(1)), file);
                    }
                });
            } catch (IOException _) {
                // a directory that cannot be listed has no episodes to show, which the page says
                return files;
            }
        }
        return files;
    }

    /// At most so many elements at even distances, the first and last included.
    static <T> List<T> spread(List<T> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        List<T> chosen = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            chosen.add(all.get((int) ((long) i * (all.size() - 1) / (most - 1))));
        }
        return chosen;
    }

    private static List<List<JsonNode>> groups(Path file, LenientReader reader) {
        Map<String, List<JsonNode>> groups = new LinkedHashMap<>();
        reader.lines(
                file,
                row -> groups.computeIfAbsent(row.path("problem").path("id").asString("?"), _ -> new ArrayList<>())
                        .add(row));
        return List.copyOf(groups.values());
    }

    /// Half of what is shown are groups with both right and wrong samples, then whatever comes first.
    private static List<List<JsonNode>> choose(List<List<JsonNode>> groups) {
        List<List<JsonNode>> order = new ArrayList<>(groups);
        order.sort(Comparator.comparing(EpisodeGroups::isMixed, Comparator.reverseOrder()));
        int mixed = (int) groups.stream().filter(EpisodeGroups::isMixed).count();
        List<List<JsonNode>> chosen = new ArrayList<>(order.subList(0, Math.min(mixed, GROUPS - 2)));
        for (List<JsonNode> group : order.subList(Math.min(mixed, order.size()), order.size())) {
            if (chosen.size() < GROUPS) {
                chosen.add(group);
            }
        }
        for (int i = chosen.size(); i < Math.min(GROUPS, mixed); i++) {
            chosen.add(order.get(i));
        }
        return chosen;
    }

    private static boolean isMixed(List<JsonNode> group) {
        return group.stream().map(EpisodeGroups::outcome).distinct().count() > 1;
    }

    private static String outcome(JsonNode episode) {
        return episode.path("verdict").path("outcome").asString("?");
    }

    private static ObjectNode group(int step, List<JsonNode> episodes) {
        JsonNode problem = episodes.getFirst().path("problem");
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("step", step);
        json.put("id", problem.path("id").asString("?"));
        json.put("prompt", Text.shorten(problem.path("prompt").asString(""), CHARACTERS));
        json.set("key", problem.path("answer").isMissingNode() ? null : problem.path("answer"));
        ArrayNode samples = json.putArray("samples");
        episodes.forEach(episode -> samples.add(sample(episode)));
        return json;
    }

    private static ObjectNode sample(JsonNode episode) {
        JsonNode completion = episode.path("completion");
        ObjectNode json = answer(completion.path("text"), completion.path("finish_reason"), episode.path("verdict"));
        json.put("length", completion.path("ids").size());
        json.put("sample", episode.path("sample").asInt(0));
        // a reward that is not a number is no reward: the verifier could not judge
        json.put("reward", finite(episode.path("reward")));
        json.put("advantage", finite(episode.path("advantage")));
        json.put("trained", episode.path("trained").asBoolean(true));
        if (episode.path("rewards").isObject()) {
            json.set("rewards", episode.path("rewards"));
        }
        JsonNode logprobs = completion.path("logprobs");
        if (!logprobs.isEmpty()) {
            double sum = 0;
            for (JsonNode logprob : logprobs) {
                sum += logprob.asDouble(0);
            }
            json.put("logprob", Curves.significant(sum / logprobs.size()));
        }
        return json;
    }

    private static @Nullable Double finite(JsonNode number) {
        return number.isNumber() && Double.isFinite(number.asDouble()) ? Curves.significant(number.asDouble()) : null;
    }

    /// What a model wrote and what the verifier said, as the page's script reads it.
    static ObjectNode answer(JsonNode text, JsonNode finish, JsonNode verdict) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("text", Text.shorten(text.asString(""), CHARACTERS));
        json.put("finish", finish.asString(""));
        json.put("outcome", verdict.path("outcome").asString("?"));
        json.put("rule", verdict.path("rule").asString(""));
        json.put("because", Text.shorten(verdict.path("because").asString(""), 500));
        for (String side : List.of("gold", "answer")) {
            if (verdict.path(side).isString()) {
                json.put(side, Text.shorten(verdict.path(side).asString(), 500));
            }
        }
        return json;
    }
}
