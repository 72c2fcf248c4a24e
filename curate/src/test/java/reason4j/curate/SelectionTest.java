package reason4j.curate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
        spark = Cluster.start(new CurateRecipe.SparkSettings("local[2]", 0));
    }

    @AfterAll
    static void stop() {
        spark.close();
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
