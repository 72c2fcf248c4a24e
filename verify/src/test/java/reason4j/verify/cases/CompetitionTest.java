package reason4j.verify.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reason4j.verify.stream.Rows;

/// The cases of `competition.jsonl`, labelled by the default policy; most were written without looking at the verifier.
class CompetitionTest {

    private static final Set<String> HOSTILE = Set.of("hacking", "stress");

    @Test
    void competitionAnswersAreJudgedByTheDefaultPolicy() {
        Score score = Score.of(Case.competition(), Rows.strict());
        System.out.println("competition: " + score);
        score.falsePositives().forEach(miss -> System.out.println("false positive: " + miss));
        score.falseNegatives().forEach(miss -> System.out.println("false negative: " + miss));
        assertThat(score.cases()).isGreaterThan(500);
        assertThat(score.share()).isGreaterThanOrEqualTo(0.97);
    }

    @Test
    void noHackIsCorrect() {
        List<Case> hostile = Case.competition().stream()
                .filter(c -> HOSTILE.contains(c.kind()))
                .toList();
        assertThat(hostile).hasSizeGreaterThan(100);
        assertThat(Score.of(hostile, Rows.strict()).falsePositives()).isEmpty();
    }
}
