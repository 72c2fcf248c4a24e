package reason4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reason4j.core.episode.FinishReason;
import reason4j.core.episode.Outcome;
import reason4j.core.episode.Verdict;
import reason4j.core.io.JsonLines;
import reason4j.core.io.UserException;
import reason4j.core.run.Seed;
import tools.jackson.databind.JsonNode;

class StatisticsTest {

    private static Sample sample(String problem, int index, @Nullable String answer, boolean right) {
        Outcome outcome = right ? Outcome.CORRECT : Outcome.WRONG;
        Verdict verdict = new Verdict(outcome, "test", "", "gold", answer, 0);
        return new Sample(problem, "", index, "", 1, FinishReason.STOP, verdict, right ? 1 : 0, TrueSteps.NONE);
    }

    /// One problem per word; its letters are the answers, capitals are right, a dot is none.
    private static List<Sample> samples(String... words) {
        List<Sample> samples = new ArrayList<>();
        for (int p = 0; p < words.length; p++) {
            for (int i = 0; i < words[p].length(); i++) {
                char c = words[p].charAt(i);
                samples.add(sample("p" + p, i, c == '.' ? null : String.valueOf(c), Character.isUpperCase(c)));
            }
        }
        return samples;
    }

    @ParameterizedTest
    @CsvSource({
        // n, c, k, 1 - C(n-c,k)/C(n,k) by hand
        "8, 0, 1, 0",
        "8, 3, 1, 0.375",
        "8, 8, 1, 1",
        "8, 1, 2, 0.25", // 1 - 21/28
        "8, 3, 2, 0.6428571428571429", // 1 - 10/28
        "8, 3, 4, 0.9285714285714286", // 1 - 5/70
        "8, 1, 8, 1",
        "8, 0, 8, 0",
        "8, 5, 4, 1", // three wrong ones cannot fill four places
        "100, 2, 10, 0.1909090909090909", // 1 - (90*89)/(100*99)
        "3000, 1, 1500, 0.5",
    })
    void passAtKIsTheFormula(int n, int c, int k, double expected) {
        assertThat(PassRates.passAtK(n, c, k)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void passAtKIsTheShareOfSubsetsWithARightOne() {
        for (int n = 1; n <= 8; n++) {
            for (int c = 0; c <= n; c++) {
                for (int k = 1; k <= n; k++) {
                    int right = (1 << c) - 1;
                    int all = 0;
                    int hit = 0;
                    for (int set = 0; set < 1 << n; set++) {
                        if (Integer.bitCount(set) == k) {
                            all++;
                            hit += (set & right) != 0 ? 1 : 0;
                        }
                    }
                    assertThat(PassRates.passAtK(n, c, k)).isCloseTo((double) hit / all, within(1e-12));
                }
            }
        }
    }

    @Test
    void majorityAndAverage() {
        List<List<Sample>> groups = PassRates.byProblem(samples("aAbA", "Abba", "...A", "....", "bAAb"));
        assertThat(PassRates.majorityAt(4, groups)).isEqualTo(2 / 5.0); // p0 and p2; in p4 the tie goes to the first
        assertThat(PassRates.majorityAt(1, groups)).isEqualTo(1 / 5.0);
        assertThat(PassRates.averageAt(4, groups)).isCloseTo((0.5 + 0.25 + 0.25 + 0 + 0.5) / 5, within(1e-12));
        assertThat(PassRates.averageAt(1, groups)).isCloseTo(1 / 5.0, within(1e-12));
        assertThatThrownBy(() -> PassRates.averageAt(5, groups)).hasMessageContaining("k = 5");
    }

    /// For two values the mean of a resample is one of three: 0 (1/4), 0.5 (1/2), 1 (1/4), so the bounds are exact.
    @Test
    void bootstrapOfTwoValues() {
        assertThat(Interval.bootstrap(new double[] {0, 1}, 10_000, new Seed(1))).isEqualTo(new Interval(0.5, 0, 1));
        assertThat(Interval.bootstrap(new double[] {0.25}, 100, new Seed(1))).isEqualTo(new Interval(0.25, 0.25, 0.25));
    }

    /// The exact distribution of the resampled mean of six values, by going through all 6^6 resamples.
    @Test
    void bootstrapAgreesWithAllResamples() {
        double[] values = {0, 0.125, 0.125, 0.5, 0.875, 1};
        double[] means = new double[46_656];
        for (int r = 0; r < means.length; r++) {
            int rest = r;
            for (int i = 0; i < 6; i++) {
                means[r] += values[rest % 6] / 6;
                rest /= 6;
            }
        }
        Arrays.sort(means);
        Interval interval = Interval.bootstrap(values, 200_000, new Seed(3));
        assertThat(interval.mean()).isCloseTo(2.625 / 6, within(1e-12));
        assertThat(interval.low()).isCloseTo(means[(int) (0.025 * 46_655)], within(0.021));
        assertThat(interval.high()).isCloseTo(means[(int) (0.975 * 46_655)], within(0.021));
    }

    /// For many values the interval approaches the mean plus or minus 1.96 standard errors.
    @Test
    void bootstrapAgreesWithTheNormalApproximation() {
        double[] values = new double[1000];
        Arrays.fill(values, 0, 300, 1);
        Interval interval = Interval.bootstrap(values, 10_000, new Seed(5));
        double error = Math.sqrt(0.3 * 0.7 / 1000);
        assertThat(interval.low()).isCloseTo(0.3 - 1.96 * error, within(0.002));
        assertThat(interval.high()).isCloseTo(0.3 + 1.96 * error, within(0.002));
        assertThat(Interval.bootstrap(values, 10_000, new Seed(5))).isEqualTo(interval);
        assertThat(Interval.bootstrap(values, 10_000, new Seed(6))).isNotEqualTo(interval);
    }

    @Test
    void pairsAreSurerThanRates() {
        List<Sample> before = new ArrayList<>();
        List<Sample> after = new ArrayList<>();
        for (int p = 0; p < 200; p++) {
            for (int s = 0; s < 4; s++) {
                before.add(sample("p" + p, s, "x", p < 100));
                after.add(sample("p" + (199 - p), s, "x", p >= 90)); // the same, and ten problems more
            }
        }
        Difference difference = Difference.between(before, after, 5_000, new Seed(1));
        assertThat(difference.problems()).isEqualTo(200);
        assertThat(difference.difference().mean()).isCloseTo(0.05, within(1e-12));
        assertThat(difference.difference().low()).isBetween(0.015, 0.035);
        assertThat(difference.difference().high()).isBetween(0.065, 0.09);
        assertThat(difference.significant()).isTrue();
        assertThat(Difference.between(before, before, 100, new Seed(1)).significant())
                .isFalse();
        assertThatThrownBy(() -> Difference.between(before, after.subList(0, 40), 100, new Seed(1)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("200 and 10 problems");
    }

    /// 8 answers of a real model to each of 100 problems of MATH, with the labels that their publisher gave.
    @Test
    void realSamples() {
        Path file = Path.of("../../shared/data/samples8_qwen_math100.jsonl");
        Assumptions.assumeTrue(Files.exists(file), file + " is not there");
        List<Sample> samples = new ArrayList<>();
        for (JsonNode row : JsonLines.readTrees(file)) {
            for (int i = 0; i < row.path("labels").size(); i++) {
                samples.add(sample(
                        row.path("id").asString(),
                        i,
                        row.path("preds").get(i).asString(),
                        row.path("labels").get(i).asBoolean()));
            }
        }
        List<List<Sample>> groups = PassRates.byProblem(samples);
        assertThat(groups).hasSize(100);
        assertThat(PassRates.averageAt(8, groups)).isCloseTo(0.91, within(1e-12));
        assertThat(PassRates.passAt(8, groups)).isCloseTo(0.96, within(1e-12));
        assertThat(PassRates.majorityAt(8, groups)).isCloseTo(0.93, within(1e-12));
    }
}
