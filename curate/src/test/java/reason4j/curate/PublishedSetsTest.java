package reason4j.curate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reason4j.core.io.JsonLines;
import reason4j.core.problem.Problem;
import reason4j.core.run.Progress;

/// Files as Light-R1 and Bespoke-Stratos publish them, with rows that were made: a JSON array and nested Parquet.
class PublishedSetsTest {

    @TempDir
    Path folder;

    private static JavaSparkContext spark;

    @BeforeAll
    static void start() {
        spark = SharedSpark.context();
    }

    @Test
    void lightR1IsAnArrayOfConversations() throws IOException {
        Path file = Files.writeString(folder.resolve("stage2-3k.json"), """
                [
                  {
                    "conversations": [
                      {"from": "human", "value": "How many diagonals has a convex polygon of 17 sides? Please reason step by step, and put your final answer within \\\\boxed{}."},
                      {"from": "gpt", "value": "<think>\\nEach vertex has 14 of them, and each is counted twice.\\n</think>\\n\\n$17 \\\\cdot 14 / 2 = 119$, so \\\\boxed{119}."}
                    ]
                  },
                  {
                    "conversations": [
                      {"from": "human", "value": "What is the last digit of $7^{77}$?"},
                      {"from": "gpt", "value": "<think>\\nThe last digits go 7, 9, 3, 1 and I wonder"}
                    ]
                  }
                ]
                """);
        Manifest.Counts counts = curate("light-r1-sft", file);
        assertThat(counts).returns(2, Manifest.Counts::input).returns(1, Manifest.Counts::rejected);
        Problem problem = kept().getFirst();
        assertThat(problem.prompt()).isEqualTo("How many diagonals has a convex polygon of 17 sides?");
        assertThat(problem.traces().getFirst().reasoning())
                .startsWith("Each vertex")
                .endsWith("twice.");
        assertThat(JsonLines.readTrees(folder.resolve("set/rejected.jsonl")).toString())
                .contains("reasoning cut off", "stage2-3k.json");
    }

    @Test
    void bespokeStratosIsParquetWithListsOfTurns() throws IOException {
        Path file = parquet(List.of("""
                {"system": "Your role as an assistant involves thoroughly exploring questions through a systematic long thinking process", "conversations": [{"from": "user", "value": "Return your final response within \\\\boxed{}. Jan has 28 pencils and gives away a quarter of them. How many are left?"}, {"from": "assistant", "value": "<|begin_of_thought|>\\n\\nA quarter of 28 is 7.\\n\\n<|end_of_thought|>\\n\\n<|begin_of_solution|>\\n\\n$28 - 7 = \\\\boxed{21}$\\n\\n<|end_of_solution|>"}]}
                """, """
                {"system": "Your role as an assistant involves thoroughly exploring questions through a systematic long thinking process", "conversations": [{"from": "user", "value": "Generate an executable Python function generated from the given prompt. The function should take stdin as input and print the output. Simply call the function after the definition.Print the sum of two numbers."}, {"from": "assistant", "value": "<|begin_of_thought|>\\n\\nRead both.\\n\\n<|end_of_thought|>\\n\\n<|begin_of_solution|>\\n\\nprint(int(input()) + int(input()))\\n\\n<|end_of_solution|>"}]}
                """));
        Manifest.Counts counts = curate("bespoke-stratos-17k", file);
        assertThat(counts).returns(2, Manifest.Counts::input).returns(1, Manifest.Counts::rejected);
        Problem problem = kept().getFirst();
        assertThat(problem.prompt()).startsWith("Jan has 28 pencils").endsWith("left?");
        assertThat(problem.traces().getFirst().response()).isEqualTo("$28 - 7 = \\boxed{21}$");
        assertThat(problem.provenance()).contains("bespoke-stratos-17k");
        // a program has no boxed answer, and its tests are not in this set
        assertThat(JsonLines.readTrees(folder.resolve("set/rejected.jsonl")).toString())
                .contains("no answer");
    }

    private Manifest.Counts curate(String source, Path file) {
        CurateRecipe recipe = CurateRecipe.defaults()
                .set(List.of("sources=[{source: " + source + ", files: [" + file + "]}]", "split.heldout=0"))
                .bind(CurateRecipe.class);
        return CurateStage.run(recipe, folder.resolve("set"), Progress.silent(), spark);
    }

    private List<Problem> kept() {
        return JsonLines.read(folder.resolve("set/train.jsonl"), Problem.class);
    }

    private Path parquet(List<String> rows) throws IOException {
        SparkSession session = SparkSession.builder().sparkContext(spark.sc()).getOrCreate();
        Path written = folder.resolve("written");
        session.read()
                .schema("system STRING, conversations ARRAY<STRUCT<`from`: STRING, value: STRING>>")
                .json(session.createDataset(rows, Encoders.STRING()))
                .coalesce(1)
                .write()
                .parquet(written.toString());
        try (Stream<Path> files = Files.list(written)) {
            Path file = files.filter(f -> f.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
            return Files.copy(file, folder.resolve("train-00000-of-00001.parquet"));
        }
    }
}
