package reason4j.learn.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reason4j.core.episode.Completion;
import reason4j.core.episode.Sampling;
import reason4j.core.io.Json;
import reason4j.core.io.JsonLines;
import reason4j.core.io.UserException;
import reason4j.learn.TinyTalker;
import reason4j.learn.checkpoint.Checkpoint;
import reason4j.learn.generate.Generator;
import reason4j.learn.generate.Request;
import reason4j.learn.generate.Room;
import reason4j.learn.model.TrainingPass;
import reason4j.learn.model.Transformer;
import reason4j.learn.tensor.Tensors;
import reason4j.learn.tensor.Workers;
import reason4j.learn.text.Tokenizer;
import tools.jackson.databind.JsonNode;

class CompletionFileTest {

    private static final Sampling SAMPLING = new Sampling(2, 1, 1, 0, 0, 1, 20, List.of("\n"), false, 3);
    private static final String INPUT = """
            {"prompt": "the cat", "answer": 7}

            {"messages": [{"role": "user", "content": "hi"}], "id": "a"}
            {"prompt": [65, 66, 67]}
            {"prompt": "ähnlich"}
            """;

    @TempDir
    Path dir;

    private final Workers one = new Workers(1);
    private Transformer model;
    private Tokenizer tokenizer;
    private Prompts prompts;

    @BeforeEach
    void aModel() throws IOException {
        Tensors.start(1);
        TinyTalker.write(dir, 1);
        model = Checkpoint.load(dir);
        tokenizer = Tokenizer.load(dir);
        prompts = Prompts.of(dir, tokenizer, LocalDateTime.of(2026, 1, 1, 0, 0));
        Files.writeString(in(), INPUT);
    }

    @AfterEach
    void close() {
        model.close();
        one.close();
    }

    private Path in() {
        return dir.resolve("in.jsonl");
    }

    private Path out() {
        return dir.resolve("out.jsonl");
    }

    private CompletionFile.Outcome complete(Path output, boolean resume, int rows) {
        CompletionFile file = new CompletionFile(prompts, model.config());
        CompletionFile.Survey survey = file.survey(in());
        return file.complete(
                new Generator(model, tokenizer, rows, one),
                new Room(rows, survey.context(SAMPLING, model.config())),
                new CompletionFile.Job(in(), output, resume, SAMPLING, Request.Wishes.NONE),
                survey.lines(),
                (_, _) -> {});
    }

    @Test
    void linesComeBackInOrderWithTheirCompletions() {
        CompletionFile.Outcome outcome = complete(out(), false, 3);
        assertThat(outcome.lines()).isEqualTo(4);
        assertThat(outcome.whole()).isTrue();
        List<JsonNode> lines = JsonLines.readTrees(out());
        assertThat(lines.get(0).path("answer").asInt()).isEqualTo(7);
        assertThat(lines.get(1).path("id").asString()).isEqualTo("a");
        List<int[]> ids = List.of(
                tokenizer.encodePrompt("the cat"),
                tokenizer.encode("user: hi\n"),
                new int[] {65, 66, 67},
                tokenizer.encodePrompt("ähnlich"));
        List<List<Completion>> expected = new Generator(model, tokenizer, 64, one).generate(ids, SAMPLING);
        for (int p = 0; p < 4; p++) {
            assertThat(Json.mapper().convertValue(lines.get(p).path("prompt_ids"), int[].class))
                    .isEqualTo(ids.get(p));
            for (int s = 0; s < 2; s++) {
                JsonNode c = lines.get(p).path("completions").get(s);
                Completion e = expected.get(p).get(s);
                assertThat(Json.mapper().convertValue(c.path("ids"), int[].class))
                        .isEqualTo(e.ids());
                assertThat(c.path("text").asString()).isEqualTo(e.text()).doesNotContain("\n");
                assertThat(c.path("logprobs").size()).isEqualTo(e.length());
                assertThat(c.path("finish_reason").asString()).isIn("stop", "length");
            }
        }
    }

    @Test
    void whatWasWrittenIsGoneOnFrom() throws IOException {
        complete(out(), false, 1);
        byte[] whole = Files.readAllBytes(out());
        Path other = dir.resolve("other.jsonl");
        String text = Files.readString(out());
        int second = text.indexOf('\n', text.indexOf('\n') + 1) + 1;
        Files.writeString(dir.resolve("other.jsonl.part"), text.substring(0, second + 40));
        CompletionFile.Outcome outcome = complete(other, true, 1);
        assertThat(Files.readAllBytes(other)).isEqualTo(whole);
        assertThat(outcome.stats().promptTokens())
                .as("the last two prompts alone, for each of two samples in one row")
                .isEqualTo(2L * (3 + tokenizer.encode("ähnlich").length));
        assertThat(dir.resolve("other.jsonl.part")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"prompt\": \"a\"|in.jsonl:2: is no JSON",
                "[1]|in.jsonl:2: is no JSON object",
                "{\"question\": \"a\"}|in.jsonl:2: needs either \"prompt\" or \"messages\", has neither",
                "{\"prompt\": \"a\", \"messages\": []}|has both",
                "{\"prompt\": \"\"}|in.jsonl:2: the prompt has no tokens",
                "{\"prompt\": 3}|in.jsonl:2: \"prompt\" must be text or an array of token ids",
                "{\"prompt\": [1, \"x\"]}|number 2 is \"x\"",
                "{\"prompt\": [1, 99999]}|in.jsonl:2: the prompt has the token 99999",
                "{\"messages\": \"hi\"}|in.jsonl:2: ",
                "{\"messages\": [1]}|in.jsonl:2: ",
            })
    void badLinesAreNamedBeforeAnythingIsSampled(String line, String message) throws IOException {
        Files.writeString(in(), "{\"prompt\": \"a\"}\n" + line + "\n");
        assertThatThrownBy(() -> complete(out(), false, 1))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(message);
        assertThat(dir.resolve("out.jsonl.part")).doesNotExist();
    }

    @Test
    void aPromptLongerThanTheContextAndAMissingTemplate() throws IOException {
        Files.writeString(in(), "{\"prompt\": \"" + "1 ".repeat(200) + "\"}\n");
        assertThatThrownBy(() -> complete(out(), false, 1)).hasMessageContaining("tokens, but the context is 128");
        Files.delete(dir.resolve("chat_template.jinja"));
        prompts = Prompts.of(dir, tokenizer, LocalDateTime.of(2026, 1, 1, 0, 0));
        Files.writeString(in(), INPUT);
        assertThatThrownBy(() -> complete(out(), false, 1))
                .hasMessageContaining("in.jsonl:3")
                .hasMessageContaining("has no chat template");
    }

    private List<JsonNode> score(String... lines) throws IOException {
        Path input = dir.resolve("texts.jsonl");
        Path scores = dir.resolve("scores.jsonl");
        Files.write(input, List.of(lines));
        try (TrainingPass pass = new TrainingPass(model, 1, 64, one)) {
            new ScoreFile(prompts, model.config(), pass).score(input, scores, _ -> {});
        }
        return JsonLines.readTrees(scores);
    }

    @Test
    void scoresOfWhatWasSampledAreItsLogprobs() throws IOException {
        complete(out(), false, 3);
        List<String> sampled = Files.readAllLines(out());
        List<JsonNode> scored = score(sampled.toArray(String[]::new));
        for (int p = 0; p < 4; p++) {
            JsonNode before = Json.mapper().readTree(sampled.get(p)).path("completions");
            JsonNode after = scored.get(p).path("completions");
            for (int s = 0; s < 2; s++) {
                double sum = 0;
                List<JsonNode> expected = new ArrayList<>();
                before.get(s).path("logprobs").forEach(expected::add);
                assertThat(after.get(s).path("logprobs").size()).isEqualTo(expected.size());
                for (int t = 0; t < expected.size(); t++) {
                    double score = after.get(s).path("logprobs").get(t).asDouble();
                    assertThat(score).isCloseTo(expected.get(t).asDouble(), within(1e-4));
                    sum += score;
                }
                assertThat(after.get(s).path("sum").asDouble()).isCloseTo(sum, within(1e-4));
            }
        }
    }

    @Test
    void theSameTokensHaveTheSameScoresHoweverTheyAreGiven() throws IOException {
        String prompt = "the cat";
        String completion = " sat on";
        int[] p = tokenizer.encodePrompt(prompt);
        int[] c = tokenizer.encode(completion);
        String ids = Json.line(c);
        List<JsonNode> scored = score(
                "{\"prompt\": \"" + prompt + "\", \"completion\": \"" + completion + "\"}",
                "{\"prompt_ids\": " + Json.line(p) + ", \"ids\": " + ids + "}",
                "{\"text\": \"" + prompt + completion + "\"}",
                "{\"ids\": [5]}");
        JsonNode one = scored.get(0).path("logprobs");
        assertThat(one.size()).isEqualTo(c.length);
        for (int t = 0; t < c.length; t++) {
            assertThat(scored.get(1).path("logprobs").get(t).asDouble())
                    .isCloseTo(one.get(t).asDouble(), within(1e-4));
        }
        JsonNode text = scored.get(2).path("logprobs");
        assertThat(text.get(0).isNull()).isTrue();
        assertThat(text.size()).isEqualTo(scored.get(2).path("ids").size());
        assertThat(scored.get(3).path("logprobs")).hasToString("[null]");
        assertThatThrownBy(() -> score("{\"ids\": [1, 2]}", "{\"x\": 1}"))
                .hasMessageContaining("texts.jsonl:2: nothing to score");
        assertThatThrownBy(() -> score("{\"ids\": [1, 2000]}")).hasMessageContaining("the token 2000");
    }
}
