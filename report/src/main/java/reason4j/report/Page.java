package reason4j.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import reason4j.core.io.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Puts the page together: what must be seen is HTML already, what moves (curves, episodes, answers) is drawn by the
/// page's own script from data that is embedded as JSON and only ever shown as text.
final class Page {

    /// Bounds in bytes that keep the file below 5 MB.
    private static final int EPISODES = 1_600_000;

    private static final int ANSWERS = 1_200_000;

    /// Points of all curves together, and of one.
    private static final int ALL_POINTS = 120_000;

    private static final int POINTS = 1_200;

    private Page() {}

    static String of(Artefacts artefacts) {
        LenientReader reader = new LenientReader(artefacts.root());
        Optional<JsonNode> summary = reader.json(artefacts.root().resolve("summary.json"));
        List<Stage> stages = Stage.all(summary, artefacts.evals(), reader);
        List<Curves> curves =
                artefacts.runs().stream().map(run -> Curves.of(run, reader)).toList();
        List<Funnel> funnels =
                artefacts.sets().stream().map(set -> Funnel.of(set, reader)).toList();
        String run = RunSection.of(summary, spendings(artefacts, stages, curves, reader), artefacts, reader);
        String data = data(artefacts, stages, curves, reader);
        if (artefacts.runs().isEmpty()) {
            reader.gap(artefacts.root(), "holds no run: no directory with metrics.jsonl");
        }
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("style", resource("page.css"));
        parts.put("title", Text.escape(title(artefacts.root())));
        parts.put("headline", HeadlineSection.of(stages));
        parts.put("run", run);
        parts.put("funnel", FunnelSection.of(funnels));
        parts.put("missing", missing(reader.gaps()));
        parts.put("script", resource("page.js") + resource("charts.js") + resource("browsers.js"));
        parts.put("data", data);
        return fill(resource("page.html"), parts);
    }

    private static String title(Path root) {
        Path name = root.toAbsolutePath().normalize().getFileName();
        return name == null ? "reason4j" : name.toString();
    }

    /// Replaces each `{{name}}` of a template once, from left to right, so that no part is searched for names itself.
    static String fill(String template, Map<String, String> parts) {
        StringBuilder page = new StringBuilder();
        int at = 0;
        for (int open = template.indexOf("{{"); open >= 0; open = template.indexOf("{{", at)) {
            int close = template.indexOf("}}", open);
            String name = template.substring(open + 2, close);
            String part = parts.get(name);
            if (part == null) {
                throw new IllegalStateException("the page has a place for " + name + ", but nothing to put there");
            }
            page.append(template, at, open).append(part);
            at = close + 2;
        }
        return page.append(template, at, template.length()).toString();
    }

    /// Runs, then evaluations, each in the order of the stages.
    private static List<Spending> spendings(
            Artefacts artefacts, List<Stage> stages, List<Curves> curves, LenientReader reader) {
        List<String> names = stages.stream().map(Stage::name).toList();
        Comparator<Spending> order = Comparator.comparingInt(spending -> names.indexOf(lastName(spending.name())));
        Stream<Spending> runs = curves.stream().map(Spending::of).sorted(order);
        Stream<Spending> evals = artefacts.evals().stream()
                .flatMap(eval -> Spending.of(eval, reader).stream())
                .sorted(order);
        return Stream.concat(runs, evals)
                .filter(spending -> spending.seconds() > 0)
                .toList();
    }

    private static String data(Artefacts artefacts, List<Stage> stages, List<Curves> curves, LenientReader reader) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        ArrayNode runs = data.putArray("runs");
        List<String> names = stages.stream().map(Stage::name).toList();
        int columns = curves.stream().mapToInt(run -> run.columns().size()).sum();
        int points = Math.clamp(ALL_POINTS / Math.max(1, columns), 20, POINTS);
        curves.forEach(run -> runs.add(run.toJson(points).put("color", names.indexOf(lastName(run.name())))));
        List<Path> withEpisodes = artefacts.runs().stream()
                .filter(run -> Files.isDirectory(run.resolve("episodes")))
                .toList();
        ArrayNode episodes = data.putArray("episodes");
        withEpisodes.forEach(run -> episodes.add(EpisodeGroups.sample(run, reader, EPISODES / withEpisodes.size())));
        data.set("answers", SideBySide.sample(evalsInOrder(artefacts, stages), reader, ANSWERS));
        // within a script element only "<" can end it; JSON allows it to be written otherwise
        return Json.line(data).replace("<", "\\u003c");
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static Map<String, Path> evalsInOrder(Artefacts artefacts, List<Stage> stages) {
        Map<String, Path> byDirectory = new LinkedHashMap<>();
        artefacts.evals().stream().forEach(eval -> byDirectory.put(String.valueOf(eval.getFileName()), eval));
        Map<String, Path> ordered = new LinkedHashMap<>();
        for (Stage stage : stages) {
            Path eval = byDirectory.remove(stage.name());
            if (eval != null) {
                ordered.put(stage.name(), eval);
            }
        }
        ordered.putAll(byDirectory);
        return ordered;
    }

    private static String missing(List<String> gaps) {
        if (gaps.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<aside class=\"missing\"><b>What this page could not show</b><ul>");
        gaps.stream()
                .distinct()
                .forEach(gap -> html.append("<li>").append(Text.escape(gap)).append("</li>"));
        return html.append("</ul></aside>").toString();
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be read", e);
        }
    }
}
