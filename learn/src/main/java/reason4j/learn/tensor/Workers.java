package reason4j.learn.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.function.IntConsumer;

/// Platform threads that work on parts of the same thing. A small model is faster on two threads with a part of the
/// batch each than with two threads in each of its small products.
public final class Workers implements AutoCloseable {

    private final int count;
    private final ExecutorService others;

    /// @param count threads, the calling one included
    public Workers(int count) {
        this.count = count;
        ThreadFactory factory = Thread.ofPlatform().name("learn-", 1).daemon().factory();
        this.others = Executors.newFixedThreadPool(Math.max(1, count - 1), factory);
    }

    public int count() {
        return count;
    }

    /// Runs a part on each thread and waits for all; the first failure is thrown after all have ended.
    ///
    /// @param part is given the number of its worker, from 0, the calling thread
    public void run(IntConsumer part) {
        List<Future<?>> running = new ArrayList<>();
        for (int w = 1; w < count; w++) {
            int worker = w;
            running.add(others.submit(() -> part.accept(worker)));
        }
        RuntimeException failure = null;
        try {
            part.accept(0);
        } catch (RuntimeException e) {
            failure = e;
        }
        for (Future<?> f : running) {
            failure = failure == null ? awaited(f) : failure;
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static @org.jspecify.annotations.Nullable RuntimeException awaited(Future<?> f) {
        try {
            f.get();
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new IllegalStateException("interrupted while other threads were at work", e);
        } catch (ExecutionException e) {
            return e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        others.shutdown();
    }
}
