package reason4j.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import reason4j.core.config.Config;
import reason4j.core.io.WholeFiles;
import reason4j.learn.sft.Sft;
import reason4j.learn.tensor.Workers;
import reason4j.verify.math.MathVerifier;

/// Supervised fine-tuning, as a stage of a pipeline.
@Command(
        name = "sft",
        mixinStandardHelpOptions = true,
        description = "Fine-tune a pipeline's model on the verified traces of its set; goes on where it was stopped.")
final class SftCommand implements Callable<Integer> {

    @Mixin
    private PipelineDirectory directory = new PipelineDirectory();

    @Override
    public Integer call() {
        return directory.work(SftCommand::train);
    }

    private static void train(Pipeline pipeline, Workers workers) {
        Recipe recipe = pipeline.recipe();
        WholeFiles.write(pipeline.run("sft").resolve("config.yaml"), Config.toYaml(recipe.sft()));
        new Sft(
                        recipe.sft(),
                        PipelineDirectory.template(pipeline),
                        MathVerifier.strict(),
                        PipelineDirectory.seed(pipeline),
                        workers)
                .in(PipelineDirectory.compute(pipeline))
                .train(
                        PipelineDirectory.train(pipeline),
                        pipeline.model("base"),
                        pipeline.run("sft"),
                        PipelineDirectory.evaluation(pipeline)
                                .on(PipelineDirectory.heldOut(
                                        pipeline, recipe.evaluate().problemsWhileTraining())));
    }
}
