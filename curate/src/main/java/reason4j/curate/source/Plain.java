package reason4j.curate.source;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Rows with `id`, `problem`, `answer`, or what the options `id`, `problem`, `answer`, `domain` call them.
final class Plain implements Schema {

    @Override
    public Draft read(JsonNode row, Input input) {
        Map<String, String> columns = input.options();
        String prompt = column(row, columns, "problem", "prompt", "question");
        String id = column(row, columns, "id", "unique_id", "ID");
        String answer = column(row, columns, "answer", "final_answer", "gold");
        Draft draft = Draft.math(id, prompt == null ? "" : prompt, answer, source(row, input));
        String domain = Fields.text(row, columns.getOrDefault("domain", "domain"));
        return domain == null ? draft : draft.withDomain(domain);
    }

    private static String source(JsonNode row, Input input) {
        String source = Fields.text(row, "source");
        return source == null || source.isBlank() ? input.name() : source;
    }

    private static @Nullable String column(JsonNode row, Map<String, String> columns, String name, String... others) {
        String mapped = columns.get(name);
        if (mapped != null) {
            return Fields.text(row, mapped);
        }
        String text = Fields.text(row, name);
        return text == null ? Fields.firstText(row, others) : text;
    }
}
