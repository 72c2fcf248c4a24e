package reason4j.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import reason4j.learn.checkpoint.Checkpoint;
import reason4j.learn.init.FromScratch;
import reason4j.learn.init.ModelRecipe;
import reason4j.learn.model.Transformer;

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
        Path from = Path.of(recipe.checkpoint());
        try (Transformer model = Checkpoint.load(from)) {
            Checkpoint.save(model, from, pipeline.model("base"));
        }
        return 0;
    }
}
