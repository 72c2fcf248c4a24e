package reason4j.learn.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// Over bfloat16. Columns lie in pairs, those of the first half of a vector pair in the low halves of the words, so
/// that
/// one load and two operations on bits make two vectors of 32-bit floats.
final class HalfProducts extends Products {

    @Override
    int granule() {
        return 2 * Lanes.COUNT;
    }

    @Override
    int place(int column) {
        int lanes = Lanes.COUNT;
        int within = column % (2 * lanes);
        return column - within + (within < lanes ? 2 * within : 2 * (within - lanes) + 1);
    }

    @Override
    void store(float[] row, long to) {
        for (int c = 0; c < row.length; c += granule()) {
            FloatVector low = FloatVector.fromArray(Lanes.FLOATS, row, c);
            FloatVector high = FloatVector.fromArray(Lanes.FLOATS, row, c + Lanes.COUNT);
            Lanes.storeWords(low, high, to + (long) c * Short.BYTES);
        }
    }

    @Override
    int vectorBytes() {
        return Short.BYTES * Lanes.COUNT;
    }

    @Override
    void three(Rows rows, int from, Matrix b, Rows out, int to) {
        float[] a = rows.values();
        int second = from + rows.stride();
        int third = second + rows.stride();
        int n = Lanes.COUNT;
        int to2 = to + out.stride();
        int to3 = to2 + out.stride();
        FloatVector x0 = Lanes.of(out.values(), to);
        FloatVector x1 = Lanes.of(out.values(), to + n);
        FloatVector x2 = Lanes.of(out.values(), to + 2 * n);
        FloatVector x3 = Lanes.of(out.values(), to + 3 * n);
        FloatVector y0 = Lanes.of(out.values(), to2);
        FloatVector y1 = Lanes.of(out.values(), to2 + n);
        FloatVector y2 = Lanes.of(out.values(), to2 + 2 * n);
        FloatVector y3 = Lanes.of(out.values(), to2 + 3 * n);
        FloatVector z0 = Lanes.of(out.values(), to3);
        FloatVector z1 = Lanes.of(out.values(), to3 + n);
        FloatVector z2 = Lanes.of(out.values(), to3 + 2 * n);
        FloatVector z3 = Lanes.of(out.values(), to3 + 3 * n);
        long step = 4L * Lanes.COUNT;
        long row = 2L * b.columns();
        long place = b.address();
        for (int i = 0; i < b.rows(); i++) {
            IntVector p = Lanes.words(place);
            IntVector q = Lanes.words(place + step);
            FloatVector b0 = Lanes.low(p);
            FloatVector b1 = Lanes.high(p);
            FloatVector b2 = Lanes.low(q);
            FloatVector b3 = Lanes.high(q);
            FloatVector f = Lanes.broadcast(a[from + i]);
            FloatVector g = Lanes.broadcast(a[second + i]);
            FloatVector h = Lanes.broadcast(a[third + i]);
            x0 = b0.fma(f, x0);
            x1 = b1.fma(f, x1);
            x2 = b2.fma(f, x2);
            x3 = b3.fma(f, x3);
            y0 = b0.fma(g, y0);
            y1 = b1.fma(g, y1);
            y2 = b2.fma(g, y2);
            y3 = b3.fma(g, y3);
            z0 = b0.fma(h, z0);
            z1 = b1.fma(h, z1);
            z2 = b2.fma(h, z2);
            z3 = b3.fma(h, z3);
            place += row;
        }
        Lanes.into(out.values(), to, x0, x1, x2, x3);
        Lanes.into(out.values(), to2, y0, y1, y2, y3);
        Lanes.into(out.values(), to3, z0, z1, z2, z3);
    }

    @Override
    void one(Rows rows, int from, Matrix b, Rows out, int to) {
        float[] a = rows.values();
        int n = Lanes.COUNT;
        FloatVector x0 = Lanes.of(out.values(), to);
        FloatVector x1 = Lanes.of(out.values(), to + n);
        FloatVector x2 = Lanes.of(out.values(), to + 2 * n);
        FloatVector x3 = Lanes.of(out.values(), to + 3 * n);
        long step = 4L * Lanes.COUNT;
        long row = 2L * b.columns();
        long place = b.address();
        for (int i = 0; i < b.rows(); i++) {
            IntVector p = Lanes.words(place);
            IntVector q = Lanes.words(place + step);
            FloatVector b0 = Lanes.low(p);
            FloatVector b1 = Lanes.high(p);
            FloatVector b2 = Lanes.low(q);
            FloatVector b3 = Lanes.high(q);
            FloatVector f = Lanes.broadcast(a[from + i]);
            x0 = b0.fma(f, x0);
            x1 = b1.fma(f, x1);
            x2 = b2.fma(f, x2);
            x3 = b3.fma(f, x3);
            place += row;
        }
        Lanes.into(out.values(), to, x0, x1, x2, x3);
    }

    @Override
    void narrow(Rows rows, int from, Matrix b, Rows out, int to) {
        float[] a = rows.values();
        int n = Lanes.COUNT;
        FloatVector x0 = Lanes.of(out.values(), to);
        FloatVector x1 = Lanes.of(out.values(), to + n);
        long row = 2L * b.columns();
        long place = b.address();
        for (int i = 0; i < b.rows(); i++) {
            IntVector p = Lanes.words(place);
            FloatVector f = Lanes.broadcast(a[from + i]);
            x0 = Lanes.low(p).fma(f, x0);
            x1 = Lanes.high(p).fma(f, x1);
            place += row;
        }
        x0.intoArray(out.values(), to);
        x1.intoArray(out.values(), to + n);
    }
}
