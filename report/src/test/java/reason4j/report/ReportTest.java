package reason4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reason4j.core.io.Json;
import reason4j.core.io.JsonLines;
import reason4j.core.io.UserException;
import reason4j.core.io.WholeFiles;
import tools.jackson.databind.JsonNode;

class ReportTest {

    @TempDir
    static Path whole;

    @TempDir
    Path root;

    @BeforeAll
    static void aRun() {
        FixtureRun.write(whole);
    }

    @BeforeEach
    void aCopyOfIt() throws IOException {
        try (Stream<Path> files = Files.walk(whole)) {
            for (Path file : files.filter(f -> !f.equals(whole)).toList()) {
                Files.copy(file, root.resolve(whole.relativize(file)));
            }
        }
    }

    private String page() {
        Path file = root.resolve("out").resolve("report.html");
        Report.write(root, file);
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// What stands on the page, without style, script and data.
    private String shown() {
        String page = page();
        return page.substring(page.indexOf("<main>"), page.indexOf("</main>"));
    }

    private static JsonNode data(String page) {
        String open = "<script type=\"application/json\" id=\"page-data\">";
        int from = page.indexOf(open) + open.length();
        return Json.mapper().readTree(page.substring(from, page.indexOf("</script>", from)));
    }

    @Test
    void saysWhatCameOut() {
        String page = shown();
        assertThat(page).contains("<b>rlvr</b> solves <b>90.7 %</b>", "+46.6 points against sft (44.1 %)");
        assertThat(page).contains("the 95 % intervals do not overlap");
        assertThat(page).containsSubsequence("<th scope=\"row\">", "base</th>", "sft</th>", "rlvr</th>");
        assertThat(page).contains("40.7 % … 47.2 %", "100 × 8", "7 min 11 s", "2 cores, 24 GiB");
        assertThat(page).contains("algorithm: dapo");
        assertThat(page).doesNotContain("What this page could not show");
    }

    @Test
    void showsTheFunnel() {
        String page = shown();
        assertThat(page).containsSubsequence("input</div>", "608", "clean</div>", "−2", "606");
        assertThat(page).containsSubsequence("contaminated</div>", "−18", "588", "18", "shares its operands");
        assertThat(page)
                .containsSubsequence(
                        "duplicate</div>", "−84", "504", "verify</div>", "−4", "400 train", "100 held out");
        assertThat(page)
                .contains(
                        "jaccard: 0.91 · of: p3",
                        "five operands, &lt;left to right&gt;, see <code>manifest.json</code>");
    }

    @Test
    void carriesCurvesEpisodesAndAnswers() {
        JsonNode data = data(page());
        JsonNode rlvr = data.path("runs").get(0);
        assertThat(rlvr.path("name").asString()).isEqualTo("rlvr");
        assertThat(rlvr.path("steps")).hasSize(60);
        assertThat(rlvr.path("columns").path("reward")).hasSize(60);
        JsonNode heldout = rlvr.path("columns").path("heldout_pass_at_1");
        assertThat(heldout.get(8).isNull()).isTrue();
        assertThat(heldout.get(9).asDouble()).isBetween(0.4, 0.6);
        JsonNode groups = data.path("episodes").get(0).path("groups");
        assertThat(groups.get(0).path("step").asInt()).isZero();
        assertThat(groups.get(groups.size() - 1).path("step").asInt()).isEqualTo(59);
        JsonNode sample = groups.get(0).path("samples").get(0);
        assertThat(sample.path("text").asString()).startsWith("<think>");
        assertThat(sample.path("rewards").path("answer").isNumber()).isTrue();
        assertThat(sample.path("logprob").asDouble()).isNegative();
        JsonNode answers = data.path("answers");
        assertThat(answers.path("evals").toString()).isEqualTo("[\"base\",\"sft\",\"rlvr\"]");
        JsonNode first = answers.path("problems").get(0).path("answers");
        assertThat(first.path("rlvr").path("right").asInt())
                .isGreaterThan(first.path("sft").path("right").asInt() + 4);
        assertThat(first.path("sft").path("samples")).hasSize(4);
    }

    @Test
    void needsNothingElse() {
        String page = page();
        assertThat(page.length()).isLessThan(5_000_000);
        assertThat(page)
                .doesNotContainPattern(
                        "(?i)<link|<img|<iframe|src=|@import|url\\(|https?://(?!www\\.w3\\.org/2000/svg)");
    }

    @Test
    void sameArtefactsSameBytes() {
        assertThat(page()).isEqualTo(page());
    }

    @Test
    void hostileTextStaysText() {
        String evil = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'{{title}}\u0000";
        JsonLines.write(
                root.resolve("rlvr/episodes/step-0.jsonl"),
                List.of(Map.of(
                        "problem", Map.of("id", evil, "prompt", evil, "answer", Map.of("kind", "math", "gold", evil)),
                        "completion", Map.of("text", evil, "finish_reason", evil),
                        "verdict", Map.of("outcome", evil, "rule", evil, "because", evil, "gold", evil))));
        JsonLines.write(
                root.resolve("evals/sft/samples.jsonl"),
                List.of(Map.of(
                        "problem", evil, "prompt", evil, "completion", evil, "verdict", Map.of("outcome", evil))));
        JsonLines.write(
                root.resolve("sets/arithmetic/rejected.jsonl"),
                List.of(Map.of(
                        "prompt", evil, "fate", Map.of("step", evil, "reason", evil, "evidence", Map.of(evil, evil)))));
        JsonLines.write(
                root.resolve("sft/metrics.jsonl"), List.of(Map.of("step", 0, evil, 1.0), Map.of("step", 1, evil, 2)));
        WholeFiles.write(root.resolve("sets/arithmetic/CARD.md"), evil);
        WholeFiles.write(root.resolve("sft/config.yaml"), evil);
        WholeFiles.write(
                root.resolve("summary.json"),
                Json.line(Map.of(evil, evil, "seed", evil, "stages", List.of(Map.of("name", evil, "pass_at_1", 0.5)))));
        String page = page();
        assertThat(page).doesNotContain("alert(1)</script>", "<img", "\u0000").contains("&lt;img src=x onerror");
        assertThat(page.split("<script", -1)).hasSize(3);
        assertThat(data(page)
                        .path("episodes")
                        .get(0)
                        .path("groups")
                        .get(0)
                        .path("prompt")
                        .asString())
                .isEqualTo(evil);
    }

    @ParameterizedTest
    @CsvSource({
        "0.004, 0.5 %|1.0 %|1.5 %|2.0 %",
        "0.03, 1.25 %|2.50 %|3.75 %|5.00 %",
        "0.07, 2.5 %|5.0 %|7.5 %|10.0 %",
        "0.45, 12.5 %|25.0 %|37.5 %|50.0 %",
        "0.97, 25 %|50 %|75 %|100 %",
    })
    void theAxisFitsSmallRates(double rate, String ticks) {
        WholeFiles.write(
                root.resolve("summary.json"),
                Json.line(Map.of(
                        "stages",
                        List.of(Map.of(
                                "name",
                                "only",
                                "pass_at_1",
                                rate,
                                "low",
                                rate / 2,
                                "high",
                                rate,
                                "pass_at_8",
                                rate)))));
        for (String name : List.of("base", "sft", "rlvr")) {
            root.resolve("evals").resolve(name).resolve("scores.json").toFile().delete();
        }
        assertThat(shown()).containsSubsequence(ticks.split("\\|"));
    }

    @Test
    void pairedGainsAreTold() throws IOException {
        WholeFiles.deleteTree(root.resolve("evals/base"));
        WholeFiles.write(
                root.resolve("summary.json"),
                Json.line(Map.of(
                        "stages",
                        List.of(
                                Map.of("name", "sft", "pass_at_1", 0.5, "low", 0.45, "high", 0.55),
                                Map.of(
                                        "name",
                                        "rlvr",
                                        "pass_at_1",
                                        0.48,
                                        "low",
                                        0.43,
                                        "high",
                                        0.53,
                                        "gain_low",
                                        -0.035,
                                        "gain_high",
                                        0.01)))));
        assertThat(shown())
                .contains(
                        "−2.0 points against sft (50.0 %); paired over problems, the gain lies between −3.5 and +1.0 points"
                                + " (95 %); the 95 % intervals overlap.");
    }

    @ParameterizedTest
    @CsvSource({
        "summary.json, summary.json: is missing",
        "sets/arithmetic/train.jsonl, sets/arithmetic/train.jsonl: is missing",
        "sets/arithmetic/heldout.jsonl, heldout.jsonl: is missing",
        "sets/arithmetic/rejected.jsonl, nothing is known of dropped rows",
        "sets/arithmetic/CARD.md, CARD.md: is missing",
        "sets, No set was found",
        "rlvr/episodes, No run has written episodes",
        "evals/sft/scores.json, evals/sft/scores.json: is missing",
        "evals/sft/samples.jsonl, evals/sft/samples.jsonl: is missing",
        "evals, No evaluation has written samples.jsonl",
    })
    void missingPartsAreNamed(String path, String said) throws IOException {
        WholeFiles.deleteTree(root.resolve(path));
        String page = page();
        assertThat(page).endsWith("</html>\n");
        assertThat(page).contains(said);
    }

    @Test
    void aRunWithoutRecipeIsNamed() throws IOException {
        WholeFiles.write(root.resolve("recipe.yaml"), "seed: 3\n");
        assertThat(shown()).contains("<code>recipe.yaml</code>", "seed: 3", "<code>sft/config.yaml</code>");
        for (String file : List.of("recipe.yaml", "sft/config.yaml", "rlvr/config.yaml")) {
            Files.delete(root.resolve(file));
        }
        assertThat(shown()).contains("holds no recipe");
    }

    @Test
    void anEmptyDirectoryHasAPageToo(@TempDir Path empty) throws IOException {
        Report.write(empty, empty.resolve("report.html"));
        assertThat(Files.readString(empty.resolve("report.html")))
                .contains("No evaluation was found", "No set was found", "holds no run", "summary.json: is missing");
        assertThatThrownBy(() -> Report.write(empty.resolve("none"), empty.resolve("report.html")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("no such directory");
    }

    @Test
    void brokenFilesAreReadAsFarAsTheyGo() throws IOException {
        Path metrics = root.resolve("rlvr/metrics.jsonl");
        String whole = Files.readString(metrics);
        Files.writeString(
                metrics,
                whole.substring(0, whole.indexOf('\n') + 1)
                        + "{\"step\":1,\"phase\":\"rlvr\",\"loss\":\"NaN\",\"reward\":0.5}\n{\"step\":2,\"rew");
        Files.write(root.resolve("rlvr/episodes/step-3.jsonl"), new byte[] {(byte) 0xFF, 0x00, 0x7B, 0x0A});
        Files.writeString(root.resolve("evals/sft/scores.json"), "{\"name\": \"sft\", ");
        Files.writeString(root.resolve("evals/rlvr/samples.jsonl"), "");
        String page = page();
        assertThat(page)
                .contains(
                        "rlvr/metrics.jsonl: 1 line is not readable, the first is line 3",
                        "rlvr/metrics.jsonl: loss is not a finite number at step 1",
                        "rlvr/episodes/step-3.jsonl: 1 line is not readable",
                        "evals/sft/scores.json: is not JSON",
                        "evals/rlvr/samples.jsonl: is empty");
        assertThat(data(page).path("runs").get(0).path("steps").toString()).isEqualTo("[0,1]");
    }

    @Test
    void longRunsStaySmall() {
        String longText = "<一1+1=2;".repeat(4_000);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("problem", Map.of("id", "p" + i / 8, "prompt", longText));
            row.put("completion", Map.of("text", longText, "finish_reason", "length"));
            row.put("verdict", Map.of("outcome", i % 3 == 0 ? "correct" : "wrong", "rule", "r", "because", longText));
            rows.add(row);
        }
        for (int step = 0; step < 20; step += 4) {
            JsonLines.write(root.resolve("rlvr/episodes/step-" + step + ".jsonl"), rows);
        }
        List<Map<String, Object>> metrics = new ArrayList<>();
        for (int step = 0; step < 50_000; step++) {
            metrics.add(Map.of("step", step, "loss", Math.sin(step), "lr", 1.0 / (step + 1)));
        }
        JsonLines.write(root.resolve("sft/metrics.jsonl"), metrics);
        String page = page();
        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(5_000_000);
        JsonNode sft = data(page).path("runs").get(1);
        assertThat(sft.path("steps").size()).isBetween(1000, 1200);
        assertThat(sft.path("steps").get(sft.path("steps").size() - 1).asInt()).isEqualTo(49_999);
        assertThat(data(page).path("episodes").get(0).path("groups").size()).isPositive();
    }

    @Test
    void theTerminalTable() {
        assertThat(SummaryTable.of(root.resolve("summary.json"))).isEqualTo("""
                stage    pass@1    95 % interval    pass@8    tokens  true steps
                base      0.2 %    0.0 % - 3.3 %     0.4 %       9.0      50.1 %
                sft      44.1 %  40.7 % - 47.2 %    92.6 %      24.0      72.1 %
                rlvr     90.7 %  87.3 % - 93.8 %    98.5 %      31.0      95.4 %
                """);
    }
}
