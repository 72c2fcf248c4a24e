package reason4j.curate.source;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reason4j.core.problem.Trace;
import tools.jackson.databind.JsonNode;

/// GSM8K (Cobbe et al., arXiv 2110.14168): as published, `question` and `answer` with the number after `####`; or
/// with `problem`, `solution` and the bare `answer`. The human solution becomes a trace.
final class Gsm8k implements Schema {

    private static final Pattern ANNOTATION = Pattern.compile("<<[^<>]*>>");

    @Override
    public Draft read(JsonNode row, Input input) {
        String prompt = Fields.firstText(row, "question", "problem");
        String answer = Fields.text(row, "answer");
        String solution = Fields.text(row, "solution");
        int mark = answer == null ? -1 : answer.lastIndexOf("####");
        if (answer != null && mark >= 0) {
            solution = answer.substring(0, mark);
            answer = answer.substring(mark + 4);
        }
        String number = answer == null ? null : answer.strip().replace(",", "");
        Draft draft = Draft.math(Fields.text(row, "id"), prompt == null ? "" : prompt, number, input.name());
        return traced(draft, solution, number);
    }

    private static Draft traced(Draft draft, @Nullable String solution, @Nullable String number) {
        if (solution == null || solution.isBlank() || number == null) {
            return draft;
        }
        String reasoning = ANNOTATION.matcher(solution).replaceAll("").strip();
        return draft.with(new Trace("human", reasoning, "<answer>" + number + "</answer>"));
    }
}
