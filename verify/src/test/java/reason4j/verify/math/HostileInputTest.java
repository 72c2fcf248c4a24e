package reason4j.verify.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reason4j.core.episode.Outcome;
import reason4j.core.episode.Verdict;
import reason4j.core.problem.AnswerKey;
import reason4j.verify.cases.CpuClock;
import reason4j.verify.dialect.Dialect;
import reason4j.verify.dialect.Dialects;

/// Inputs made to hang, crash or fool a verifier.
class HostileInputTest {

    /// No input of any size takes longer.
    private static final double MILLIS = 100;

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
                "\\det{".repeat(100) + "2" + "}".repeat(100),
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
                "\\binom{\\frac{1234!}{10^{30}}}{1000}",
                "\\frac{9000!}{8999!}",
                "\\gcd(2^{190000},3^{120000})",
                "\\frac{2^{190000}}{6^{70000}}",
                "0.\\overline{1e9993}",
                "\\binom{99999999999}{\\sum_{k=1}^{10}\\sum_{j=1}^{10}k^2j}",
                "\\binom{99999999999}{10000}",
                "\\binom{1000!!}{1234}",
                "\\binom{12345678901234567890}{3000}",
                "{{12345678901234567890 \\choose 100}\\times 0.\\overline{3} \\choose 1,234}",
                "f(x)" + "=".repeat(300) + " for all x".repeat(20),
                "\\max(\\frac{3^{60000}}{5^{40000}},\\frac{7^{50000}}{11^{30000}})",
                "x<\\frac{3^{60000}}{5^{40000}}",
                "(\\frac{3^{60000}}{5^{40000}},\\frac{3^{60001}}{5^{40000}})",
                "(\\frac{3}{5})^{-40000}+\\lfloor\\frac{3^{120000}}{5^{40000}}\\rfloor",
                "\\operatorname{lcm}(3^{120000}+1,5^{80000}+2)",
                "0." + "7".repeat(9_000) + "1",
                "0.\\overline{" + "1234567".repeat(1_400) + "}",
                "5".repeat(4_000) + "/" + "7".repeat(4_001),
                "1/x+".repeat(2_300) + "1=0",
                "\\frac{1}{x+1}+".repeat(600) + "1=0",
                "\\it xx",
                "0.1\\dot",
                "\\left eft 5",
                "0.5(0.5)",
                "x/0",
                "\\frac{0}{0}",
                "\\begin{pmatrix}x&1\\\\1&y\\end{pmatrix}^{60}",
                "\\begin{pmatrix}x&1\\\\1&y\\end{pmatrix}".repeat(200),
                "\\int_0^1 ".repeat(18) + "x dx".repeat(18),
                "n\\equiv " + "1,".repeat(2_000) + "2 \\pmod{" + "1+".repeat(2_000) + "3}");
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
                            // neither characters that nobody sees nor braces that only group make a 5 another number
                            text.contains("\u202e5") || text.startsWith("\0") || text.startsWith("{{")
                                    ? Outcome.CORRECT
                                    : Outcome.WRONG);
        }
    }

    /// Texts as models write them when they do not stop, and worse.
    private static List<String> overlong() {
        String step = "Step 7: so $x_7 = \\frac{7}{2}$, that is \\(x = 3.5\\). The answer is \\boxed{7/2}. Wait, no.\n";
        return List.of(
                step.repeat(10_000),
                step.repeat(100_000),
                "<think>" + step.repeat(10_000) + "</think>" + step.repeat(10_000),
                "$".repeat(1_000_000),
                "$x".repeat(500_000),
                "\\(".repeat(500_000),
                "\\boxed{".repeat(150_000),
                "\\boxed{1}, ".repeat(100_000),
                "answer is ".repeat(100_000),
                ". ".repeat(500_000),
                "! ".repeat(500_000),
                "1,".repeat(500_000) + "a",
                " ".repeat(1_000_000) + "1",
                "A)" + " ".repeat(9_000) + "x".repeat(500),
                "\\sum_".repeat(2_000),
                "\\$".repeat(5_000),
                "A1".repeat(5_000),
                "\u03a3".repeat(9_000),
                "\u0301".repeat(9_000),
                "1_{" + " ".repeat(9_000) + "!",
                "\\text{" + ".".repeat(9_000) + "a}",
                "1e-19999,".repeat(1_000),
                "\\" + "a".repeat(9_000));
    }

    @ParameterizedTest
    @MethodSource({"hostile", "overlong"})
    void takesLittleTime(String text) {
        assertThat(millis(() -> VERIFIER.bare(text, text + "+1"))).isLessThan(MILLIS);
        assertThat(millis(() -> VERIFIER.verify("5", text))).isLessThan(MILLIS);
        assertThat(millis(() -> VERIFIER.verify("5", "\\boxed{" + text + "}"))).isLessThan(MILLIS);
        assertThat(millis(() -> VERIFIER.verify(text, "\\boxed{5}"))).isLessThan(MILLIS);
        assertThat(millis(() -> VERIFIER.explain(text, text))).isLessThan(MILLIS);
        for (Dialect dialect : Dialects.ALL) {
            assertThat(millis(() -> dialect.verify(new AnswerKey.MathAnswer("5"), text)))
                    .as(dialect.name())
                    .isLessThan(MILLIS);
        }
    }

    /// The time of this thread for one call, the least of a few when the first is no good: those before it may not have
    /// been compiled yet.
    private static double millis(Runnable call) {
        double best = Double.MAX_VALUE;
        for (int k = 0; k < 6 && best >= MILLIS; k++) {
            double start = CpuClock.millis();
            call.run();
            best = Math.min(best, CpuClock.millis() - start);
        }
        return best;
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
