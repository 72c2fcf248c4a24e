package reason4j.curate.distill;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reason4j.core.io.Json;
import reason4j.core.io.UserException;
import reason4j.core.problem.Trace;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A model behind `POST BASE/chat/completions`. Its reasoning comes as `reasoning_content` or between `<think>` tags.
final class Teacher {

    private static final int TRIES = 4;

    /// How long an answer may take to begin: a server that does not stream writes all of it first.
    private static final Duration TO_BEGIN = Duration.ofMinutes(30);

    private final URI base;
    private final String model;
    private final Optional<String> key;
    private final Duration silence;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();

    /// @param silence how long an answer that has begun may bring nothing before it is given up
    Teacher(URI base, String model, Optional<String> key, Duration silence) {
        this.base = base;
        this.model = model;
        this.key = key;
        this.silence = silence;
    }

    /// An answer.
    ///
    /// @param trace what it says, or null if it was cut off
    /// @param promptTokens tokens read, as the server counts
    /// @param completionTokens tokens written
    record Answer(@Nullable Trace trace, long promptTokens, long completionTokens) {}

    /// Asks once; overload, broken connections and answers that stall are tried again after a pause.
    ///
    /// @throws UserException if the server refuses or cannot be reached
    Answer ask(String question, double temperature, int maxTokens, long seed) {
        String body = Json.line(Map.of(
                "model", model,
                "messages", List.of(Map.of("role", "user", "content", question)),
                "temperature", temperature,
                "max_tokens", maxTokens,
                "seed", seed));
        String last = "";
        for (int i = 0; i < TRIES; i++) {
            try {
                HttpResponse<String> response = send(request(body));
                if (response.statusCode() == 200) {
                    return answer(response.body());
                }
                last = "it answered " + response.statusCode() + ": "
                        + response.body().lines().findFirst().orElse("");
                if (response.statusCode() != 429 && response.statusCode() < 500) {
                    break;
                }
                Thread.sleep(200L << i);
            } catch (IOException e) {
                last = e.getMessage() == null ? "nobody listens there" : e.getMessage();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw UserException.interrupted("distill: stopped; start it again to go on");
            }
        }
        throw UserException.machine(
                base + ": the teacher did not answer: " + last
                        + "\n  what it answered before is kept; start again to go on",
                null);
    }

    /// The client's own timeout ends with the headers, so the body is watched here.
    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        Listening listening = new Listening();
        CompletableFuture<HttpResponse<String>> response = client.sendAsync(request, listening);
        while (true) {
            try {
                return response.get(Math.clamp(silence.toMillis() / 4, 1, 1000), TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                if (listening.silentFor(silence)) {
                    response.cancel(true);
                    throw new IOException("its answer stopped midway; nothing came for " + silence.toSeconds() + " s");
                }
            } catch (InterruptedException e) {
                response.cancel(true);
                throw e;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException io) {
                    throw io;
                }
                throw new IOException(String.valueOf(e.getCause()), e.getCause());
            }
        }
    }

    private HttpRequest request(String body) {
        String address = base.toString().replaceAll("/$", "") + "/chat/completions";
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
                .timeout(TO_BEGIN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        key.ifPresent(k -> request.header("Authorization", "Bearer " + k));
        return request.build();
    }

    private Answer answer(String body) throws IOException {
        try {
            JsonNode root = Json.mapper().readTree(body);
            JsonNode choice = root.path("choices").path(0);
            JsonNode message = choice.path("message");
            String content = message.path("content").asString("");
            String reasoning = message.path("reasoning_content").asString("");
            JsonNode usage = root.path("usage");
            boolean cut = choice.path("finish_reason").asString("stop").equals("length");
            return new Answer(
                    cut ? null : trace(reasoning, content),
                    usage.path("prompt_tokens").asLong(0),
                    usage.path("completion_tokens").asLong(0));
        } catch (JacksonException e) {
            throw new IOException("no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private @Nullable Trace trace(String reasoning, String content) {
        if (!reasoning.isEmpty()) {
            return new Trace(model, reasoning.strip(), content.strip());
        }
        int end = content.indexOf("</think>");
        if (end < 0) {
            return content.contains("<think>") ? null : new Trace(model, "", content.strip());
        }
        int begin = content.indexOf("<think>");
        return new Trace(
                model,
                content.substring(begin < 0 ? 0 : begin + "<think>".length(), end)
                        .strip(),
                content.substring(end + "</think>".length()).strip());
    }
}
