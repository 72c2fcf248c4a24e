package reason4j.learn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

class LanesTest {

    @Test
    void expIsThatOfMath() {
        float[] x = new float[Lanes.COUNT];
        for (double from = -87; from < 88; from += 0.37 * Lanes.COUNT) {
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) Math.min(88, from + 0.37 * i);
            }
            float[] e = new float[x.length];
            Lanes.exp(FloatVector.fromArray(Lanes.FLOATS, x, 0)).intoArray(e, 0);
            for (int i = 0; i < x.length; i++) {
                assertThat(e[i] / Math.exp(x[i])).as("exp(%s)", x[i]).isCloseTo(1, within(3e-7));
            }
        }
        float[] none = new float[Lanes.COUNT];
        Lanes.exp(Lanes.broadcast(Float.NEGATIVE_INFINITY)).intoArray(none, 0);
        assertThat(none[0]).isBetween(0f, 1e-37f);
    }

    /// One number a row: what it is, and the nearest bfloat16, ties to even.
    @Test
    void halvesAreRoundedToTheNearest() {
        float[][] rows = {
            {1, 1},
            {1 + 0x1p-8f, 1},
            {1 + 0x1.01p-8f, 1 + 0x1p-7f},
            {1 + 3 * 0x1p-8f, 1 + 0x1p-6f},
            {-0f, -0f},
            {Float.MAX_VALUE, Float.POSITIVE_INFINITY},
            {Float.NaN, Float.NaN},
            {0x1p-130f, 0x1p-130f}
        };
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(2L * 3 * Lanes.COUNT, 64);
            for (float[] row : rows) {
                int n = Lanes.COUNT + 3;
                float[] values = new float[n];
                java.util.Arrays.fill(values, row[0]);
                Copies.write(values, 0, n, memory.address(), true);
                float[] back = new float[n];
                Copies.read(memory.address(), true, back, 0, n);
                for (float b : back) {
                    assertThat(b).as("bfloat16 of %s", row[0]).isEqualTo(Float.valueOf(row[1]));
                }
                assertThat(memory.get(ValueLayout.JAVA_SHORT, 0))
                        .isEqualTo(memory.get(ValueLayout.JAVA_SHORT, 2L * (n - 1)));
            }
        }
    }
}
