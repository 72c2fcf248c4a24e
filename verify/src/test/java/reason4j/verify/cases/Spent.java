package reason4j.verify.cases;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// What this thread has computed and allocated since this was made; what else the machine does isn't counted.
public final class Spent {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long nanos = THREADS.getCurrentThreadCpuTime();
    private final long bytes = THREADS.getCurrentThreadAllocatedBytes();

    /// Milliseconds of this thread.
    public double millis() {
        return (THREADS.getCurrentThreadCpuTime() - nanos) / 1e6;
    }

    /// Mebibytes allocated, freed or not.
    public double mebibytes() {
        return (THREADS.getCurrentThreadAllocatedBytes() - bytes) / (double) (1 << 20);
    }
}
