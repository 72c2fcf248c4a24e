package reason4j.core.episode;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// Whether an answer is right, and why.
///
/// @param outcome what was decided
/// @param rule the name of the rule that decided, such as `exact-rational` or `no-answer`
/// @param because one sentence for a person
/// @param gold the key as it was understood (its normal form), if it was
/// @param answer the answer as it was extracted and understood, if there was one
/// @param millis how long it took, for people; never enters a decision
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Verdict(
        Outcome outcome,
        String rule,
        String because,
        @Nullable String gold,
        @Nullable String answer,
        double millis) {

    public boolean correct() {
        return outcome == Outcome.CORRECT;
    }

    /// The same verdict without its time, for files that must not depend on the clock.
    public Verdict timeless() {
        return new Verdict(outcome, rule, because, gold, answer, 0);
    }
}
