package reason4j.learn.tensor;

import org.jspecify.annotations.Nullable;

/// What one thread does of steps that several take together, see [RowThreads#together].
public final class Share {

    /// All of it, on one thread.
    public static final Share WHOLE = new Share(0, 1, new Meeting(1));

    private final int index;
    private final int count;
    private final Meeting meeting;

    Share(int index, int count, Meeting meeting) {
        this.index = index;
        this.count = count;
        this.meeting = meeting;
    }

    /// The first of `n` things that are this share's.
    public int from(int n) {
        return (int) ((long) n * index / count);
    }

    /// One beyond the last of `n` things that are this share's.
    public int to(int n) {
        return (int) ((long) n * (index + 1) / count);
    }

    /// Waits until all have come here; what they wrote before is then seen by all.
    public void meet() {
        if (count > 1) {
            meeting.meet();
        }
    }

    /// Where threads wait for each other, busily, since they meet every few microseconds. Where the processor has
    /// other things to do they give way to those.
    static final class Meeting {

        private static final int SPINS = 2000;

        private final int count;
        private int arrived;
        private volatile int round;
        private volatile @Nullable Throwable failure;

        Meeting(int count) {
            this.count = count;
        }

        private void meet() {
            int mine = round;
            if (arrive()) {
                return;
            }
            for (int i = 0; round == mine; i++) {
                if (failure != null) {
                    throw new IllegalStateException("another thread failed");
                }
                if (i < SPINS) {
                    Thread.onSpinWait();
                } else {
                    Thread.yield();
                }
            }
        }

        private synchronized boolean arrive() {
            arrived++;
            if (arrived < count) {
                return false;
            }
            arrived = 0;
            round++;
            return true;
        }

        /// Ends the waiting of the others.
        synchronized void fail(Throwable cause) {
            if (failure == null) {
                failure = cause;
            }
        }

        /// What failed first, or null.
        @Nullable
        Throwable failure() {
            return failure;
        }
    }
}
