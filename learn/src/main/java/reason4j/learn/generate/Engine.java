package reason4j.learn.generate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import reason4j.core.episode.FinishReason;
import reason4j.learn.model.KeyValueCache;
import reason4j.learn.model.Transformer;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.text.Tokenizer;

/// The loop of generation, by continuous batching: a queue of requests, rows over one cache, a token for every row at
/// each step. A prompt is computed once for all its samples, and a row that ends makes room at once. Belongs to one
/// platform thread.
final class Engine implements AutoCloseable {

    /// Bytes of attention scores that one prefill may take; a single prompt may take more.
    private static final long PREFILL_BYTES = 512L << 20;

    private final Transformer model;
    private final Tokenizer tokenizer;
    private final Room room;
    private final KeyValueCache cache;
    private final Deque<Row.Group> waiting = new ArrayDeque<>();
    private final List<Row> active = new ArrayList<>();
    private BooleanSupplier interrupted = () -> false;
    private long promptTokens;
    private long newTokens;
    private long nanosPrefill;
    private long nanosDecode;

    Engine(Transformer model, Tokenizer tokenizer, Room room) {
        model.prepare();
        this.model = model;
        this.tokenizer = tokenizer;
        this.room = room;
        this.cache = KeyValueCache.of(model, room.rows(), room.context());
    }

    /// Asks after each step whether all is to end.
    Engine stoppedBy(BooleanSupplier condition) {
        interrupted = condition;
        return this;
    }

    /// Takes a request, whose prompt fits.
    void submit(Request request) {
        waiting.add(new Row.Group(request, tokenizer));
    }

    /// Whether more requests could have rows now.
    boolean wants() {
        return rowsWanted() < room.rows();
    }

    /// Rows in use, and samples that wait for one.
    int rowsWanted() {
        int wanted = active.size();
        for (Row.Group group : waiting) {
            wanted += group.left();
        }
        return wanted;
    }

    int requestsWaiting() {
        return waiting.size();
    }

    int rowsActive() {
        return active.size();
    }

    boolean busy() {
        return !active.isEmpty() || !waiting.isEmpty();
    }

    Generator.Stats stats() {
        return new Generator.Stats(promptTokens, newTokens, nanosPrefill / 1e9, nanosDecode / 1e9);
    }

    /// Gives rows to who waits, then a token to every row.
    void step() {
        dropCancelled();
        if (!waiting.isEmpty() && active.size() < room.rows()) {
            admit();
        }
        if (!active.isEmpty()) {
            decode();
        }
    }

    private void dropCancelled() {
        waiting.removeIf(group -> {
            boolean gone = group.request().listener().cancelled();
            if (gone) {
                group.abandon();
            }
            return gone;
        });
        for (int at = active.size() - 1; at >= 0; at--) {
            if (active.get(at).listener().cancelled()) {
                finish(at, FinishReason.INTERRUPTED);
            }
        }
    }

    private void admit() {
        long begun = System.nanoTime();
        List<int[]> prompts = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        int first = active.size();
        int longest = 0;
        while (!waiting.isEmpty() && active.size() < room.rows()) {
            Row.Group group = waiting.element();
            int[] prompt = group.request().prompt();
            longest = Math.max(longest, prompt.length);
            if (!prompts.isEmpty() && scoreBytes(prompts.size() + 1, longest) > PREFILL_BYTES) {
                break;
            }
            int n = Math.min(group.left(), room.rows() - active.size());
            for (int s = 0; s < n; s++) {
                active.add(group.start(tokenizer, room.context()));
            }
            prompts.add(prompt);
            counts.add(n);
            promptTokens += prompt.length;
            if (group.left() == 0) {
                waiting.remove();
            }
        }
        int[] samples = counts.stream().mapToInt(Integer::intValue).toArray();
        int[] sources = IntStream.range(0, samples.length)
                .flatMap(p -> IntStream.range(0, samples[p]).map(_ -> p))
                .toArray();
        Scopes.noGrad(() -> choose(cache.prefill(model, prompts, samples), first, sources));
        nanosPrefill += System.nanoTime() - begun;
        take(first);
    }

    private long scoreBytes(long prompts, long longest) {
        return prompts * model.config().heads() * longest * longest * Float.BYTES;
    }

    private void decode() {
        long begun = System.nanoTime();
        long[] last = new long[active.size()];
        for (int r = 0; r < last.length; r++) {
            last[r] = active.get(r).last();
        }
        int[] sources = IntStream.range(0, last.length).toArray();
        Scopes.noGrad(() -> choose(cache.next_BC(model, last), 0, sources));
        take(0);
        nanosDecode += System.nanoTime() - begun;
    }

    /// Samples a token for each row from `first` on; the i-th of them follows row `sources[i]` of the hidden states.
    private void choose(Tensor hidden_RC, int first, int[] sources) {
        int[] back = new int[sources.length];
        model.eachLogits(
                hidden_RC,
                sources,
                (logits, i) -> back[i] = active.get(first + i).choose(logits));
        for (int i = 0; i < back.length; i++) {
            cache.shorten(first + i, back[i]);
        }
        newTokens += sources.length;
    }

    /// Tells of the tokens just written and ends the rows that are complete.
    private void take(int first) {
        for (Row row : active.subList(first, active.size())) {
            row.report();
        }
        boolean stop = interrupted.getAsBoolean();
        // from the last row down, so that a row that moves into a freed place was looked at before
        for (int at = active.size() - 1; at >= first; at--) {
            FinishReason reason = active.get(at).finished();
            if (reason != null || stop) {
                finish(at, reason == null ? FinishReason.INTERRUPTED : reason);
            }
        }
        if (stop) {
            waiting.forEach(Row.Group::abandon);
            waiting.clear();
        }
    }

    private void finish(int at, FinishReason reason) {
        active.get(at).finish(reason);
        release(at);
    }

    private void release(int at) {
        cache.free(at);
        Row last = active.removeLast();
        if (at < active.size()) {
            active.set(at, last);
        }
    }

    /// Ends everything, finished or not.
    ///
    /// @param failure why, or null if somebody asked for it
    void clear(@Nullable RuntimeException failure) {
        List<Row> rows = List.copyOf(active);
        List<Row.Group> groups = List.copyOf(waiting);
        waiting.clear();
        active.clear();
        // a step that failed may have left the cache without the rows that it was about to fill
        while (cache.rows() > 0) {
            cache.free(cache.rows() - 1);
        }
        if (failure == null) {
            rows.forEach(r -> r.finish(FinishReason.INTERRUPTED));
            groups.forEach(Row.Group::abandon);
        } else {
            rows.forEach(r -> r.listener().failed(failure));
            groups.forEach(g -> g.request().listener().failed(failure));
        }
    }

    @Override
    public void close() {
        cache.close();
    }
}
