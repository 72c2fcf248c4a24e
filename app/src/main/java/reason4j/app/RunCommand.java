package reason4j.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reason4j.core.config.Config;
import reason4j.core.io.Json;
import reason4j.core.io.JsonLines;
import reason4j.core.io.UserException;
import reason4j.core.io.WholeFiles;
import reason4j.core.run.Interruption;
import reason4j.core.run.Progress;
import reason4j.evaluate.Scores;
import reason4j.report.Report;
import reason4j.report.SummaryTable;

/// Runs the stages of a recipe one after another, each in a process of its own; what passes between them are
/// directories.
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Run all stages of a recipe: curate, init, sft, rlvr, eval, report.")
final class RunCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RECIPE", description = "A YAML file, such as recipes/demo.yaml.")
    private Path file = Path.of("");

    @Option(names = "--set", paramLabel = "PATH=VALUE", description = "Lays a value over the recipe's.")
    private List<String> settings = List.of();

    @Option(names = "--out", paramLabel = "DIR", description = "Where everything goes; runs/NAME unless given.")
    private @Nullable Path out;

    @Option(names = "--seed", paramLabel = "N", description = "The seed of everything.")
    private @Nullable Long seed;

    @Option(names = "--resume", description = "Go on with what a stopped run left under --out.")
    private boolean resume;

    RunCommand() {}

    RunCommand(Path file, List<String> settings, Path out, @Nullable Long seed, boolean resume) {
        this.file = file;
        this.settings = settings;
        this.out = out;
        this.seed = seed;
        this.resume = resume;
    }

    @Override
    public Integer call() {
        Recipe recipe = recipe();
        Path target = out == null ? Path.of("runs", recipe.name()) : out;
        Pipeline pipeline = new Pipeline(target, recipe);
        begin(pipeline);
        int code;
        try (Interruption _ = Interruption.listen("")) {
            code = stages(pipeline);
            if (code == UserException.INTERRUPTED) {
                System.err.println("reason4j: the same command with --resume goes on from here");
            }
        }
        if (code != 0) {
            return code;
        }
        finish(pipeline);
        return 0;
    }

    private Recipe recipe() {
        List<String> all = new ArrayList<>(settings);
        if (seed != null) {
            all.add("seed=" + seed);
        }
        return Recipe.defaults().file(file).set(all).bind(Recipe.class);
    }

    private void begin(Pipeline pipeline) {
        String resolved = Config.toYaml(pipeline.recipe());
        Path recipeFile = pipeline.recipeFile();
        if (Files.exists(recipeFile)) {
            if (!resume) {
                throw UserException.usage(pipeline.out()
                        + " holds a run already\n  go on with it by --resume, or choose" + " another place with --out");
            }
            refuseOtherRecipe(recipeFile, resolved);
        }
        WholeFiles.write(pipeline.curateFile(), Config.toYaml(pipeline.recipe().curate()));
        WholeFiles.write(recipeFile, resolved);
        double minutes = pipeline.recipe().minutes();
        System.err.printf(
                Locale.ROOT,
                "reason4j: %s, seed %d, into %s%s%n",
                pipeline.recipe().name(),
                pipeline.recipe().seed(),
                pipeline.out(),
                minutes > 0 ? String.format(Locale.ROOT, "; about %.0f minutes on 2 cores", minutes) : "");
    }

    private static void refuseOtherRecipe(Path recipeFile, String resolved) {
        try {
            List<String> before = Files.readAllLines(recipeFile);
            List<String> now = resolved.lines().toList();
            for (int i = 0; i < Math.max(before.size(), now.size()); i++) {
                String old = i < before.size() ? before.get(i) : "";
                String changed = i < now.size() ? now.get(i) : "";
                if (!old.equals(changed)) {
                    throw UserException.usage("--resume: the recipe differs from the one that was begun, first in\n    "
                            + old.strip() + "\n  which is now\n    " + changed.strip()
                            + "\n  resume with the same settings, or choose another place with --out");
                }
            }
        } catch (IOException e) {
            throw UserException.data(recipeFile + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static int stages(Pipeline pipeline) {
        List<Pipeline.Stage> stages = pipeline.stages();
        for (int i = 0; i < stages.size(); i++) {
            Pipeline.Stage stage = stages.get(i);
            String heading = String.format(Locale.ROOT, "[%d/%d] %s", i + 1, stages.size() + 1, stage.name());
            if (stage.done()) {
                System.err.println(heading + ": done before");
                continue;
            }
            System.err.println(heading);
            long begun = System.nanoTime();
            int code = start(stage.command());
            timed(pipeline, stage, (System.nanoTime() - begun) / 1e9);
            if (code != 0) {
                return code;
            }
        }
        return 0;
    }

    // a resumed run took what all its parts took
    private static void timed(Pipeline pipeline, Pipeline.Stage stage, double seconds) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("stage", stage.name());
        row.put("seconds", seconds);
        try {
            Files.writeString(
                    pipeline.times(), Json.line(row) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw WholeFiles.cannotWrite(pipeline.times(), e);
        }
    }

    private static int start(List<String> command) {
        List<String> all = new ArrayList<>();
        all.add(Path.of(System.getenv().getOrDefault("REASON4J_HOME", "."))
                .resolve("reason4j")
                .toString());
        all.addAll(command);
        try {
            Process process = new ProcessBuilder(all).inheritIO().start();
            return process.waitFor();
        } catch (IOException e) {
            throw UserException.machine("cannot start a stage: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UserException.INTERRUPTED;
        }
    }

    private static void finish(Pipeline pipeline) {
        double seconds = JsonLines.readTrees(pipeline.times()).stream()
                .mapToDouble(row -> row.path("seconds").asDouble())
                .sum();
        System.err.println(
                "[" + (pipeline.stages().size() + 1) + "/" + (pipeline.stages().size() + 1) + "] report");
        List<Map<String, Object>> stages = new ArrayList<>();
        for (String name : Pipeline.MODELS) {
            stages.add(row(name, pipeline));
        }
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("seconds", seconds);
        summary.put("seed", pipeline.recipe().seed());
        summary.put("machine", Machine.description());
        summary.put("stages", stages);
        summary.put("report", pipeline.report().toString());
        WholeFiles.write(pipeline.summary(), Json.pretty(summary));
        Report.write(pipeline.out(), pipeline.report());
        System.out.print(SummaryTable.of(pipeline.summary()));
        System.out.println("report: " + pipeline.report() + "  (" + Progress.duration(seconds) + ")");
    }

    private static Map<String, Object> row(String name, Pipeline pipeline) {
        Scores scores = Scores.read(pipeline.evaluation(name).resolve("scores.json"));
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", name);
        row.put("problems", scores.problems());
        row.put("pass_at_1", scores.passAt1());
        row.put("low", scores.low());
        row.put("high", scores.high());
        Double passAt8 = scores.passAt().get(8);
        row.put("pass_at_8", passAt8 == null ? scores.passAt1() : passAt8);
        row.put("mean_length", scores.meanLength());
        row.put("true_steps", scores.trueSteps());
        row.put("checkpoint", pipeline.model(name).toString());
        return row;
    }
}
