package reason4j.app;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import picocli.CommandLine.Parameters;
import reason4j.core.io.JsonLines;
import reason4j.core.io.UserException;
import reason4j.core.problem.Problem;
import reason4j.core.run.Seed;
import reason4j.evaluate.Evaluation;
import reason4j.learn.tensor.Compute;
import reason4j.learn.tensor.Device;
import reason4j.learn.tensor.Precision;
import reason4j.learn.tensor.Tensors;
import reason4j.learn.tensor.Workers;
import reason4j.learn.text.PromptTemplate;
import reason4j.verify.math.MathVerifier;

/// What the stages that learn have in common: the directory of a pipeline, its recipe, its problems.
final class PipelineDirectory {

    @Parameters(paramLabel = "DIR", description = "The directory of a pipeline that `run` or `demo` began.")
    private Path directory = Path.of("");

    Pipeline open() {
        Recipe recipe = Recipe.defaults().file(directory.resolve("recipe.yaml")).bind(Recipe.class);
        device(recipe);
        Tensors.start(recipe.model().threads());
        return new Pipeline(directory, recipe);
    }

    /// Opens the pipeline and does a stage's work with its threads.
    ///
    /// @return the exit code
    int work(BiConsumer<Pipeline, Workers> stage) {
        Pipeline pipeline = open();
        try (Workers workers = new Workers(pipeline.recipe().model().workers())) {
            stage.accept(pipeline, workers);
        }
        return 0;
    }

    static Seed seed(Pipeline pipeline) {
        return new Seed(pipeline.recipe().seed());
    }

    static Precision precision(Pipeline pipeline) {
        return pipeline.recipe()
                .model()
                .precision()
                .resolve(pipeline.recipe().model().threads(), device(pipeline.recipe()));
    }

    private static Device device(Recipe recipe) {
        return Device.named(recipe.model().device(), "model.device =");
    }

    /// In what and where the recipe computes.
    static Compute compute(Pipeline pipeline) {
        return new Compute(precision(pipeline), device(pipeline.recipe()));
    }

    static PromptTemplate template(Pipeline pipeline) {
        return new PromptTemplate(pipeline.recipe().prompt());
    }

    static List<Problem> train(Pipeline pipeline) {
        return problems(pipeline.set().resolve("train.jsonl"));
    }

    /// The held-out problems, the first so many; 0 for all.
    static List<Problem> heldOut(Pipeline pipeline, int limit) {
        List<Problem> all = problems(pipeline.set().resolve("heldout.jsonl"));
        return limit == 0 ? all : all.subList(0, Math.min(limit, all.size()));
    }

    private static List<Problem> problems(Path file) {
        List<Problem> problems = JsonLines.read(file, Problem.class);
        if (problems.isEmpty()) {
            throw UserException.data(file + ": holds no problems\n  look into rejected.jsonl and CARD.md beside it");
        }
        return problems;
    }

    static Evaluation evaluation(Pipeline pipeline) {
        PromptTemplate template = template(pipeline);
        return new Evaluation(
                pipeline.recipe().evaluate().recipe(seed(pipeline), template.text()),
                template::render,
                MathVerifier.strict());
    }
}
