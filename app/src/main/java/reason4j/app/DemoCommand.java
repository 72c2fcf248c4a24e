package reason4j.app;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// From nothing to a reasoning model: [RunCommand] with the recipe of the demo.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "From nothing to a small reasoning model, in minutes.")
final class DemoCommand implements Callable<Integer> {

    @Option(names = "--out", paramLabel = "DIR", description = "Where everything goes.", defaultValue = "runs/demo")
    private Path out = Path.of("runs/demo");

    @Option(names = "--seed", paramLabel = "N", description = "The seed of everything; 0 unless given.")
    private @Nullable Long seed;

    @Option(names = "--set", paramLabel = "PATH=VALUE", description = "Lays a value over the recipe's.")
    private List<String> settings = List.of();

    @Option(names = "--resume", description = "Go on with what a stopped demo left under --out.")
    private boolean resume;

    @Override
    public Integer call() {
        Path home = Path.of(System.getenv().getOrDefault("REASON4J_HOME", "."));
        return new RunCommand(home.resolve("recipes/demo.yaml"), settings, out, seed, resume).call();
    }
}
