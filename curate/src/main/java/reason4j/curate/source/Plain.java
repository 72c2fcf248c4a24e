package reason4j.curate.source;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Rows with `id`, `problem`, `answer`, or what the options `id`, `problem`, `answer`, `domain` call them.
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
        String domain = Fields.text(row, columns.getOrDefault("domain", "domain"));
        return domain == null ? draft : draft.withDomain(domain);
    }

    private static String source(JsonNode row, Input input) {
        String source = Fields.text(row, "source");
        return source == null || source.isBlank() ? input.name() : source;
    }

    /// The column that is mapped to the first of these names, or the first of them that holds something.
    private static @Nullable String column(JsonNode row, Map<String, String> columns, List<String> names) {
        String mapped = columns.get(names.getFirst());
        if (mapped != null) {
            return Fields.text(row, mapped);
        }
        String text = Fields.text(row, names.getFirst());
        return text == null ? Fields.firstText(row, names.toArray(String[]::new)) : text;
    }
}
