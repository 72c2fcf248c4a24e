package reason4j.learn.algorithm;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a sample is compared with when it is the only scorable one of its group.
public enum Singleton {
    /// With nothing: its advantage is its reward. verl.
    @JsonProperty("raw")
    RAW,
    /// With itself: its advantage is 0. TRL, prime-rl.
    @JsonProperty("zero")
    ZERO
}
