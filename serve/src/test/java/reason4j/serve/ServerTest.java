package reason4j.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.CompletionChoice;
import com.openai.models.completions.CompletionCreateParams;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reason4j.core.episode.Completion;
import reason4j.core.episode.Sampling;
import reason4j.core.io.Json;
import reason4j.core.io.UserException;
import reason4j.learn.checkpoint.Checkpoint;
import reason4j.learn.generate.GenerationThread;
import reason4j.learn.generate.Generator;
import reason4j.learn.generate.Room;
import reason4j.learn.generate.SamplingDefaults;
import reason4j.learn.lines.Prompts;
import reason4j.learn.model.Transformer;
import reason4j.learn.tensor.Tensors;
import reason4j.learn.tensor.Workers;
import reason4j.learn.text.Tokenizer;
import tools.jackson.databind.JsonNode;

/// The server, driven by OpenAI's own client where it can say what is to be said, and by plain HTTP where it cannot.
class ServerTest {

    private static final String TOKEN = "secret";
    private static final String NAME = "tiny";

    @TempDir
    static Path dir;

    private static Path model;
    private static Tokenizer tokenizer;
    private static Server server;
    private static Served served;
    private static OpenAIClient client;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        Tensors.start(1);
        model = TinyModel.write(dir.resolve("model"), 1);
        tokenizer = Tokenizer.load(model);
        served = served(model, 8, 64);
        server = new Server(settings(TOKEN), served, Checkpoint::load);
        client = OpenAIOkHttpClient.builder()
                .baseUrl("http://127.0.0.1:" + server.address().getPort() + "/v1")
                .apiKey(TOKEN)
                .maxRetries(0)
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    private static Server.Settings settings(String token) {
        return new Server.Settings("127.0.0.1", 0, token, 1 << 20, 9);
    }

    private static Served served(Path model, int rows, int mostWaiting) {
        Tokenizer tokenizer = Tokenizer.load(model);
        GenerationThread generation =
                new GenerationThread(Checkpoint.load(model), tokenizer, new Room(rows, TinyModel.CONTEXT), mostWaiting);
        Prompts prompts = Prompts.of(model, tokenizer, LocalDateTime.of(2026, 1, 1, 0, 0));
        return new Served(NAME, generation, prompts, SamplingDefaults.PLAIN);
    }

    /// What the model says without a server.
    private static List<Completion> expected(Path weights, String prompt, Sampling sampling) {
        try (Workers one = new Workers(1);
                Transformer transformer = Checkpoint.load(weights)) {
            return new Generator(transformer, tokenizer, 64, one)
                    .complete(List.of(prompt), sampling)
                    .getFirst();
        }
    }

    private static Sampling sampling(int samples, int limit, long seed) {
        return new Sampling(samples, 0.8, 0.9, 0, 0, 1, limit, List.of(), false, seed);
    }

    private static ChatCompletionCreateParams.Builder chat(long seed) {
        return ChatCompletionCreateParams.builder()
                .model(NAME)
                .addUserMessage("the cat")
                .n(3L)
                .temperature(0.8)
                .topP(0.9)
                .seed(seed)
                .maxCompletionTokens(30);
    }

    @Test
    void aConversationIsAnsweredAsTheModelWouldWithoutAServer() {
        List<Completion> expected = expected(model, "user: the cat\n", sampling(3, 30, 5));
        ChatCompletion answer = client.chat()
                .completions()
                .create(chat(5).logprobs(true).topLogprobs(2L).build());
        assertThat(answer.choices()).hasSize(3);
        for (int s = 0; s < 3; s++) {
            ChatCompletion.Choice choice = answer.choices().get(s);
            Completion e = expected.get(s);
            assertThat(choice.message().content()).contains(plain(e));
            assertThat(choice.finishReason().asString())
                    .isEqualTo(e.finish().name().toLowerCase(java.util.Locale.ROOT));
            var tokens = choice.logprobs().orElseThrow().content().orElseThrow();
            assertThat(tokens).hasSize(e.length());
            for (int t = 0; t < e.length(); t++) {
                assertThat(tokens.get(t).logprob()).isCloseTo(e.logprobs()[t], within(1e-4));
                assertThat(tokens.get(t).topLogprobs()).hasSize(2);
                assertThat(tokens.get(t).topLogprobs().getFirst().logprob())
                        .isGreaterThanOrEqualTo(tokens.get(t).logprob() - 1e-4);
            }
        }
        var usage = answer.usage().orElseThrow();
        assertThat(usage.promptTokens()).isEqualTo(tokenizer.encodePrompt("user: the cat\n").length);
        assertThat(usage.completionTokens())
                .isEqualTo(expected.stream().mapToLong(Completion::length).sum());
    }

    // as a server shows it: without special tokens
    private static String plain(Completion completion) {
        return tokenizer.decode(completion.ids(), true);
    }

    @Test
    void piecesOfAConversationMakeTheWhole() {
        ChatCompletion whole =
                client.chat().completions().create(chat(6).stop("th").build());
        StringBuilder[] texts = {new StringBuilder(), new StringBuilder(), new StringBuilder()};
        List<String> reasons = new ArrayList<>();
        long[] usage = {0};
        ChatCompletionCreateParams ask = chat(6).stop("th")
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(ask)) {
            stream.stream().forEach(chunk -> {
                chunk.usage().ifPresent(u -> usage[0] = u.completionTokens());
                chunk.choices().forEach(choice -> {
                    choice.delta().content().ifPresent(texts[(int) choice.index()]::append);
                    choice.finishReason().ifPresent(r -> reasons.add(r.asString()));
                });
            });
        }
        for (int s = 0; s < 3; s++) {
            assertThat(whole.choices().get(s).message().content()).contains(texts[s].toString());
        }
        assertThat(reasons).hasSize(3).allMatch(r -> r.equals("stop") || r.equals("length"));
        assertThat(usage[0]).isEqualTo(whole.usage().orElseThrow().completionTokens());
    }

    @Test
    void tokensInAndTokensOut() {
        int[] prompt = tokenizer.encodePrompt("the cat sat");
        List<Completion> expected = expected(model, "the cat sat", sampling(2, 20, 8));
        var answer = client.completions()
                .create(CompletionCreateParams.builder()
                        .model(NAME)
                        .promptOfArrayOfTokens(
                                Arrays.stream(prompt).asLongStream().boxed().toList())
                        .n(2L)
                        .temperature(0.8)
                        .topP(0.9)
                        .seed(8L)
                        .maxTokens(20L)
                        .logprobs(3L)
                        .putAdditionalBodyProperty("return_token_ids", JsonValue.from(true))
                        .putAdditionalBodyProperty("skip_special_tokens", JsonValue.from(false))
                        .build());
        for (int s = 0; s < 2; s++) {
            CompletionChoice choice = answer.choices().get(s);
            Completion e = expected.get(s);
            assertThat(choice.text()).isEqualTo(e.text());
            assertThat(ids(choice._additionalProperties(), "token_ids")).isEqualTo(e.ids());
            assertThat(ids(choice._additionalProperties(), "prompt_token_ids")).isEqualTo(prompt);
            List<Double> logprobs =
                    choice.logprobs().orElseThrow().tokenLogprobs().orElseThrow();
            for (int t = 0; t < e.length(); t++) {
                assertThat(logprobs.get(t)).isCloseTo(e.logprobs()[t], within(1e-4));
            }
            assertThat(choice.logprobs().orElseThrow().topLogprobs().orElseThrow())
                    .hasSize(e.length());
        }
    }

    private static int[] ids(Map<String, JsonValue> properties, String name) {
        return Json.mapper().readValue(String.valueOf(properties.get(name)), int[].class);
    }

    @Test
    void theModelIsListed() {
        assertThat(client.models().list().data()).extracting(m -> m.id()).containsExactly(NAME);
    }

    private static HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        return send(server, method, path, body, headers);
    }

    private static HttpResponse<String> send(Server to, String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        return HTTP.send(request(to, method, path, body, headers), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest request(Server to, String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + to.address().getPort() + path))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .setHeader("Content-Type", "application/json")
                .setHeader("Authorization", "Bearer " + TOKEN);
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request.build();
    }

    private static JsonNode json(HttpResponse<String> response) {
        return Json.mapper().readTree(response.body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "/v1/completions|{|400|is no JSON",
                "/v1/completions|[]|400|must be a JSON object",
                "/v1/completions|{\"prompt\": \"a\", \"max_tokns\": 3}|400|unknown field max_tokns",
                "/v1/completions|{\"model\": \"gpt\", \"prompt\": \"a\"}|404|gpt is not served here",
                "/v1/completions|{}|400|prompt is missing",
                "/v1/completions|{\"prompt\": \"\"}|400|has no tokens",
                "/v1/completions|{\"prompt\": {\"a\": 1}}|400|text or an array of token ids",
                "/v1/completions|{\"prompt\": [1, 999999]}|400|the token 999999",
                "/v1/completions|{\"prompt\": \"a\", \"echo\": true}|400|echo = true is not supported",
                "/v1/completions|{\"prompt\": \"a\", \"n\": 0}|400|n must be a whole number from 1 to 128",
                "/v1/completions|{\"prompt\": \"a\", \"temperature\": -1}|400|temperature must not be negative",
                "/v1/completions|{\"prompt\": \"a\", \"top_p\": \"x\"}|400|top_p must be a number",
                "/v1/completions|{\"prompt\": \"a\", \"presence_penalty\": 1}|400|set repetition_penalty",
                "/v1/completions|{\"prompt\": \"a\", \"thinking\": {\"end\": \"zzz\", \"waits\": 1}, \"stream\": true}|400|is no token",
                "/v1/completions|{\"prompt\": \"a\", \"thinking\": {\"wait_s\": 1}}|400|unknown field thinking.wait_s",
                "/v1/chat/completions|{\"messages\": []}|400|at least one message",
                "/v1/chat/completions|{\"messages\": [{\"role\": \"tool\", \"content\": \"x\"}]}|400|no tools",
                "/v1/chat/completions|{\"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"image_url\"}]}]}|400|must be text",
                "/v1/chat/completions|{\"messages\": [{\"role\": \"user\"}], \"tools\": [{}]}|400|tools = [{}] is not supported",
                "/v1/chat/completions|{\"messages\": [{\"role\": \"user\"}], \"top_logprobs\": 3}|400|needs logprobs",
                "/v1/nothing|{}|404|there is nothing at /v1/nothing",
                "/update_weights_from_disk|{}|400|model_path is missing",
                "/v1/rewards|{\"rows\": 3}|400|rows must be an array",
            })
    void whatCannotBeDoneIsRefusedWithAReason(String path, String body, int status, String message) throws Exception {
        HttpResponse<String> answer = send("POST", path, body);
        assertThat(json(answer).path("error").path("message").asString()).contains(message);
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @Test
    void methodsTypesSizesAndTokens() throws Exception {
        String ask = "{\"prompt\": \"a\"}";
        HttpResponse<String> wrongMethod = send("GET", "/v1/completions", "");
        assertThat(wrongMethod.statusCode()).isEqualTo(405);
        assertThat(wrongMethod.headers().firstValue("Allow")).contains("POST");
        assertThat(send("POST", "/v1/completions", ask, "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(415);
        assertThat(send("POST", "/v1/completions", "{\"prompt\": \"" + "a".repeat(2 << 20) + "\"}")
                        .statusCode())
                .isEqualTo(413);
        for (String wrong : List.of("Bearer no", "secret", "Bearer secret2")) {
            assertThat(send("POST", "/v1/completions", ask, "Authorization", wrong)
                            .statusCode())
                    .isEqualTo(401);
        }
        assertThat(send("GET", "/health", "", "Authorization", "none").statusCode())
                .isEqualTo(200);
        String longer = Json.line(Map.of("prompt", "a ".repeat(5000)));
        assertThat(send("POST", "/v1/completions", longer).body()).contains("but the context is " + TinyModel.CONTEXT);
    }

    @Test
    void aPublicAddressNeedsATokenAndAPortCanBeTakenOnce() {
        Server.Settings open = new Server.Settings("0.0.0.0", 0, null, 1000, 0);
        assertThatThrownBy(() -> Server.check(open))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("can be reached from elsewhere")
                .hasMessageContaining("REASON4J_TOKEN");
        Server.Settings taken =
                new Server.Settings("127.0.0.1", server.address().getPort(), null, 1000, 0);
        for (int i = 0; i < 2; i++) {
            Server.Settings any = new Server.Settings("127.0.0.1", freePort(), null, 1000, 0);
            Server.check(any);
            new Server(any, null, Checkpoint::load).close();
        }
        assertThatThrownBy(() -> Server.check(taken)).hasMessageContaining("is another server running?");
        assertThatThrownBy(() -> new Server(taken, null, Checkpoint::load))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("is another server running?");
    }

    private static int freePort() {
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aClientThatGoesAwayFreesItsRows() throws Exception {
        long before = served.generation().load().stats().newTokens();
        String ask = "{\"prompt\": \"a\", \"stream\": true, \"ignore_eos\": true, \"max_tokens\": 4000, \"n\": 32}";
        HttpResponse<Stream<String>> answer =
                HTTP.send(request(server, "POST", "/v1/completions", ask), HttpResponse.BodyHandlers.ofLines());
        try (Stream<String> lines = answer.body()) {
            assertThat(lines.limit(20)).isNotEmpty();
        }
        awaitIdle(served);
        assertThat(served.generation().load().stats().newTokens() - before)
                .as("of 128000 that were asked for")
                .isLessThan(96_000);
    }

    @Test
    void aClientThatGoesAwayIsMissedEvenIfNothingWasToBeWritten() throws Exception {
        Served mine = served(model, 8, 64);
        try (Server patient = new Server(settings(TOKEN), mine, Checkpoint::load)) {
            String ask = "{\"prompt\": \"a\", \"ignore_eos\": true, \"max_tokens\": 4000, \"n\": 128}";
            CompletableFuture<HttpResponse<String>> answer = HTTP.sendAsync(
                    request(patient, "POST", "/v1/completions", ask), HttpResponse.BodyHandlers.ofString());
            while (mine.generation().load().rows() == 0) {
                Thread.sleep(1);
            }
            answer.cancel(true);
            awaitIdle(mine);
            assertThat(mine.generation().load().stats().newTokens()).isLessThan(128 * 4000);
        }
    }

    private static void awaitIdle(Served served) throws InterruptedException {
        while (served.generation().load().rows() + served.generation().load().waiting() > 0) {
            Thread.sleep(5);
        }
    }

    @Test
    void tooManyAreToldToComeAgain() throws Exception {
        Served narrow = served(model, 1, 2);
        try (Server small = new Server(settings(TOKEN), narrow, Checkpoint::load)) {
            String ask = "{\"prompt\": \"a\", \"ignore_eos\": true, \"max_tokens\": 300}";
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                answers.add(HTTP.sendAsync(
                        request(small, "POST", "/v1/completions", ask), HttpResponse.BodyHandlers.ofString()));
            }
            int done = 0;
            int refused = 0;
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                HttpResponse<String> a = answer.get();
                if (a.statusCode() == 429) {
                    refused++;
                    assertThat(a.headers().firstValue("Retry-After")).isPresent();
                } else {
                    assertThat(json(a).path("usage").path("completion_tokens").asInt())
                            .isEqualTo(300);
                    done++;
                }
            }
            assertThat(refused).isPositive();
            assertThat(done).isPositive();
        }
    }

    @Test
    void weightsAreExchangedOrLeftAsTheyWere() throws Exception {
        Path next = TinyModel.write(dir.resolve("next"), 2);
        Path other = TinyModel.write(dir.resolve("other"), 2, 32);
        Served mine = served(model, 4, 8);
        String ask =
                "{\"prompt\": \"the cat\", \"temperature\": 1, \"seed\": 3, \"max_tokens\": 12, \"return_token_ids\": true}";
        try (Server reloading = new Server(settings(TOKEN), mine, Checkpoint::load)) {
            int[] old = expected(model, "the cat", Sampling.at(1, 1, 12, 3))
                    .getFirst()
                    .ids();
            int[] fresh = expected(next, "the cat", Sampling.at(1, 1, 12, 3))
                    .getFirst()
                    .ids();
            assertThat(old).isNotEqualTo(fresh);
            for (Path wrong : List.of(dir.resolve("nowhere"), other)) {
                HttpResponse<String> refused = update(reloading, wrong);
                assertThat(refused.statusCode()).isEqualTo(400);
                assertThat(json(refused).path("success").asBoolean()).isFalse();
                assertThat(answered(reloading, ask)).isEqualTo(old);
            }
            HttpResponse<String> done = update(reloading, next);
            assertThat(json(done).path("success").asBoolean()).as(done.body()).isTrue();
            assertThat(answered(reloading, ask)).isEqualTo(fresh);
        }
    }

    private static HttpResponse<String> update(Server to, Path weights) throws Exception {
        return send(to, "POST", "/update_weights_from_disk", Json.line(Map.of("model_path", weights.toString())));
    }

    private static int[] answered(Server by, String ask) throws Exception {
        JsonNode choice =
                json(send(by, "POST", "/v1/completions", ask)).path("choices").get(0);
        return Json.mapper().convertValue(choice.path("token_ids"), int[].class);
    }

    @Test
    void whatIsAtWorkMayEndWhenTheServerStops() throws Exception {
        Served mine = served(model, 4, 8);
        Server stopping = new Server(settings(TOKEN), mine, Checkpoint::load);
        String ask = "{\"prompt\": \"a\", \"ignore_eos\": true, \"max_tokens\": 1000}";
        CompletableFuture<HttpResponse<String>> answer =
                HTTP.sendAsync(request(stopping, "POST", "/v1/completions", ask), HttpResponse.BodyHandlers.ofString());
        while (mine.generation().load().rows() == 0) {
            Thread.sleep(1);
        }
        stopping.close();
        assertThat(json(answer.get()).path("usage").path("completion_tokens").asInt())
                .isEqualTo(1000);
        assertThatThrownBy(() -> send(stopping, "GET", "/health", "")).isInstanceOf(IOException.class);
    }

    @Test
    void reasoningIsHeldWithinBoundsAndForcedTokensHaveNoLogprob() throws Exception {
        String ask = "{\"prompt\": \"a\", \"ignore_eos\": true, \"max_tokens\": 20, \"logprobs\": 0, \"seed\": 1,"
                + " \"return_token_ids\": true, \"thinking\": {\"max_tokens\": 5}}";
        JsonNode choice =
                json(send("POST", "/v1/completions", ask)).path("choices").get(0);
        assertThat(choice.path("token_ids").get(5).asInt())
                .isEqualTo(tokenizer.idOf("</think>").orElseThrow());
        assertThat(choice.path("logprobs").path("token_logprobs").get(5).isNull())
                .isTrue();
        assertThat(choice.path("logprobs").path("token_logprobs").get(6).asDouble())
                .isNegative();
    }

    @Test
    void rewardsAndMetrics() throws Exception {
        JsonNode one = json(
                send("POST", "/v1/rewards", "{\"gold\": \"\\\\frac12\", \"response\": \"It is \\\\boxed{0.5}.\"}"));
        assertThat(one.path("outcome").asString()).isEqualTo("correct");
        assertThat(one.path("reward").asInt()).isEqualTo(1);
        JsonNode many = json(send(
                        "POST",
                        "/v1/rewards",
                        "{\"rows\": [{\"gold\": \"2\", \"response\": \"\\\\boxed{3}\"}, {\"response\": \"2\"}]}"))
                .path("verdicts");
        assertThat(many.get(0).path("reward").asInt(-1)).isZero();
        assertThat(many.get(1).path("outcome").asString()).isEqualTo("unscorable");
        assertThat(many.get(1).path("reward").isNull()).isTrue();
        // an answer is counted behind its last byte, since one that nobody reads to its end counts otherwise
        String answered = "reason4j_http_requests_total{path=\"/v1/rewards\",code=\"200\"} 2\n";
        String metrics = send("GET", "/metrics", "").body();
        for (int turn = 0; turn < 1000 && !metrics.contains(answered); turn++) {
            Thread.sleep(5);
            metrics = send("GET", "/metrics", "").body();
        }
        assertThat(metrics)
                .contains(answered)
                .contains("reason4j_verdicts_total{outcome=\"correct\"} 1")
                .contains("reason4j_rows_limit 8")
                .contains("# TYPE reason4j_generated_tokens_total counter");
    }

    @Test
    void rewardsNeedNoModel() throws Exception {
        try (Server rewards = new Server(settings(TOKEN), null, Checkpoint::load)) {
            assertThat(json(send(rewards, "POST", "/v1/rewards", "{\"gold\": \"2\", \"response\": \"\\\\boxed{2}\"}"))
                            .path("reward")
                            .asInt())
                    .isEqualTo(1);
            assertThat(send(rewards, "POST", "/v1/completions", "{\"prompt\": \"a\"}")
                            .statusCode())
                    .isEqualTo(404);
        }
    }
}
