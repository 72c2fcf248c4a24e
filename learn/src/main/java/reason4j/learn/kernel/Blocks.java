package reason4j.learn.kernel;

import jdk.incubator.vector.FloatVector;

/// What a transformer block does between its matrix products, for one row at a time: sums, RMSNorm, SwiGLU. The
/// residual stream is 32-bit whatever the products are. An object belongs to one thread.
public final class Blocks {

    private final boolean half;
    private final int width;
    private float[] denominators = new float[0];

    /// @param half whether inputs and outputs of products are bfloat16
    public Blocks(boolean half) {
        this.half = half;
        this.width = half ? Short.BYTES : Float.BYTES;
    }

    /// Copies a row into the residual stream.
    ///
    /// @param from `[C]`
    /// @param x residual, `[C]`, 32-bit
    public void widen(long from, long x, int c) {
        int i = 0;
        for (; i + Lanes.COUNT <= c; i += Lanes.COUNT) {
            Lanes.storeFloats(Lanes.load(from + (long) i * width, half), x + (long) i * Float.BYTES);
        }
        for (; i < c; i++) {
            Lanes.put(Lanes.get(from + (long) i * width, half), x + (long) i * Float.BYTES, false);
        }
    }

    /// Copies numbers as they are.
    public void copy(long from, long to, int n) {
        Copies.copy(from, to, (long) n * width);
    }

    /// Adds a row to the residual stream.
    ///
    /// @param x residual, `[C]`, 32-bit, changed
    /// @param change `[C]`
    public void add(long x, long change, int c) {
        int i = 0;
        for (; i + Lanes.COUNT <= c; i += Lanes.COUNT) {
            long at = x + (long) i * Float.BYTES;
            Lanes.storeFloats(Lanes.floats(at).add(Lanes.load(change + (long) i * width, half)), at);
        }
        for (; i < c; i++) {
            long at = x + (long) i * Float.BYTES;
            Lanes.put(Lanes.get(at, false) + Lanes.get(change + (long) i * width, half), at, false);
        }
    }

    /// A norm over rows.
    ///
    /// @param weight address, `[C]`, 32-bit
    /// @param c C
    /// @param epsilon added to the mean square
    public record Norm(long weight, int c, double epsilon) {}

    /// `x / √(mean(x²) + ε) · w`.
    ///
    /// @param x residual, `[C]`, 32-bit
    /// @param out `[C]`
    public void norm(Norm norm, long x, long out) {
        int c = norm.c;
        FloatVector squares = Lanes.broadcast(0);
        int i = 0;
        for (; i + Lanes.COUNT <= c; i += Lanes.COUNT) {
            FloatVector v = Lanes.floats(x + (long) i * Float.BYTES);
            squares = v.fma(v, squares);
        }
        float sum = Lanes.sum(squares);
        for (; i < c; i++) {
            float v = Lanes.get(x + (long) i * Float.BYTES, false);
            sum = Math.fma(v, v, sum);
        }
        float factor = (float) (1 / Math.sqrt(sum / c + norm.epsilon));
        for (i = 0; i + Lanes.COUNT <= c; i += Lanes.COUNT) {
            long at = (long) i * Float.BYTES;
            FloatVector v = Lanes.floats(x + at).mul(factor).mul(Lanes.floats(norm.weight + at));
            Lanes.store(v, out + (long) i * width, half);
        }
        for (; i < c; i++) {
            long at = (long) i * Float.BYTES;
            float v = Lanes.get(x + at, false) * factor * Lanes.get(norm.weight + at, false);
            Lanes.put(v, out + (long) i * width, half);
        }
    }

    /// `silu(gate) · up`.
    ///
    /// @param gateUp `[2, F]`
    /// @param out `[F]`
    public void swiglu(long gateUp, long out, int f) {
        denominators = denominators(gateUp, half, denominators, f);
        int i = 0;
        for (; i + Lanes.COUNT <= f; i += Lanes.COUNT) {
            FloatVector gate = Lanes.load(gateUp + (long) i * width, half);
            FloatVector up = Lanes.load(gateUp + (long) (f + i) * width, half);
            FloatVector v = gate.div(Lanes.of(denominators, i)).mul(up);
            Lanes.store(v, out + (long) i * width, half);
        }
        for (; i < f; i++) {
            float gate = Lanes.get(gateUp + (long) i * width, half);
            float up = Lanes.get(gateUp + (long) (f + i) * width, half);
            Lanes.put(gate / denominators[i] * up, out + (long) i * width, half);
        }
    }

    /// The sigmoid's `1 + exp(−x)`. A loop of its own: with what is done with it in one, the compiler has too much at
    /// hand and makes an object of every vector.
    ///
    /// @param into used if it is long enough
    /// @return at least `n` numbers, of which the first `n` are the denominators
    static float[] denominators(long x, boolean half, float[] into, int n) {
        int width = half ? Short.BYTES : Float.BYTES;
        float[] d = into.length < n ? new float[n] : into;
        int i = 0;
        for (; i + Lanes.COUNT <= n; i += Lanes.COUNT) {
            FloatVector v = Lanes.load(x + (long) i * width, half);
            Lanes.exp(v.neg()).add(1).intoArray(d, i);
        }
        for (; i < n; i++) {
            d[i] = 1 + (float) Math.exp(-Lanes.get(x + (long) i * width, half));
        }
        return d;
    }
}
