package reason4j.learn.kernel;

import jdk.incubator.vector.FloatVector;

/// Products of a single row with a matrix whose rows lie one after the other: `y[o] = Σᵢ x[i] · W[o, i] (+ b[o])`. Each
/// weight is read once, so memory is what bounds it; four rows are read side by side. Sums are of 32 bits whatever the
/// numbers are. An object belongs to one thread.
public final class Dots {

    private static final int ROWS = 4;

    private final boolean half;
    private final int width;
    private final float[] x;
    private final float[] sums = new float[ROWS * Lanes.COUNT];
    private final float[] y = new float[ROWS];

    /// @param half whether all numbers are bfloat16
    /// @param x address of the row, `[in]`
    /// @param in how many
    public Dots(boolean half, long x, int in) {
        this.half = half;
        this.width = half ? Short.BYTES : Float.BYTES;
        this.x = new float[in];
        Copies.read(x, half, this.x, 0, in);
    }

    /// Rows of a matrix.
    ///
    /// @param address of the first row's first number that counts
    /// @param stride numbers from a row to the next
    /// @param rows how many
    public record Matrix(long address, int stride, int rows) {}

    /// @param bias address of the first row's, or 0 for none
    /// @param out address, `[rows]`
    public void product(Matrix weight, long bias, long out) {
        long step = (long) weight.stride * width;
        int o = 0;
        for (; o + ROWS <= weight.rows; o += ROWS) {
            four(weight.address + o * step, step);
            put(o, ROWS, bias, out);
        }
        for (; o < weight.rows; o++) {
            y[0] = one(weight.address + o * step);
            put(o, 1, bias, out);
        }
    }

    private void put(int o, int n, long bias, long out) {
        for (int r = 0; r < n; r++) {
            long at = (long) (o + r) * width;
            Lanes.put(bias == 0 ? y[r] : y[r] + Lanes.get(bias + at, half), out + at, half);
        }
    }

    private void four(long row, long step) {
        FloatVector a = Lanes.broadcast(0);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector d = a;
        int i = 0;
        long at = row;
        for (; i + Lanes.COUNT <= x.length; i += Lanes.COUNT) {
            FloatVector v = Lanes.of(x, i);
            a = Lanes.load(at, half).fma(v, a);
            b = Lanes.load(at + step, half).fma(v, b);
            c = Lanes.load(at + 2 * step, half).fma(v, c);
            d = Lanes.load(at + 3 * step, half).fma(v, d);
            at += (long) Lanes.COUNT * width;
        }
        Lanes.into(sums, 0, a, b, c, d);
        for (int r = 0; r < ROWS; r++) {
            y[r] = folded(r * Lanes.COUNT) + rest(row + r * step, i);
        }
    }

    private float one(long row) {
        FloatVector a = Lanes.broadcast(0);
        int i = 0;
        for (; i + Lanes.COUNT <= x.length; i += Lanes.COUNT) {
            a = Lanes.load(row + (long) i * width, half).fma(Lanes.of(x, i), a);
        }
        a.intoArray(sums, 0);
        return folded(0) + rest(row, i);
    }

    /// The sum of a vector's lanes, halves added to halves.
    private float folded(int at) {
        for (int n = Lanes.COUNT / 2; n > 0; n /= 2) {
            for (int i = at; i < at + n; i++) {
                sums[i] += sums[i + n];
            }
        }
        return sums[at];
    }

    /// What does not fill a vector.
    private float rest(long row, int from) {
        float sum = 0;
        for (int i = from; i < x.length; i++) {
            sum = Math.fma(x[i], Lanes.get(row + (long) i * width, half), sum);
        }
        return sum;
    }
}
