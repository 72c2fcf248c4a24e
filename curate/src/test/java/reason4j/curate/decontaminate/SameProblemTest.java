package reason4j.curate.decontaminate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reason4j.curate.text.Canonical;
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
            true  | &lt;p&gt;A farmer has 12 sheep&nbsp;and sells &#49;/3 of them to a neighbour.<br/>How many sheep are left?
            true  | A farmer has $12$ sheep and sells $\\\\frac{1}{3}$ of them to a neighbour. How many sheep are left?
            true  | A farmer has 12 sheep and sells frac{1}{3} of them to a neighbour. How many sheep are left?
            true  | [4 points] A farmer has $12$ sheep and sells $\\frac{1}{3}$ of them to a neighbour. How many sheep are left? (A) 4 (B) 6 (C) 8 (D) 9 (E) 12
            true  | How many sheep are left? A farmer has $12$ sheep and sells $\\frac{1}{3}$ of them to a neighbour.
            true  | [INST] A farmer has $12$ sheep and sells $\\frac{1}{3}$ of them to a neighbour. How many sheep are left? [/INST]
            false | A farmer has $15$ sheep and sells $\\frac{1}{3}$ of them to a neighbour. How many sheep are left?
            false | A farmer has $12$ sheep and sells $\\frac{1}{4}$ of them to a neighbour. How many sheep are left?
            false | A baker has 12 rolls and sells them for 3 euros each. How much does the baker earn?
            """)
    void aCopyIsFoundAndAnotherProblemIsNot(boolean same, String row) {
        Rule rule = Rules.named("same-problem", List.of(new Reference("b", "1", QUESTION, "8")), background());
        assertThat(rule.hit(row) != null).isEqualTo(same);
    }

    /// A pool with many copies of a problem must not make that problem's words common, or the copies hide one another.
    @Test
    void copiesInThePoolWeighNoWordDown() {
        Background background = new Background(List.of(new Reference("b", "1", QUESTION, "8")));
        WordCounts alone = background();
        WordCounts withCopies = background();
        for (int i = 0; i < 40; i++) {
            String line = "A baker has " + i + " rolls and sells them for 3 euros each. How much does the baker earn?";
            background.count(line, withCopies);
            alone.add(Canonical.of(line));
            background.count("Please. " + QUESTION.replace("neighbour", "friend"), withCopies);
            background.count(QUESTION.toUpperCase(Locale.ROOT).replace("$", ""), withCopies);
        }
        Canonical text = Canonical.of(QUESTION + " baker");
        assertThat(IntStream.range(0, text.tokens())
                        .mapToDouble(t -> withCopies.rarity(text.hash(t)))
                        .toArray())
                .isEqualTo(IntStream.range(0, text.tokens())
                        .mapToDouble(t -> alone.rarity(text.hash(t)))
                        .toArray());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Let x_1=frac2511 and ABcdot CD=frac12.    | Let $x_1=\\frac{25}{11}$ and $AB\\cdot CD=\\frac12$.
            for each 2 le i le 10, A_1A_2dots A_11    | for each $2\\le i\\le 10$, $A_1A_2\\dots A_{11}$
            leftlfloorfracx2rightrfloor neq 3         | $\\left\\lfloor\\frac{x}{2}\\right\\rfloor\\neq 3$
            log_xleft(y^xright)=10                    | $\\log_x\\left(y^x\\right)=10$
            [beginarray ccc hline 0 & 0 & 8 endarray] | \\begin{array}{} ccc \\hline 0 & 0 & 8 \\end{array}
            fraca_ia_j + sqrt3 in mathbbR             | $\\frac{a_i}{a_j}+\\sqrt{3}\\in\\mathbb{R}$
            an inequality of fractions, underlined    | an inequality of fractions, under\\text{lined}
            """)
    void latexThatLostItsBackslashesIsReadAsWithThem(String lost, String latex) {
        assertThat(Canonical.of(lost)).hasToString(Canonical.of(latex).toString());
    }

    /// What the case of planted copies in `bench/curate` taught: each pair is one problem, or two.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            true  | Find $AB\\cdot AC$.                   | Determine $AB\\cdot AC$.
            true  | THE LEAST N LESS THAN OR EQUAL TO 300. | The least $N\\leq 300$.
            false | A square and a regular nonagon share the side AD. Find angle BAC. | A square and a regular heptagon share the side AD. Find angle BAC.
            """)
    void anotherVerbIsOneProblemAndAnotherFigureTwo(boolean same, String row, String end) {
        String preamble =
                "Triangle $ABC$ has circumradius $13$, inradius $6$ and $\\overline{IA}\\perp\\overline{OI}$. ";
        Rule rule = Rules.named("same-problem", List.of(new Reference("b", "1", preamble + end, "")), background());
        assertThat(rule.hit(preamble + row) != null).isEqualTo(same);
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
        List<String> pool = Real.POOL;
        List<Reference> all = Real.REFERENCES;
        Rule rule = Real.RULE;
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

        Rule aime25 = Rules.named("same-problem", Real.MEASURE.references("aime25"), Real.counts());
        assertThat(Real.MEASURE.questions("aime25_variants")).allMatch(v -> aime25.hit(v) != null);
        Rule aime24 = Rules.named("same-problem", Real.MEASURE.references("aime24"), Real.counts());
        assertThat(pool.parallelStream().filter(p -> aime24.hit(p) != null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Find the least area of such a triangle with a side of 7.  | Find the greatest area of such a triangle with a side of 7.
            What is the perimeter of a rectangle of sides 3 and 11?   | What is the area of a rectangle of sides 3 and 11?
            Compute the sum of all even divisors of the number 5040.  | Compute the sum of all odd divisors of the number 5040.
            Each of 12 boxes holds 5 marbles of glass. How many marbles are in 3 such boxes? | Each of 5 boxes holds 12 marbles of glass. How many marbles are in 3 such boxes?
            Solve the equation 8x + 6y - 7z = 20 in positive integers below 40. | Solve the equation 8x - 6y - 7z = 20 in positive integers below 40.
            """)
    void anOppositeOrAnExchangeMakesAnotherQuestion(String question, String other) {
        Rule rule = Rules.named("same-problem", List.of(new Reference("b", "1", question, "")), background());
        assertThat(rule.hit(question)).isNotNull();
        assertThat(rule.hit(other)).isNull();
    }

    /// Kinds of rewriting and near misses that the bounds were not first chosen on; `MeasureHeldOut` has all of them.
    @Test
    void otherKindsOfRewritingAreFoundToo() {
        assumeTrue(Files.exists(DATA), "needs ../../shared/data, which is not here");
        List<Reference> all = Real.REFERENCES;
        Rule rule = Real.RULE;
        List<Measure.Copy> copies = MeasureHeldOut.copies(all, 24);
        List<Measure.Copy> missed = new ArrayList<>();
        Measure.recall(rule, copies, missed);
        assertThat(copies).hasSizeGreaterThan(1000);
        assertThat(missed).hasSizeLessThanOrEqualTo(copies.size() / 100);
        long opposite = all.stream()
                .map(r -> HeldOut.otherQuestion(r.problem()))
                .filter(other -> !other.isEmpty() && rule.hit(other) != null)
                .count();
        assertThat(opposite).as("opposite questions of about 600").isLessThanOrEqualTo(5);
        long foreign = IntStream.range(0, all.size())
                .mapToObj(i -> HeldOut.foreignQuestion(
                        all.get(i).problem(), all.get((i + 7) % all.size()).problem()))
                .filter(other -> !other.isEmpty() && rule.hit(other) != null)
                .count();
        assertThat(foreign).as("questions of another problem, of 562").isLessThanOrEqualTo(56);
    }

    /// Kinds that were written when the rule had been mended for all others.
    @Test
    void furtherListsOfKindsAreFoundToo() {
        assumeTrue(Files.exists(DATA), "needs ../../shared/data, which is not here");
        List<Reference> all = Real.REFERENCES;
        Rule rule = Real.RULE;
        List<Measure.Copy> copies = new ArrayList<>(MeasureHeldOut.copies(ThirdList.kinds(), all, 48));
        copies.addAll(MeasureHeldOut.copies(FourthList.kinds(), all, 48));
        copies.addAll(MeasureHeldOut.copies(FifthList.kinds(), all, 48));
        List<Measure.Copy> missed = new ArrayList<>();
        Measure.recall(rule, copies, missed);
        assertThat(copies).hasSizeGreaterThan(1000);
        assertThat(missed).hasSizeLessThanOrEqualTo(copies.size() / 50);
        SplittableRandom random = new SplittableRandom(3);
        long exchanged = all.stream()
                .map(r -> ThirdList.exchanged(r.problem(), random))
                .filter(other -> !other.isEmpty() && rule.hit(other) != null)
                .count();
        assertThat(exchanged).as("two numbers exchanged, of 562").isLessThanOrEqualTo(40);
    }

    /// The real pool and benchmarks, read once and only where a test needs them.
    private static final class Real {
        static final Measure MEASURE = new Measure(DATA);
        static final List<String> POOL = MEASURE.pool();
        static final List<Reference> REFERENCES = MEASURE.references(Measure.BENCHMARKS.toArray(String[]::new));
        private static final WordCounts COUNTS = Measure.counts(POOL);
        static final Rule RULE = Rules.named("same-problem", REFERENCES, counts());

        /// Of its own: a rule adds its references.
        static WordCounts counts() {
            return new WordCounts().plus(COUNTS);
        }
    }

    private static WordCounts background() {
        WordCounts counts = new WordCounts();
        for (int i = 0; i < 50; i++) {
            counts.add(Canonical.of("How many of the " + i + " are left if each has a part of them?"));
        }
        return counts;
    }
}
