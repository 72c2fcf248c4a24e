package reason4j.curate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reason4j.core.io.JsonLines;
import reason4j.core.io.UserException;
import reason4j.core.problem.AnswerKey;
import reason4j.core.problem.Problem;
import reason4j.core.run.Progress;
import reason4j.curate.text.Normal;
import tools.jackson.databind.JsonNode;

class CurateStageTest {

    @TempDir
    Path folder;

    private static JavaSparkContext spark;

    @BeforeAll
    static void start() {
        spark = SharedSpark.context();
    }

    @Test
    void madeProblemsAreSplitByTheirNumbersInAnyOrder() {
        Manifest.Counts counts = curate(
                "made",
                "sources=[{source: chained-arithmetic, options: {problems: 1500}}]",
                "split.key=operand-multiset",
                "split.count=200");
        assertThat(counts.input()).isEqualTo(1500);
        assertThat(counts.train() + counts.heldout() + counts.rejected()).isEqualTo(1500);
        assertThat(counts.heldout()).isBetween(200, 210);
        List<Problem> train = read("made", "train");
        List<Problem> heldout = read("made", "heldout");
        Set<String> keys = new HashSet<>();
        train.forEach(p -> keys.add(Normal.numberMultiset(p.prompt())));
        assertThat(heldout).noneMatch(p -> keys.contains(Normal.numberMultiset(p.prompt())));
        assertThat(train).allMatch(p -> p.traces().size() == 1);
    }

    @Test
    void theFilesDoNotDependOnThePartitioning() throws IOException {
        String source = "sources=[{source: chained-arithmetic, options: {problems: 800}}]";
        curate("one", source, "spark.slice_bytes=100000000");
        curate("many", source, "spark.slice_bytes=5000");
        for (String file :
                List.of("train.jsonl", "heldout.jsonl", "CARD.md", "plots/funnel.svg", "plots/trace-length.svg")) {
            assertThat(folder.resolve("one").resolve(file))
                    .hasSameTextualContentAs(folder.resolve("many").resolve(file));
        }
        assertThat(rejected("one")).isEqualTo(rejected("many"));
    }

    @Test
    void eachDroppedRowHasItsReasonAndEvidence() throws IOException {
        Path pool = file("pool.jsonl", """
                {"id": "a", "problem": "What is the sum of all primes below ten, and of no other numbers?", "answer": "17"}
                {"id": "b", "problem": "what is the sum of all primes  below ten, and of no other numbers?", "answer": "17"}
                {"id": "c", "problem": "What is the product of 3 and 4 when both are doubled before?", "answer": "48"}
                {"id": "d", "problem": "What is the product of 3 and 4 when both are doubled before?", "answer": "12"}
                {"id": "e", "problem": "How many sheep?", "answer": null}

                {"id": "f", "problem": "How many
                {"id": "g", "problem": "Name the number of days in a week that has lost one day.", "answer": "6"}
                {"id": "h", "problem": "Compute $2+2$.", "answer": 4}
                {"id": "i", "problem": "What is the sum of all primes below ten, and of no  other number?", "answer": "17"}
                """);
        Path bench = file("bench.jsonl", """
                {"id": "q1", "problem": "Name the number of days in a week that has lost one day.", "answer": "6"}
                """);
        Manifest.Counts counts =
                curate("reasons", "pool=[" + pool + "]", "benchmarks=[" + bench + "]", "split.heldout=0");
        Map<String, String> reasons = rejected("reasons");
        assertThat(reasons)
                .containsEntry("b", "duplicate: same text {\"kept\":\"a\"}")
                .containsEntry("i", "duplicate: near-duplicate {\"jaccard\":0.818,\"kept\":\"a\"}")
                .containsEntry(
                        "g",
                        "contaminated: same problem {\"benchmark\":\"bench\",\"id\":\"q1\",\"score\":1.0,\"spans\":["
                                + "\"Name the number of days in a week that has lost one day.\"]}")
                .hasEntrySatisfying("c", r -> assertThat(r).startsWith("duplicate: copies with different answers"))
                .hasEntrySatisfying("d", r -> assertThat(r).contains("\"answers\":[\"12\",\"48\"]"))
                .hasEntrySatisfying(
                        "e", r -> assertThat(r).startsWith("clean: no answer").contains("\"line\":5"))
                .hasEntrySatisfying("plain-pool.jsonl-7", r -> assertThat(r).startsWith("clean: not JSON"));
        assertThat(read("reasons", "train")).extracting(Problem::id).containsExactly("a", "h");
        assertThat(counts).returns(9, Manifest.Counts::input).returns(7, Manifest.Counts::rejected);
    }

    @Test
    void anIdNamesOneRow() throws IOException {
        Path pool = file("ids.jsonl", """
                {"id": "a", "problem": "Compute 1+1.", "answer": "2"}
                {"id": "a", "problem": "Compute 17*3.", "answer": "51"}
                {"problem": "Compute 9-4.", "answer": 5}
                """);
        Manifest.Counts counts = curate("ids", "pool=[" + pool + "]", "split.heldout=0");
        assertThat(read("ids", "train")).extracting(Problem::id).containsExactly("a", "plain-ids.jsonl-3");
        assertThat(rejected("ids")).containsEntry("a", "clean: id used before {\"id\":\"a\"}");
        assertThat(counts).returns(3, Manifest.Counts::input).returns(1, Manifest.Counts::rejected);
    }

    @Test
    void gsm8kSolutionsBecomeTracesAndTheTestSetIsHeldOut() throws IOException {
        Path train = file("train.jsonl", """
                {"question": "Tom has 3 apples and buys 4 more apples at the market. How many has he?", "answer": "He has 3+4=<<3+4=7>>7 apples.\\n#### 7"}
                {"question": "A baker bakes 1,200 rolls on each of 2 days. How many rolls is that?", "answer": "2*1200=<<2*1200=2400>>2400\\n#### 2,400"}
                """);
        Path test = file("test.jsonl", """
                {"question": "tom has 3 apples and buys 4 more apples at the market. How many has he?", "answer": "7\\n#### 7"}
                """);
        curate(
                "gsm",
                "sources=[{source: gsm8k, files: [" + train + "]}, {source: gsm8k, files: [" + test
                        + "], role: heldout}]",
                "split.heldout=0");
        Problem kept = read("gsm", "train").getFirst();
        assertThat(kept.answer()).isEqualTo(new AnswerKey.MathAnswer("2400"));
        assertThat(kept.traces().getFirst().text()).isEqualTo("<think>2*1200=2400</think><answer>2400</answer>");
        assertThat(read("gsm", "train")).hasSize(1);
        assertThat(read("gsm", "heldout")).hasSize(1);
    }

    @Test
    void whatIsMissingIsSaidBeforeAnythingIsWritten() throws IOException {
        assertThatThrownBy(() -> curate("missing", "pool=[" + folder.resolve("none.jsonl") + "]"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("none.jsonl: no such file");
        Path empty = file("empty.jsonl", "\n");
        assertThatThrownBy(() -> curate("missing", "pool=[" + empty + "]"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("no rows");
        assertThat(folder.resolve("missing")).doesNotExist();
    }

    @Test
    void onlySetsAreReplaced() throws IOException {
        Path pool = file("p.jsonl", "{\"id\": \"a\", \"problem\": \"Compute 1+1.\", \"answer\": \"2\"}\n");
        Files.createDirectory(folder.resolve("mine"));
        Files.writeString(folder.resolve("mine/letter.txt"), "dear");
        assertThatThrownBy(() -> curate("mine", "pool=[" + pool + "]")).hasMessageContaining("is no set");
        curate("set", "pool=[" + pool + "]");
        curate("set", "pool=[" + pool + "]");
        assertThat(folder.resolve("set/manifest.json")).exists();
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private Manifest.Counts curate(String name, String... settings) {
        CurateRecipe recipe = CurateRecipe.defaults().set(List.of(settings)).bind(CurateRecipe.class);
        return CurateStage.run(recipe, folder.resolve(name), Progress.silent(), spark);
    }

    private List<Problem> read(String set, String side) {
        return JsonLines.read(folder.resolve(set).resolve(side + ".jsonl"), Problem.class);
    }

    private Map<String, String> rejected(String set) {
        Map<String, String> reasons = new HashMap<>();
        for (JsonNode row : JsonLines.readTrees(folder.resolve(set).resolve("rejected.jsonl"))) {
            JsonNode fate = row.get("fate");
            reasons.put(
                    row.get("id").asString(),
                    fate.get("step").asString() + ": " + fate.get("reason").asString() + " " + fate.get("evidence"));
        }
        return reasons;
    }
}
