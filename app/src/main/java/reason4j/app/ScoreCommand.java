package reason4j.app;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import reason4j.core.io.UserException;
import reason4j.learn.lines.Prompts;
import reason4j.learn.lines.ScoreFile;
import reason4j.learn.model.TrainingPass;
import reason4j.learn.model.Transformer;
import reason4j.learn.tensor.Workers;
import reason4j.learn.text.Tokenizer;

/// How likely a model holds given texts.
@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        description = {
            "Give the log-probability of each token of given texts (docs/serving.md).",
            "  reason4j score --model DIR --input texts.jsonl --output scores.jsonl"
        })
final class ScoreCommand implements Callable<Integer> {

    private static final int MICRO_TOKENS = 4096;

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE",
            description = "JSON lines with prompt or messages and completion, or text, or ids, or completions as"
                    + " generate writes them.")
    private Path input = Path.of("");

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Gets the lines with logprobs.")
    private Path output = Path.of("");

    @Option(names = "--temperature", paramLabel = "T", description = "By which logits are divided; 1 unless given.")
    private double temperature = 1;

    @Override
    public Integer call() {
        if (!(temperature > 0)) {
            throw UserException.usage("--temperature " + temperature + ": must be positive");
        }
        Tokenizer tokenizer = model.tokenizer();
        Prompts prompts = Prompts.of(model.directory(), tokenizer, LocalDateTime.now());
        try (Workers workers = new Workers(1);
                Transformer transformer = model.load();
                TrainingPass pass = new TrainingPass(transformer, temperature, MICRO_TOKENS, workers)) {
            long begun = System.nanoTime();
            long tokens = new ScoreFile(prompts, model.config(), pass)
                    .score(input, output, lines -> System.err.println("score    " + lines + " lines"));
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.err.printf(
                    Locale.ROOT,
                    "%d tokens in %.1f s, %.0f a second; peak %.2f GiB%n",
                    tokens,
                    seconds,
                    tokens / seconds,
                    Machine.peakBytes() / (double) (1L << 30));
        }
        return 0;
    }
}
