package reason4j.learn.generate;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reason4j.core.episode.Completion;
import reason4j.core.episode.Completions;
import reason4j.core.episode.FinishReason;
import reason4j.core.episode.Sampling;
import reason4j.core.io.UserException;
import reason4j.learn.model.Transformer;
import reason4j.learn.tensor.Workers;
import reason4j.learn.text.Tokenizer;

/// Samples completions of prompts that are known beforehand, with continuous batching: a prompt is computed once for
/// all its samples, and as soon as a row ends the next waits no longer. [#complete] deals prompts out to the workers
/// in turn, each with a cache of its own; [#run] draws them one by one, for more than memory holds. For prompts that
/// come
/// while others are at work there is [GenerationThread].
public final class Generator implements Completions {

    /// What a call took.
    ///
    /// @param promptTokens tokens computed in prefill, each prompt once
    /// @param newTokens tokens sampled
    /// @param secondsPrefill in prefill
    /// @param secondsDecode in decoding
    public record Stats(long promptTokens, long newTokens, double secondsPrefill, double secondsDecode) {

        /// Nothing was done.
        public static final Stats NONE = new Stats(0, 0, 0, 0);

        // what two workers did at the same time
        private Stats beside(Stats other) {
            return new Stats(
                    promptTokens + other.promptTokens,
                    newTokens + other.newTokens,
                    Math.max(secondsPrefill, other.secondsPrefill),
                    Math.max(secondsDecode, other.secondsDecode));
        }

        /// What was done one after the other.
        Stats and(Stats other) {
            return new Stats(
                    promptTokens + other.promptTokens,
                    newTokens + other.newTokens,
                    secondsPrefill + other.secondsPrefill,
                    secondsDecode + other.secondsDecode);
        }
    }

    private final Transformer model;
    private final Tokenizer tokenizer;
    private final int rows;
    private final Workers workers;
    private BooleanSupplier interrupted = () -> false;
    private Stats stats = Stats.NONE;

    /// @param rows most sequences at a time; bounds memory together with the longest sequence
    /// @param workers the threads that prompts are dealt out to
    public Generator(Transformer model, Tokenizer tokenizer, int rows, Workers workers) {
        this.model = model;
        this.tokenizer = tokenizer;
        this.rows = rows;
        this.workers = workers;
    }

    /// Asks before each step whether to stop; completions then end as [FinishReason#INTERRUPTED].
    public Generator stoppedBy(BooleanSupplier condition) {
        interrupted = condition;
        return this;
    }

    /// Of the last call.
    public Stats stats() {
        return stats;
    }

    @Override
    public List<List<Completion>> complete(List<String> prompts, Sampling sampling) {
        return generate(prompts.stream().map(tokenizer::encodePrompt).toList(), sampling);
    }

    /// @param prompts token ids
    /// @throws UserException if a prompt is empty or leaves no room in the context
    public List<List<Completion>> generate(List<int[]> prompts, Sampling sampling) {
        check(prompts);
        @Nullable Completion[][] done = new @Nullable Completion[prompts.size()][sampling.samples()];
        Stats[] parts = new Stats[workers.count()];
        workers.run(w -> parts[w] = part(prompts, w, sampling, done));
        stats = Arrays.stream(parts).reduce(Stats.NONE, Stats::beside);
        return Arrays.stream(done)
                .map(group -> Arrays.stream(group)
                        .map(c -> Objects.requireNonNullElse(c, NEVER_BEGUN))
                        .toList())
                .toList();
    }

    private static final Completion NEVER_BEGUN =
            new Completion("", new int[0], new float[0], FinishReason.INTERRUPTED);

    private void check(List<int[]> prompts) {
        int context = model.config().context();
        for (int p = 0; p < prompts.size(); p++) {
            int length = prompts.get(p).length;
            if (length == 0) {
                throw UserException.data("prompt " + (p + 1) + " has no tokens");
            }
            if (length >= context) {
                throw UserException.data("prompt " + (p + 1) + " has " + length
                        + " tokens, but the model's context is " + context
                        + "\n  shorten it, or extend the context by rope_scaling");
            }
        }
    }

    /// The work of one worker in one call.
    private Stats part(List<int[]> prompts, int worker, Sampling sampling, @Nullable Completion[][] done) {
        int[] mine = IntStream.range(0, prompts.size())
                .filter(p -> p % workers.count() == worker)
                .toArray();
        if (mine.length == 0) {
            return Stats.NONE;
        }
        int longest = Arrays.stream(mine).map(p -> prompts.get(p).length).max().orElse(0);
        Room room = new Room(
                Math.min(Math.ceilDiv(rows, workers.count()), mine.length * sampling.samples()),
                Math.min(longest + sampling.maxNewTokens(), model.config().context()));
        Iterator<Request> requests = Arrays.stream(mine)
                .mapToObj(p -> new Request(
                        prompts.get(p),
                        p,
                        sampling,
                        Request.Wishes.NONE,
                        (sample, completion, _) -> done[p][sample] = completion))
                .iterator();
        return run(requests, room);
    }

    /// Completes requests on this thread, and draws the next when there are rows for it. After an interruption no more
    /// are drawn, and what is at work ends as it is.
    ///
    /// @param requests with prompts that fit into the room
    public Stats run(Iterator<Request> requests, Room room) {
        try (Engine engine = new Engine(model, tokenizer, room).stoppedBy(interrupted)) {
            while (engine.busy() || (!interrupted.getAsBoolean() && requests.hasNext())) {
                while (engine.wants() && !interrupted.getAsBoolean() && requests.hasNext()) {
                    engine.submit(requests.next());
                }
                engine.step();
            }
            return engine.stats();
        }
    }
}
