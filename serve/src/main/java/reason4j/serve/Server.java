package reason4j.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reason4j.core.io.UserException;
import reason4j.core.run.Seed;
import reason4j.learn.model.Transformer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The server: rewards always, completions if there is a model. Serves from when it is made until it is closed.
public final class Server implements AutoCloseable {

    private static final int BACKLOG = 256;
    private static final long PATIENCE_MILLIS = 10_000;

    /// Where and for whom.
    ///
    /// @param host address to listen at
    /// @param port 0 for any that is free
    /// @param token that clients must bring, or null for none
    /// @param mostBytes of a request's body
    /// @param seed of requests that name none
    public record Settings(String host, int port, @Nullable String token, int mostBytes, long seed) {}

    @FunctionalInterface
    private interface Route {
        void answer(Call call) throws IOException, InterruptedException;
    }

    private final Settings settings;
    private final @Nullable Served served;
    private final @Nullable CompletionCalls completions;
    private final HttpServer http;
    private final Map<String, Map<String, Route>> routes = new LinkedHashMap<>();
    private final Counters counters = new Counters();
    private final AtomicLong unseeded = new AtomicLong();
    private volatile boolean closing;

    /// Starts to serve.
    ///
    /// @param served the model, closed with the server; null for rewards alone
    /// @param loading reads new weights
    /// @throws UserException if the address is public and there is no token, or it cannot be listened at
    public Server(Settings settings, @Nullable Served served, Function<Path, Transformer> loading) {
        this.settings = settings;
        this.served = served;
        InetSocketAddress address = address(settings);
        route("GET", "/health", this::health);
        route("GET", "/metrics", this::metrics);
        route("POST", "/v1/rewards", new RewardCalls(counters)::answer);
        if (served == null) {
            completions = null;
        } else {
            CompletionCalls calls = new CompletionCalls(served);
            completions = calls;
            AskReader reader = new AskReader(
                    served,
                    () -> new Seed(settings.seed())
                            .at(unseeded.getAndIncrement())
                            .value());
            route("GET", "/v1/models", call -> call.answer(200, models(served)));
            route("GET", "/v1/models/" + served.name(), call -> call.answer(200, model(served)));
            route("POST", "/v1/completions", call -> calls.answer(call, reader.completion(call.body())));
            route("POST", "/v1/chat/completions", call -> calls.answer(call, reader.chat(call.body())));
            route("POST", "/update_weights_from_disk", new WeightCalls(served, calls, loading)::answer);
        }
        http = listen(address);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::handle);
        http.start();
    }

    private void route(String method, String path, Route route) {
        routes.computeIfAbsent(path, _ -> new LinkedHashMap<>()).put(method, route);
    }

    /// What can be refused before a model is read.
    ///
    /// @throws UserException if the address is public and there is no token, or another listens there
    public static void check(Settings settings) {
        InetSocketAddress address = address(settings);
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
        } catch (IOException e) {
            throw cannotListen(address, e);
        }
    }

    private static InetSocketAddress address(Settings settings) {
        InetAddress address;
        try {
            address = InetAddress.getByName(settings.host());
        } catch (UnknownHostException e) {
            throw UserException.usage("--host " + settings.host() + ": is no address of this machine");
        }
        if (!address.isLoopbackAddress() && settings.token() == null) {
            throw UserException.usage("--host " + settings.host() + " can be reached from elsewhere\n  set a token in"
                    + " REASON4J_TOKEN or by --token, or serve at 127.0.0.1");
        }
        return new InetSocketAddress(address, settings.port());
    }

    private static HttpServer listen(InetSocketAddress address) {
        // read once, when the server's classes are loaded: small packets at once, no header or body that never ends
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxReqTime", "60");
        System.setProperty("jdk.httpserver.maxConnections", "2048");
        try {
            return HttpServer.create(address, BACKLOG);
        } catch (IOException e) {
            throw cannotListen(address, e);
        }
    }

    private static UserException cannotListen(InetSocketAddress address, IOException e) {
        return UserException.machine(
                "port " + address.getPort() + " of " + address.getHostString() + " cannot be had: " + e.getMessage()
                        + "\n  is another server running? choose another by --port",
                e);
    }

    /// Where it listens.
    public InetSocketAddress address() {
        return http.getAddress();
    }

    private void handle(HttpExchange exchange) {
        Call call = new Call(exchange, settings.mostBytes());
        String path = routes.containsKey(call.path()) ? call.path() : "other";
        try (exchange) {
            answer(exchange, call);
            counters.answered(path, call.status());
        } catch (IOException e) {
            // 499 as in nginx: the client has gone, and nobody reads an answer
            counters.answered(path, 499);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange, Call call) throws IOException, InterruptedException {
        try {
            admit(exchange, call);
            route(exchange, call).answer(call);
        } catch (Refusal e) {
            refuse(call, e);
        } catch (UserException e) {
            refuse(call, Refusal.of(e));
        } catch (RuntimeException e) {
            e.printStackTrace();
            refuse(call, Refusal.of(500, "an error that should not happen; the server's log has more"));
        }
    }

    /// An answer that has begun cannot be refused any more: it is broken off, which a client does not take for an end.
    private static void refuse(Call call, Refusal refusal) throws IOException {
        if (call.status() != 0) {
            throw new IOException(refusal.getMessage());
        }
        call.answer(refusal.status(), refusal.json());
    }

    private void admit(HttpExchange exchange, Call call) {
        if (settings.token() == null || call.path().equals("/health")) {
            return;
        }
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        byte[] wanted = ("Bearer " + settings.token()).getBytes(StandardCharsets.UTF_8);
        if (given == null || !MessageDigest.isEqual(wanted, given.getBytes(StandardCharsets.UTF_8))) {
            call.header("WWW-Authenticate", "Bearer");
            throw Refusal.of(401, "a token is needed: Authorization: Bearer …");
        }
    }

    private Route route(HttpExchange exchange, Call call) {
        Map<String, Route> methods = routes.get(call.path());
        if (methods == null) {
            throw Refusal.of(
                    404, "there is nothing at " + call.path() + "; there is " + String.join(", ", routes.keySet()));
        }
        Route route = methods.get(exchange.getRequestMethod());
        if (route == null) {
            call.header("Allow", String.join(", ", methods.keySet()));
            throw Refusal.of(405, call.path() + " takes " + String.join(", ", methods.keySet()));
        }
        if (closing) {
            throw Refusal.of(503, "the server is stopping");
        }
        return route;
    }

    private void health(Call call) throws IOException {
        String broken = served == null ? null : served.generation().broken();
        if (broken != null) {
            throw Refusal.of(503, "the model does not generate any more: " + broken);
        }
        call.answer(200, JsonNodeFactory.instance.objectNode().put("status", "ok"));
    }

    private void metrics(Call call) throws IOException {
        String text = counters.text(served == null ? null : served.generation());
        call.answer(200, "text/plain; version=0.0.4; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode models(Served served) {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("object", "list");
        ArrayNode data = list.putArray("data");
        data.add(model(served));
        return list;
    }

    private static ObjectNode model(Served served) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", served.name())
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", "reason4j")
                .put("max_model_len", served.generation().room().context());
    }

    /// Takes no more calls, lets those at work end for a while, ends the rest as they are.
    @Override
    public void close() {
        closing = true;
        if (completions != null) {
            long until = System.currentTimeMillis() + PATIENCE_MILLIS;
            while (completions.live() > 0 && System.currentTimeMillis() < until) {
                pause();
            }
            completions.cancelAll();
        }
        http.stop(1);
        if (served != null) {
            served.generation().close();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
