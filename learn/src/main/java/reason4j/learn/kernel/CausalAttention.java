package reason4j.learn.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// What attention over whole sequences does beside its matrix products, for one row of queries at a time: softmax over
/// the keys that may be seen, its backward step, rotation and the way back. Works on what lies in the matrices, in
/// place. An object belongs to one thread.
public final class CausalAttention {

    private final boolean half;
    private final int width;
    private final float scale;
    private float[] row = new float[0];
    private float[] other = new float[0];

    /// @param half whether the matrices are bfloat16
    /// @param scale by which scores are multiplied
    public CausalAttention(boolean half, float scale) {
        this.half = half;
        this.width = half ? Short.BYTES : Float.BYTES;
        this.scale = scale;
    }

    /// Which keys a query sees.
    ///
    /// @param from the first
    /// @param to one beyond the last
    /// @param keys columns of the matrix
    public record Seen(int from, int to, int keys) {}

    /// Scores become weights; those of keys that are not seen become zero.
    ///
    /// @param scores `[keys]`
    public void softmax(long scores, Seen seen) {
        int padded = read(scores, seen);
        float[] s = row;
        FloatVector most = FloatVector.fromArray(Lanes.FLOATS, s, 0);
        for (int i = Lanes.COUNT; i < padded; i += Lanes.COUNT) {
            most = most.max(FloatVector.fromArray(Lanes.FLOATS, s, i));
        }
        float max = most.reduceLanes(VectorOperators.MAX);
        FloatVector total = Lanes.broadcast(0);
        for (int i = 0; i < padded; i += Lanes.COUNT) {
            FloatVector e =
                    Lanes.exp(FloatVector.fromArray(Lanes.FLOATS, s, i).sub(max).mul(scale));
            e.intoArray(s, i);
            total = total.add(e);
        }
        float inverse = 1 / Lanes.sum(total);
        for (int i = 0; i < padded; i += Lanes.COUNT) {
            FloatVector.fromArray(Lanes.FLOATS, s, i).mul(inverse).intoArray(s, i);
        }
        write(scores, seen);
    }

    private int read(long address, Seen seen) {
        int padded = Math.ceilDiv(seen.keys, Lanes.COUNT) * Lanes.COUNT;
        if (row.length < padded) {
            row = new float[padded];
            other = new float[padded];
        }
        Copies.read(address, half, row, 0, seen.keys);
        Arrays.fill(row, 0, seen.from, Float.NEGATIVE_INFINITY);
        Arrays.fill(row, seen.to, padded, Float.NEGATIVE_INFINITY);
        return padded;
    }

    private void write(long address, Seen seen) {
        Arrays.fill(row, 0, seen.from, 0);
        Arrays.fill(row, seen.to, seen.keys, 0);
        Copies.write(row, 0, seen.keys, address, half);
    }

    /// The backward step: `∂score = p · (∂p − Σ p ∂p) · scale`.
    ///
    /// @param weights p, `[keys]`
    /// @param byWeights ∂p, `[keys]`, replaced by the gradient of the scores
    public void backward(long weights, long byWeights, Seen seen) {
        int padded = read(byWeights, seen);
        Arrays.fill(row, 0, seen.from, 0);
        Arrays.fill(row, seen.to, padded, 0);
        Copies.read(weights, half, other, 0, seen.keys);
        Arrays.fill(other, seen.keys, padded, 0);
        FloatVector sum = Lanes.broadcast(0);
        for (int i = 0; i < padded; i += Lanes.COUNT) {
            sum = FloatVector.fromArray(Lanes.FLOATS, row, i).fma(FloatVector.fromArray(Lanes.FLOATS, other, i), sum);
        }
        float mean = Lanes.sum(sum);
        for (int i = 0; i < padded; i += Lanes.COUNT) {
            FloatVector p = FloatVector.fromArray(Lanes.FLOATS, other, i);
            FloatVector.fromArray(Lanes.FLOATS, row, i)
                    .sub(mean)
                    .mul(p)
                    .mul(scale)
                    .intoArray(row, i);
        }
        write(byWeights, seen);
    }

    /// Cosines and sines of a token's position, `[D/2]` each, 32-bit.
    public record Angle(long cos, long sin) {}

    /// Rotates a head: `(a, b) → (a cos − b sin, b cos + a sin)`.
    ///
    /// @param from `[D]`
    /// @param to `[D]`
    /// @param d D
    /// @param back rotates the other way, as the backward step does
    public void rotate(long from, long to, int d, Angle angle, boolean back) {
        int h = d / 2;
        float sign = back ? -1 : 1;
        int i = 0;
        for (; i + Lanes.COUNT <= h; i += Lanes.COUNT) {
            FloatVector a = Lanes.load(from + (long) i * width, half);
            FloatVector b = Lanes.load(from + (long) (h + i) * width, half);
            FloatVector cos = Lanes.floats(angle.cos + (long) i * Float.BYTES);
            FloatVector sin = Lanes.floats(angle.sin + (long) i * Float.BYTES).mul(sign);
            Lanes.store(a.mul(cos).sub(b.mul(sin)), to + (long) i * width, half);
            Lanes.store(b.mul(cos).add(a.mul(sin)), to + (long) (h + i) * width, half);
        }
        for (; i < h; i++) {
            float a = Lanes.get(from + (long) i * width, half);
            float b = Lanes.get(from + (long) (h + i) * width, half);
            float cos = Lanes.get(angle.cos + (long) i * Float.BYTES, false);
            float sin = sign * Lanes.get(angle.sin + (long) i * Float.BYTES, false);
            Lanes.put(a * cos - b * sin, to + (long) i * width, half);
            Lanes.put(b * cos + a * sin, to + (long) (h + i) * width, half);
        }
    }

    /// Copies a head.
    public void copy(long from, long to, int d) {
        Copies.copy(from, to, (long) d * width);
    }
}
