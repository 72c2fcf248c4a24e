package reason4j.learn.checkpoint;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Optional;

/// How numbers are stored in a safetensors file; those that weights come in. All little-endian.
public enum Dtype {
    F32(4, "float32"),
    BF16(2, "bfloat16"),
    F16(2, "float16"),
    F64(8, "float64");

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final int width;
    private final String torchName;

    Dtype(int width, String torchName) {
        this.width = width;
        this.torchName = torchName;
    }

    /// @param name as a safetensors header has it, such as `BF16`; case does not matter
    public static Optional<Dtype> of(String name) {
        for (Dtype dtype : values()) {
            if (dtype.name().equals(name.toUpperCase(Locale.ROOT))) {
                return Optional.of(dtype);
            }
        }
        return Optional.empty();
    }

    /// Bytes a number.
    public int width() {
        return width;
    }

    /// As `config.json` names it.
    public String torchName() {
        return torchName;
    }

    /// Reads numbers from an index on.
    void read(MemorySegment from, long index, float[] into, int count) {
        switch (this) {
            case F32 -> MemorySegment.copy(from, FLOAT, index * 4, into, 0, count);
            case BF16 -> {
                for (int i = 0; i < count; i++) {
                    into[i] = Float.intBitsToFloat(from.get(SHORT, (index + i) * 2) << 16);
                }
            }
            case F16 -> {
                for (int i = 0; i < count; i++) {
                    into[i] = Float.float16ToFloat(from.get(SHORT, (index + i) * 2));
                }
            }
            case F64 -> {
                for (int i = 0; i < count; i++) {
                    into[i] = (float) from.get(DOUBLE, (index + i) * 8);
                }
            }
        }
    }

    /// Writes numbers, each rounded to the nearest, ties to even.
    void write(float[] from, int count, MemorySegment into) {
        switch (this) {
            case F32 -> MemorySegment.copy(from, 0, into, FLOAT, 0, count);
            case BF16 -> {
                for (int i = 0; i < count; i++) {
                    into.set(SHORT, i * 2L, bf16(from[i]));
                }
            }
            case F16 -> {
                for (int i = 0; i < count; i++) {
                    into.set(SHORT, i * 2L, Float.floatToFloat16(from[i]));
                }
            }
            case F64 -> {
                for (int i = 0; i < count; i++) {
                    into.set(DOUBLE, i * 8L, from[i]);
                }
            }
        }
    }

    private static short bf16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) ((bits >>> 16) | 0x40);
        }
        return (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
    }

    /// The largest number that it holds.
    double largest() {
        return switch (this) {
            case F32 -> Float.MAX_VALUE;
            case BF16 -> 0x1.FEp127;
            case F16 -> 65504;
            case F64 -> Double.MAX_VALUE;
        };
    }
}
