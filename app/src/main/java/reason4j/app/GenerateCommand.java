package reason4j.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import reason4j.core.episode.Completion;
import reason4j.core.episode.Sampling;
import reason4j.learn.checkpoint.Checkpoint;
import reason4j.learn.generate.Generator;
import reason4j.learn.model.Transformer;
import reason4j.learn.tensor.Tensors;
import reason4j.learn.tensor.Workers;
import reason4j.learn.text.Tokenizer;

/// Talks to a checkpoint.
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description =
                "Let a model complete a prompt: reason4j generate --model runs/demo/rlvr/model --prompt '3+4*2-5+1='")
final class GenerateCommand implements Callable<Integer> {

    @Option(names = "--model", required = true, paramLabel = "DIR", description = "A checkpoint's directory.")
    private Path model = Path.of("");

    @Option(names = "--prompt", required = true, description = "Text as it is.")
    private String prompt = "";

    @Option(names = "--samples", paramLabel = "N", description = "Completions; 1 unless given.")
    private int samples = 1;

    @Option(names = "--greedy", description = "Take the likeliest token at each place.")
    private boolean greedy;

    @Option(names = "--temperature", paramLabel = "T", description = "Of sampling; 1 unless given.")
    private double temperature = 1;

    @Option(names = "--top-p", paramLabel = "P", description = "Nucleus; 1 is off.")
    private double topP = 1;

    @Option(names = "--top-k", paramLabel = "K", description = "Likeliest tokens only; 0 is off.")
    private int topK;

    @Option(names = "--max-new-tokens", paramLabel = "N", description = "At most so many; 256 unless given.")
    private int maxNewTokens = 256;

    @Option(names = "--seed", paramLabel = "N", description = "Of sampling; 0 unless given.")
    private long seed;

    @Override
    public Integer call() {
        Tensors.start(Runtime.getRuntime().availableProcessors());
        try (Workers workers = new Workers(1);
                Transformer transformer = Checkpoint.load(model)) {
            Tokenizer tokenizer = Tokenizer.load(model);
            Generator generator = new Generator(transformer, tokenizer, Math.max(1, samples), workers);
            Sampling sampling = new Sampling(
                    samples, greedy ? 0 : temperature, topP, topK, 0, 1, maxNewTokens, List.of(), false, seed);
            List<Completion> completions =
                    generator.complete(List.of(prompt), sampling).getFirst();
            completions.forEach(completion -> System.out.println(prompt + completion.text()));
            Generator.Stats stats = generator.stats();
            System.err.printf(
                    Locale.ROOT,
                    "%d tokens, %.0f a second%n",
                    stats.newTokens(),
                    stats.newTokens() / (stats.secondsPrefill() + stats.secondsDecode()));
        }
        return 0;
    }
}
