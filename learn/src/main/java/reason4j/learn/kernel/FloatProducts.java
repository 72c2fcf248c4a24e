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
        Copies.write(row, 0, row.length, to, false);
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
        long row = 4L * b.columns();
        long place = b.address();
        for (int i = 0; i < b.rows(); i++) {
            FloatVector b0 = Lanes.floats(place);
            FloatVector b1 = Lanes.floats(place + step);
            FloatVector b2 = Lanes.floats(place + 2 * step);
            FloatVector b3 = Lanes.floats(place + 3 * step);
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
        long row = 4L * b.columns();
        long place = b.address();
        for (int i = 0; i < b.rows(); i++) {
            FloatVector b0 = Lanes.floats(place);
            FloatVector b1 = Lanes.floats(place + step);
            FloatVector b2 = Lanes.floats(place + 2 * step);
            FloatVector b3 = Lanes.floats(place + 3 * step);
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
        FloatVector x = Lanes.of(out.values(), to);
        long row = 4L * b.columns();
        long place = b.address();
        for (int i = 0; i < b.rows(); i++) {
            x = Lanes.floats(place).fma(Lanes.broadcast(a[from + i]), x);
            place += row;
        }
        x.intoArray(out.values(), to);
    }
}
