package reason4j.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;
import reason4j.core.episode.FinishReason;
import reason4j.core.episode.Verdict;

/// One graded answer of a model; a line of `evals/<id>/samples.jsonl`.
///
/// @param problem the problem's id
/// @param prompt what the model was given, template applied
/// @param sample index among the samples of the problem, from 0
/// @param completion what the model wrote
/// @param length its tokens, the one that ended it included
/// @param finish why it ended
/// @param verdict what the verifier said, without its time
/// @param reward 1 for a correct answer, otherwise 0
/// @param steps how many equations it states, and how many of them are true
public record Sample(
        String problem,
        String prompt,
        int sample,
        String completion,
        int length,
        @JsonProperty("finish_reason") FinishReason finish,
        Verdict verdict,
        double reward,
        TrueSteps steps) {

    public boolean correct() {
        return verdict.correct();
    }
}
