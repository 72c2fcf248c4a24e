package reason4j.learn.algorithm;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Whose constants an algorithm has, where implementations of the same formula differ. [Dialect] lists them.
public enum Compat {
    @JsonProperty("verl")
    VERL,
    @JsonProperty("trl")
    TRL,
    @JsonProperty("openrlhf")
    OPENRLHF,
    @JsonProperty("oat")
    OAT,
    @JsonProperty("orz")
    ORZ
}
