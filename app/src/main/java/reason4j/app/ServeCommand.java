package reason4j.app;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDateTime;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import reason4j.core.io.UserException;
import reason4j.core.run.Interruption;
import reason4j.learn.generate.GenerationThread;
import reason4j.learn.generate.Room;
import reason4j.learn.generate.SamplingDefaults;
import reason4j.learn.lines.Prompts;
import reason4j.serve.Served;
import reason4j.serve.Server;

/// Serves a checkpoint and rewards over HTTP.
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Serve a model as OpenAI's API does, and rewards; without --model rewards alone (docs/serving.md).",
            "  reason4j serve --model DIR --port 8000"
        })
final class ServeCommand implements Callable<Integer> {

    private static final int CONTEXT = 4096;

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Where to listen; 127.0.0.1 unless given.")
    private String host = "127.0.0.1";

    @Option(names = "--port", paramLabel = "N", description = "8000 unless given; 0 for any that is free.")
    private int port = 8000;

    @Option(
            names = "--token",
            description = "What clients must bring; REASON4J_TOKEN in the environment unless given. Needed off"
                    + " loopback.")
    private @Nullable String token = System.getenv("REASON4J_TOKEN");

    @Option(names = "--name", description = "Of the model in the API; its directory's unless given.")
    private @Nullable String name;

    @Option(names = "--max-rows", paramLabel = "N", description = "Most sequences at a time; 16 unless given.")
    private int maxRows = 16;

    @Option(
            names = "--max-context",
            paramLabel = "N",
            description = "Most tokens a sequence, prompt included; " + CONTEXT + " or what the model can.")
    private int maxContext = CONTEXT;

    @Option(
            names = "--max-waiting",
            paramLabel = "N",
            description = "Most prompts that wait for a row, 256 unless given; more are told to come again.")
    private int maxWaiting = 256;

    @Option(names = "--max-request", paramLabel = "BYTES", description = "Longest body; 16 MiB unless given.")
    private int maxRequest = 16 << 20;

    @Option(names = "--seed", paramLabel = "N", description = "Of requests that name none; random unless given.")
    private long seed = new SecureRandom().nextLong();

    @Override
    public Integer call() throws InterruptedException {
        check("--max-rows", maxRows, 1, 1 << 20);
        check("--max-context", maxContext, 2, Integer.MAX_VALUE);
        check("--max-waiting", maxWaiting, 1, Integer.MAX_VALUE);
        check("--max-request", maxRequest, 1 << 10, 1 << 30);
        check("--port", port, 0, 65535);
        Server.Settings settings =
                new Server.Settings(host, port, token == null || token.isEmpty() ? null : token, maxRequest, seed);
        // before the weights are read, which takes a while
        Server.check(settings);
        Served served = model.given() ? served() : null;
        try (Interruption interruption = Interruption.listen("\nserve: stopping; requests at work may end …\n");
                Server server = new Server(settings, served, model::load)) {
            System.err.println("serve    http://" + host + ":"
                    + server.address().getPort() + (served == null ? "/v1/rewards" : "/v1  " + served.name()));
            while (!interruption.requested()) {
                Thread.sleep(100);
            }
        }
        return 0;
    }

    private static void check(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw UserException.usage(option + " " + value + ": must be from " + least + " to " + most);
        }
    }

    private Served served() {
        Prompts prompts = Prompts.of(model.directory(), model.tokenizer(), LocalDateTime.now());
        SamplingDefaults defaults = SamplingDefaults.read(model.directory());
        Room room = model.room(maxRows, maxContext);
        GenerationThread generation = new GenerationThread(model.load(), prompts.tokenizer(), room, maxWaiting);
        return new Served(name == null ? name(model.directory()) : name, generation, prompts, defaults);
    }

    private static String name(Path directory) {
        Path last = directory.toAbsolutePath().normalize().getFileName();
        return last == null ? "model" : last.toString();
    }
}
