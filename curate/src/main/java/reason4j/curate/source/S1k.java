package reason4j.curate.source;

import reason4j.core.problem.Trace;
import tools.jackson.databind.JsonNode;

/// s1K and s1K-1.1: the trajectories are strings in one upload and lists of one string in another; grades are `Yes` or
/// `No`. Most solutions are whole texts, some the bare answer.
final class S1k implements Schema {

    @Override
    public Draft read(JsonNode row, Input input) {
        String solution = Fields.text(row, "solution");
        String boxed = Reasoning.boxed(solution);
        String answer = boxed == null && solution != null && solution.length() <= 40 ? solution : boxed;
        Draft draft = Draft.math(
                        null,
                        Fields.textOrEmpty(row, "question"),
                        answer,
                        Fields.orElse(row, "source_type", input.name()))
                .withDomain(Fields.orElse(row, "cot_type", "math"));
        boolean deepSeek = Fields.text(row, "deepseek_thinking_trajectory") != null;
        String model = deepSeek ? "deepseek" : "gemini";
        String reasoning = Fields.firstText(row, model + "_thinking_trajectory", "thinking_trajectories");
        String attempt = Fields.firstText(row, model + "_attempt", "attempt");
        if (reasoning == null || "No".equals(Fields.text(row, model + "_grade"))) {
            return draft;
        }
        return draft.with(new Trace(
                deepSeek ? "DeepSeek-R1" : "Gemini", reasoning.strip(), attempt == null ? "" : attempt.strip()));
    }
}
