package reason4j.core.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Ctrl-C and `kill`: the work is told, saves where it is, and the process ends after that. One a process.
public final class Interruption implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;

    private final AtomicBoolean requested = new AtomicBoolean();
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "interruption");

    private Interruption() {}

    /// Begins to listen; closing says that everything is saved.
    public static Interruption listen() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /// Whether somebody asked to stop.
    public boolean requested() {
        return requested.get();
    }

    private void stop() {
        if (done.getCount() == 0) {
            return;
        }
        requested.set(true);
        System.err.println("\nreason4j: stopping at the end of this step …");
        try {
            if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("reason4j: the step did not end in time; --resume goes on from the last checkpoint");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done.countDown();
    }
}
