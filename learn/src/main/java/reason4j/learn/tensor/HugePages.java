package reason4j.learn.tensor;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// Asks the system to hold native memory in pages of 2 MiB. What is read all over at each step has to be looked up
/// anew by each page of 4 KiB. Where the system has none to give, or knows no such wish, memory is as before.
final class HugePages {

    static final long BYTES = 2L << 20;

    private static final int MADV_HUGEPAGE = 14;
    private static final Optional<NativeCall> MADVISE = NativeCall.ofC(
            "madvise",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));

    private HugePages() {}

    /// To be called before anything is written there.
    static void ask(long address, long bytes) {
        long from = aligned(address);
        long size = (address + bytes - from) / BYTES * BYTES;
        if (size > 0) {
            // a wish: what it answers does not matter
            MADVISE.ifPresent(madvise -> madvise.call(from, size, MADV_HUGEPAGE));
        }
    }

    /// The first whole one from an address on.
    static long aligned(long address) {
        return Math.ceilDiv(address, BYTES) * BYTES;
    }
}
