package reason4j.curate.source;

import reason4j.core.problem.Trace;
import tools.jackson.databind.JsonNode;

/// SYNTHETIC-1: checks and keys are JSON in strings; a response that its check failed is no trace.
final class Synthetic1 implements Schema {

    @Override
    public Draft read(JsonNode row, Input input) {
        JsonNode info = Fields.json(Fields.text(row, "verification_info"));
        String gold = Fields.text(info, "ground_truth");
        Draft draft = Draft.math(
                Fields.orElse(row, "response_id", Fields.textOrEmpty(row, "problem_id")),
                Turns.bare(Fields.textOrEmpty(row, "prompt")),
                gold == null ? Fields.text(row, "gold_standard_solution") : gold,
                Fields.orElse(row, "source", input.name()));
        if (Fields.textOrEmpty(row, "task_type").contains("coding") && info != null && info.has("test_cases")) {
            draft = draft.withAnswer(Tests.of(info.get("test_cases").toString()))
                    .withDomain("code");
        }
        String response = Fields.text(row, "llm_response");
        Double score = Fields.number(row, "score");
        Trace trace = response == null ? null : Reasoning.trace("DeepSeek-R1", response);
        return trace != null && (score == null || score >= 1) ? draft.with(trace) : draft.defective("no correct trace");
    }
}
