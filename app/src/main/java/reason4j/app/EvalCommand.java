package reason4j.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import reason4j.core.io.UserException;
import reason4j.core.problem.Problem;
import reason4j.core.run.Progress;
import reason4j.evaluate.Evaluation;
import reason4j.evaluate.Scores;
import reason4j.learn.checkpoint.Checkpoint;
import reason4j.learn.generate.Generator;
import reason4j.learn.model.Transformer;
import reason4j.learn.tensor.Workers;
import reason4j.learn.text.Tokenizer;

/// Measures a model of a pipeline on its held-out problems.
@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        description = "Measure a pipeline's model on the held-out problems: pass@k, intervals, lengths, true steps.")
final class EvalCommand implements Callable<Integer> {

    private static final int ROWS = 512;

    @Mixin
    private PipelineDirectory directory = new PipelineDirectory();

    @Option(names = "--name", required = true, description = "Which model: base, sft or rlvr.")
    private String name = "";

    @Override
    public Integer call() {
        if (!Pipeline.MODELS.contains(name)) {
            throw UserException.usage("--name " + name + ": must be one of " + String.join(", ", Pipeline.MODELS));
        }
        return directory.work(this::measure);
    }

    private void measure(Pipeline pipeline, Workers workers) {
        List<Problem> problems =
                PipelineDirectory.heldOut(pipeline, pipeline.recipe().evaluate().problems());
        Path checkpoint = pipeline.model(name);
        Progress progress = Progress.of("eval", 0, problems.size());
        try (Transformer model = Checkpoint.load(checkpoint, PipelineDirectory.compute(pipeline))) {
            Evaluation.Result result = PipelineDirectory.evaluation(pipeline)
                    .run(
                            name,
                            new Generator(model, Tokenizer.load(checkpoint), ROWS, workers),
                            problems,
                            (done, _) -> progress.at(done, name));
            result.write(pipeline.evaluation(name));
            Scores s = result.scores();
            System.err.printf(
                    Locale.ROOT,
                    "         %s: pass@1 %.1f %% (%.1f to %.1f)%n",
                    name,
                    100 * s.passAt1(),
                    100 * s.low(),
                    100 * s.high());
        }
    }
}
