package reason4j.learn.gguf;

import java.util.Arrays;
import java.util.Optional;

/// How the numbers of a tensor are stored: in blocks of so many numbers in so many bytes.
public enum Quantization {
    F32(0, 1, 4, Blocks::f32),
    F16(1, 1, 2, Blocks::f16),
    Q4_0(2, 32, 18, Blocks::q4_0),
    Q4_1(3, 32, 20, Blocks::q4_1),
    Q5_0(6, 32, 22, Blocks::q5_0),
    Q5_1(7, 32, 24, Blocks::q5_1),
    Q8_0(8, 32, 34, Blocks::q8_0),
    Q4_K(12, 256, 144, Blocks::q4_k),
    Q5_K(13, 256, 176, Blocks::q5_k),
    Q6_K(14, 256, 210, Blocks::q6_k),
    BF16(30, 1, 2, Blocks::bf16);

    private final int code;
    private final int numbers;
    private final int bytes;
    private final Decoder decoder;

    /// Decodes one block.
    @FunctionalInterface
    interface Decoder {
        void decode(byte[] from, int at, float[] into, int start);
    }

    Quantization(int code, int numbers, int bytes, Decoder decoder) {
        this.code = code;
        this.numbers = numbers;
        this.bytes = bytes;
        this.decoder = decoder;
    }

    /// The type with this number in a file; empty if it is not supported.
    static Optional<Quantization> of(int code) {
        return Arrays.stream(values()).filter(each -> each.code == code).findFirst();
    }

    /// Numbers in a block.
    public int blockNumbers() {
        return numbers;
    }

    /// Bytes of a block.
    public int blockBytes() {
        return bytes;
    }

    /// Decodes whole blocks.
    ///
    /// @param from the blocks and nothing else
    /// @param into takes the numbers from its beginning on
    public void decode(byte[] from, float[] into) {
        for (int block = 0; block < from.length / bytes; block++) {
            decoder.decode(from, block * bytes, into, block * numbers);
        }
    }
}
