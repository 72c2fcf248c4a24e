package reason4j.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where everything of a pipeline lies under its directory, and how its stages follow each other.
///
/// @param out the directory
/// @param recipe what it runs
record Pipeline(Path out, Recipe recipe) {

    /// The models that are measured, in order.
    static final List<String> MODELS = List.of("base", "sft", "rlvr");

    /// A stage: a command in a process of its own, done once its mark is there.
    ///
    /// @param name for people
    /// @param mark the file that a finished stage leaves, written last
    /// @param command what the launcher is asked
    record Stage(String name, Path mark, List<String> command) {
        boolean done() {
            return Files.exists(mark);
        }
    }

    Path recipeFile() {
        return out.resolve("recipe.yaml");
    }

    Path curateFile() {
        return out.resolve("curate.yaml");
    }

    Path set() {
        return out.resolve("sets").resolve(recipe.curate().name());
    }

    /// The directory of a training run.
    Path run(String name) {
        return out.resolve(name);
    }

    /// The checkpoint of a model of [#MODELS].
    Path model(String name) {
        return name.equals("base") ? out.resolve("base") : run(name).resolve("model");
    }

    Path evaluation(String name) {
        return out.resolve("evals").resolve(name);
    }

    /// Wall seconds of each stage, a line each time one was started.
    Path times() {
        return out.resolve("stages.jsonl");
    }

    Path report() {
        return out.resolve("report.html");
    }

    Path summary() {
        return out.resolve("summary.json");
    }

    List<Stage> stages() {
        String dir = out.toString();
        return List.of(
                new Stage(
                        "curate",
                        set().resolve("manifest.json"),
                        List.of("curate", curateFile().toString(), "--out", set().toString())),
                stage("init", model("base").resolve("config.json"), dir),
                stage("sft", model("sft").resolve("config.json"), dir),
                stage("rlvr", model("rlvr").resolve("config.json"), dir),
                evaluate("base"),
                evaluate("sft"),
                evaluate("rlvr"));
    }

    private static Stage stage(String name, Path mark, String dir) {
        return new Stage(name, mark, List.of(name, dir));
    }

    private Stage evaluate(String name) {
        return new Stage(
                "eval " + name,
                evaluation(name).resolve("scores.json"),
                List.of("eval", out.toString(), "--name", name));
    }
}
