package reason4j.learn.generate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import reason4j.core.io.UserException;
import reason4j.learn.model.ModelConfig;
import reason4j.learn.model.Transformer;
import reason4j.learn.text.Tokenizer;

/// A platform thread that owns a model and generates for whoever asks, from any thread, while others are at work. Who
/// comes first gets rows first; a request waits in a queue of limited length until there are rows for it.
///
/// Weights can be exchanged: requests at work end with the weights that they began with, those that wait begin with
/// the new ones, so no completion is of two policies.
public final class GenerationThread implements AutoCloseable {

    /// What is going on.
    ///
    /// @param rows in use
    /// @param waiting requests without a row
    /// @param stats since the beginning
    /// @param weights how often the weights were exchanged
    public record Load(int rows, int waiting, Generator.Stats stats, int weights) {}

    private record Exchange(Transformer model, CompletableFuture<Void> done) {}

    private final Tokenizer tokenizer;
    private final Room room;
    private final ModelConfig config;
    private final int mostWaiting;
    private final Thread thread;
    private final Object lock = new Object();
    private final Deque<Request> inbox = new ArrayDeque<>();
    private @Nullable Exchange exchange;
    private @Nullable String broken;
    private boolean closing;
    private volatile Load load = new Load(0, 0, Generator.Stats.NONE, 0);

    /// @param model becomes this object's, which closes it
    /// @param mostWaiting requests that may wait, at most
    public GenerationThread(Transformer model, Tokenizer tokenizer, Room room, int mostWaiting) {
        this.tokenizer = tokenizer;
        this.room = room;
        this.config = model.config();
        this.mostWaiting = mostWaiting;
        this.thread = Thread.ofPlatform().name("generation").start(() -> live(model));
    }

    public Room room() {
        return room;
    }

    /// How many requests may wait.
    public int mostWaiting() {
        return mostWaiting;
    }

    public ModelConfig config() {
        return config;
    }

    /// What is going on, as of the last step.
    public Load load() {
        Load last = load;
        synchronized (lock) {
            return new Load(last.rows, inbox.size() + last.waiting, last.stats, last.weights);
        }
    }

    /// Why nothing can be generated any more, or null if all is well.
    public @Nullable String broken() {
        synchronized (lock) {
            return broken;
        }
    }

    /// Puts requests into the queue, all of them or none.
    ///
    /// @return false if there is no room for them; nothing will be heard of them then
    /// @throws UserException if a prompt does not fit, or the thread has ended
    public boolean offer(List<Request> requests) {
        for (int i = 0; i < requests.size(); i++) {
            String what = requests.size() == 1 ? "the prompt" : "prompt " + (i + 1);
            room.check(requests.get(i).prompt(), config.vocabulary(), what);
        }
        synchronized (lock) {
            if (closing || broken != null) {
                throw UserException.machine(
                        "the model does not generate any more: " + (broken == null ? "it is being stopped" : broken)
                                + "\n  start the server again",
                        null);
            }
            inbox.removeIf(GenerationThread::gone);
            if (inbox.size() + requests.size() > mostWaiting) {
                return false;
            }
            inbox.addAll(requests);
            lock.notifyAll();
            return true;
        }
    }

    /// Exchanges the weights when everything at work has ended.
    ///
    /// @param model of the same configuration; becomes this object's
    /// @return is completed when the new weights are in use
    /// @throws UserException if the configuration differs or another exchange is under way; the model is then
    ///     still the caller's
    public CompletableFuture<Void> exchange(Transformer model) {
        if (!model.config().equals(config)) {
            throw UserException.data("the new weights belong to a model of another configuration: " + model.config()
                    + ", not " + config + "\n  start another server for it");
        }
        synchronized (lock) {
            if (exchange != null || closing) {
                throw UserException.machine("the weights are being exchanged already\n  wait for that to end", null);
            }
            Exchange asked = new Exchange(model, new CompletableFuture<>());
            exchange = asked;
            lock.notifyAll();
            return asked.done;
        }
    }

    private void live(Transformer first) {
        Transformer model = first;
        Generator.Stats before = Generator.Stats.NONE;
        try {
            for (int version = 0; ; version++) {
                Exchange next = serve(model, before, version);
                before = load.stats;
                model.close();
                if (next == null) {
                    return;
                }
                model = next.model;
                synchronized (lock) {
                    exchange = null;
                }
                load = new Load(0, 0, before, version + 1);
                next.done.complete(null);
            }
        } catch (Throwable e) {
            end(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /// Generates with one set of weights.
    ///
    /// @return the next, or null at the end
    private @Nullable Exchange serve(Transformer model, Generator.Stats before, int version) {
        try (Engine engine = new Engine(model, tokenizer, room)) {
            while (true) {
                synchronized (lock) {
                    if (closing) {
                        engine.clear(null);
                        abandonInbox();
                        return null;
                    }
                    if (exchange != null && !engine.busy()) {
                        return exchange;
                    }
                    fill(engine);
                    if (!engine.busy()) {
                        lock.wait();
                        continue;
                    }
                }
                step(engine);
                load = new Load(engine.rowsActive(), engine.requestsWaiting(), before.and(engine.stats()), version);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end("its thread was interrupted");
            return null;
        }
    }

    // while weights are about to be exchanged, who has no row waits for the new ones
    private void fill(Engine engine) {
        while (exchange == null && engine.wants() && !inbox.isEmpty()) {
            engine.submit(inbox.remove());
        }
    }

    /// A failure ends the requests at work; the thread goes on, unless the machine itself is at its end.
    private static void step(Engine engine) {
        try {
            engine.step();
        } catch (RuntimeException e) {
            engine.clear(e);
        } catch (Error e) {
            engine.clear(new IllegalStateException(e));
            throw e;
        }
    }

    private static boolean gone(Request request) {
        if (!request.listener().cancelled()) {
            return false;
        }
        Row.Group.abandon(request, 0);
        return true;
    }

    private void abandonInbox() {
        inbox.forEach(request -> Row.Group.abandon(request, 0));
        inbox.clear();
    }

    private void end(String why) {
        synchronized (lock) {
            broken = why;
            IllegalStateException failure = new IllegalStateException(why);
            inbox.forEach(request -> request.listener().failed(failure));
            inbox.clear();
            if (exchange != null) {
                exchange.done.completeExceptionally(failure);
            }
        }
    }

    /// Ends everything at work as it is, and the thread.
    @Override
    public void close() {
        synchronized (lock) {
            closing = true;
            if (exchange != null) {
                exchange.done.completeExceptionally(new IllegalStateException("stopped"));
            }
            lock.notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        synchronized (lock) {
            if (exchange != null) {
                exchange.model.close();
            }
        }
    }
}
