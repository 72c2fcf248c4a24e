package reason4j.core.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import reason4j.core.io.UserException;

/// Ctrl-C and `kill`: the work is told, saves where it is, and the process ends after that. One a process.
public final class Interruption implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;

    private final AtomicBoolean requested = new AtomicBoolean();
    private final CountDownLatch done = new CountDownLatch(1);
    private final String firstWords;

    private Interruption(String firstWords) {
        this.firstWords = firstWords;
    }

    /// Begins to listen; closing says that everything is saved.
    ///
    /// @param firstWords what is said as soon as somebody asks to stop
    public static Interruption listen(String firstWords) {
        Interruption interruption = new Interruption(firstWords);
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::stop, "interruption"));
        return interruption;
    }

    /// Whether somebody asked to stop.
    public boolean requested() {
        return requested.get();
    }

    /// Says what was saved, while the process still can, and makes the exception that ends the work.
    public UserException stopped(String what) {
        System.err.println("reason4j: " + what);
        return UserException.interrupted(what);
    }

    private void stop() {
        if (done.getCount() == 0) {
            return;
        }
        requested.set(true);
        System.err.print(firstWords);
        System.err.flush();
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
