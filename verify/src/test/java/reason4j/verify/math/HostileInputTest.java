package reason4j.verify.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reason4j.core.episode.Outcome;
import reason4j.core.episode.Verdict;

/// Inputs made to hang, crash or fool a verifier.
class HostileInputTest {

    private static final MathVerifier VERIFIER = MathVerifier.strict();

    private static List<String> hostile() {
        return List.of(
                "9^{9^{9^{9}}}",
                "10^{10^{10^{10}}}",
                "((100!)!)!",
                "\\sum_{k=1}^{1000000} \\frac{1}{k}",
                "\\sum_{k=1}^{20000} \\frac{1}{k}",
                "\\sum_{a=1}^{100}\\sum_{b=1}^{100}\\sum_{c=1}^{100} abc",
                "\\sin(10^{1000000})",
                "e^{e^{e^{e^{e}}}}",
                "\\binom{10^{9}}{5\\cdot 10^8}",
                "7^{7^{7}}\\mod 10",
                "1E99999999999",
                "7".repeat(100_000),
                "{".repeat(10_000) + "5" + "}".repeat(10_000),
                "{".repeat(4_000) + "5" + "}".repeat(4_000),
                "\\frac{1}{".repeat(900) + "2" + "}".repeat(900),
                "\\sqrt{".repeat(1_200) + "2" + "}".repeat(1_200),
                "\\boxed{".repeat(3_000),
                "(".repeat(5_000),
                "2^".repeat(4_000) + "2",
                "3" + "!".repeat(5_000),
                "1+".repeat(4_000) + "1",
                "1\\pm ".repeat(1_500) + "1",
                "1,".repeat(4_000) + "1",
                "x_".repeat(4_000) + "1",
                "\0".repeat(1_000) + "5",
                "\u202e5\u202c",
                "\\begin{matrix}".repeat(500),
                "$".repeat(9_999),
                "\\".repeat(9_999),
                "the answer is ".repeat(10_000),
                "\\boxed{1} and ".repeat(10_000),
                "|".repeat(4_000),
                "x/0",
                "\\frac{0}{0}");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void endsWithAVerdictThatIsNotCorrect(String text) {
        for (Verdict verdict : List.of(
                VERIFIER.verify("5", "\\boxed{" + text + "}"),
                VERIFIER.bare(text, "6"),
                VERIFIER.verify(text, "\\boxed{6}"),
                VERIFIER.verify("17", text))) {
            assertThat(verdict.outcome())
                    .as(text.substring(0, Math.min(40, text.length())))
                    .isIn(
                            Outcome.WRONG,
                            Outcome.UNSCORABLE,
                            Outcome.TIMEOUT,
                            // characters that nobody sees do not make a 5 another number
                            text.contains("\u202e5") || text.startsWith("\0") ? Outcome.CORRECT : Outcome.WRONG);
        }
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void takesLittleTime(String text) {
        long best = Long.MAX_VALUE;
        for (int k = 0; k < 3; k++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            VERIFIER.bare(text, text + "+1");
            best = Math.min(best, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);
        }
        assertThat(best / 1e6)
                .as(text.substring(0, Math.min(40, text.length())))
                .isLessThan(250);
    }

    @Test
    void largeNumbersThatDifferAreNotEqual() {
        assertThat(VERIFIER.bare("10^{10^{10}}", "10^{10^{10}}+1").correct()).isFalse();
        assertThat(VERIFIER.bare("10^{60000}", "10^{60000}+1").correct()).isFalse();
        assertThat(VERIFIER.bare("\\sqrt{10^{200}+1}", "10^{100}").correct()).isFalse();
        assertThat(VERIFIER.bare("10^{-300}", "2\\cdot 10^{-300}").correct()).isFalse();
    }

    @Test
    void theSameInputSpendsTheSameSteps() {
        String hard = "\\sum_{k=1}^{300} \\sqrt{k}";
        Verdict first = VERIFIER.bare(hard, "1").timeless();
        assertThat(VERIFIER.bare(hard, "1").timeless()).isEqualTo(first);
    }
}
