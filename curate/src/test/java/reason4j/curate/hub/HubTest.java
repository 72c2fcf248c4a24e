package reason4j.curate.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reason4j.core.io.UserException;

class HubTest {

    private static final byte[] FILE = "{\"id\": \"a\"}\n".repeat(2000).getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path cache;

    private HttpServer server;
    private final List<String> ranges = new ArrayList<>();
    private String sha = "";
    private boolean breakOff;
    private boolean elsewhere;
    private final List<String> tokensElsewhere = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        sha = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(FILE));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/datasets/o/n/resolve/main/data/train.jsonl", this::serve);
        server.createContext("/elsewhere", this::serveElsewhere);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aFileIsFetchedOnceAndChecked() throws Exception {
        Path file = hub("t").fetch("hub:o/n/data/train.jsonl");
        assertThat(Files.readAllBytes(file)).isEqualTo(FILE);
        assertThat(hub("t").fetch("hub:o/n/data/train.jsonl")).isEqualTo(file);
        assertThat(ranges).containsExactly("");
    }

    @Test
    void aBrokenDownloadGoesOnWhereItStopped() throws Exception {
        breakOff = true;
        Path file = hub("t").fetch("hub:o/n/data/train.jsonl");
        assertThat(Files.readAllBytes(file)).isEqualTo(FILE);
        assertThat(ranges).hasSizeGreaterThan(1);
        assertThat(ranges.getLast()).startsWith("bytes=");
    }

    @Test
    void otherBytesThanPromisedAreRefused() {
        sha = "0".repeat(64);
        assertThatThrownBy(() -> hub("t").fetch("hub:o/n/data/train.jsonl"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("the hash that the hub names");
    }

    @Test
    void refusalsSayWhatToDo() {
        assertThatThrownBy(() -> hub("wrong").fetch("hub:o/n/data/train.jsonl")).hasMessageContaining("HF_TOKEN");
        assertThatThrownBy(() -> hub("t").fetch("hub:o/n/none.jsonl")).hasMessageContaining("no such file");
        assertThatThrownBy(() -> hub("t").fetch("hub:o")).hasMessageContaining("hub:OWNER/NAME/FILE");
    }

    /// As the real hub does: the hash is in its own answer, the bytes are elsewhere, and the token stays at home.
    @Test
    void theHashIsTheHubsAndTheTokenGoesNoFurther() throws Exception {
        elsewhere = true;
        assertThat(Files.readAllBytes(hub("t").fetch("hub:o/n/data/train.jsonl")))
                .isEqualTo(FILE);
        assertThat(tokensElsewhere).containsExactly("none");
        sha = "0".repeat(64);
        assertThatThrownBy(() -> hub("t").fetch("hub:o/n@other/data/train.jsonl"))
                .hasMessageContaining("no such file");
        Files.delete(cache.resolve("o/n/main/data/train.jsonl"));
        assertThatThrownBy(() -> hub("t").fetch("hub:o/n/data/train.jsonl"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("the bytes do not have the hash that the hub names");
    }

    @Test
    void smallFilesAreCheckedByTheirGitHash() throws Exception {
        MessageDigest git = MessageDigest.getInstance("SHA-1");
        git.update(("blob " + FILE.length + "\0").getBytes(StandardCharsets.UTF_8));
        sha = HexFormat.of().formatHex(git.digest(FILE));
        assertThat(hub("t").fetch("hub:o/n/data/train.jsonl")).exists();
        sha = "0".repeat(40);
        Files.delete(cache.resolve("o/n/main/data/train.jsonl"));
        assertThatThrownBy(() -> hub("t").fetch("hub:o/n/data/train.jsonl")).hasMessageContaining("hash");
    }

    @Test
    void whatAnotherProcessFetchedGoesOn() throws Exception {
        Path part = Files.createDirectories(cache.resolve("o/n/main/data")).resolve("train.jsonl.part");
        Files.write(part, java.util.Arrays.copyOf(FILE, 1234));
        assertThat(Files.readAllBytes(hub("t").fetch("hub:o/n/data/train.jsonl")))
                .isEqualTo(FILE);
        assertThat(ranges).containsExactly("bytes=1234-");
        assertThat(part).doesNotExist();
    }

    private Hub hub(String token) {
        return new Hub(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), cache, Optional.of(token));
    }

    private void serveElsewhere(HttpExchange exchange) throws IOException {
        tokensElsewhere.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                .replace("null", "none"));
        exchange.sendResponseHeaders(200, FILE.length);
        exchange.getResponseBody().write(FILE);
        exchange.close();
    }

    private void serve(HttpExchange exchange) throws IOException {
        if (elsewhere) {
            exchange.getResponseHeaders().add("X-Linked-Etag", "\"" + sha + "\"");
            exchange.getResponseHeaders().add("X-Linked-Size", FILE.length + "");
            exchange.getResponseHeaders()
                    .add("Location", "http://localhost:" + server.getAddress().getPort() + "/elsewhere?signed");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
            return;
        }
        if (!"Bearer t".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
            return;
        }
        String range = exchange.getRequestHeaders().getFirst("Range");
        ranges.add(range == null ? "" : range);
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        exchange.getResponseHeaders().add("X-Linked-Etag", "\"" + sha + "\"");
        exchange.sendResponseHeaders(range == null ? 200 : 206, FILE.length - from);
        int to = breakOff && range == null ? FILE.length / 2 : FILE.length;
        exchange.getResponseBody().write(FILE, from, to - from);
        exchange.getResponseBody().flush();
        exchange.close();
    }
}
