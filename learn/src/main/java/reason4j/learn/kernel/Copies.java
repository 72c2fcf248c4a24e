package reason4j.learn.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;

/// Loops over stretches of native memory. Each is compiled by itself: within a kernel the compiler would have too much
/// at hand at once.
final class Copies {

    private static final long LINE = 64;

    private Copies() {}

    /// Copies `n` numbers into an array.
    static void read(long address, boolean half, float[] into, int at, int n) {
        int width = half ? Short.BYTES : Float.BYTES;
        int i = 0;
        for (; i + Lanes.COUNT <= n; i += Lanes.COUNT) {
            Lanes.load(address + (long) i * width, half).intoArray(into, at + i);
        }
        for (; i < n; i++) {
            into[at + i] = Lanes.get(address + (long) i * width, half);
        }
    }

    /// Copies `n` numbers out of an array.
    static void write(float[] from, int at, int n, long address, boolean half) {
        int width = half ? Short.BYTES : Float.BYTES;
        int i = 0;
        for (; i + Lanes.COUNT <= n; i += Lanes.COUNT) {
            Lanes.store(FloatVector.fromArray(Lanes.FLOATS, from, at + i), address + (long) i * width, half);
        }
        for (; i < n; i++) {
            Lanes.put(from[at + i], address + (long) i * width, half);
        }
    }

    /// Copies the first `n` numbers of an array to places that lie apart.
    ///
    /// @param step bytes from one to the next
    static void scatter(float[] from, int n, long address, long step, boolean half) {
        long at = address;
        if (half) {
            for (int i = 0; i < n; i++, at += step) {
                Lanes.MEMORY.set(ValueLayout.JAVA_SHORT, at, Lanes.narrowed(from[i]));
            }
        } else {
            for (int i = 0; i < n; i++, at += step) {
                Lanes.MEMORY.set(ValueLayout.JAVA_FLOAT, at, from[i]);
            }
        }
    }

    static void copy(long from, long to, long bytes) {
        MemorySegment.copy(Lanes.MEMORY, from, Lanes.MEMORY, to, bytes);
    }

    /// Reads a byte of each line of several stretches of memory side by side, so that the processor fetches many
    /// lines at a time, and not only as many as fit between the operations of a loop that works on them. Side by
    /// side, because it looks ahead within a page of memory alone: while it finds its way into one, others come.
    ///
    /// @param count of the stretches
    /// @param address of the first
    /// @param step bytes from one to the next
    /// @param bytes of each
    /// @return a sum of what was read, so that it is not left out
    static int touch(int count, long address, long step, long bytes) {
        int sum = 0;
        for (long i = 0; i < bytes; i += LINE) {
            long at = address + i;
            for (int k = 0; k < count; k++, at += step) {
                sum += Lanes.MEMORY.get(ValueLayout.JAVA_BYTE, at);
            }
        }
        return sum;
    }
}
