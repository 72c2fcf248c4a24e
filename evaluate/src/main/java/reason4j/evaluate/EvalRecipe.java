package reason4j.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;
import reason4j.core.episode.Sampling;

/// Everything that a score depends on beside the model and the problems; stored with the score, so that it can be
/// repeated.
///
/// @param sampling how completions are sampled; its seed is the evaluation's
/// @param template how a problem becomes a prompt, as a text for people or with a placeholder
/// @param verifier which verifier graded
/// @param steps how equations in traces are evaluated
/// @param batch problems that are handed to the model at a time; the random numbers of a completion depend on it
/// @param resamples resamples of the bootstrap
public record EvalRecipe(
        Sampling sampling,
        String template,
        String verifier,
        @JsonProperty("steps") Precedence steps,
        int batch,
        int resamples) {

    /// Samples a problem where nobody says otherwise.
    public static final int SAMPLES = 8;

    public EvalRecipe {
        if (batch < 1 || resamples < 1) {
            throw new IllegalArgumentException(
                    "batch and resamples must be at least 1, are " + batch + " and " + resamples);
        }
    }

    /// Batches of 128 problems, 10,000 resamples.
    public static EvalRecipe of(Sampling sampling, String template, String verifier, Precedence steps) {
        return new EvalRecipe(sampling, template, verifier, steps, 128, 10_000);
    }
}
