package reason4j.verify.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import reason4j.core.episode.Verdict;
import reason4j.verify.cases.Case;
import reason4j.verify.math.Extraction;
import reason4j.verify.math.MathVerifier;
import tools.jackson.databind.JsonNode;

/// What holds for every answer there is: it equals itself, and which side is the gold does not matter to `bare`.
class LawsTest {

    private static final int PAIRS = 20_000;
    private static final MathVerifier VERIFIER = MathVerifier.strict();

    private record Pair(String gold, String answer) {}

    private static void assumeData() {
        assumeTrue(
                Files.exists(Case.DATA),
                "skipped: no " + Case.DATA.toAbsolutePath().normalize());
    }

    private static List<String> golds() {
        return new ArrayList<>(new TreeSet<>(GoldAnswers.read(Case.DATA).stream()
                .map(GoldAnswers.Gold::answer)
                .filter(answer -> !answer.isBlank())
                .toList()));
    }

    private static List<Case> labelled() {
        List<Case> all = new ArrayList<>(Case.competition());
        if (Files.exists(Case.DATA)) {
            all.addAll(Case.development(Case.DATA));
            all.addAll(Case.responses(Case.DATA));
        }
        return all;
    }

    /// Gold and answer of every labelled case, the answer taken from the response where it is one.
    private static List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (Case labelled : labelled()) {
            JsonNode row = labelled.row();
            JsonNode answer = row.has("prediction") ? row.get("prediction") : row.get("response");
            pairs.add(new Pair(row.get("gold").asString(), answer.asString()));
            Extraction taken = VERIFIER.extract(answer.asString());
            if (taken.found()) {
                pairs.add(new Pair(row.get("gold").asString(), taken.text()));
            }
        }
        return pairs;
    }

    @Test
    void aGoldAnswersItself() {
        assumeData();
        List<String> wrong = new ArrayList<>();
        List<String> boxed = new ArrayList<>();
        for (String gold : golds()) {
            check(gold, VERIFIER.bare(gold, gold), wrong);
            check(gold, VERIFIER.verify(gold, gold), wrong);
            check(gold, VERIFIER.verify(gold, "\\boxed{" + gold + "}"), boxed);
        }
        assertThat(wrong).isEmpty();
        // two golds have a brace that never closes, so that no box around them closes either; one is a solution with a
        // box of its own
        assertThat(boxed).hasSizeLessThanOrEqualTo(3);
    }

    private static void check(String gold, Verdict verdict, List<String> wrong) {
        if (!verdict.correct()) {
            wrong.add(gold + " → " + verdict);
        }
    }

    @Test
    void everySideOfACaseEqualsItself() {
        List<String> wrong = new ArrayList<>();
        for (Pair pair : pairs()) {
            for (String side : List.of(pair.gold(), pair.answer())) {
                Verdict verdict = VERIFIER.bare(side, side);
                boolean nothing =
                        verdict.rule().equals("empty") || verdict.rule().equals("too-long");
                if (!verdict.correct() && !nothing) {
                    wrong.add(side + " → " + verdict);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void sidesMayChangePlaces() {
        List<Pair> pairs = pairs();
        if (Files.exists(Case.DATA)) {
            List<String> golds = golds();
            SplittableRandom random = new SplittableRandom(7);
            for (int k = 0; k < PAIRS; k++) {
                // neighbours in alphabetical order are alike and still differ
                int at = random.nextInt(golds.size() - 3);
                pairs.add(new Pair(golds.get(at), golds.get(at + 1 + random.nextInt(3))));
            }
        }
        List<String> wrong = new ArrayList<>();
        for (Pair pair : pairs) {
            Verdict there = VERIFIER.bare(pair.gold(), pair.answer());
            Verdict back = VERIFIER.bare(pair.answer(), pair.gold());
            if (there.correct() != back.correct()) {
                wrong.add(pair + " → " + there + " and back " + back);
            }
        }
        assertThat(wrong).isEmpty();
    }
}
