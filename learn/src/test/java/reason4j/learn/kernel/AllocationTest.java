package reason4j.learn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/// That the compiler made vectors of the kernels' loops. Where it took too much in at once it leaves an object to each
/// vector, which shows in nothing but bytes and time.
class AllocationTest {

    private static final int C = 1536;
    private static final int CALLS = 500;

    private final com.sun.management.ThreadMXBean threads =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void loopsLeaveNoObjects() {
        assumeTrue(
                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .anyMatch(flag -> flag.contains("dontinline,reason4j.learn.kernel")),
                "without the flags of jvm.flags");
        try (Arena arena = Arena.ofConfined()) {
            long a = arena.allocate(1 << 18, 64).address();
            long b = arena.allocate(1 << 18, 64).address();
            long c = arena.allocate(1 << 18, 64).address();
            // 32 bits and 16 in one process is what costs the compiler most
            for (boolean half : new boolean[] {false, true}) {
                Blocks blocks = new Blocks(half);
                Gradients gradients = new Gradients(half);
                Blocks.Norm norm = new Blocks.Norm(c, C, 1e-5);
                HeadRows head = new HeadRows(half, C, 1);
                CausalAttention causal = new CausalAttention(half, 1);
                few(() -> blocks.swiglu(a, b, C));
                few(() -> blocks.add(a, b, C));
                few(() -> blocks.norm(norm, a, b));
                few(() -> blocks.widen(a, b, C));
                few(() -> gradients.swiglu(a, b, C));
                few(() -> gradients.norm(norm, a, b, a, b));
                few(() -> gradients.add(a, b, C));
                few(() -> gradients.narrow(a, b, C));
                few(() -> causal.softmax(a, new CausalAttention.Seen(0, C, C)));
                few(() -> causal.backward(a, b, new CausalAttention.Seen(0, C, C)));
                few(() -> causal.rotate(a, b, C, new CausalAttention.Angle(c, c), false));
                HeadRows.Score score = head.score(a, 1);
                few(() -> head.score(a, 1));
                few(() -> head.backward(b, 1, score, 1, 1));
            }
        }
    }

    /// A vector left as an object is more than its 64 bytes, and every loop here is of 96 vectors or more; what is
    /// allowed are the results and a few arrays.
    private void few(Runnable kernel) {
        long least = Long.MAX_VALUE;
        for (int turn = 0; turn < 8 && least > 1024; turn++) {
            long begun = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                kernel.run();
            }
            least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - begun) / CALLS);
        }
        assertThat(least).as("bytes a call").isLessThanOrEqualTo(1024);
    }
}
