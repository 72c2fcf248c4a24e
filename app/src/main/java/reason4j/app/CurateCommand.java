package reason4j.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reason4j.core.run.Progress;
import reason4j.curate.CurateRecipe;
import reason4j.curate.CurateStage;
import reason4j.curate.Manifest;

/// Makes a set by a recipe.
@Command(
        name = "curate",
        mixinStandardHelpOptions = true,
        description = "Makes a verified, deduplicated, decontaminated set; each dropped row keeps its reason.")
final class CurateCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RECIPE", description = "A YAML file, such as recipes/deepscaler-clean.yaml.")
    private Path recipe = Path.of("");

    @Option(names = "--set", paramLabel = "PATH=VALUE", description = "Lays a value over the recipe's.")
    private List<String> settings = List.of();

    @Option(names = "--out", paramLabel = "DIR", description = "Where the set goes; sets/NAME unless given.")
    private @Nullable Path out;

    @Override
    public Integer call() {
        CurateRecipe resolved =
                CurateRecipe.defaults().file(recipe).set(settings).bind(CurateRecipe.class);
        Path target = out == null ? Path.of("sets", resolved.name()) : out;
        Manifest.Counts counts = CurateStage.run(resolved, target, Progress.of("curate", 0, CurateStage.STEPS));
        System.out.printf(
                Locale.ROOT,
                "%d rows: %d train, %d held out, %d rejected%n",
                counts.input(),
                counts.train(),
                counts.heldout(),
                counts.rejected());
        counts.rejectedBy()
                .forEach((step, reasons) -> reasons.forEach(
                        (reason, rows) -> System.out.printf(Locale.ROOT, "  %-12s %-40s %7d%n", step, reason, rows)));
        if (counts.train() + counts.heldout() == 0) {
            System.out.println("no row was kept; " + target.resolve("rejected.jsonl") + " says why, row by row");
        }
        System.out.println(target.resolve("CARD.md"));
        return 0;
    }
}
