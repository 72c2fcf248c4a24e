package reason4j.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// In which order an expression without brackets is evaluated.
public enum Precedence {
    /// Multiplication and division before addition and subtraction.
    @JsonProperty("normal")
    NORMAL,
    /// Strictly from left to right, as chained arithmetic means it: `3-2*2` is 2.
    @JsonProperty("left-to-right")
    LEFT_TO_RIGHT;

    /// Evaluates `v0 s0 v1 s1 v2 …`.
    ///
    /// @param values one more than signs; null where there is none
    /// @param signs each one of `+ - * /`
    /// @return null if a value is missing or a divisor is zero
    @Nullable
    Fraction evaluate(List<@Nullable Fraction> values, List<Character> signs) {
        Fraction sum = Fraction.ZERO;
        Fraction term = values.getFirst();
        for (int i = 0; i < signs.size(); i++) {
            Fraction value = values.get(i + 1);
            char sign = signs.get(i);
            if (term == null || value == null || (sign == '/' && value.isZero())) {
                return null;
            }
            if (this == NORMAL && (sign == '+' || sign == '-')) {
                sum = sum.plus(term);
                term = sign == '+' ? value : value.negate();
            } else {
                term = apply(sign, term, value);
            }
        }
        return term == null ? null : sum.plus(term);
    }

    private static Fraction apply(char sign, Fraction left, Fraction right) {
        return switch (sign) {
            case '+' -> left.plus(right);
            case '-' -> left.minus(right);
            case '*' -> left.times(right);
            case '/' -> left.over(right);
            default -> throw new IllegalArgumentException("no such operator: " + sign);
        };
    }
}
