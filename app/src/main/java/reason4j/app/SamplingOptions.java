package reason4j.app;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import reason4j.core.episode.Sampling;
import reason4j.core.io.UserException;
import reason4j.learn.generate.Request;
import reason4j.learn.generate.SamplingDefaults;
import reason4j.learn.generate.Thinking;
import reason4j.learn.text.Tokenizer;

/// How to sample. What is not given comes from the model's `generation_config.json`, if it names it.
final class SamplingOptions {

    @Option(names = "--samples", paramLabel = "N", description = "Completions a prompt; 1 unless given.")
    private int samples = 1;

    @Option(names = "--greedy", description = "Take the likeliest token at each place.")
    private boolean greedy;

    @Option(names = "--temperature", paramLabel = "T", description = "Of sampling; 0 is greedy.")
    private @Nullable Double temperature;

    @Option(names = "--top-p", paramLabel = "P", description = "Nucleus; 1 is off.")
    private @Nullable Double topP;

    @Option(names = "--top-k", paramLabel = "K", description = "Likeliest tokens only; 0 is off.")
    private @Nullable Integer topK;

    @Option(names = "--min-p", paramLabel = "P", description = "Relative to the likeliest token; 0 is off.")
    private @Nullable Double minP;

    @Option(names = "--repetition-penalty", paramLabel = "R", description = "1 is off.")
    private @Nullable Double repetitionPenalty;

    @Option(names = "--plain", description = "Leave generation_config.json aside: the model's own distribution.")
    private boolean plain;

    @Option(names = "--stop", paramLabel = "TEXT", description = "Ends a completion and is cut off; repeatable.")
    private List<String> stop = List.of();

    @Option(names = "--stop-id", paramLabel = "ID", description = "A token that ends a completion; repeatable.")
    private List<Integer> stopIds = List.of();

    @Option(names = "--max-new-tokens", paramLabel = "N", description = "At most so many; 256 unless given.")
    private int maxNewTokens = 256;

    @Option(names = "--ignore-eos", description = "Go on to the limit whatever is sampled.")
    private boolean ignoreEos;

    @Option(names = "--seed", paramLabel = "N", description = "Of sampling; 0 unless given.")
    private long seed;

    @Option(names = "--think-end", paramLabel = "TEXT", description = "Ends the reasoning; </think> unless given.")
    private String thinkEnd = "</think>";

    @Option(names = "--think-min", paramLabel = "N", description = "Refuse to end the reasoning before N tokens.")
    private int thinkMin;

    @Option(names = "--think-max", paramLabel = "N", description = "End the reasoning after N tokens.")
    private int thinkMax;

    @Option(names = "--waits", paramLabel = "N", description = "Refuse the end of the reasoning N times.")
    private int waits;

    @Option(names = "--wait", paramLabel = "TEXT", description = "Put there instead of a refused end; Wait.")
    private String wait = "Wait";

    Sampling sampling(Path model) {
        SamplingDefaults defaults = plain ? SamplingDefaults.PLAIN : SamplingDefaults.read(model);
        if (!defaults.named().isEmpty()) {
            System.err.println("sampling generation_config.json says " + String.join(", ", defaults.named()));
        }
        try {
            return new Sampling(
                    samples,
                    greedy ? 0 : given(temperature, defaults.temperature()),
                    given(topP, defaults.topP()),
                    given(topK, defaults.topK()),
                    given(minP, defaults.minP()),
                    given(repetitionPenalty, defaults.repetitionPenalty()),
                    maxNewTokens,
                    stop,
                    ignoreEos,
                    seed);
        } catch (IllegalArgumentException e) {
            throw UserException.usage(String.valueOf(e.getMessage()));
        }
    }

    private static <T> T given(@Nullable T option, T otherwise) {
        return option == null ? otherwise : option;
    }

    Request.Wishes wishes(Tokenizer tokenizer) {
        try {
            Thinking thinking = thinkMin == 0 && thinkMax == 0 && waits == 0
                    ? null
                    : new Thinking(thinkEnd, wait, waits, thinkMin, thinkMax).checked(tokenizer);
            return new Request.Wishes(new HashSet<>(stopIds), false, 0, thinking);
        } catch (IllegalArgumentException e) {
            throw UserException.usage(String.valueOf(e.getMessage()));
        }
    }
}
