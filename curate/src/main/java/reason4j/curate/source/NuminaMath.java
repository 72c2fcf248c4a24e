package reason4j.curate.source;

import reason4j.core.problem.Trace;
import tools.jackson.databind.JsonNode;

/// NuminaMath-CoT and -1.5: answers may be `proof` or `notfound`, and 1.5 says of each row whether problem and solution
/// are valid. The human or GPT-4 solution becomes the trace.
final class NuminaMath implements Schema {

    @Override
    public Draft read(JsonNode row, Input input) {
        String solution = Fields.textOrEmpty(row, "solution");
        String answer = row.has("answer") ? Fields.text(row, "answer") : Reasoning.boxed(solution);
        boolean unusable = answer != null && (answer.equals("proof") || answer.equals("notfound"));
        boolean valid = Fields.orElse(row, "problem_is_valid", "Yes").equals("Yes")
                && Fields.orElse(row, "solution_is_valid", "Yes").equals("Yes");
        Draft draft = Draft.math(
                null,
                Fields.textOrEmpty(row, "problem"),
                unusable ? null : answer,
                Fields.orElse(row, "source", input.name()));
        draft = solution.isBlank() ? draft : draft.with(new Trace("NuminaMath", "", solution.strip()));
        return !valid
                ? draft.defective("marked as not valid")
                : unusable ? draft.defective("answer is " + answer) : draft;
    }
}
