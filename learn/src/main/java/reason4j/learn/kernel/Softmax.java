package reason4j.learn.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Softmax over a vocabulary, without its last division: weights and their sums.
public final class Softmax {

    /// Weights of which one sum is kept.
    public static final int BLOCK = 256;

    private Softmax() {}

    /// Copies numbers from native memory.
    ///
    /// @param address of the first
    /// @param half whether they are bfloat16
    /// @param at index of the first in the array
    /// @param n how many
    public static void read(long address, boolean half, float[] into, int at, int n) {
        Copies.read(address, half, into, at, n);
    }

    /// The largest of the first `n`; a NaN anywhere is the largest.
    public static float max(float[] x, int n) {
        float max = Float.NEGATIVE_INFINITY;
        int i = 0;
        if (n >= Lanes.COUNT) {
            FloatVector most = FloatVector.fromArray(Lanes.FLOATS, x, 0);
            for (i = Lanes.COUNT; i + Lanes.COUNT <= n; i += Lanes.COUNT) {
                most = most.max(FloatVector.fromArray(Lanes.FLOATS, x, i));
            }
            max = most.reduceLanes(VectorOperators.MAX);
        }
        for (; i < n; i++) {
            max = Math.max(max, x[i]);
        }
        return max;
    }

    /// Replaces logits by weights `exp((x − max) / τ)`.
    ///
    /// @param x changed in place
    /// @param n how many count
    /// @param inverse 1 / τ
    /// @return sums of each [#BLOCK] weights, added in a fixed order
    public static float[] weigh(float[] x, int n, float max, float inverse) {
        float[] sums = new float[Math.ceilDiv(n, BLOCK)];
        for (int b = 0; b < sums.length; b++) {
            sums[b] = weigh(x, b * BLOCK, Math.min(n, (b + 1) * BLOCK), max, inverse);
        }
        return sums;
    }

    private static float weigh(float[] x, int from, int to, float max, float inverse) {
        FloatVector sum = Lanes.broadcast(0);
        int i = from;
        for (; i + Lanes.COUNT <= to; i += Lanes.COUNT) {
            FloatVector w =
                    Lanes.exp(FloatVector.fromArray(Lanes.FLOATS, x, i).sub(max).mul(inverse));
            w.intoArray(x, i);
            sum = sum.add(w);
        }
        float total = Lanes.sum(sum);
        if (i < to) {
            // the last few, as if the vector were filled up
            float[] rest = new float[Lanes.COUNT];
            Arrays.fill(rest, Float.NEGATIVE_INFINITY);
            System.arraycopy(x, i, rest, 0, to - i);
            Lanes.exp(FloatVector.fromArray(Lanes.FLOATS, rest, 0).sub(max).mul(inverse))
                    .intoArray(rest, 0);
            System.arraycopy(rest, 0, x, i, to - i);
            for (int r = 0; r < to - i; r++) {
                total += rest[r];
            }
        }
        return total;
    }
}
