package reason4j.core.episode;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Why a completion ended.
public enum FinishReason {
    /// By an end-of-sequence token, a stop token or a stop string.
    @JsonProperty("stop")
    STOP,
    /// By the limit of new tokens or of the context.
    @JsonProperty("length")
    LENGTH,
    /// By a request to stop.
    @JsonProperty("interrupted")
    INTERRUPTED
}
