package reason4j.curate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reason4j.core.io.JsonLines;
import reason4j.core.problem.Problem;
import reason4j.core.run.Progress;
import tools.jackson.databind.JsonNode;

/// Published sets read by their schemas, and the published selections of them.
class SelectionTest {

    private static final Path DATA = Path.of("../../shared/data");
    private static JavaSparkContext spark;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        spark = SharedSpark.context();
    }

    @Test
    void limrSelectsThePublishedIds() throws Exception {
        assumeTrue(Files.exists(DATA), "needs ../../shared/data, which is not here");
        Path file = DATA.resolve("limr_math8k_scores.jsonl");
        List<String> selected = ids(List.of(
                "sources=[{source: limr, files: [" + file + "]}]",
                "difficulty.mark=lim_score",
                "difficulty.least=0.6",
                "difficulty.unknown=drop"));
        List<String> published = new ArrayList<>();
        for (JsonNode row : JsonLines.readTrees(file)) {
            if (row.get("meta").get("limr_selected").booleanValue()) {
                published.add(row.get("id").asString());
            }
        }
        assertThat(published).hasSize(1389);
        assertThat(selected).containsExactlyElementsOf(published);
    }

    @Test
    void oneShotSelectsByTheVarianceOfTheHistory() throws Exception {
        assumeTrue(Files.exists(DATA), "needs ../../shared/data, which is not here");
        List<String> first = ids(List.of(
                "sources=[{source: one-shot-rlvr, files: [" + DATA.resolve("dsr_sub_acc_history.jsonl") + "]}]",
                "difficulty.mark=variance",
                "difficulty.top=2"));
        assertThat(first).containsExactly("dsrsub-124", "dsrsub-267");
    }

    @Test
    void passRatesComeFromCompletions() throws Exception {
        Path pool = Files.writeString(folder.resolve("pool.jsonl"), """
                {"id": "easy", "problem": "Compute 1+1.", "answer": "2"}
                {"id": "right", "problem": "Compute 17*3.", "answer": "51"}
                {"id": "hard", "problem": "Compute 91*89*7.", "answer": "56693"}
                """);
        Path completions = Files.writeString(folder.resolve("completions.jsonl"), """
                {"id": "easy", "correct": 8, "of": 8}
                {"id": "right", "completions": ["\\\\boxed{51}", "\\\\boxed{50}"]}
                {"id": "hard", "correct": 0, "of": 8}
                """);
        assertThat(ids(List.of(
                        "pool=[" + pool + "]",
                        "difficulty.mark=pass_rate",
                        "difficulty.completions=" + completions,
                        "difficulty.least=0.1",
                        "difficulty.most=0.9",
                        "difficulty.strict=true")))
                .containsExactly("right");
    }

    @Test
    void passRatesAddUpOverAllFormsOfCompletions() throws Exception {
        Path file = Files.writeString(folder.resolve("forms.jsonl"), """
                {"problem": "ours", "sample": 0, "completion": "so 3", "verdict": {"outcome": "correct"}, "reward": 1}
                {"problem": "ours", "sample": 1, "completion": "so 4", "verdict": {"outcome": "wrong"}, "reward": 0}
                {"problem": {"id": "episode"}, "completion": {"text": "x"}, "verdict": {"outcome": "correct"}}
                {"custom_id": "batch", "response": {"body": {"choices": [{"message": {"content": "\\\\boxed{3}"}}, {"message": {"content": "\\\\boxed{4}"}}]}}}
                {"custom_id": "batch", "response": {"body": {"choices": [{"message": {"content": "\\\\boxed{5}"}}, {"message": {"content": null}}]}}}
                {"id": "text", "choices": [{"text": "The answer is \\\\boxed{3}"}]}
                {"id": "responses", "responses": ["\\\\boxed{3}", "I do not know"]}
                {"id": "unknown", "nothing": 1}
                """);
        assertThat(PassRates.read(file, id -> id.equals("unknown") ? null : "3"))
                .isEqualTo(java.util.Map.of("ours", 0.5, "episode", 1.0, "batch", 0.25, "text", 1.0, "responses", 0.5));
        Path broken = Files.writeString(folder.resolve("broken.jsonl"), "{\"id\": \"a\", \"correct\": 9, \"of\": 8}\n");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> PassRates.read(broken, id -> "3"))
                .hasMessageContaining("9 correct of 8");
    }

    @ParameterizedTest
    @CsvSource({
        "open-r1, 2 3 4",
        "limo, 1",
        "skywork-or1, 1 2 3 4",
        "light-r1, 0 1 2 3 4",
        "light-r1-rl, 2 3",
        "orz-hard, 0",
        "prime, 2 3 4",
        "dapo, 1 2 3 4"
    })
    void publishedFiltersByName(String filter, String kept) throws Exception {
        StringBuilder pool = new StringBuilder();
        StringBuilder rates = new StringBuilder();
        int[] correct = {0, 2, 8, 18, 25, 32}; // of 32
        for (int i = 0; i < correct.length; i++) {
            pool.append("{\"id\": \"")
                    .append(i)
                    .append("\", \"problem\": \"Compute ")
                    .append(i)
                    .append(" + 1.\", \"answer\": \"1\"}\n");
            rates.append("{\"id\": \"")
                    .append(i)
                    .append("\", \"of\": 32, \"correct\": ")
                    .append(correct[i])
                    .append("}\n");
        }
        Path questions = Files.writeString(folder.resolve("pool.jsonl"), pool);
        Path completions = Files.writeString(folder.resolve("rates.jsonl"), rates);
        assertThat(ids(List.of(
                        "pool=[" + questions + "]",
                        "difficulty.filter=" + filter,
                        "difficulty.completions=" + completions)))
                .containsExactly(kept.split(" "));
    }

    @Test
    void skyworksOwnColumnCountsAttempts() {
        CurateRecipe.Difficulty filter = CurateRecipe.defaults()
                .set(List.of(
                        "difficulty.filter=skywork-or1",
                        "difficulty.mark=model_difficulty.DeepSeek-R1-Distill-Qwen-7B"))
                .bind(CurateRecipe.class)
                .difficulty();
        assertThat(filter).returns(1.0, CurateRecipe.Difficulty::least).returns(15.0, CurateRecipe.Difficulty::most);
    }

    @Test
    void wrongTracesGoAndRowsWithoutARightOneToo() throws Exception {
        Path pool = Files.writeString(folder.resolve("problems.jsonl"), """
                {"id": "both", "prompt": "Compute 1+1.", "answer": {"kind": "math", "gold": "2"}, "domain": "math", "source": "x", "traces": [{"teacher": "t", "reasoning": "hm", "response": "\\\\boxed{2}"}, {"teacher": "t", "reasoning": "hm", "response": "\\\\boxed{3}"}]}
                {"id": "wrong", "prompt": "Compute 17*3.", "answer": {"kind": "math", "gold": "51"}, "domain": "math", "source": "x", "traces": [{"teacher": "t", "reasoning": "hm", "response": "\\\\boxed{50}"}, {"teacher": "t", "reasoning": "hm", "response": "I cannot say."}]}
                {"id": "none", "prompt": "Compute 7*3.", "answer": {"kind": "math", "gold": "21"}, "domain": "math", "source": "x"}
                {"id": "code", "prompt": "Print 1.", "answer": {"kind": "tests", "language": "python", "inputs": [""], "outputs": ["1"]}, "domain": "code", "source": "x", "traces": [{"teacher": "t", "reasoning": "hm", "response": "print(1)"}]}
                """);
        List<String> settings = List.of("sources=[{source: problems, files: [" + pool + "]}]", "verify.traces=true");
        assertThat(ids(settings)).containsExactly("both", "wrong", "none", "code");
        List<String> strict = new ArrayList<>(settings);
        strict.addAll(List.of("verify.require_traces=true", "verify.unjudged=drop"));
        assertThat(ids(strict)).containsExactly("both");
        Problem kept =
                JsonLines.read(folder.resolve("set/train.jsonl"), Problem.class).getFirst();
        assertThat(kept.traces()).extracting(t -> t.response()).containsExactly("\\boxed{2}");
        JsonNode manifest = reason4j.core.io.Json.mapper()
                .readTree(folder.resolve("set/manifest.json").toFile());
        assertThat(manifest.get("traces").toString())
                .isEqualTo("{\"kept\":1,\"dropped\":{\"no answer\":1,\"no rule judges it\":1,\"wrong answer\":2}}");
        assertThat(Files.readString(folder.resolve("set/rejected.jsonl")))
                .contains(
                        "{\"step\":\"verify\",\"reason\":\"no right trace\",\"evidence\":{\"no answer\":1,\"wrong answer\":1}}")
                .contains("\"evidence\":{\"traces\":0}");
    }

    @Test
    void zerosBeforeABoxedAnswerAreNoFault() throws Exception {
        Path pool = Files.writeString(folder.resolve("aime.jsonl"), """
                {"id": "a", "problem": "Compute 5*5.", "answer": "025", "solution": "It is \\\\boxed{025}."}
                {"id": "b", "problem": "Compute 7*5.", "answer": "35", "solution": "It is \\\\boxed{0.35}."}
                """);
        assertThat(ids(List.of(
                        "sources=[{source: plain, files: [" + pool + "], options: {response: solution}}]",
                        "verify={traces: true, require_traces: true}")))
                .containsExactly("a");
        assertThat(Files.readString(folder.resolve("set/train.jsonl"))).contains("It is \\\\boxed{25}.");
    }

    /// Three domains of very different size; longer traces have higher numbers.
    private Path byDomain() throws Exception {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 120; i++) {
            String domain = i % 12 == 0 ? "geometry" : i % 12 == 1 ? "logic" : "algebra";
            rows.append("{\"id\": \"" + domain.charAt(0) + String.format("%03d", i) + "\", \"q\": \"Compute " + i
                    + " + " + i * i
                    + ".\", \"answer\": \"" + (i + i * i) + "\", \"source\": \"" + (i < 24 ? "aime" : "pool")
                    + "\", \"meta\": {\"topic\": \"" + domain + "\", \"weak\": \"" + (i % 2 == 0 ? "No" : "Yes")
                    + "\"}, \"cot\": \"" + "so ".repeat(i + 1) + (i % 5 == 0 ? "check perhaps therefore" : "")
                    + "\", \"out\": \"\\\\boxed{" + (i + i * i) + "}\"}\n");
        }
        return Files.writeString(folder.resolve("domains.jsonl"), rows);
    }

    private List<String> chosen(String... settings) throws Exception {
        List<String> all = new ArrayList<>(List.of("sources=[{source: plain, files: [" + byDomain()
                + "], options: {problem: q, domain: meta.topic, reasoning: cot, response: out, marks: meta.weak}}]"));
        all.addAll(List.of(settings));
        return ids(all);
    }

    @Test
    void domainsTakeTurns() throws Exception {
        assertThat(chosen("select={limit: 24, method: domains}"))
                .hasSize(24)
                .areExactly(8, new org.assertj.core.api.Condition<>(id -> id.startsWith("g"), "geometry"))
                .areExactly(8, new org.assertj.core.api.Condition<>(id -> id.startsWith("l"), "logic"));
    }

    @Test
    void s1ForcesThenSpreadsThenFollowsTheBenchmarksAndPrefersLongTraces() throws Exception {
        // 10 rows of 24 of aime are solved by neither; those of at least 40 characters stay anyway
        List<String> chosen = chosen(
                "difficulty.unsolved=[meta.weak]",
                "select={limit: 30, method: s1, uniform: 20, like: {aime: 1.0}, force: {aime: 60}}");
        assertThat(chosen).hasSize(30).allMatch(id -> Integer.parseInt(id.substring(1)) % 2 == 0);
        assertThat(chosen).contains("a022", "a020");
        // all ten rows of geometry, as far as both columns let them, are drawn: the domain is small and drawn often
        assertThat(chosen.stream().filter(id -> id.startsWith("g"))).hasSizeBetween(5, 10);
        assertThat(chosen.stream()
                        .filter(id -> id.startsWith("a") && Integer.parseInt(id.substring(1)) > 70)
                        .count())
                .isGreaterThan(chosen.stream()
                        .filter(id -> id.startsWith("a")
                                && Integer.parseInt(id.substring(1)) > 23
                                && Integer.parseInt(id.substring(1)) <= 70)
                        .count());
        assertThat(chosen(
                        "difficulty.unsolved=[meta.weak]",
                        "select={limit: 30, method: s1, uniform: 20, like: {aime: 1.0}, force: {aime: 60}}"))
                .isEqualTo(chosen);
    }

    @Test
    void ranksAreDrawnByPowersOfTwo() {
        int[] counts = new int[4];
        for (int i = 0; i < 15_000; i++) {
            counts[Selection.rank(4, (i + 0.5) / 15_000)]++;
        }
        assertThat(counts).containsExactly(8000, 4000, 2000, 1000);
        assertThat(Selection.rank(1, 0.99)).isZero();
    }

    @Test
    void limoRanksByTheStyleOfTheTrace() throws Exception {
        List<String> chosen = chosen("select={limit: 24, method: limo}");
        // every fifth trace checks, explores and connects: all 24 of them win
        assertThat(chosen).hasSize(24).allMatch(id -> Integer.parseInt(id.substring(1)) % 5 == 0);
        assertThat(chosen("select={limit: 2, method: limo, weights: [1, 0, 0, 0]}"))
                .containsExactly("a115", "a119");
    }

    @ParameterizedTest
    @CsvSource({"s1-like, 1000", "limo-like, 800"})
    void theRecipesOfSelectionRun(String name, int rows) throws Exception {
        assumeTrue(Files.exists(DATA), "needs ../../shared/data, which is not here");
        CurateRecipe recipe = CurateRecipe.defaults()
                .file(Path.of("../recipes", name + ".yaml"))
                .set(List.of("data.dir=" + DATA))
                .bind(CurateRecipe.class);
        Manifest.Counts counts = CurateStage.run(recipe, folder.resolve("set"), Progress.silent(), spark);
        assertThat(counts.train()).isEqualTo(rows);
        assertThat(counts.input()).isEqualTo(counts.train() + counts.rejected());
        assertThat(JsonLines.read(folder.resolve("set/train.jsonl"), Problem.class))
                .allMatch(problem -> !problem.traces().isEmpty());
        assertThat(folder.resolve("set/plots/provenance.svg")).isNotEmptyFile();
    }

    @Test
    void publishedFormatFilters() throws Exception {
        Path pool = Files.writeString(folder.resolve("pool.jsonl"), """
                {"id": "a", "problem": "[asy] draw [/asy] Compute 1.", "answer": "1", "source": "olympiads"}
                {"id": "b", "problem": "[asy] draw [/asy] Compute 2.", "answer": "1", "source": "AIME_1983"}
                {"id": "c", "problem": "p12. Compute 3.", "answer": "1"}
                {"id": "d", "problem": "See the figure. Compute 4.", "answer": "1"}
                {"id": "e", "problem": "Compute 5 when **12** is x.", "answer": "1"}
                {"id": "f", "problem": "a) Compute 6. b) Compute 7.", "answer": "1"}
                """);
        assertThat(ids(List.of("pool=[" + pool + "]", "clean.rules=[s1-format]")))
                .containsExactly("b", "d", "f");
        assertThat(ids(List.of("pool=[" + pool + "]", "clean.rules=[openthoughts-math]")))
                .containsExactly("a", "b", "c", "e");
    }

    @Test
    void realBytesOfPublishedSetsAreRead() throws Exception {
        Path fixtures = DATA.resolve("raw_fixtures");
        assumeTrue(Files.exists(fixtures), "needs ../../shared/data, which is not here");
        List<String> settings = List.of("sources=["
                + source("verl", "pi1", fixtures, "verl_pi1_r128_dup128.parquet") + ","
                + source("dapo", "dapo", fixtures, "dapo_aime-2024_x32.parquet") + ","
                + source("verl", "lightr1", fixtures, "lightr1_aime25.parquet") + ","
                + source("s1k", "s1k", fixtures, "s1K_5rows.parquet") + ","
                + source("orz", "orz", fixtures, "orz_aime2024.json") + ","
                + source("plain", "oat", fixtures, "oat_olympiad_bench.arrow") + "]");
        Manifest.Counts counts = curate(settings);
        // 128 copies of one row; 30 problems 32 times; 30 with whole numbers as golds; 5; 30; 675
        assertThat(counts.input()).isEqualTo(128 + 960 + 30 + 5 + 30 + 675);
        List<Problem> kept = JsonLines.read(folder.resolve("set/train.jsonl"), Problem.class);
        assertThat(kept.stream().filter(p -> p.provenance().contains("pi1"))).hasSize(1);
        assertThat(kept.stream().filter(p -> p.provenance().contains("dapo"))).hasSizeBetween(29, 30);
        assertThat(kept.stream().filter(p -> p.provenance().contains("lightr1")))
                .hasSizeBetween(28, 30);
        assertThat(kept.stream().filter(p -> p.provenance().contains("oat"))).hasSizeGreaterThan(550);
    }

    private static String source(String schema, String name, Path folder, String file) {
        return "{source: " + schema + ", name: " + name + ", files: [" + folder.resolve(file) + "]}";
    }

    private List<String> ids(List<String> settings) {
        List<String> all = new ArrayList<>(settings);
        all.addAll(List.of("deduplicate.exact=none", "deduplicate.near=false", "verify.keys=false"));
        curate(all);
        return JsonLines.read(folder.resolve("set/train.jsonl"), Problem.class).stream()
                .map(Problem::id)
                .toList();
    }

    private Manifest.Counts curate(List<String> settings) {
        List<String> all = new ArrayList<>(settings);
        all.add("split.heldout=0");
        CurateRecipe recipe = CurateRecipe.defaults().set(all).bind(CurateRecipe.class);
        return CurateStage.run(recipe, folder.resolve("set"), Progress.silent(), spark);
    }
}
