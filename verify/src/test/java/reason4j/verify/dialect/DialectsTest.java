package reason4j.verify.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reason4j.core.episode.Outcome;
import reason4j.core.io.UserException;
import reason4j.core.problem.AnswerKey;

/// What the graders are known for, a row each: verdicts of the originals, their mistakes included.
class DialectsTest {

    private static AnswerKey key(String gold) {
        return new AnswerKey.MathAnswer(gold);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            hendrycks | \\frac{1}{2}      | 0.5                   | CORRECT
            hendrycks | \\frac{1}{4}      | 0.25                  | WRONG
            hendrycks | \\frac{1}{2}      | 1/2                   | CORRECT
            hendrycks | 5                 | x=5                   | CORRECT
            hendrycks | 5                 | xyz=5                 | WRONG
            hendrycks | \\sqrt{3}         | \\sqrt3               | CORRECT
            hendrycks | 30                | 30^\\circ             | CORRECT
            hendrycks | 10                | 10\\text{ cm}         | CORRECT
            hendrycks | 10                | 10\\text{cm}          | WRONG
            hendrycks | x+1               | 1+x                   | WRONG
            prm800k   | x+1               | 1+x                   | CORRECT
            prm800k   | \\frac{1}{2}      | \\frac{2}{4}          | WRONG
            prm800k   | 2.5               | \\frac{5}{2}          | CORRECT
            prm800k   | 2                 | 1+1                   | WRONG
            prm800k   | (1,2)             | (1,2)                 | CORRECT
            prm800k   | (1,2)             | [1,2]                 | WRONG
            prm800k   | \\text{Even}      | even                  | CORRECT
            prm800k   | 7\\frac{3}{4}     | \\frac{31}{4}         | CORRECT
            prm800k   | 1,234             | 1234                  | CORRECT
            prm800k   | 10\\sqrt{3}       | \\sqrt{3}\\cdot 10    | CORRECT
            prm800k   | 2                 | 3                     | WRONG
            dapo      | 10                | 10 km                 | CORRECT
            dapo      | 10                | $10$                  | CORRECT
            dapo      | 10                | x = 10                | CORRECT
            dapo      | 1000              | 1,000                 | CORRECT
            dapo      | \\frac{1}{2}      | 0.5                   | WRONG
            dapo      | \\frac{1}{2}      | \\frac12              | CORRECT
            dapo      | AB                | \\overline{AB}        | CORRECT
            gsm8k     | 1000              | 1,000                 | CORRECT
            gsm8k     | 5                 | 5.0                   | WRONG
            gsm8k     | 5                 | $5                    | WRONG
            math-verify | \\frac{1}{2}    | 0.5                   | CORRECT
            """)
    void judgeAnswersAsTheOriginalsDo(String dialect, String gold, String answer, Outcome expected) {
        assertThat(Dialects.named(dialect).bare(key(gold), answer).outcome()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            hendrycks | 7 | It is \\boxed{7}.              | CORRECT
            hendrycks | 7 | It is \\fbox{7}.               | WRONG
            hendrycks | 7 | The answer is 7.               | WRONG
            hendrycks | 7 | \\boxed{7} or \\boxed{8}       | WRONG
            prm800k   | 7 | It is \\boxed{7.0}.            | CORRECT
            dapo      | 7 | Answer: 8 Answer: 7            | WRONG
            dapo      | 7 | So.⏎Answer: 7                  | CORRECT
            dapo      | 7 | \\boxed{7}                     | WRONG
            gsm8k     | 7 | 3+4=7⏎#### 7                   | CORRECT
            gsm8k     | 7 | #### 7 #### 8                  | WRONG
            gsm8k     | 7 | The answer is 7                | WRONG
            """)
    void takeTheAnswerWhereTheOriginalsDo(String dialect, String gold, String response, Outcome expected) {
        assertThat(Dialects.named(dialect)
                        .verify(key(gold), response.replace('⏎', '\n'))
                        .outcome())
                .isEqualTo(expected);
    }

    @Test
    void readOnlyTheEndWhereTheOriginalsDo() {
        String late = "Answer: 7\n" + "x".repeat(400);
        assertThat(Dialects.named("dapo").verify(key("7"), late).correct()).isFalse();
        String early = "#### 7" + " ".repeat(400);
        assertThat(Dialects.named("gsm8k").verify(key("7"), early).correct()).isFalse();
    }

    @Test
    void doNotJudgeProgramsOrHugeAnswers() {
        AnswerKey program = new AnswerKey.ProgramTests("python", List.of(), List.of());
        for (Dialect dialect : Dialects.ALL) {
            assertThat(dialect.verify(program, "\\boxed{1}").outcome()).isEqualTo(Outcome.UNSCORABLE);
        }
        String huge = "\\boxed{" + "9".repeat(20_000) + "}";
        assertThat(Dialects.named("prm800k").verify(key("9"), huge).outcome()).isEqualTo(Outcome.UNSCORABLE);
    }

    @Test
    void areFoundByNameOrListed() {
        assertThatThrownBy(() -> Dialects.named("sympy"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("sympy")
                .hasMessageContaining("math-verify, hendrycks, prm800k, dapo, gsm8k");
    }
}
