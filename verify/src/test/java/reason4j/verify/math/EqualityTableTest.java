package reason4j.verify.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Pairs that are equal and pairs that are not, by kind of answer; each holds in both directions.
class EqualityTableTest {

    private static final MathVerifier VERIFIER = MathVerifier.strict();

    private static void equal(String a, String b) {
        assertThat(VERIFIER.bare(a, b).correct())
                .as("%s = %s: %s", a, b, VERIFIER.bare(a, b))
                .isTrue();
        assertThat(VERIFIER.bare(b, a).correct())
                .as("%s = %s turned round", b, a)
                .isTrue();
    }

    private static void different(String a, String b) {
        assertThat(VERIFIER.bare(a, b).correct())
                .as("%s ≠ %s: %s", a, b, VERIFIER.bare(a, b))
                .isFalse();
        assertThat(VERIFIER.bare(b, a).correct())
                .as("%s ≠ %s turned round", b, a)
                .isFalse();
    }

    @Test
    void numbers() {
        equal("\\frac12", "0.5");
        equal("1\\frac{1}{2}", "3/2");
        different("\\frac13", "0.333");
    }
}
