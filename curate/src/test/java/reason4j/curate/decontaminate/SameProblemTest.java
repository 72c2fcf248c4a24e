package reason4j.curate.decontaminate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reason4j.curate.text.WordCounts;

class SameProblemTest {

    private static final Path DATA = Path.of("../../shared/data");
    private static final String QUESTION =
            "A farmer has $12$ sheep and sells $\\frac{1}{3}$ of them to a neighbour. How many sheep are left?";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            true  | A farmer has 12 sheep and sells 1/3 of them to a neighbour. How many sheep are left?
            true  | A FARMER HAS 12 SHEEP AND SELLS 1/3 OF THEM TO A NEIGHBOUR. HOW MANY SHEEP ARE LEFT?
            true  | A farmer has twelve sheep and sells \\(\\dfrac{1}{3}\\) of them to a neighbour. How many sheep are left?
            true  | A farmmer has 12 sheep and sels 1/3 of them to a neighbuor. How many sheep are left?
            true  | Return your final response within \\boxed{}. A farmer has $12$ sheep and sells $\\frac{1}{3}$ of them to a neighbour. How many sheep are left?
            false | A farmer has $15$ sheep and sells $\\frac{1}{3}$ of them to a neighbour. How many sheep are left?
            false | A farmer has $12$ sheep and sells $\\frac{1}{4}$ of them to a neighbour. How many sheep are left?
            false | A baker has 12 rolls and sells them for 3 euros each. How much does the baker earn?
            """)
    void aCopyIsFoundAndAnotherProblemIsNot(boolean same, String row) {
        Rule rule = Rules.named("same-problem", List.of(new Reference("b", "1", QUESTION, "8")), background());
        assertThat(rule.hit(row) != null).isEqualTo(same);
    }

    @Test
    void theEvidenceShowsWhatIsShared() {
        Rule rule = Rules.named("same-problem", List.of(new Reference("b", "1", QUESTION, "8")), background());
        Hit hit = Objects.requireNonNull(
                rule.hit(
                        "Please answer. A farmer has twelve sheep and sells 1/3 of them to a neighbour. How many sheep are left?"));
        assertThat(hit.evidence()).containsEntry("benchmark", "b").containsEntry("id", "1");
        assertThat(hit.spans()).anyMatch(s -> s.contains("twelve sheep and sells 1/3 of them"));
    }

    @Test
    void rewrittenCopiesAreFoundAndOthersAreNot() {
        assumeTrue(Files.exists(DATA), "needs ../../shared/data, which is not here");
        Measure measure = new Measure(DATA);
        List<String> pool = measure.pool();
        WordCounts counts = Measure.counts(pool);
        List<Reference> all = measure.references(Measure.BENCHMARKS.toArray(String[]::new));
        Rule rule = Rules.named("same-problem", all, counts);
        List<Measure.Copy> missed = new ArrayList<>();
        Map<String, int[]> recall = Measure.recall(rule, Measure.copies(all, 16), missed);
        recall.forEach(
                (kind, n) -> assertThat(n[0]).as(kind + " of " + n[1]).isGreaterThanOrEqualTo((int) (0.97 * n[1])));
        int found = recall.values().stream().mapToInt(n -> n[0]).sum();
        int copies = recall.values().stream().mapToInt(n -> n[1]).sum();
        assertThat(copies).isGreaterThan(1000);
        assertThat(found).isGreaterThanOrEqualTo((int) Math.ceil(0.99 * copies));
        SplittableRandom random = new SplittableRandom(1);
        long flagged = all.stream()
                .map(r -> Rewritings.otherNumbers(r.problem(), random, false))
                .filter(other -> rule.hit(other) != null)
                .count();
        assertThat(flagged).as("templates with other numbers, of " + all.size()).isLessThanOrEqualTo(5);

        Rule aime25 = Rules.named("same-problem", measure.references("aime25"), counts);
        assertThat(measure.questions("aime25_variants")).allMatch(v -> aime25.hit(v) != null);
        Rule aime24 = Rules.named("same-problem", measure.references("aime24"), counts);
        assertThat(pool.parallelStream().filter(p -> aime24.hit(p) != null)).isEmpty();
    }

    private static WordCounts background() {
        WordCounts counts = new WordCounts();
        for (int i = 0; i < 50; i++) {
            counts.add(reason4j.curate.text.Canonical.of(
                    "How many of the " + i + " are left if each has a part of them?"));
        }
        return counts;
    }
}
