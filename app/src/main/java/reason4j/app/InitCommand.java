package reason4j.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import reason4j.learn.init.FromCheckpoint;
import reason4j.learn.init.FromScratch;
import reason4j.learn.init.ModelRecipe;

/// Puts the model to start from into the pipeline: made from scratch, or a copy of a checkpoint.
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = "Make or copy the model that a pipeline starts from.")
final class InitCommand implements Callable<Integer> {

    @Mixin
    private PipelineDirectory directory = new PipelineDirectory();

    @Override
    public Integer call() {
        Pipeline pipeline = directory.open();
        ModelRecipe recipe = pipeline.recipe().model();
        if (recipe.checkpoint() == null) {
            FromScratch.make(
                    recipe,
                    PipelineDirectory.train(pipeline),
                    PipelineDirectory.seed(pipeline).of("init"),
                    pipeline.model("base"));
            return 0;
        }
        FromCheckpoint.copy(Path.of(recipe.checkpoint()), recipe.positions(), pipeline.model("base"));
        return 0;
    }
}
