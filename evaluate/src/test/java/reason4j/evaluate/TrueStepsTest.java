package reason4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reason4j.core.io.JsonLines;

class TrueStepsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // text | true | total
                "3-2=1;1*2=2;2+6-6=2 | 3 | 3",
                "3-2=1;1*2=3;3+6-6=3 | 2 | 3",
                "<think>3+4=7</think><answer>7</answer> | 1 | 1",
                "44 + 19 = 63, then 63 - 36 = 27. | 2 | 2",
                "She sold 48/2 = 24 clips | 1 | 1",
                "100 / 2 = $50 | 1 | 1",
                "0.2 x 50 = $10. | 1 | 1",
                "12 x 2 = 24 pages | 1 | 1",
                "2x3=6 | 1 | 1",
                "$1,000 + $2 = $1,002. | 1 | 1",
                "(1 + 2) * (3 - 1) = 6 | 1 | 1",
                "2 * (3 + (4 - 1)) = 12 | 1 | 1",
                "-3 + 4 = 1 | 1 | 1",
                "5 * -3 = -15 | 1 | 1",
                "1 − 4 = −3 | 1 | 1",
                "6 ÷ 4 = 1.5 | 1 | 1",
                "3/4 = 75% | 1 | 1",
                "50% * 20 = 10 | 1 | 1",
                "100 - 5 = 95% | 1 | 1",
                "100 - 5 = 94% | 0 | 1",
                "100 - 2/3*100 = 33.3% | 1 | 1",
                "8 x 1 1/2 = 12 rolls | 1 | 1",
                "2 - 1/2 = 1 1/2 | 1 | 1",
                "2 + 5 = 7 6/2 = 3 | 2 | 2",
                "1/3 + 1/6 = 1/2 | 1 | 1",
                "0.1 + 0.2 = 0.3 | 1 | 1",
                "\\(3 \\times 4 = 12\\) | 1 | 1",
                "$10 \\cdot 6 \\cdot 7 = 420$ | 1 | 1",
                "**3 + 4 = 7** | 1 | 1",
                "- 3 + 4 = 7 | 1 | 1",
                "* 3 + 4 = 8 | 0 | 1",
                "Step 1: 3 + 4 = 7 | 1 | 1",
                // chains: an equation for each equals sign with an operator at one side
                "2 + 3 + 4 = 5 + 4 = 9 | 2 | 2",
                "2 + 3 = 5 = 5 | 1 | 1",
                "3 + 4 = 7 = 2 + 6 | 1 | 2",
                "x = 3 + 4 = 7 | 1 | 1",
                "2x + 1 = 3 + 4 = 7 | 1 | 1",
                // rounding only of unending decimals, to the places that are written
                "10 / 3 = 3.33 | 1 | 1",
                "10 / 3 = 3.34 | 0 | 1",
                "10 / 3 = 3 | 0 | 1",
                "20 / 3 = 6.67 | 1 | 1",
                "1 / 8 = 0.13 | 0 | 1",
                // false
                "1 / 0 = 0 | 0 | 1",
                "2 + 2 = 5 | 0 | 1",
                // nothing stated, or nothing that can be read
                "3 = 3 | 0 | 0",
                "x = 5 | 0 | 0",
                "5 apples * 3 + 1 = 16 | 0 | 0",
                "x + 3 - 1 = 5 | 0 | 0",
                "2x + 3 = 7 | 0 | 0",
                "2x - 3 = 1 | 0 | 0",
                "2 + 3y = 8 | 0 | 0",
                "3 + 4 = 7y | 0 | 0",
                "3 + 4 = 7 * y | 0 | 0",
                "f(3) + 4 = 10 | 0 | 0",
                "(x + 3) * 2 = 10 | 0 | 0",
                "2^3 + 1 = 9 | 0 | 0",
                "3 + 1 = 2^2 | 0 | 0",
                "3! + 1 = 7 | 0 | 0",
                "\\frac{1}{2} + 3 = 3.5 | 0 | 0",
                "a 3 + 4 == 7 | 0 | 0",
                "3 + 4 <= 8 | 0 | 0",
                "v1.2 + 3 = 4.2 | 0 | 0",
                "((((((((((((((((((((1 + 1)))))))))))))))))))) = 2 | 0 | 0",
                "'' | 0 | 0",
            })
    void readsEquations(String text, int right, int total) {
        assertThat(TrueSteps.in(text, Precedence.NORMAL)).isEqualTo(new TrueSteps(right, total));
    }

    @Test
    void anEquationDoesNotCrossLines() {
        assertThat(TrueSteps.in("3 + 4\n= 7", Precedence.NORMAL)).isEqualTo(TrueSteps.NONE);
        assertThat(TrueSteps.in("3 + 4 = 7\n2 + 2 = 5", Precedence.NORMAL)).isEqualTo(new TrueSteps(1, 2));
    }

    @ParameterizedTest
    @CsvSource({
        "3-2*2=2,      false, true",
        "3-2*2=-1,     true,  false",
        "8/2+2=6,      true,  true",
        "2+6/4=2,      false, true",
        "2+6/4=3.5,    true,  false",
        "3-(2*2)=-1,   true,  true",
        "3-2*2+6=1*2+6=2+6=8, false, true",
    })
    void precedenceIsAChoice(String text, boolean normal, boolean leftToRight) {
        assertThat(allTrue(TrueSteps.in(text, Precedence.NORMAL))).isEqualTo(normal);
        assertThat(allTrue(TrueSteps.in(text, Precedence.LEFT_TO_RIGHT))).isEqualTo(leftToRight);
    }

    private static boolean allTrue(TrueSteps steps) {
        assertThat(steps.total()).isPositive();
        return steps.right() == steps.total();
    }

    @Test
    void sharesAddUp() {
        TrueSteps sum = new TrueSteps(1, 2).plus(new TrueSteps(2, 2));
        assertThat(sum).isEqualTo(new TrueSteps(3, 4));
        assertThat(sum.share()).isEqualTo(0.75);
        assertThat(TrueSteps.NONE.share()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(", "1+", "1*", "1=", "9", "1,000,", "x ", "1 ", "- ", "$", "**", "1/0=", "((1)", "\\", "1+1=2=", " ",
                "9*9*"
            })
    void hostileTextIsQuick(String part) {
        String text = part.repeat(200_000 / part.length());
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        long begun = clock.getCurrentThreadCpuTime();
        assertThatCode(() -> TrueSteps.in(text, Precedence.NORMAL)).doesNotThrowAnyException();
        // the thread's own time: a busy machine is no reason to fail
        assertThat(clock.getCurrentThreadCpuTime() - begun).isLessThan(2_000_000_000L);
    }

    @Test
    void solutionsWrittenByPeopleAreNearlyAllTrue() {
        Path gsm8k = Path.of("../../shared/data/gsm8k_test.jsonl");
        Assumptions.assumeTrue(Files.exists(gsm8k), gsm8k + " is not there");
        TrueSteps sum = JsonLines.readTrees(gsm8k).stream()
                .map(row -> row.path("solution").asString().replaceAll("<<[^>]*>>", ""))
                .map(solution -> TrueSteps.in(solution, Precedence.NORMAL))
                .reduce(TrueSteps.NONE, TrueSteps::plus);
        assertThat(sum.total()).isGreaterThan(3_500);
        assertThat(sum.share()).isBetween(0.98, 0.9999);
    }
}
