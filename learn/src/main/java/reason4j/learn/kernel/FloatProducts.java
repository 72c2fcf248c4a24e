package reason4j.learn.kernel;

import jdk.incubator.vector.FloatVector;

/// Over 32-bit floats, columns in order.
final class FloatProducts extends Products {

    @Override
    int granule() {
        return Lanes.COUNT;
    }

    @Override
    int place(int column) {
        return column;
    }

    @Override
    void store(float[] row, long to) {
        Lanes.write(row, 0, row.length, to, false);
    }

    @Override
    int vectorBytes() {
        return Float.BYTES * Lanes.COUNT;
    }

    @Override
    void three(Rows rows, int from, Matrix b, Rows out, int to) {
        float[] a = rows.values();
        int second = from + rows.stride();
        int third = second + rows.stride();
        int n = Lanes.COUNT;
        int to2 = to + out.stride();
        int to3 = to2 + out.stride();
        FloatVector x0 = sum(out, to);
        FloatVector x1 = sum(out, to + n);
        FloatVector x2 = sum(out, to + 2 * n);
        FloatVector x3 = sum(out, to + 3 * n);
        FloatVector y0 = sum(out, to2);
        FloatVector y1 = sum(out, to2 + n);
        FloatVector y2 = sum(out, to2 + 2 * n);
        FloatVector y3 = sum(out, to2 + 3 * n);
        FloatVector z0 = sum(out, to3);
        FloatVector z1 = sum(out, to3 + n);
        FloatVector z2 = sum(out, to3 + 2 * n);
        FloatVector z3 = sum(out, to3 + 3 * n);
        long step = 4L * Lanes.COUNT;
        long row = 4L * b.columns();
        long place = b.address();
        for (int i = 0; i < b.rows(); i++) {
            FloatVector b0 = Lanes.load(place, false);
            FloatVector b1 = Lanes.load(place + step, false);
            FloatVector b2 = Lanes.load(place + 2 * step, false);
            FloatVector b3 = Lanes.load(place + 3 * step, false);
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
        store(out, to, x0, x1, x2, x3);
        store(out, to2, y0, y1, y2, y3);
        store(out, to3, z0, z1, z2, z3);
    }

    @Override
    void one(Rows rows, int from, Matrix b, Rows out, int to) {
        float[] a = rows.values();
        int n = Lanes.COUNT;
        FloatVector x0 = sum(out, to);
        FloatVector x1 = sum(out, to + n);
        FloatVector x2 = sum(out, to + 2 * n);
        FloatVector x3 = sum(out, to + 3 * n);
        long step = 4L * Lanes.COUNT;
        long row = 4L * b.columns();
        long place = b.address();
        for (int i = 0; i < b.rows(); i++) {
            FloatVector b0 = Lanes.load(place, false);
            FloatVector b1 = Lanes.load(place + step, false);
            FloatVector b2 = Lanes.load(place + 2 * step, false);
            FloatVector b3 = Lanes.load(place + 3 * step, false);
            FloatVector f = Lanes.broadcast(a[from + i]);
            x0 = b0.fma(f, x0);
            x1 = b1.fma(f, x1);
            x2 = b2.fma(f, x2);
            x3 = b3.fma(f, x3);
            place += row;
        }
        store(out, to, x0, x1, x2, x3);
    }

    @Override
    void narrow(Rows rows, int from, Matrix b, Rows out, int to) {
        float[] a = rows.values();
        FloatVector x = sum(out, to);
        long row = 4L * b.columns();
        long place = b.address();
        for (int i = 0; i < b.rows(); i++) {
            x = Lanes.load(place, false).fma(Lanes.broadcast(a[from + i]), x);
            place += row;
        }
        x.intoArray(out.values(), to);
    }

    private static FloatVector sum(Rows out, int at) {
        return FloatVector.fromArray(Lanes.FLOATS, out.values(), at);
    }

    private static void store(Rows out, int at, FloatVector v0, FloatVector v1, FloatVector v2, FloatVector v3) {
        v0.intoArray(out.values(), at);
        v1.intoArray(out.values(), at + Lanes.COUNT);
        v2.intoArray(out.values(), at + 2 * Lanes.COUNT);
        v3.intoArray(out.values(), at + 3 * Lanes.COUNT);
    }
}
