package reason4j.learn.kernel;

import jdk.incubator.vector.FloatVector;

/// Backward steps of [Blocks], and what joins gradients of products to 32-bit sums. Row by row, as there; numbers of a
/// row that do not fill a vector are taken one by one. An object belongs to one thread.
public final class Gradients {

    private final boolean half;
    private final int width;
    private float[] denominators = new float[0];
    private float[] gate = new float[0];
    private float[] up = new float[0];
    private float[] out = new float[0];

    /// @param half whether inputs and outputs of products are bfloat16
    public Gradients(boolean half) {
        this.half = half;
        this.width = half ? Short.BYTES : Float.BYTES;
    }

    /// Rounds 32-bit numbers to the precision of products.
    public void narrow(long from, long to, long n) {
        long i = 0;
        for (; i + Lanes.COUNT <= n; i += Lanes.COUNT) {
            Lanes.store(Lanes.floats(from + i * Float.BYTES), to + i * width, half);
        }
        for (; i < n; i++) {
            Lanes.put(Lanes.get(from + i * Float.BYTES, false), to + i * width, half);
        }
    }

    /// Adds numbers of the precision of products to 32-bit sums.
    public void add(long sums, long change, long n) {
        long i = 0;
        for (; i + Lanes.COUNT <= n; i += Lanes.COUNT) {
            long at = sums + i * Float.BYTES;
            Lanes.storeFloats(Lanes.floats(at).add(Lanes.load(change + i * width, half)), at);
        }
        for (; i < n; i++) {
            long at = sums + i * Float.BYTES;
            Lanes.put(Lanes.get(at, false) + Lanes.get(change + i * width, half), at, false);
        }
    }

    /// The backward step of [Blocks#norm]: with `r = 1 / √(mean(x²) + ε)` and `d = w · ∂out`, adds
    /// `r · d − x · r³ · mean(x · d)` to the gradient of the residual, and `∂out · x · r` to that of the weight.
    ///
    /// @param x what was normalised, `[C]`, 32-bit
    /// @param byOut `[C]`
    /// @param byX `[C]`, 32-bit, added to
    /// @param byWeight `[C]`, 32-bit, added to
    public void norm(Blocks.Norm norm, long x, long byOut, long byX, long byWeight) {
        int c = norm.c();
        FloatVector squares = Lanes.broadcast(0);
        FloatVector products = Lanes.broadcast(0);
        int i = 0;
        for (; i + Lanes.COUNT <= c; i += Lanes.COUNT) {
            long at = (long) i * Float.BYTES;
            FloatVector v = Lanes.floats(x + at);
            FloatVector d = Lanes.floats(norm.weight() + at).mul(Lanes.load(byOut + (long) i * width, half));
            squares = v.fma(v, squares);
            products = v.fma(d, products);
        }
        float square = Lanes.sum(squares);
        float product = Lanes.sum(products);
        for (; i < c; i++) {
            long at = (long) i * Float.BYTES;
            float v = Lanes.get(x + at, false);
            square += v * v;
            product += v * Lanes.get(norm.weight() + at, false) * Lanes.get(byOut + (long) i * width, half);
        }
        float r = (float) (1 / Math.sqrt(square / c + norm.epsilon()));
        float back = r * r * r * product / c;
        for (i = 0; i + Lanes.COUNT <= c; i += Lanes.COUNT) {
            long at = (long) i * Float.BYTES;
            FloatVector v = Lanes.floats(x + at);
            FloatVector o = Lanes.load(byOut + (long) i * width, half);
            FloatVector d = Lanes.floats(norm.weight() + at).mul(o);
            Lanes.storeFloats(Lanes.floats(byX + at).add(d.mul(r)).sub(v.mul(back)), byX + at);
            Lanes.storeFloats(Lanes.floats(byWeight + at).add(o.mul(v).mul(r)), byWeight + at);
        }
        for (; i < c; i++) {
            long at = (long) i * Float.BYTES;
            float v = Lanes.get(x + at, false);
            float o = Lanes.get(byOut + (long) i * width, half);
            float d = Lanes.get(norm.weight() + at, false) * o;
            Lanes.put(Lanes.get(byX + at, false) + d * r - v * back, byX + at, false);
            Lanes.put(Lanes.get(byWeight + at, false) + o * v * r, byWeight + at, false);
        }
    }

    /// The backward step of [Blocks#swiglu], in place of the inputs: with `s = σ(gate)`,
    /// `∂gate = ∂out · up · s · (1 + gate · (1 − s))` and `∂up = ∂out · gate · s`.
    ///
    /// @param gateUp `[2, F]`, replaced by its gradient
    /// @param byOut `[F]`
    public void swiglu(long gateUp, long byOut, int f) {
        grow(f);
        long upAt = gateUp + (long) f * width;
        denominators = Blocks.denominators(gateUp, half, denominators, f);
        Copies.read(gateUp, half, gate, 0, f);
        Copies.read(upAt, half, up, 0, f);
        Copies.read(byOut, half, out, 0, f);
        int i = 0;
        for (; i + Lanes.COUNT <= f; i += Lanes.COUNT) {
            FloatVector g = Lanes.of(gate, i);
            FloatVector o = Lanes.of(out, i);
            FloatVector s = Lanes.broadcast(1).div(Lanes.of(denominators, i));
            FloatVector slope = s.mul(g.mul(Lanes.broadcast(1).sub(s)).add(1));
            o.mul(Lanes.of(up, i)).mul(slope).intoArray(gate, i);
            o.mul(g).mul(s).intoArray(up, i);
        }
        for (; i < f; i++) {
            float g = gate[i];
            float s = 1 / denominators[i];
            gate[i] = out[i] * up[i] * s * (1 + g * (1 - s));
            up[i] = out[i] * g * s;
        }
        Copies.write(gate, 0, f, gateUp, half);
        Copies.write(up, 0, f, upAt, half);
    }

    private void grow(int f) {
        if (gate.length < f) {
            gate = new float[f];
            up = new float[f];
            out = new float[f];
        }
    }
}
