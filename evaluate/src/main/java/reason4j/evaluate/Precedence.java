package reason4j.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;

/// In which order an expression without brackets is evaluated.
public enum Precedence {
    /// Multiplication and division before addition and subtraction.
    @JsonProperty("normal")
    NORMAL,
    /// Strictly from left to right, as chained arithmetic means it: `3-2*2` is 2.
    @JsonProperty("left-to-right")
    LEFT_TO_RIGHT
}
