package reason4j.learn.algorithm;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What the clip did to a token; in all states but the first the token's ratio has no gradient, or a held weight.
public enum ClipState {
    /// Nothing.
    @JsonProperty("free")
    FREE,
    /// The ratio was held at the upper bound.
    @JsonProperty("high")
    HIGH,
    /// The ratio was held at the lower bound.
    @JsonProperty("low")
    LOW,
    /// The loss of a bad token was held at the dual bound.
    @JsonProperty("dual")
    DUAL,
    /// The token left the trust region and was dropped.
    @JsonProperty("dropped")
    DROPPED,
    /// The log ratio ran into its numerical limit.
    @JsonProperty("limit")
    LIMIT,
    /// The token does not train.
    @JsonProperty("masked")
    MASKED
}
