package reason4j.serve;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import reason4j.core.io.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One exchange: a body that is read once, an answer that is written whole or piece by piece.
final class Call {

    private static final long DRAINED_BYTES = 64L << 20;

    private final HttpExchange exchange;
    private final int mostBytes;
    private int status;

    Call(HttpExchange exchange, int mostBytes) {
        this.exchange = exchange;
        this.mostBytes = mostBytes;
    }

    String path() {
        return exchange.getRequestURI().getPath();
    }

    /// What was answered; 0 if nothing was yet.
    int status() {
        return status;
    }

    /// The body as a JSON object.
    ObjectNode body() throws IOException {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        // a browser sends JSON to strangers only after asking, and nobody answers here
        if (type == null || !type.toLowerCase(java.util.Locale.ROOT).startsWith("application/json")) {
            throw Refusal.of(415, "the body must be JSON, and say so: Content-Type: application/json");
        }
        byte[] bytes = exchange.getRequestBody().readNBytes(mostBytes + 1);
        if (bytes.length > mostBytes) {
            // a client that is still writing would not read the answer
            exchange.getRequestBody().skip(DRAINED_BYTES);
            throw Refusal.of(413, "the body is longer than " + mostBytes + " bytes");
        }
        try {
            JsonNode node = Json.mapper().readTree(bytes);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw Refusal.bad(null, "the body must be a JSON object");
        } catch (JacksonException e) {
            throw Refusal.bad(null, "the body is no JSON: " + e.getOriginalMessage());
        }
    }

    void header(String name, String value) {
        exchange.getResponseHeaders().set(name, value);
    }

    /// Answers whole; if the answer has begun already, this is its end.
    void answer(int code, JsonNode json) throws IOException {
        answer(code, "application/json", Json.mapper().writeValueAsBytes(json));
    }

    void answer(int code, String type, byte[] bytes) throws IOException {
        if (status == 0) {
            status = code;
            header("Content-Type", type);
            exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
        }
        OutputStream out = exchange.getResponseBody();
        out.write(bytes);
        out.close();
    }

    /// Begins an answer of unknown length.
    private OutputStream begun(String type) throws IOException {
        if (status == 0) {
            status = 200;
            header("Content-Type", type);
            header("Cache-Control", "no-store");
            exchange.sendResponseHeaders(200, 0);
        }
        return exchange.getResponseBody();
    }

    /// A blank before the JSON that is still being made: it means nothing to who reads it, and shows whether anybody
    /// does.
    ///
    /// @throws IOException if nobody reads any more
    void beat() throws IOException {
        OutputStream out = begun("application/json");
        out.write('\n');
        out.flush();
    }

    /// A server-sent event.
    ///
    /// @throws IOException if nobody reads any more
    void event(String data) throws IOException {
        OutputStream out = begun("text/event-stream; charset=utf-8");
        out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /// A comment between events, which shows whether anybody reads.
    void eventBeat() throws IOException {
        OutputStream out = begun("text/event-stream; charset=utf-8");
        out.write(": \n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    void end() throws IOException {
        exchange.getResponseBody().close();
    }
}
