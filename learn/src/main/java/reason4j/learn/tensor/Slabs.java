package reason4j.learn.tensor;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// Native memory in pieces of one size, cut from slabs that the system is asked to hold in huge pages. A cache is read
/// all over at every step of decoding, and each page of 4 KiB has to be looked up anew: in huge pages attention over a
/// few hundred tokens took a sixth to a fifth less. Where the system has none to give, or knows no such wish, slabs are
/// as other memory. Belongs to one thread.
public final class Slabs implements AutoCloseable {

    private static final long HUGE_PAGE = 2L << 20;
    private static final int PIECES = 16;
    private static final int MADV_HUGEPAGE = 14;
    private static final Optional<NativeCall> MADVISE = NativeCall.ofC(
            "madvise",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));

    private final long bytes;
    private final List<Tensor> slabs = new ArrayList<>();
    private long next;
    private long end;

    /// @param bytes of a piece, a multiple of 64
    public Slabs(long bytes) {
        if (bytes <= 0 || bytes % 64 != 0) {
            throw new IllegalArgumentException("pieces of " + bytes + " bytes are not of whole lines of 64");
        }
        this.bytes = bytes;
    }

    /// Bytes that are taken from the system for pieces.
    ///
    /// @param pieces how many
    /// @param bytes of each
    public static long bytes(long pieces, long bytes) {
        return Math.ceilDiv(pieces, PIECES) * (slab(bytes) + HUGE_PAGE);
    }

    private static long slab(long bytes) {
        return Math.ceilDiv(PIECES * bytes, HUGE_PAGE) * HUGE_PAGE;
    }

    /// The address of one more piece, a multiple of 64; valid until this is closed.
    public long next() {
        if (next + bytes > end) {
            grow();
        }
        long at = next;
        next += bytes;
        return at;
    }

    private void grow() {
        long size = slab(bytes);
        Tensor slab = Scopes.own(() -> Tensors.empty(ScalarType.Byte, size + HUGE_PAGE));
        slabs.add(slab);
        next = Math.ceilDiv(Tensors.address(slab), HUGE_PAGE) * HUGE_PAGE;
        end = next + size;
        // a wish: what it answers does not matter
        MADVISE.ifPresent(madvise -> madvise.call(next, size, MADV_HUGEPAGE));
    }

    @Override
    public void close() {
        slabs.forEach(Tensor::close);
    }
}
