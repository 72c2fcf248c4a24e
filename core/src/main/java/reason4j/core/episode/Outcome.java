package reason4j.core.episode;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a verifier can say of an answer. A verifier's failure is an outcome, never an exception or a silent `WRONG`.
public enum Outcome {
    /// The answer means what the key means.
    @JsonProperty("correct")
    CORRECT,
    /// It does not, or there is no answer.
    @JsonProperty("wrong")
    WRONG,
    /// The key or the answer cannot be judged by this verifier; no reward, no penalty.
    @JsonProperty("unscorable")
    UNSCORABLE,
    /// The budget ran out before a decision.
    @JsonProperty("timeout")
    TIMEOUT
}
