package reason4j.curate.source;

import java.util.List;
import reason4j.core.problem.Trace;
import tools.jackson.databind.JsonNode;

/// AM-DeepSeek-R1-Distilled-1.4M: what is known of a turn stands in its `info`.
final class AmDistilled implements Schema {

    @Override
    public Draft read(JsonNode row, Input input) {
        List<JsonNode> turns = Fields.list(row, "messages");
        JsonNode asked = Fields.object(Turns.turn(turns, "user"), "info");
        JsonNode answered = Fields.object(Turns.turn(turns, "assistant"), "info");
        Draft draft = Draft.math(
                null,
                Turns.question(turns),
                Fields.text(asked, "reference_answer"),
                Fields.orElse(asked, "source", input.name()));
        String tests = Fields.text(asked, "test_case");
        draft = tests == null || tests.isBlank()
                ? draft
                : draft.withAnswer(Tests.of(tests)).withDomain("code");
        return draft.with(new Trace(
                "DeepSeek-R1",
                Fields.textOrEmpty(answered, "think_content"),
                Fields.textOrEmpty(answered, "answer_content")));
    }
}
