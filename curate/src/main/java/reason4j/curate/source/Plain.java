package reason4j.curate.source;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reason4j.core.problem.Trace;
import tools.jackson.databind.JsonNode;

/// Rows with `id`, `problem`, `answer`, or what the options `id`, `problem`, `answer`, `domain` call them. The options
/// `reasoning`, `response` and `teacher` name the columns of a trace; `marks` names columns, separated by commas, whose
/// numbers (or yes and no) filters may look at. A dot leads into a column: `meta.level`;
/// an equals sign begins a constant: `=human`.
final class Plain implements Schema {

    static final List<String> PROBLEM = List.of("problem", "prompt", "question");
    static final List<String> ANSWER = List.of("answer", "final_answer", "gold");
    private static final List<String> ID = List.of("id", "unique_id", "ID");

    @Override
    public Draft read(JsonNode row, Input input) {
        Map<String, String> columns = input.options();
        String prompt = column(row, columns, PROBLEM);
        String id = column(row, columns, ID);
        String answer = column(row, columns, ANSWER);
        Draft draft = Draft.math(id, prompt == null ? "" : prompt, answer, source(row, input));
        String domain = named(row, columns.getOrDefault("domain", "domain"));
        Draft placed = domain == null ? draft : draft.withDomain(domain);
        return traced(placed.withMarks(marks(row, columns.getOrDefault("marks", ""))), row, columns);
    }

    private static Draft traced(Draft draft, JsonNode row, Map<String, String> columns) {
        String reasoning = Fields.path(row, columns.getOrDefault("reasoning", ""));
        String response = Fields.path(row, columns.getOrDefault("response", ""));
        if (response == null && reasoning == null) {
            return draft;
        }
        String teacher = named(row, columns.getOrDefault("teacher", ""));
        String by = teacher == null ? draft.source() : teacher;
        if (reasoning != null) {
            return draft.with(new Trace(by, reasoning.strip(), response == null ? "" : response.strip()));
        }
        Trace trace = Reasoning.trace(by, String.valueOf(response));
        return trace == null ? draft : draft.with(trace);
    }

    private static @Nullable String named(JsonNode row, String column) {
        return column.startsWith("=") ? column.substring(1) : Fields.path(row, column);
    }

    private static Map<String, Double> marks(JsonNode row, String names) {
        Map<String, Double> marks = new TreeMap<>();
        for (String name : names.isBlank() ? List.<String>of() : List.of(names.split("\\s*,\\s*"))) {
            String text = Fields.path(row, name);
            Double mark = text == null ? null : mark(text);
            if (mark != null) {
                marks.put(name, mark);
            }
        }
        return marks;
    }

    private static @Nullable Double mark(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "true" -> 1.0;
            case "no", "false" -> 0.0;
            // MATH writes Level 5
            case String other -> Fields.number(other.replaceFirst("^level ", ""));
        };
    }

    private static String source(JsonNode row, Input input) {
        String source = Fields.text(row, "source");
        return source == null || source.isBlank() ? input.name() : source;
    }

    /// The column that is mapped to the first of these names, or the first of them that holds something.
    private static @Nullable String column(JsonNode row, Map<String, String> columns, List<String> names) {
        String mapped = columns.get(names.getFirst());
        if (mapped != null) {
            return Fields.path(row, mapped);
        }
        String text = Fields.text(row, names.getFirst());
        return text == null ? Fields.firstText(row, names.toArray(String[]::new)) : text;
    }
}
