package reason4j.report;

import static reason4j.report.Text.escape;
import static reason4j.report.Text.number;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import reason4j.core.run.Progress;
import tools.jackson.databind.JsonNode;

/// What the run was: seed, machine, time and speed by phase, and the resolved recipe of each run.
final class RunSection {

    private RunSection() {}

    static String of(Optional<JsonNode> summary, List<Spending> spendings, Artefacts artefacts, LenientReader reader) {
        return facts(summary) + spending(summary, spendings) + recipes(artefacts, reader);
    }

    private static String facts(Optional<JsonNode> summary) {
        Map<String, String> facts = new LinkedHashMap<>();
        summary.ifPresent(node -> node.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (entry.getKey().equals("seconds") && value.isNumber()) {
                facts.put("time", Progress.duration(value.asDouble()));
            } else if (value.isValueNode() && !value.isNull() && !entry.getKey().equals("report")) {
                facts.put(entry.getKey().replace('_', ' '), value.asString());
            }
        }));
        if (facts.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<dl class=\"facts\">");
        facts.forEach((name, value) -> html.append("<div><dt>")
                .append(escape(name))
                .append("</dt><dd>")
                .append(escape(value))
                .append("</dd></div>"));
        return html.append("</dl>").toString();
    }

    private static String spending(Optional<JsonNode> summary, List<Spending> spendings) {
        double known = spendings.stream().mapToDouble(Spending::seconds).sum();
        if (known <= 0) {
            return "<p class=\"empty\">No times were recorded.</p>";
        }
        double whole =
                Math.max(known, summary.map(s -> s.path("seconds").asDouble(0)).orElse(0.0));
        List<Spending> all = new ArrayList<>(spendings);
        if (whole - known > 0.005 * whole) {
            Spending.Phase rest = new Spending.Phase("curation, starts, loading, report", whole - known, 0);
            all.add(new Spending("everything else", List.of(rest)));
        }
        StringBuilder html = new StringBuilder("<div class=\"scroll\"><table class=\"numbers spend\"><caption>Where the"
                + " time went</caption><thead><tr><th scope=\"col\">part</th><th scope=\"col\" class=\"left\">phase</th>"
                + "<th scope=\"col\" class=\"sharebar\">share</th><th scope=\"col\">seconds</th><th scope=\"col\">tokens</th>"
                + "<th scope=\"col\">tokens a second</th></tr></thead><tbody>");
        for (Spending spending : all) {
            String name = spending.name();
            for (Spending.Phase phase : spending.phases()) {
                html.append(row(name, phase, whole));
                name = "";
            }
        }
        return html.append("</tbody></table></div>").toString();
    }

    private static String row(String name, Spending.Phase phase, double whole) {
        String width = String.format(Locale.ROOT, "%.2f", 100 * phase.seconds() / whole);
        boolean tokens = phase.tokens() > 0 && phase.seconds() > 0;
        return (name.isEmpty() ? "<tr>" : "<tr class=\"first\">") + "<th scope=\"row\">" + escape(name)
                + "</th><td class=\"left\">"
                + escape(phase.name()) + "</td><td class=\"sharebar\"><i style=\"width:" + width + "%\"></i></td><td>"
                + number(phase.seconds()) + "</td><td>" + (tokens ? number(phase.tokens()) : "") + "</td><td>"
                + (tokens ? "<b>" + number(phase.tokens() / phase.seconds()) + "</b>" : "") + "</td></tr>";
    }

    private static String recipes(Artefacts artefacts, LenientReader reader) {
        List<Path> files = new ArrayList<>(artefacts.recipes());
        artefacts.runs().stream()
                .map(run -> run.resolve("config.yaml"))
                .filter(Files::exists)
                .forEach(files::add);
        if (files.isEmpty() && !artefacts.runs().isEmpty()) {
            reader.gap(artefacts.root(), "holds no recipe, neither recipe.yaml nor a run's config.yaml");
        }
        StringBuilder html = new StringBuilder();
        for (Path file : files) {
            reader.text(file)
                    .ifPresent(text -> html.append("<details><summary>Every setting, <code>")
                            .append(escape(reader.name(file)))
                            .append("</code></summary><pre class=\"card\">")
                            .append(escape(Text.shorten(text, 60_000)))
                            .append("</pre></details>"));
        }
        return html.toString();
    }
}
