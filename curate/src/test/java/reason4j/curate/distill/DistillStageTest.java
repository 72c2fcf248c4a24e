package reason4j.curate.distill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reason4j.core.io.Json;
import reason4j.core.io.JsonLines;
import reason4j.core.io.UserException;
import reason4j.core.problem.AnswerKey;
import reason4j.core.problem.Problem;
import reason4j.core.run.Progress;
import tools.jackson.databind.JsonNode;

class DistillStageTest {

    private static final Duration SILENCE = Duration.ofMillis(400);

    @TempDir
    Path out;

    private final AtomicInteger requests = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private volatile int failAfter = Integer.MAX_VALUE;
    private volatile int stalls;
    private final CountDownLatch over = new CountDownLatch(1);

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", exchange -> {
            JsonNode asked = Json.mapper().readTree(exchange.getRequestBody().readAllBytes());
            int n = requests.incrementAndGet();
            if (n > failAfter) {
                exchange.sendResponseHeaders(400, -1);
                exchange.close();
                return;
            }
            int sample = asked.get("seed").asInt();
            String question = asked.get("messages").get(0).get("content").asString();
            Map<String, Object> message = switch (sample) {
                case 0 -> Map.of("content", "It is \\boxed{4}.", "reasoning_content", "2 and 2");
                case 1 -> Map.of("content", "<think>2 and 2</think>It is \\boxed{4}.");
                case 2 -> Map.of("content", "<think>no</think>\\boxed{5} " + question);
                default -> Map.of("content", "<think>endless");
            };
            byte[] body = Json.line(Map.of(
                            "choices", List.of(Map.of("message", message, "finish_reason", "stop")),
                            "usage", Map.of("prompt_tokens", 10, "completion_tokens", 100)))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            if (n <= stalls) {
                exchange.getResponseBody().write(body, 0, 20);
                exchange.getResponseBody().flush();
                await(over);
            }
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        threads.shutdownNow();
        server.stop(0);
    }

    @Test
    void rightAndDistinctTracesAreKeptWithTheirCost() {
        DistillStage.Summary summary = distill();
        assertThat(summary).isEqualTo(new DistillStage.Summary(2, 8, 4, 2, 80, 800, 80e-6 + 2 * 800e-6));
        List<Problem> kept = JsonLines.read(out.resolve("train.jsonl"), Problem.class);
        assertThat(kept).hasSize(2);
        assertThat(kept.getFirst().traces().getFirst().text()).isEqualTo("<think>2 and 2</think>It is \\boxed{4}.");
    }

    @Test
    void whatWasAnsweredIsNotAskedAgain() throws IOException {
        failAfter = 3;
        assertThatThrownBy(this::distill).isInstanceOf(UserException.class).hasMessageContaining("did not answer");
        failAfter = Integer.MAX_VALUE;
        long before = Files.readAllLines(out.resolve("answers.jsonl")).size();
        requests.set(0);
        assertThat(distill().asked()).isEqualTo(8);
        assertThat(requests.get()).isEqualTo((int) (8 - before));
    }

    @Test
    @Timeout(30)
    void anAnswerThatStallsIsAskedForAgain() {
        stalls = 2;
        assertThat(distill().asked()).isEqualTo(8);
        assertThat(requests.get()).isEqualTo(10);
    }

    @Test
    @Timeout(30)
    void aServerThatAlwaysStallsEndsTheStage() {
        stalls = Integer.MAX_VALUE;
        assertThatThrownBy(this::distill)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("its answer stopped midway");
        assertThat(out.resolve("train.jsonl")).doesNotExist();
    }

    @Test
    @Timeout(30)
    void aStageThatIsStoppedDoesNotWaitForTheTeacher() throws Exception {
        stalls = Integer.MAX_VALUE;
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread stage = Thread.ofPlatform().start(() -> {
            try {
                distill("http://127.0.0.1:" + server.getAddress().getPort() + "/v1", Duration.ofMinutes(5));
            } catch (UserException e) {
                thrown.set(e);
            }
        });
        while (requests.get() == 0) {
            Thread.sleep(5);
        }
        stage.interrupt();
        stage.join();
        assertThat(thrown.get())
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(UserException.INTERRUPTED))
                .hasMessageContaining("what was answered is kept in " + out.resolve("answers.jsonl"));
    }

    @Test
    void whatCannotGoOnIsSaid() throws IOException {
        Files.writeString(out.resolve("answers.jsonl"), "{\"id\": \"a\", \"samp\n");
        assertThatThrownBy(this::distill)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("answers.jsonl:1: not a Reply");
        Files.delete(out.resolve("answers.jsonl"));
        assertThatThrownBy(() -> distill("http://127.0.0.1:1/v1"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("http://127.0.0.1:1/v1: the teacher did not answer: nobody listens there");
        assertThatThrownBy(() -> distill("localhost:8000"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("no address of an API");
        assertThatThrownBy(() ->
                        new DistillStage.Settings("http://a/v1", "t", Optional.empty(), 0, 1, 1, 1, 0, 0, SILENCE))
                .hasMessageContaining("must be 1 or more");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private DistillStage.Summary distill() {
        return distill("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    private DistillStage.Summary distill(String url) {
        return distill(url, SILENCE);
    }

    private DistillStage.Summary distill(String url, Duration silence) {
        DistillStage.Settings settings =
                new DistillStage.Settings(url, "teacher", Optional.of("k"), 4, 1, 0.6, 100, 1, 2, silence);
        List<Problem> problems = List.of(problem("a", "Compute 2+2."), problem("b", "Compute 1+3."));
        return DistillStage.run(problems, settings, out, Progress.silent());
    }

    private static Problem problem(String id, String prompt) {
        return Problem.of(id, prompt, new AnswerKey.MathAnswer("4"), "math", "test");
    }
}
