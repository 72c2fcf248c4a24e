package reason4j.curate.source;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reason4j.core.problem.AnswerKey;
import reason4j.core.problem.Trace;

/// A row as its schema understands it, before cleaning.
///
/// @param id of the row in its set, or null where it has none
/// @param prompt the question, empty where there is none
/// @param answer what would be right, or null where the row does not say
/// @param domain `math`, `code`, …
/// @param source the set it was first published in, as far as the row says
/// @param difficulty in 0 to 1, or null
/// @param traces ready traces
/// @param marks what selection filters look at, such as `solve_rate` or `llm_score`
/// @param defect why the row is unusable by its own words, such as a failed check, or null
public record Draft(
        @Nullable String id,
        String prompt,
        @Nullable AnswerKey answer,
        String domain,
        String source,
        @Nullable Double difficulty,
        List<Trace> traces,
        Map<String, Double> marks,
        @Nullable String defect) {

    public Draft {
        traces = List.copyOf(traces);
        marks = new TreeMap<>(marks);
    }

    /// A question with a mathematical answer, null or blank where the row has none.
    static Draft math(@Nullable String id, String prompt, @Nullable String answer, String source) {
        AnswerKey key = answer == null || answer.isBlank() ? null : new AnswerKey.MathAnswer(answer.strip());
        return new Draft(id, prompt, key, "math", source, null, List.of(), Map.of(), null);
    }

    Draft with(Trace trace) {
        return withTraces(List.of(trace));
    }

    public Draft withTraces(List<Trace> replacement) {
        return new Draft(id, prompt, answer, domain, source, difficulty, replacement, marks, defect);
    }

    public Draft withPrompt(String replacement) {
        return new Draft(id, replacement, answer, domain, source, difficulty, traces, marks, defect);
    }

    public Draft withAnswer(@Nullable AnswerKey replacement) {
        return new Draft(id, prompt, replacement, domain, source, difficulty, traces, marks, defect);
    }

    Draft withDomain(String replacement) {
        return new Draft(id, prompt, answer, replacement, source, difficulty, traces, marks, defect);
    }

    Draft withDifficulty(@Nullable Double replacement) {
        return new Draft(id, prompt, answer, domain, source, replacement, traces, marks, defect);
    }

    Draft withMarks(Map<String, Double> replacement) {
        return new Draft(id, prompt, answer, domain, source, difficulty, traces, replacement, defect);
    }

    public Draft defective(@Nullable String reason) {
        return new Draft(id, prompt, answer, domain, source, difficulty, traces, marks, reason);
    }
}
