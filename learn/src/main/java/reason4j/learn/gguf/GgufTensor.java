package reason4j.learn.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A tensor in a GGUF file.
///
/// @param name as llama.cpp calls it
/// @param shape its dimensions, the one that varies slowest first (the file has them the other way round)
/// @param quantization how its numbers are stored
/// @param bytes the stored numbers, in the mapped file
public record GgufTensor(String name, long[] shape, Quantization quantization, MemorySegment bytes) {

    /// Numbers in a row, which is the last dimension.
    public int rowLength() {
        return (int) shape[shape.length - 1];
    }

    /// How many rows: the product of the other dimensions.
    public long rows() {
        long rows = 1;
        for (int i = 0; i + 1 < shape.length; i++) {
            rows *= shape[i];
        }
        return rows;
    }

    /// Decodes a row.
    ///
    /// @param into takes [#rowLength()] numbers
    public void row(long index, float[] into) {
        int length = rowLength() / quantization.blockNumbers() * quantization.blockBytes();
        byte[] stored = new byte[length];
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, index * length, stored, 0, length);
        quantization.decode(stored, into);
    }
}
