package reason4j.app;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import reason4j.core.episode.Completion;
import reason4j.core.episode.Sampling;
import reason4j.core.io.Json;
import reason4j.core.io.UserException;
import reason4j.core.io.WholeFiles;
import reason4j.core.run.Interruption;
import reason4j.core.run.Progress;
import reason4j.learn.generate.Generator;
import reason4j.learn.generate.Listener;
import reason4j.learn.generate.Request;
import reason4j.learn.generate.Room;
import reason4j.learn.generate.SampledToken;
import reason4j.learn.lines.CompletionFile;
import reason4j.learn.lines.Prompts;
import reason4j.learn.model.Transformer;
import reason4j.learn.tensor.Workers;
import reason4j.learn.text.Tokenizer;

/// Lets a checkpoint complete one prompt, shown as it comes, or a file of them.
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description = {
            "Let a model complete a prompt, or a file of them (docs/serving.md).",
            "  reason4j generate --model runs/demo/rlvr/model --prompt '3+4*2-5+1=' --greedy",
            "  reason4j generate --model DIR --input prompts.jsonl --output completions.jsonl --samples 8"
        })
final class GenerateCommand implements Callable<Integer> {

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Mixin
    private SamplingOptions options = new SamplingOptions();

    @Option(names = "--prompt", description = "Text as it is.")
    private @Nullable String prompt;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "JSON lines with prompt (text as it is) or messages (for the model's chat template).")
    private @Nullable Path input;

    @Option(names = "--output", paramLabel = "FILE", description = "Gets the lines with their completions.")
    private @Nullable Path output;

    @Option(names = "--resume", description = "Go on from what a stopped command with the same options has written.")
    private boolean resume;

    @Option(names = "--max-rows", paramLabel = "N", description = "Most sequences at a time; 64 unless given.")
    private int maxRows = 64;

    @Option(names = "--stats", paramLabel = "FILE", description = "Gets tokens, seconds and memory as JSON.")
    private @Nullable Path stats;

    @Override
    public Integer call() {
        if ((prompt == null) == (input == null) || (input == null) != (output == null)) {
            throw UserException.usage("generate needs either --prompt, or --input with --output");
        }
        if (maxRows < 1) {
            throw UserException.usage("--max-rows " + maxRows + ": must be at least 1");
        }
        Sampling sampling = options.sampling(model.directory());
        Tokenizer tokenizer = model.tokenizer();
        Request.Wishes wishes = options.wishes(tokenizer);
        if (input != null && output != null) {
            file(tokenizer, new CompletionFile.Job(input, output, resume, sampling, wishes));
        } else if (prompt != null) {
            single(tokenizer, prompt, sampling, wishes);
        }
        return 0;
    }

    private void file(Tokenizer tokenizer, CompletionFile.Job job) {
        Prompts prompts = Prompts.of(model.directory(), tokenizer, LocalDateTime.now());
        CompletionFile file = new CompletionFile(prompts, model.config());
        CompletionFile.Survey survey = file.survey(job.input());
        Room room = model.room(
                (int) Math.min(maxRows, (long) survey.lines() * job.sampling().samples()),
                survey.context(job.sampling(), model.config()));
        Progress progress = Progress.of("generate", 0, survey.lines());
        try (Interruption interruption = Interruption.listen("\ngenerate: stopping …\n");
                Workers workers = new Workers(1);
                Transformer transformer = model.load()) {
            Generator generator =
                    new Generator(transformer, tokenizer, room.rows(), workers).stoppedBy(interruption::requested);
            long begun = System.nanoTime();
            CompletionFile.Outcome outcome = file.complete(
                    generator,
                    room,
                    job,
                    survey.lines(),
                    (lines, tokens) -> progress.at(
                            lines,
                            String.format(Locale.ROOT, "%.0f tokens/s", tokens / ((System.nanoTime() - begun) / 1e9))));
            report(outcome.stats(), (System.nanoTime() - begun) / 1e9);
            if (!outcome.whole()) {
                throw interruption.stopped("generate: stopped after " + outcome.lines() + " of " + survey.lines()
                        + " lines; --resume goes on from them");
            }
        }
    }

    private void single(Tokenizer tokenizer, String text, Sampling sampling, Request.Wishes wishes) {
        int[] ids = tokenizer.encodePrompt(text);
        new Room(1, model.config().context()).check(ids, model.config().vocabulary(), "the prompt");
        Room room = model.room(Math.min(maxRows, sampling.samples()), (int) Math.min(
                (long) ids.length + sampling.maxNewTokens(), model.config().context()));
        try (Interruption interruption = Interruption.listen("\n");
                Workers workers = new Workers(1);
                Transformer transformer = model.load()) {
            long begun = System.nanoTime();
            boolean streams = wishes.thinking() == null || !wishes.thinking().takesBack(tokenizer);
            Listener listener =
                    sampling.samples() == 1 && streams ? new Typist(text) : new Reader(text, sampling.samples());
            Generator.Stats done = new Generator(transformer, tokenizer, room.rows(), workers)
                    .stoppedBy(interruption::requested)
                    .run(
                            List.of(new Request(ids, 0, sampling, wishes, listener))
                                    .iterator(),
                            room);
            report(done, (System.nanoTime() - begun) / 1e9);
        }
    }

    /// Shows a completion as it comes.
    private record Typist(String prompt) implements Listener {

        private Typist {
            System.out.print(prompt);
        }

        @Override
        public boolean streams() {
            return true;
        }

        @Override
        public void token(int sample, SampledToken token) {
            System.out.print(token.text());
            System.out.flush();
        }

        @Override
        public void done(int sample, Completion completion, String rest) {
            System.out.println(rest);
        }
    }

    /// Shows several completions when they have all ended.
    private static final class Reader implements Listener {
        private final String prompt;
        private final String[] texts;
        private int left;

        private Reader(String prompt, int samples) {
            this.prompt = prompt;
            this.texts = new String[samples];
            this.left = samples;
        }

        @Override
        public void done(int sample, Completion completion, String rest) {
            texts[sample] = completion.text();
            if (--left == 0) {
                for (String text : texts) {
                    System.out.println(prompt + text);
                }
            }
        }
    }

    private void report(Generator.Stats done, double seconds) {
        double prefill = rate(done.promptTokens(), done.secondsPrefill());
        double decode = rate(done.newTokens(), done.secondsDecode());
        long peak = Machine.peakBytes();
        System.err.printf(
                Locale.ROOT,
                "%d new tokens in %.1f s, %.0f a second; prefill %d at %.0f, decode at %.0f a second; peak %.2f GiB%n",
                done.newTokens(),
                seconds,
                rate(done.newTokens(), seconds),
                done.promptTokens(),
                prefill,
                decode,
                peak / (double) (1L << 30));
        if (stats != null) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("new_tokens", done.newTokens());
            all.put("seconds", seconds);
            all.put("tokens_per_second", rate(done.newTokens(), seconds));
            all.put("peak_bytes", peak);
            all.put("prompt_tokens", done.promptTokens());
            all.put("seconds_prefill", done.secondsPrefill());
            all.put("tokens_per_second_prefill", prefill);
            all.put("seconds_decode", done.secondsDecode());
            all.put("tokens_per_second_decode", decode);
            WholeFiles.write(stats, Json.pretty(all));
        }
    }

    private static double rate(long tokens, double seconds) {
        return seconds > 0 ? tokens / seconds : 0;
    }
}
