package reason4j.curate.decontaminate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reason4j.core.io.Json;
import reason4j.curate.text.Normal;
import tools.jackson.databind.JsonNode;

class PublishedRulesTest {

    private static final Path DATA = Path.of("../../shared/data");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            abc | abc | 1.0
            abc | abd | 0.6666666666666666
            kitten | sitting | 0.6153846153846154
            a | b | 0
            """)
    void indelSimilarityIsThatOfRapidfuzz(String a, String b, double ratio) {
        assertThat(Indel.ratio(a, b)).isEqualTo(ratio);
        assertThat(Indel.ratio(b, a)).isEqualTo(ratio);
    }

    @Test
    void indelSimilarityOfLongTextsEqualsThePlainAlgorithm() {
        String a =
                "the quick brown fox jumps over the lazy dog and the cat that sat on the mat, twice over and over again";
        String b =
                "a quick brown fix jumped over two lazy dogs, and a cat sat on that mat thrice; over and out and over again now";
        int[][] lcs = new int[a.length() + 1][b.length() + 1];
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                lcs[i][j] = a.charAt(i - 1) == b.charAt(j - 1)
                        ? lcs[i - 1][j - 1] + 1
                        : Math.max(lcs[i - 1][j], lcs[i][j - 1]);
            }
        }
        assertThat(Indel.ratio(a, b)).isEqualTo(2.0 * lcs[a.length()][b.length()] / (a.length() + b.length()));
    }

    @Test
    void theRulesCountWhatTheOraclesCount() throws Exception {
        assumeTrue(Files.exists(DATA), "needs ../../shared/data, which is not here");
        JsonNode expected = Json.mapper().readTree(Files.readString(DATA.resolve("expected_measurements.json")));
        Measure measure = new Measure(DATA);
        List<String> pool = measure.pool();
        for (String benchmark : Measure.BENCHMARKS) {
            List<Reference> references = measure.references(benchmark);
            for (int n : new int[] {8, 13, 32}) {
                int flagged = flagged(new WordNgrams(references, n), pool);
                assertThat(flagged)
                        .as(n + "-gram of " + benchmark)
                        .isEqualTo(expected.get("ngram" + n + "_contaminated_pool_rows")
                                .get(benchmark)
                                .asInt());
            }
        }
        for (String benchmark : List.of("aime24", "aime25", "amc23", "math500")) {
            assertThat(flagged(Rules.named("indel-95", measure.references(benchmark)), pool))
                    .isEqualTo(expected.get("indel_ratio_ge_95_pool_rows")
                            .get(benchmark)
                            .asInt());
        }
        assertThat(present(measure, pool, Normal::of))
                .isEqualTo(expected.get("exact_normalised_test_questions_present_in_pool"));
        assertThat(present(measure, pool, Normal::withoutDigits)).isEqualTo(expected.get("exact_after_digit_removal"));
    }

    private static int flagged(Rule rule, List<String> pool) {
        return (int) pool.parallelStream().filter(p -> rule.hit(p) != null).count();
    }

    private static JsonNode present(Measure measure, List<String> pool, Exact.Form form) {
        Set<String> texts = new HashSet<>();
        pool.forEach(p -> texts.add(form.of(p)));
        var counts = Json.mapper().createObjectNode();
        for (String benchmark : Measure.BENCHMARKS) {
            counts.put(benchmark, (int) measure.references(benchmark).stream()
                    .filter(r -> texts.contains(form.of(r.problem())))
                    .count());
        }
        return counts;
    }
}
