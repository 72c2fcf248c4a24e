package reason4j.learn.gguf;

/// A weight of the model as `transformers` names and orders it, decoded row by row.
///
/// @param name such as `model.layers.0.self_attn.q_proj.weight`
/// @param tensor where it comes from
/// @param heads if above 0 the rows of each of so many heads are put back in order: for Llama llama.cpp stores the two
///     halves of a head's rotary pairs interleaved
public record Weight(String name, GgufTensor tensor, int heads) {

    /// Its dimensions.
    public long[] shape() {
        return tensor.shape();
    }

    public long rows() {
        return tensor.rows();
    }

    public int rowLength() {
        return tensor.rowLength();
    }

    /// Decodes a row.
    ///
    /// @param into takes [#rowLength()] numbers
    public void row(long index, float[] into) {
        if (heads == 0) {
            tensor.row(index, into);
        } else if (tensor.shape().length > 1) {
            tensor.row(stored(index, tensor.rows() / heads), into);
        } else {
            biasRow(into);
        }
    }

    /// A bias is one row of what the rows of its weight give.
    private void biasRow(float[] into) {
        float[] interleaved = new float[rowLength()];
        tensor.row(0, interleaved);
        for (int i = 0; i < interleaved.length; i++) {
            into[i] = interleaved[(int) stored(i, interleaved.length / heads)];
        }
    }

    /// Where the row of a head's half `h`, pair `p` is stored: at `2p + h` of the head, not at `h · D/2 + p`.
    private static long stored(long row, long headRows) {
        long within = row % headRows;
        long half = headRows / 2;
        return row - within + 2 * (within % half) + within / half;
    }
}
