package reason4j.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reason4j.core.io.Json;
import reason4j.core.io.JsonLines;
import reason4j.core.io.WholeFiles;
import reason4j.core.problem.AnswerKey;
import reason4j.core.problem.Problem;
import reason4j.core.run.Seed;
import reason4j.learn.checkpoint.Checkpoint;
import reason4j.learn.generate.GenerationThread;
import reason4j.learn.generate.Room;
import reason4j.learn.generate.SamplingDefaults;
import reason4j.learn.init.FromScratch;
import reason4j.learn.init.ModelRecipe;
import reason4j.learn.init.PositionsRecipe;
import reason4j.learn.lines.Prompts;
import reason4j.learn.tensor.Tensors;
import reason4j.learn.tensor.WantedPrecision;
import reason4j.learn.text.Tokenizer;
import reason4j.serve.Served;
import reason4j.serve.Server;
import tools.jackson.databind.JsonNode;

/// `distill` with a teacher that is our own `serve`: two rooms that know each other by HTTP alone.
class DistillCommandTest {

    private static final int CONTEXT = 256;
    private static final int MOST_TOKENS = 12;

    @TempDir
    Path dir;

    @Test
    void ourOwnServerIsATeacherThatIsNotAskedTwice() throws IOException {
        Tensors.start(1);
        Path model = model();
        Path problems = dir.resolve("problems.jsonl");
        Files.writeString(problems, Json.line(problem("a", "2+2")) + "\n" + Json.line(problem("b", "3+4")) + "\n");

        String url;
        try (Server server =
                new Server(new Server.Settings("127.0.0.1", 0, null, 1 << 20, 9), served(model), Checkpoint::load)) {
            url = "http://127.0.0.1:" + server.address().getPort() + "/v1";
            Ran first = distill(problems, url, 2);
            assertThat(first.err()).doesNotContain("\tat ");
            assertThat(first.exit()).isZero();
            assertThat(first.out()).contains("2 problems, 4 answers");
            List<JsonNode> answers = JsonLines.readTrees(dir.resolve("out/answers.jsonl"));
            assertThat(answers).hasSize(4).allSatisfy(answer -> {
                assertThat(answer.get("promptTokens").asInt()).isPositive();
                assertThat(answer.get("completionTokens").asInt()).isBetween(1, MOST_TOKENS);
            });
            assertThat(answers.stream()
                            .map(a -> a.get("id").asString() + a.get("sample").asInt()))
                    .containsExactlyInAnyOrder("a0", "a1", "b0", "b1");
            Ran more = distill(problems, url, 3);
            assertThat(more.out()).contains("2 problems, 6 answers");
            assertThat(JsonLines.readTrees(dir.resolve("out/answers.jsonl")).subList(0, 4))
                    .isEqualTo(answers);
        }
        // nobody listens there any more, and nobody needs to
        assertThat(distill(problems, url, 3).exit()).isZero();
        assertThat(distill(problems, url, 4).err()).contains("the teacher did not answer: nobody listens there");
    }

    private Ran distill(Path problems, String url, int samples) {
        return Ran.of(
                "distill",
                problems.toString(),
                "--url=" + url,
                "--model=tiny",
                "--samples=" + samples,
                "--max-tokens=" + MOST_TOKENS,
                "--out=" + dir.resolve("out"));
    }

    private static Problem problem(String id, String prompt) {
        return Problem.of(id, prompt, new AnswerKey.MathAnswer("4"), "math", "test");
    }

    private static Served served(Path model) {
        Tokenizer tokenizer = Tokenizer.load(model);
        GenerationThread generation = new GenerationThread(Checkpoint.load(model), tokenizer, new Room(4, CONTEXT), 16);
        Prompts prompts = Prompts.of(model, tokenizer, LocalDateTime.of(2026, 1, 1, 0, 0));
        return new Served("tiny", generation, prompts, SamplingDefaults.PLAIN);
    }

    /// Random weights, an alphabet of a few signs, and a chat template.
    private Path model() {
        ModelRecipe.TokenizerRecipe signs =
                new ModelRecipe.TokenizerRecipe(ModelRecipe.TokenizerRecipe.Kind.BPE, List.of(), 0, 300);
        ModelRecipe recipe = new ModelRecipe(
                null, signs, 16, 1, 2, 1, CONTEXT, 1, 1, WantedPrecision.F32, "cpu", PositionsRecipe.UNCHANGED);
        Path model = dir.resolve("model");
        FromScratch.make(recipe, List.of(problem("t", "2+2 is 4")), new Seed(1), model);
        WholeFiles.write(
                model.resolve("chat_template.jinja"),
                "{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}");
        return model;
    }
}
