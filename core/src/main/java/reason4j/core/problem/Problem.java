package reason4j.core.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One question with what would be right; a row of `train.jsonl` and `heldout.jsonl`.
///
/// @param id unique in its set
/// @param prompt the question as it was asked, without instructions or chat template
/// @param answer what would be right
/// @param domain `math`, `code`, …
/// @param source the set it was published in
/// @param difficulty in 0 (always solved) to 1 (never), or null where nobody measured
/// @param provenance the sets it came through, the oldest first
/// @param traces verified traces, none for a set that only RLVR uses
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String id,
        String prompt,
        AnswerKey answer,
        String domain,
        String source,
        @Nullable Double difficulty,
        List<String> provenance,
        List<Trace> traces) {

    public Problem {
        provenance = provenance == null ? List.of() : List.copyOf(provenance);
        traces = traces == null ? List.of() : List.copyOf(traces);
    }

    /// A problem of which nothing is known but question, key and source.
    public static Problem of(String id, String prompt, AnswerKey answer, String domain, String source) {
        return new Problem(id, prompt, answer, domain, source, null, List.of(source), List.of());
    }

    /// The same problem with these traces instead.
    public Problem withTraces(List<Trace> replacement) {
        return new Problem(id, prompt, answer, domain, source, difficulty, provenance, replacement);
    }
}
