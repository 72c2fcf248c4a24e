package reason4j.curate.source;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Open-Reasoner-Zero: each row a list of a human and an assistant turn, the key in the latter; or, in its evaluation
/// files, `prompt` and `final_answer`.
final class OpenReasonerZero implements Schema {

    @Override
    public Draft read(JsonNode row, Input input) {
        if (!row.isArray()) {
            return Draft.math(
                    null, Turns.question(Fields.list(row, "prompt")), Fields.text(row, "final_answer"), input.name());
        }
        JsonNode key = Fields.object(row.get(1), "ground_truth");
        Double passed = Fields.number(key, "pass_at_n");
        Draft draft = Draft.math(
                null, Turns.bare(Fields.textOrEmpty(row.get(0), "value")), Fields.text(key, "value"), input.name());
        return passed == null ? draft : draft.withDifficulty(1 - passed).withMarks(Map.of("pass_rate", passed));
    }
}
