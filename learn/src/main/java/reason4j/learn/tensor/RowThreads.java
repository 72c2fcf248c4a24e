package reason4j.learn.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.bytedeco.pytorch.global.torch;

/// As many threads as [Tensors#start] was told, each with one native thread: independent rows are quicker dealt out to
/// them once than split anew in each of hundreds of small operations. Where one thread was asked for, everything runs
/// on the calling one; so does what is dealt out from within a part.
public final class RowThreads {

    private static final Object TOGETHER = new Object();

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
        await(running);
    }

    /// How many threads there are.
    public static synchronized int count() {
        return count;
    }

    /// Lets all threads take the same steps, each with its share of them, without recording gradients; waits for all.
    /// For steps of which each needs what all did in the one before: a thread then computes half of a product's
    /// columns for all rows, and reads half of the weights.
    public static void together(Consumer<Share> steps) {
        if (Thread.currentThread() instanceof RowThread || count() == 1) {
            steps.accept(Share.WHOLE);
            return;
        }
        // two that had some threads each would wait for ever
        synchronized (TOGETHER) {
            int shares = count();
            Share.Meeting meeting = new Share.Meeting(shares);
            List<Future<?>> running = new ArrayList<>();
            for (int s = 0; s < shares; s++) {
                Share share = new Share(s, shares, meeting);
                running.add(pool().submit(() -> take(steps, share, meeting)));
            }
            try {
                await(running);
            } catch (RuntimeException e) {
                throw meeting.failure() instanceof RuntimeException first ? first : e;
            }
        }
    }

    private static void take(Consumer<Share> steps, Share share, Share.Meeting meeting) {
        alone();
        try {
            Scopes.noGrad(() -> steps.accept(share));
        } catch (Throwable e) {
            meeting.fail(e);
            throw e;
        }
    }

    /// Waits for all, interrupted or not: they work on what the caller owns.
    private static void await(List<Future<?>> running) {
        boolean interrupted = false;
        RuntimeException failure = null;
        for (Future<?> f : running) {
            for (boolean done = false; !done; ) {
                try {
                    f.get();
                    done = true;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    RuntimeException cause =
                            e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e.getCause());
                    failure = failure == null ? cause : failure;
                    done = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
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
}
