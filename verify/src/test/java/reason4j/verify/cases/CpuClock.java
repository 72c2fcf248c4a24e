package reason4j.verify.cases;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/// The time that this thread has been computing, so that what else the machine does isn't counted.
public final class CpuClock {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CpuClock() {}

    /// Milliseconds, from an arbitrary origin.
    public static double millis() {
        return THREADS.getCurrentThreadCpuTime() / 1e6;
    }
}
