package reason4j.learn.generate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.bytedeco.pytorch.Tensor;
import reason4j.core.episode.Completion;
import reason4j.core.episode.Completions;
import reason4j.core.episode.FinishReason;
import reason4j.core.episode.Sampling;
import reason4j.core.io.UserException;
import reason4j.learn.model.KeyValueCache;
import reason4j.learn.model.Transformer;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Tensors;
import reason4j.learn.tensor.Workers;
import reason4j.learn.text.Tokenizer;

/// Samples completions with continuous batching: a prompt is computed once for all its samples, and as soon as a row
/// ends the next waits no longer. Prompts are dealt out to the workers in turn, each with a cache of its own.
public final class Generator implements Completions {

    /// What a call took.
    ///
    /// @param promptTokens tokens computed in prefill, each prompt once
    /// @param newTokens tokens sampled
    /// @param secondsPrefill in prefill
    /// @param secondsDecode in decoding
    public record Stats(long promptTokens, long newTokens, double secondsPrefill, double secondsDecode) {

        // what two workers did at the same time
        private Stats beside(Stats other) {
            return new Stats(
                    promptTokens + other.promptTokens,
                    newTokens + other.newTokens,
                    Math.max(secondsPrefill, other.secondsPrefill),
                    Math.max(secondsDecode, other.secondsDecode));
        }
    }

    private static final class Row {
        private final int prompt;
        private final int sample;
        private final int[] ids;
        private final float[] logprobs;
        private int length;

        private Row(int prompt, int sample, int limit) {
            this.prompt = prompt;
            this.sample = sample;
            this.ids = new int[limit];
            this.logprobs = new float[limit];
        }
    }

    private final Transformer model;
    private final Tokenizer tokenizer;
    private final int rows;
    private final Workers workers;
    private BooleanSupplier interrupted = () -> false;
    private Stats stats = new Stats(0, 0, 0, 0);

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
        Completion[][] done = new Completion[prompts.size()][sampling.samples()];
        Stats[] parts = new Stats[workers.count()];
        workers.run(w -> parts[w] = new Run(prompts, w, sampling, done).run());
        stats = Arrays.stream(parts).reduce(new Stats(0, 0, 0, 0), Stats::beside);
        return Arrays.stream(done).map(List::of).toList();
    }

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
    private final class Run {
        private final List<int[]> prompts;
        private final Sampling sampling;
        private final Sampler sampler;
        private final Set<Integer> ends;
        private final Completion[][] done;
        private final Deque<Integer> waiting = new ArrayDeque<>();
        private final List<Row> active = new ArrayList<>();
        private final int capacity;
        private final int width;
        private float[] logits = new float[0];
        private long promptTokens;
        private long newTokens;
        private long nanosPrefill;
        private long nanosDecode;
        // samples of the prompt at the head of the queue that have their rows already
        private int started;

        private Run(List<int[]> prompts, int worker, Sampling sampling, Completion[][] done) {
            this.prompts = prompts;
            this.sampling = sampling;
            this.sampler = new Sampler(sampling);
            this.ends = sampling.ignoreEos() ? Set.of() : Set.copyOf(tokenizer.eosIds());
            this.done = done;
            int longest = 0;
            for (int p = worker; p < prompts.size(); p += workers.count()) {
                longest = Math.max(longest, prompts.get(p).length);
                waiting.add(p);
            }
            this.capacity =
                    Math.min(longest + sampling.maxNewTokens(), model.config().context());
            this.width = Math.min(Math.ceilDiv(rows, workers.count()), waiting.size() * sampling.samples());
        }

        private Stats run() {
            if (waiting.isEmpty()) {
                return new Stats(0, 0, 0, 0);
            }
            try (KeyValueCache cache = new KeyValueCache(model.config(), width, capacity)) {
                while (!waiting.isEmpty() || !active.isEmpty()) {
                    if (!waiting.isEmpty() && active.size() < width) {
                        admit(cache);
                    }
                    if (!active.isEmpty()) {
                        decode(cache);
                    }
                }
            }
            return new Stats(promptTokens, newTokens, nanosPrefill / 1e9, nanosDecode / 1e9);
        }

        private void admit(KeyValueCache cache) {
            long begun = System.nanoTime();
            List<int[]> batch = new ArrayList<>();
            List<Integer> counts = new ArrayList<>();
            int first = active.size();
            while (!waiting.isEmpty() && active.size() < width) {
                int p = waiting.peek();
                int n = Math.min(sampling.samples() - started, width - active.size());
                int limit = Math.min(sampling.maxNewTokens(), capacity - prompts.get(p).length);
                for (int s = 0; s < n; s++) {
                    active.add(new Row(p, started + s, limit));
                }
                batch.add(prompts.get(p));
                counts.add(n);
                promptTokens += prompts.get(p).length;
                started += n;
                if (started == sampling.samples()) {
                    waiting.remove();
                    started = 0;
                }
            }
            int[] samples = counts.stream().mapToInt(Integer::intValue).toArray();
            Scopes.noGrad(() -> {
                Tensor last_PC = cache.prefill(model, batch, samples);
                read(model.logits(last_PC), batch.size());
            });
            nanosPrefill += System.nanoTime() - begun;
            take(cache, first, samples);
        }

        private void decode(KeyValueCache cache) {
            long begun = System.nanoTime();
            long[] last = new long[active.size()];
            for (int r = 0; r < last.length; r++) {
                Row row = active.get(r);
                last[r] = row.ids[row.length - 1];
            }
            Scopes.noGrad(() ->
                    read(model.logits(model.next_BC(Tensors.ofLongs(last, last.length), cache)), last.length));
            int[] ones = new int[last.length];
            Arrays.fill(ones, 1);
            take(cache, 0, ones);
            nanosDecode += System.nanoTime() - begun;
        }

        private void read(Tensor logits_RV, int n) {
            int size = n * model.config().vocabulary();
            if (logits.length < size) {
                logits = new float[size];
            }
            Tensors.get(logits_RV, 0, logits, size);
        }

        /// Samples a token for each row from `first` on; `samples[i]` rows share the i-th row of logits.
        private void take(KeyValueCache cache, int first, int[] samples) {
            int v = model.config().vocabulary();
            float[] row = new float[v];
            int r = first;
            for (int i = 0; i < samples.length; i++) {
                for (int s = 0; s < samples[i]; s++) {
                    System.arraycopy(logits, i * v, row, 0, v);
                    choose(active.get(r++), row);
                }
            }
            boolean stop = interrupted.getAsBoolean();
            // from the last row down, so that a row that moves into a freed place was looked at before
            for (int at = active.size() - 1; at >= first; at--) {
                FinishReason reason = finished(active.get(at), stop);
                if (reason != null) {
                    finish(active.get(at), reason);
                    cache.free(at);
                    Row last = active.removeLast();
                    if (at < active.size()) {
                        active.set(at, last);
                    }
                }
            }
            if (stop) {
                interruptWaiting();
            }
        }

        private void choose(Row row, float[] scratch) {
            int[] seen = sampling.repetitionPenalty() == 1 ? new int[0] : seen(row);
            double u = sampling.temperature() == 0
                    ? 0
                    : Sampler.uniform(sampling.seed(), row.prompt, row.sample, row.length);
            Sampler.Choice choice = sampler.choose(scratch, scratch.length, seen, u);
            row.ids[row.length] = choice.id();
            row.logprobs[row.length] = choice.logprob();
            row.length++;
            newTokens++;
        }

        private int[] seen(Row row) {
            int[] prompt = prompts.get(row.prompt);
            int[] seen = Arrays.copyOf(prompt, prompt.length + row.length);
            System.arraycopy(row.ids, 0, seen, prompt.length, row.length);
            return seen;
        }

        private @org.jspecify.annotations.Nullable FinishReason finished(Row row, boolean stop) {
            if (ends.contains(row.ids[row.length - 1]) || stopString(row) >= 0) {
                return FinishReason.STOP;
            }
            if (row.length == row.ids.length) {
                return FinishReason.LENGTH;
            }
            return stop ? FinishReason.INTERRUPTED : null;
        }

        private int stopString(Row row) {
            if (sampling.stop().isEmpty()) {
                return -1;
            }
            String text = tokenizer.decode(Arrays.copyOf(row.ids, row.length));
            int first = -1;
            for (String stop : sampling.stop()) {
                int at = text.indexOf(stop);
                if (at >= 0 && (first < 0 || at < first)) {
                    first = at;
                }
            }
            return first;
        }

        private void finish(Row row, FinishReason reason) {
            int[] ids = Arrays.copyOf(row.ids, row.length);
            boolean ended = ends.contains(ids[ids.length - 1]);
            String text = tokenizer.decode(ended ? Arrays.copyOf(ids, ids.length - 1) : ids);
            int cut = stopString(row);
            done[row.prompt][row.sample] = new Completion(
                    cut < 0 ? text : text.substring(0, cut), ids, Arrays.copyOf(row.logprobs, row.length), reason);
        }

        private void interruptWaiting() {
            for (int p : waiting) {
                for (int s = p == waiting.peek() ? started : 0; s < sampling.samples(); s++) {
                    done[p][s] = new Completion("", new int[0], new float[0], FinishReason.INTERRUPTED);
                }
            }
            waiting.clear();
        }
    }
}
