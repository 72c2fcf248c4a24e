package reason4j.curate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reason4j.core.io.JsonLines;
import reason4j.core.run.Progress;
import reason4j.curate.decontaminate.Reference;
import reason4j.curate.decontaminate.Rule;
import reason4j.curate.decontaminate.Rules;
import tools.jackson.databind.JsonNode;

/// Rules by meaning, by n-grams, and for translations, through the stage.
class LikenessTest {

    private static JavaSparkContext spark;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        spark = SharedSpark.context();
    }

    private static final String POOL = """
            {"id": "a", "problem": "How many apples does Tom have if he buys 3 and then 4 more?", "answer": "7"}
            {"id": "b", "problem": "If Tom buys 3 apples and then 4 more, how many apples does he have?", "answer": "7"}
            {"id": "c", "problem": "If Tom buys 5 apples and then 4 more, how many apples does he have?", "answer": "9"}
            {"id": "d", "problem": "Find the area of a circle of radius $2$.", "answer": "4\\\\pi"}
            """;

    @Test
    void nearByEmbeddingIsACopyOnlyIfNumbersAndAnswersAgree() throws IOException {
        Path pool = file("pool.jsonl", POOL);
        assertThat(rejected("pool=[" + pool + "]", "deduplicate.alike.cosine=0.9"))
                .containsOnlyKeys("b")
                .hasEntrySatisfying(
                        "b",
                        fate -> assertThat(fate)
                                .startsWith("duplicate: near by embedding {\"cosine\":0.9")
                                .endsWith("\"kept\":\"a\"}"));
        assertThat(rejected("pool=[" + pool + "]", "deduplicate.alike={cosine: 0.9, agree: none}"))
                .containsOnlyKeys("b", "c");
    }

    @Test
    void semDeDupSaysWhatItKept() throws IOException {
        Path pool = file("pool.jsonl", POOL);
        assertThat(rejected("pool=[" + pool + "]", "deduplicate.semantic={epsilon: 0.1, clusters: 1}"))
                .containsOnlyKeys("b", "c")
                .hasEntrySatisfying(
                        "b",
                        fate -> assertThat(fate)
                                .startsWith("duplicate: same meaning (SemDeDup) {\"cluster\":0,\"cosine\":0.9")
                                .endsWith("\"kept\":\"a\"}"));
    }

    @Test
    void theEmbeddingRuleNamesTheNearestProblem() throws IOException {
        Path pool = file("pool.jsonl", POOL);
        Path bench = file("bench.jsonl", """
                {"id": "q1", "problem": "Tom buys 3 apples, then 4 more. How many apples does he have?", "answer": "7"}
                """);
        List<String> settings =
                List.of("pool=[" + pool + "]", "benchmarks=[" + bench + "]", "decontaminate.rule=embedding");
        assertThat(rejected(settings.toArray(String[]::new)))
                .containsKeys("a", "b")
                .doesNotContainKey("d")
                .hasEntrySatisfying(
                        "a",
                        fate -> assertThat(fate)
                                .startsWith(
                                        "contaminated: near by embedding {\"benchmark\":\"bench\",\"id\":\"q1\",\"score\":0.9"));
        List<String> strict = new ArrayList<>(settings);
        strict.add("decontaminate.cosine=0.999");
        assertThat(rejected(strict.toArray(String[]::new))).isEmpty();
    }

    @Test
    void oneNgramOfAnEarlierSourceIsEnough() throws IOException {
        Path first = file("first.jsonl", """
                {"id": "a", "problem": "one two three four five six seven eight nine", "answer": "1"}
                {"id": "b", "problem": "ten one two three four five six seven eight", "answer": "1"}
                """);
        Path second = file("second.jsonl", """
                {"id": "c", "problem": "zero one two three four five six SEVEN  eight zero", "answer": "2"}
                {"id": "d", "problem": "one two three four five six seven", "answer": "3"}
                {"id": "e", "problem": "p q r s t u v w x y", "answer": "4"}
                """);
        Path third = file("third.jsonl", """
                {"id": "f", "problem": "now p q r s t u v w then", "answer": "5"}
                {"id": "g", "problem": "zero one two three four five six x", "answer": "5"}
                """);
        // c is gone when the third source comes, so that its n-grams do not count
        assertThat(rejected(
                        "pool=[" + first + "," + second + "," + third + "]",
                        "deduplicate={near: false, ngram: 8}",
                        "spark.slice_bytes=40"))
                .isEqualTo(Map.of(
                        "c", "duplicate: shared 8-gram {\"kept\":\"a\"}",
                        "f", "duplicate: shared 8-gram {\"kept\":\"e\"}"));
    }

    @Test
    void translationsAreFoundByTheirFormulas() {
        Rule none = question -> null;
        Rule rule = Rules.withTranslations(
                none,
                List.of(
                        new Reference(
                                "en", "1", "Given $a_1 = 2016$ and $a_{n+1} \\le \\sqrt{a_n}$, find $a_{12}$.", ""),
                        new Reference("en", "2", "Let $a_1 = 2016$. Find the sum of the first 9 terms.", "")),
                0.6);
        assertThat(rule.hit("已知 $a_1=2016$, $a_{n+1} \\le \\sqrt{a_n}$, 求 $a_{12}$."))
                .isNotNull()
                .satisfies(hit -> {
                    assertThat(hit.reason()).isEqualTo("translation");
                    assertThat(hit.id()).isEqualTo("1");
                });
        assertThat(rule.hit("已知 $a_1=2017$, $b_{n+1} = \\sqrt{b_n}$, 求 $b_{13}$."))
                .isNull();
        // the same formulas in the same script are no translation
        assertThat(rule.hit("Now $a_1 = 2016$, $a_{n+1} \\le \\sqrt{a_n}$, so what is $a_{12}$?"))
                .isNull();
    }

    @Test
    void namesOfAFigureAndOtherNumbersAreNoTranslation() {
        Rule rule = Rules.withTranslations(
                question -> null,
                List.of(
                        new Reference(
                                "en", "1", "Colour the edges of the tetrahedron $ABCD$. Find the probability.", ""),
                        new Reference(
                                "en",
                                "2",
                                "Given $a_{n+1} + (-1)^n a_n = 2n - 1$, find the sum of the first $80$ terms.",
                                "")),
                0.5);
        assertThat(rule.hit("求正方形 $ABCD$ 的面积.")).isNull();
        assertThat(rule.hit("已知 $a_{n+1} + (-1)^n a_n = 2n - 1$, 求前 $2019$ 项之和."))
                .isNull();
        assertThat(rule.hit("已知 $a_{n+1} + (-1)^n a_n = 2n - 1$, 求前 $80$ 项之和.")).isNotNull();
    }

    @Test
    void translationsOfAnEntireBenchmark() {
        Path data = Path.of("../../shared/data");
        assumeTrue(Files.exists(data), "needs ../../shared/data, which is not here");
        List<Reference> english = references(data.resolve("olymmath_en.jsonl"));
        Rule rule = Rules.withTranslations(question -> null, english, 0.7);
        int right = 0;
        for (Reference chinese : references(data.resolve("olymmath_zh.jsonl"))) {
            var hit = rule.hit(chinese.problem());
            boolean same = hit != null && hit.id().equals(chinese.id().replace("ZH", "EN"));
            assertThat(hit == null || same).as(chinese.id()).isTrue();
            right += same ? 1 : 0;
        }
        assertThat(right).isGreaterThanOrEqualTo(177);
    }

    @Test
    void keysAreChecked() {
        assertThatThrownBy(() -> recipe("deduplicate.alike.cosine=2"))
                .hasMessageContaining("deduplicate.alike.cosine")
                .hasMessageContaining("from 0.5 to 1");
        assertThatThrownBy(() -> recipe("deduplicate.semantic.agree=maybe"))
                .hasMessageContaining("must be one of numbers, answers, none");
        assertThatThrownBy(() -> recipe("difficulty.filter=open-r2"))
                .hasMessageContaining("must be one of dapo, light-r1");
    }

    private static List<Reference> references(Path file) {
        return JsonLines.readTrees(file).stream()
                .map(row -> new Reference(
                        "olymmath", row.get("id").asString(), row.get("problem").asString(), ""))
                .toList();
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private CurateRecipe recipe(String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.addAll(List.of("split.heldout=0", "embedding.cache=" + folder.resolve("vectors")));
        return CurateRecipe.defaults().set(all).bind(CurateRecipe.class);
    }

    private Map<String, String> rejected(String... settings) {
        CurateStage.run(recipe(settings), folder.resolve("set"), Progress.silent(), spark);
        Map<String, String> reasons = new TreeMap<>();
        for (JsonNode row : JsonLines.readTrees(folder.resolve("set/rejected.jsonl"))) {
            JsonNode fate = row.get("fate");
            reasons.put(
                    row.get("id").asString(),
                    fate.get("step").asString() + ": " + fate.get("reason").asString() + " " + fate.get("evidence"));
        }
        return reasons;
    }
}
