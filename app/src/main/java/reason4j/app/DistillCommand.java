package reason4j.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reason4j.core.io.JsonLines;
import reason4j.core.problem.Problem;
import reason4j.core.run.Progress;
import reason4j.curate.distill.DistillStage;

/// Asks a teacher for traces.
@Command(
        name = "distill",
        mixinStandardHelpOptions = true,
        description = {
            "Ask a teacher behind an OpenAI-compatible API for traces; right and distinct ones are kept.",
            "Start it again to go on; the key is read from OPENAI_API_KEY."
        })
final class DistillCommand implements Callable<Integer> {

    @Parameters(paramLabel = "PROBLEMS", description = "A file of problems, such as sets/NAME/train.jsonl.")
    private Path problems = Path.of("");

    @Option(names = "--url", required = true, description = "Base of the API, such as http://localhost:8000/v1.")
    private String url = "";

    @Option(names = "--model", required = true, description = "The teacher's name there.")
    private String model = "";

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where answers and traces go.")
    private Path out = Path.of("");

    @Option(names = "--samples", defaultValue = "1", description = "Answers a problem (${DEFAULT-VALUE}).")
    private int samples;

    @Option(names = "--parallel", defaultValue = "8", description = "Requests at a time (${DEFAULT-VALUE}).")
    private int parallel;

    @Option(names = "--temperature", defaultValue = "0.6", description = "Of the sampling (${DEFAULT-VALUE}).")
    private double temperature;

    @Option(names = "--max-tokens", defaultValue = "32768", description = "Most tokens an answer (${DEFAULT-VALUE}).")
    private int maxTokens;

    @Option(names = "--prompt-price", defaultValue = "0", description = "Of a million tokens read.")
    private double promptPrice;

    @Option(names = "--completion-price", defaultValue = "0", description = "Of a million tokens written.")
    private double completionPrice;

    @Option(
            names = "--silence",
            defaultValue = "60",
            paramLabel = "SECONDS",
            description = "An answer that has begun and brings nothing for so long is asked for again"
                    + " (${DEFAULT-VALUE}).")
    private long silence;

    @Override
    public Integer call() {
        List<Problem> asked = JsonLines.read(problems, Problem.class);
        Optional<String> key = Optional.ofNullable(System.getenv("OPENAI_API_KEY"));
        DistillStage.Settings settings = new DistillStage.Settings(
                url,
                model,
                key,
                samples,
                parallel,
                temperature,
                maxTokens,
                promptPrice,
                completionPrice,
                Duration.ofSeconds(silence));
        Progress progress = Progress.of("distill", 0, (long) asked.size() * samples);
        DistillStage.Summary summary = DistillStage.run(asked, settings, out, progress);
        System.out.printf(
                Locale.ROOT,
                "%d problems, %d answers: %d correct, %d distinct; %d tokens read, %d written, cost %.4f%n%s%n",
                summary.problems(),
                summary.asked(),
                summary.correct(),
                summary.distinct(),
                summary.promptTokens(),
                summary.completionTokens(),
                summary.cost(),
                out.resolve("train.jsonl"));
        return 0;
    }
}
