package reason4j.verify.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reason4j.core.episode.Verdict;
import reason4j.core.io.Json;
import tools.jackson.databind.JsonNode;

/// Scores over the published cases of the peers; skipped, audibly, where the data is not at hand.
class DevelopmentCasesTest {

    private static final Path DATA = Path.of("../../shared/data");

    private static List<JsonNode> rows(String file) throws IOException {
        Path path = DATA.resolve(file);
        assumeTrue(Files.exists(path), "skipped: no " + path.toAbsolutePath().normalize());
        try (Stream<String> lines = Files.lines(path)) {
            return lines.map(line -> Json.mapper().readTree(line)).toList();
        }
    }

    private static MathPolicy policy(JsonNode config) {
        MathPolicy policy = MathPolicy.strict()
                .afterThink(config.path("after_think").asBoolean(true))
                .bracketAnswer(config.path("bracket_answer").asBoolean(false))
                .lowercase(config.path("lowercase").asBoolean(false));
        List<String> strings = new ArrayList<>();
        config.path("strings").forEach(s -> strings.add(s.asString()));
        policy = policy.strings(strings);
        String percent = config.path("percent").asString("");
        if (!percent.isEmpty()) {
            policy = policy.percent(percent.equals("strip") ? MathPolicy.Percent.STRIP : MathPolicy.Percent.BOTH);
        }
        // Six decimals are Math-Verify's default and say nothing about a case.
        int precision = config.path("precision").asInt(6);
        return policy.decimals(precision == 6 ? -1 : precision)
                .relativeTolerance(config.path("rel_tol").asDouble(0));
    }

    private record Score(int right, int all, List<String> wrong) {
        double share() {
            return right / (double) all;
        }
    }

    private static Score score(String suite) throws IOException {
        int right = 0;
        int all = 0;
        List<String> wrong = new ArrayList<>();
        for (JsonNode row : rows("verify/math_dev.jsonl")) {
            JsonNode config = row.get("config");
            if (row.path("disputed").asBoolean(false)
                    || !config.get("suite").asString().equals(suite)) {
                continue;
            }
            MathVerifier verifier = MathVerifier.with(policy(config));
            String gold = row.get("gold").asString();
            String prediction = row.get("prediction").asString();
            boolean response = config.get("form").asString().equals("response");
            Verdict verdict = response ? verifier.verify(gold, prediction) : verifier.bare(gold, prediction);
            if (!response) {
                assertThat(verifier.bare(prediction, gold).correct())
                        .as("%s and %s, turned round", gold, prediction)
                        .isEqualTo(verdict.correct());
            }
            all++;
            if (verdict.correct() == row.get("expected").asBoolean()) {
                right++;
            } else {
                wrong.add(gold + " | " + prediction + " → " + verdict);
            }
        }
        return new Score(right, all, wrong);
    }

    @Test
    void equalityCases() throws IOException {
        Score score = score("equality");
        assertThat(score.share()).as("%s", score.wrong()).isGreaterThanOrEqualTo(0.99);
    }

    @Test
    void parserCases() throws IOException {
        Score score = score("parser");
        assertThat(score.share()).as("%s", score.wrong()).isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void whatAParserMustReject() throws IOException {
        for (JsonNode row : rows("verify/math_parse_errors.jsonl")) {
            String latex = row.get("latex").asString();
            assertThat(MathVerifier.parse(latex)).as(latex).isInstanceOf(ParseOutcome.Failure.class);
        }
    }

    /// Responses whose label contradicts what they state (fourteen), or that state no answer (three): docs/verifier.md
    /// goes through them.
    private static final List<String> DISAGREEMENTS = List.of(
            "qwen-72-7",
            "rho-rho-math-1b-interpreter-v0.1-gsm8k-594",
            "rho-rho-math-1b-v0.1-minerva_math-107",
            "rho-rho-math-1b-v0.1-minerva_math-146",
            "rho-rho-math-1b-v0.1-minerva_math-174",
            "rho-rho-math-1b-v0.1-minerva_math-20",
            "rho-rho-math-1b-v0.1-minerva_math-329",
            "rho-rho-math-1b-v0.1-minerva_math-37",
            "rho-rho-math-1b-v0.1-minerva_math-374",
            "rho-rho-math-1b-v0.1-minerva_math-399",
            "rho-rho-math-1b-v0.1-minerva_math-474",
            "rho-rho-math-7b-v0.1-gsm8k-297",
            "rho-rho-math-7b-v0.1-minerva_math-102",
            "rho-rho-math-7b-v0.1-minerva_math-120",
            "rho-rho-math-7b-v0.1-minerva_math-415",
            "rho-rho-math-7b-v0.1-minerva_math-420",
            "rho-rho-math-7b-v0.1-minerva_math-73");

    @Test
    void labelledResponses() throws IOException {
        int right = 0;
        int all = 0;
        List<String> wrong = new ArrayList<>();
        for (JsonNode row : rows("responses_dev.jsonl")) {
            if (!row.path("label").isBoolean()) {
                continue;
            }
            all++;
            Verdict verdict = MathVerifier.strict()
                    .verify(row.get("gold").asString(), row.get("response").asString());
            if (verdict.correct() == row.get("label").asBoolean()) {
                right++;
            } else {
                wrong.add(row.get("id").asString());
            }
        }
        assertThat(wrong).isSubsetOf(DISAGREEMENTS);
        assertThat(right / (double) all).isGreaterThanOrEqualTo(0.988);
    }

    @Test
    void goldAnswersAreEqualToThemselves() throws IOException {
        int all = 0;
        List<String> unread = new ArrayList<>();
        for (String file : List.of("math500.jsonl", "olympiadbench.jsonl", "aime24.jsonl", "omni_math_500.jsonl")) {
            for (JsonNode row : rows(file)) {
                String gold = row.path("answer").asString("");
                if (gold.isBlank()) {
                    continue;
                }
                all++;
                Verdict verdict = MathVerifier.strict().bare(gold, " " + gold + " + 0");
                Verdict self = MathVerifier.strict().verify(gold, "\\boxed{" + gold + "}");
                if (!self.correct() || verdict.rule().equals("gold-unparsed")) {
                    unread.add(gold);
                }
            }
        }
        assertThat(unread.size()).as("%s", unread).isLessThanOrEqualTo(all / 200);
    }
}
