package reason4j.app;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reason4j.core.io.UserException;
import reason4j.learn.checkpoint.Difference;

/// Tells how two checkpoints differ.
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = "Tell which settings and tensors of two checkpoints differ, and by how much.",
        footer = {
            "",
            "Examples:",
            "  reason4j model diff runs/x/base runs/x/sft/model",
            "  reason4j model diff models/a models/b --tolerance 0.001 && echo near enough"
        })
final class ModelDiffCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "ONE", description = "A checkpoint's directory.")
    private Path one = Path.of("");

    @Parameters(index = "1", paramLabel = "OTHER", description = "Another.")
    private Path other = Path.of("");

    @Option(names = "--most", paramLabel = "N", description = "Show at most so many tensors; 20 unless given.")
    private int most = 20;

    @Option(
            names = "--tolerance",
            paramLabel = "X",
            description = "Fail (exit code 3) if a number differs by more, or a shape at all.")
    private @Nullable Double tolerance;

    @Override
    public Integer call() {
        Difference difference = Difference.between(one, other);
        difference.configuration().forEach((key, values) -> System.out.println("config.json " + key + ": " + values));
        difference.shapes().forEach((name, what) -> System.out.println(name + ": " + what));
        for (Difference.OfTensor t : difference
                .tensors()
                .subList(0, Math.min(most, difference.tensors().size()))) {
            System.out.printf(
                    Locale.ROOT,
                    "%-55s largest %.3g, mean %.3g, relative %.3g, %.1f %% of numbers%n",
                    t.name(),
                    t.largest(),
                    t.mean(),
                    t.relative(),
                    100 * t.changed());
        }
        System.out.printf(
                Locale.ROOT,
                "%d tensors are equal, %d differ%s%n",
                difference.same(),
                difference.tensors().size() + difference.shapes().size(),
                difference.configuration().isEmpty() ? "" : "; so do settings");
        if (tolerance != null && difference.largest() > tolerance) {
            throw UserException.data(
                    "model diff: " + other + " differs by " + difference.largest() + ", more than " + tolerance);
        }
        return 0;
    }
}
