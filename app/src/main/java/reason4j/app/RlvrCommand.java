package reason4j.app;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import reason4j.core.config.Config;
import reason4j.core.episode.Verifier;
import reason4j.core.io.WholeFiles;
import reason4j.core.problem.Problem;
import reason4j.learn.checkpoint.Checkpoint;
import reason4j.learn.rlvr.Preflight;
import reason4j.learn.rlvr.Rlvr;
import reason4j.learn.tensor.Workers;
import reason4j.learn.text.PromptTemplate;
import reason4j.learn.text.Tokenizer;
import reason4j.verify.math.MathVerifier;

/// Reinforcement learning with verifiable rewards, as a stage of a pipeline.
@Command(
        name = "rlvr",
        mixinStandardHelpOptions = true,
        description = "Reinforce a pipeline's fine-tuned model by verified rewards; goes on where it was stopped.")
final class RlvrCommand implements Callable<Integer> {

    @Mixin
    private PipelineDirectory directory = new PipelineDirectory();

    @Override
    public Integer call() {
        return directory.work(RlvrCommand::train);
    }

    private static void train(Pipeline pipeline, Workers workers) {
        Recipe recipe = pipeline.recipe();
        PromptTemplate template = PipelineDirectory.template(pipeline);
        Verifier verifier = MathVerifier.strict();
        Rlvr rlvr = new Rlvr(recipe.rlvr(), template, verifier, PipelineDirectory.seed(pipeline), workers)
                .in(PipelineDirectory.compute(pipeline));
        List<Problem> problems = PipelineDirectory.train(pipeline);
        Path from = pipeline.model("sft");
        Preflight.check(
                        recipe.rlvr(),
                        problems,
                        Checkpoint.config(from),
                        PipelineDirectory.precision(pipeline),
                        Tokenizer.load(from),
                        template,
                        verifier)
                .forEach(line -> System.err.println("         " + line));
        Path run = pipeline.run("rlvr");
        WholeFiles.write(run.resolve("config.yaml"), Config.toYaml(recipe.rlvr()));
        rlvr.train(
                problems,
                from,
                run,
                PipelineDirectory.evaluation(pipeline)
                        .on(PipelineDirectory.heldOut(
                                pipeline, recipe.evaluate().problemsWhileTraining())));
    }
}
