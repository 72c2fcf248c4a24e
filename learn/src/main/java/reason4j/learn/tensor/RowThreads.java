package reason4j.learn.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.pytorch.global.torch;

/// As many threads as [Tensors#start] was told, each with one native thread: independent rows are quicker dealt out to
/// them once than split anew in each of hundreds of small operations. Where one thread was asked for, everything runs
/// on the calling one; so does what is dealt out from within a part.
public final class RowThreads {

    private static int count = 1;
    private static ExecutorService pool = Executors.newSingleThreadExecutor(daemons());

    /// What is done with rows `from` to `to`, the latter excluded.
    @FunctionalInterface
    public interface Part {
        void accept(int from, int to);
    }

    private RowThreads() {}

    static synchronized void start(int threads) {
        if (threads == count) {
            return;
        }
        pool.shutdown();
        count = threads;
        pool = Executors.newFixedThreadPool(threads, daemons());
    }

    private static final class RowThread extends Thread {
        private RowThread(Runnable work) {
            super(work, "rows");
            setDaemon(true);
        }
    }

    private static java.util.concurrent.ThreadFactory daemons() {
        return RowThread::new;
    }

    private static synchronized ExecutorService pool() {
        return pool;
    }

    /// Deals rows out, in order and evenly, without recording gradients; waits for all. Who takes what depends on the
    /// numbers alone.
    ///
    /// @param rows how many there are
    /// @param least rows that are worth a thread
    public static void run(int rows, int least, Part part) {
        // a thread of the pool that waited for others of the pool could wait for ever
        int parts = Thread.currentThread() instanceof RowThread ? 1 : Math.min(count, rows / least);
        if (parts <= 1) {
            part.accept(0, rows);
            return;
        }
        List<Future<?>> running = new ArrayList<>();
        for (int p = 0; p < parts; p++) {
            int from = (int) ((long) rows * p / parts);
            int to = (int) ((long) rows * (p + 1) / parts);
            running.add(pool().submit(() -> {
                alone();
                Scopes.noGrad(() -> part.accept(from, to));
            }));
        }
        RuntimeException failure = null;
        for (Future<?> f : running) {
            failure = failure == null ? awaited(f) : failure;
        }
        if (failure != null) {
            throw failure;
        }
    }

    /// One native thread for operations called from this thread; others keep theirs.
    private static void alone() {
        if (torch.get_num_threads() != 1) {
            torch.set_num_threads(1);
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
}
