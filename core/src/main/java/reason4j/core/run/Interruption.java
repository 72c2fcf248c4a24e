package reason4j.core.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reason4j.core.io.UserException;

/// Ctrl-C and `kill`: the work is told, saves where it is, and the process ends after that. One a process.
public final class Interruption implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;
    private static final long PATIENCE_WITH_NOTHING_TO_SAVE_SECONDS = 20;

    private final AtomicBoolean requested = new AtomicBoolean();
    private final CountDownLatch done = new CountDownLatch(1);
    private final String firstWords;
    private volatile @Nullable Thread worker;
    private volatile @Nullable String atOnce;
    private volatile Runnable clearing = () -> {};

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

    /// Says that nothing is begun: until [#interruptsThisThread] the process ends at once with these words.
    ///
    /// @param clears what may lie about by then; the thread that works is at it still
    public void endsAtOnce(String words, Runnable clears) {
        clearing = clears;
        atOnce = words;
    }

    /// Says that the calling thread has nothing to save: from here on it is interrupted when somebody asks to stop, and
    /// has a little time to clear away what is half written. Threads that fail because of that fail without a word.
    public void interruptsThisThread() {
        worker = Thread.currentThread();
        atOnce = null;
        if (requested.get()) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether somebody asked to stop.
    public boolean requested() {
        return requested.get();
    }

    /// Says what was saved, while the process still can, and makes the exception that ends the work.
    public UserException stopped(String what) {
        if (atOnce == null) {
            System.err.println("reason4j: " + what);
        }
        return UserException.interrupted(what);
    }

    private void stop() {
        if (done.getCount() == 0) {
            return;
        }
        requested.set(true);
        System.err.print(firstWords);
        System.err.flush();
        String words = atOnce;
        if (words != null) {
            Thread.setDefaultUncaughtExceptionHandler((_, _) -> {});
            System.err.println("reason4j: " + words);
            clearing.run();
            return;
        }
        Thread interrupted = worker;
        if (interrupted != null) {
            Thread.setDefaultUncaughtExceptionHandler((_, _) -> {});
            interrupted.interrupt();
        }
        long patience = interrupted == null ? PATIENCE_SECONDS : PATIENCE_WITH_NOTHING_TO_SAVE_SECONDS;
        try {
            if (!done.await(patience, TimeUnit.SECONDS)) {
                System.err.println(
                        interrupted == null
                                ? "reason4j: the step did not end in time; --resume goes on from the last checkpoint"
                                : "reason4j: stopped while something would not end; what is called .part can go");
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
