package reason4j.verify.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import reason4j.core.run.Seed;
import reason4j.verify.cases.Case;

/// No input makes the verifier throw, outlive its budget or keep memory.
class FuzzTest {

    private static final long INPUTS = 30_000;

    /// Generous for machines that do something else too; the budget itself is counted in steps.
    private static final double MILLIS = 1000;

    @Test
    void survivesWhateverItIsGiven() {
        List<String> answers = Case.competition().stream()
                .map(labelled -> labelled.row().get("gold").asString())
                .toList();
        Trial trial = new Trial(new Inputs(new Seed(20261124), answers));
        for (long number = 0; number < INPUTS; number++) {
            trial.judge(number);
        }
        assertThat(trial.failures()).isEmpty();
        assertThat(trial.slowestMillis()).as(trial.slowest()).isLessThan(MILLIS);
    }
}
