package reason4j.learn.gguf;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The block formats of ggml, each number as `scale · quant` or `scale · quant − minimum` in 32-bit floats, rounded
/// after each operation. Layouts are those that ggml's `block_*` structures define.
final class Blocks {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FLOAT = MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private Blocks() {}

    static void f32(byte[] from, int at, float[] into, int start) {
        into[start] = (float) FLOAT.get(from, at);
    }

    static void f16(byte[] from, int at, float[] into, int start) {
        into[start] = half(from, at);
    }

    static void bf16(byte[] from, int at, float[] into, int start) {
        into[start] = Float.intBitsToFloat((short) SHORT.get(from, at) << 16);
    }

    /// Half-precision scale, then 16 bytes: number i in the low, number i + 16 in the high half of byte i, less 8.
    static void q4_0(byte[] from, int at, float[] into, int start) {
        float scale = half(from, at);
        for (int i = 0; i < 16; i++) {
            int pair = from[at + 2 + i];
            into[start + i] = scale * ((pair & 15) - 8);
            into[start + i + 16] = scale * ((pair >> 4 & 15) - 8);
        }
    }

    /// As Q4_0, with a minimum added in place of 8 taken away.
    static void q4_1(byte[] from, int at, float[] into, int start) {
        float scale = half(from, at);
        float minimum = half(from, at + 2);
        for (int i = 0; i < 16; i++) {
            int pair = from[at + 4 + i];
            into[start + i] = scale * (pair & 15) + minimum;
            into[start + i + 16] = scale * (pair >> 4 & 15) + minimum;
        }
    }

    /// As Q4_0, with a fifth bit of each number in a word of 32 bits, less 16.
    static void q5_0(byte[] from, int at, float[] into, int start) {
        float scale = half(from, at);
        int high = (int) INT.get(from, at + 2);
        for (int i = 0; i < 16; i++) {
            int pair = from[at + 6 + i];
            into[start + i] = scale * ((pair & 15 | (high >>> i & 1) << 4) - 16);
            into[start + i + 16] = scale * ((pair >> 4 & 15 | (high >>> i + 16 & 1) << 4) - 16);
        }
    }

    /// As Q4_1, with a fifth bit of each number in a word of 32 bits.
    static void q5_1(byte[] from, int at, float[] into, int start) {
        float scale = half(from, at);
        float minimum = half(from, at + 2);
        int high = (int) INT.get(from, at + 4);
        for (int i = 0; i < 16; i++) {
            int pair = from[at + 8 + i];
            into[start + i] = scale * (pair & 15 | (high >>> i & 1) << 4) + minimum;
            into[start + i + 16] = scale * (pair >> 4 & 15 | (high >>> i + 16 & 1) << 4) + minimum;
        }
    }

    static void q8_0(byte[] from, int at, float[] into, int start) {
        float scale = half(from, at);
        for (int i = 0; i < 32; i++) {
            into[start + i] = scale * from[at + 2 + i];
        }
    }

    /// Eight runs of 32 numbers with 6-bit scales and minima of their own, these in units of two half-precision ones.
    static void q4_k(byte[] from, int at, float[] into, int start) {
        float scaleUnit = half(from, at);
        float minimumUnit = half(from, at + 2);
        int packed = at + 4;
        for (int run = 0; run < 8; run++) {
            float scale = scaleUnit * sixBitScale(from, packed, run);
            float minimum = minimumUnit * sixBitMinimum(from, packed, run);
            int quants = at + 16 + run / 2 * 32;
            int shift = run % 2 * 4;
            for (int i = 0; i < 32; i++) {
                into[start + run * 32 + i] = scale * (from[quants + i] >> shift & 15) - minimum;
            }
        }
    }

    /// As Q4_K, with a fifth bit: bit `run` of byte i of 32.
    static void q5_k(byte[] from, int at, float[] into, int start) {
        float scaleUnit = half(from, at);
        float minimumUnit = half(from, at + 2);
        int packed = at + 4;
        int high = at + 16;
        for (int run = 0; run < 8; run++) {
            float scale = scaleUnit * sixBitScale(from, packed, run);
            float minimum = minimumUnit * sixBitMinimum(from, packed, run);
            int quants = at + 48 + run / 2 * 32;
            int shift = run % 2 * 4;
            for (int i = 0; i < 32; i++) {
                int quant = from[quants + i] >> shift & 15 | (from[high + i] >> run & 1) << 4;
                into[start + run * 32 + i] = scale * quant - minimum;
            }
        }
    }

    /// Two halves of 128 numbers; in each, number i of quarter q has its low four bits in byte `i + 32·(q mod 2)`, its
    /// high two in byte i; 16 signed scales, one for 16 numbers.
    static void q6_k(byte[] from, int at, float[] into, int start) {
        float unit = half(from, at + 208);
        for (int number = 0; number < 256; number++) {
            int half = number / 128;
            int quarter = number % 128 / 32;
            int i = number % 32;
            int low = from[at + half * 64 + quarter % 2 * 32 + i] >> (quarter / 2 * 4) & 15;
            int high = from[at + 128 + half * 32 + i] >> (quarter * 2) & 3;
            float scale = unit * from[at + 192 + number / 16];
            into[start + number] = scale * ((low | high << 4) - 32);
        }
    }

    // twelve bytes hold eight scales and eight minima: the first four of each in the low six bits of bytes 0..3 and
    // 4..7, the low four bits of the others in the halves of bytes 8..11, their high two bits atop the first ones
    private static int sixBitScale(byte[] from, int packed, int run) {
        return run < 4 ? from[packed + run] & 63 : from[packed + run + 4] & 15 | (from[packed + run - 4] >> 6 & 3) << 4;
    }

    private static int sixBitMinimum(byte[] from, int packed, int run) {
        return run < 4
                ? from[packed + run + 4] & 63
                : from[packed + run + 4] >> 4 & 15 | (from[packed + run] >> 6 & 3) << 4;
    }

    private static float half(byte[] from, int at) {
        return Float.float16ToFloat((short) SHORT.get(from, at));
    }
}
