package reason4j.learn.kernel;

/// Adds products of a few rows of numbers with a matrix in native memory: `out[h, c] += Σᵢ a[h, i] · B[i, c]`. Both
/// halves of attention over a cache are of this kind. The rows share each load of the matrix.
/// The bodies of the two kinds differ only in how they load: a method for that would have to return four vectors, and
/// the compiler may leave those as objects.
abstract sealed class Products permits FloatProducts, HalfProducts {

    /// Rows of numbers in an array.
    ///
    /// @param values the array
    /// @param stride from a row to the next
    @SuppressWarnings("ArrayRecordComponent")
    record Rows(float[] values, int stride) {}

    /// A matrix in native memory.
    ///
    /// @param address of its first number
    /// @param columns of a row, a multiple of [#granule()]
    /// @param rows how many
    record Matrix(long address, int columns, int rows) {}

    static Products of(boolean half) {
        return half ? new HalfProducts() : new FloatProducts();
    }

    /// Columns that are worked on at least.
    abstract int granule();

    /// Where in its row of memory a column lies.
    abstract int place(int column);

    /// Writes a row of a matrix, each column to its place.
    ///
    /// @param row a multiple of [#granule()] numbers
    /// @param to address of the row
    abstract void store(float[] row, long to);

    /// Bytes from a vector of memory to the next.
    abstract int vectorBytes();

    /// Three rows by four vectors of columns.
    abstract void three(Rows a, int from, Matrix b, Rows out, int to);

    /// One row by four vectors of columns.
    abstract void one(Rows a, int from, Matrix b, Rows out, int to);

    /// One row by the least number of columns.
    abstract void narrow(Rows a, int from, Matrix b, Rows out, int to);

    /// @param count how many rows of `a` and `out`
    /// @param a factors
    /// @param from index of the first row's first factor
    /// @param out sums
    /// @param to index of the first row's first sum
    final void add(int count, Rows a, int from, Matrix b, Rows out, int to) {
        int wide = 4 * Lanes.COUNT;
        int bytes = vectorBytes() / Lanes.COUNT;
        int c = 0;
        for (; c + wide <= b.columns; c += wide) {
            Matrix part = new Matrix(b.address + (long) c * bytes, b.columns, b.rows);
            int h = 0;
            for (; h + 3 <= count; h += 3) {
                three(a, from + h * a.stride, part, out, to + h * out.stride + c);
            }
            for (; h < count; h++) {
                one(a, from + h * a.stride, part, out, to + h * out.stride + c);
            }
        }
        for (; c < b.columns; c += granule()) {
            Matrix part = new Matrix(b.address + (long) c * bytes, b.columns, b.rows);
            for (int h = 0; h < count; h++) {
                narrow(a, from + h * a.stride, part, out, to + h * out.stride + c);
            }
        }
    }
}
