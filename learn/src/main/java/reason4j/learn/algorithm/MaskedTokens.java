package reason4j.learn.algorithm;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How discounting passes over tokens that do not train, such as the observations of a tool.
public enum MaskedTokens {
    /// As if they were not there: nothing is discounted and the next value is carried through. verl.
    @JsonProperty("skip")
    SKIP,
    /// As steps of reward 0 and value 0 that do discount. OpenRLHF.
    @JsonProperty("zero")
    ZERO
}
