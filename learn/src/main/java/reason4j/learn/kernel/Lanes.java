package reason4j.learn.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Vectors of 32-bit floats from and to native memory that holds 32-bit floats or bfloat16. Addresses are those of
/// libtorch's tensors: whoever calls has checked shapes, nothing here can.
///
/// Every operation used by the kernels gives the same bits interpreted and compiled: sums over the lanes of a vector
/// are taken one lane after the other, and functions are polynomials of their own.
final class Lanes {

    static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    static final int COUNT = FLOATS.length();

    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());
    private static final VectorSpecies<Short> HALVES =
            VectorSpecies.of(short.class, VectorShape.forBitSize(FLOATS.vectorBitSize() / 2));

    // one constant segment over all of memory, so that the checks of its bounds cost nothing
    static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private static final float LOG2_E = 1.44269504f;
    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = -2.12194440e-4f;
    private static final float ROUND = 12582912f;
    private static final float LEAST = -87.3f;
    private static final float MOST = 88.3f;

    private Lanes() {}

    static FloatVector load(long address, boolean half) {
        return half ? half(address) : floats(address);
    }

    /// What is of 32 bits in any model goes this way, so that the compiler, which counts what [#load] was asked for,
    /// can
    /// leave out the other way there.
    static FloatVector floats(long address) {
        return FloatVector.fromMemorySegment(FLOATS, MEMORY, address, ORDER);
    }

    private static FloatVector half(long address) {
        IntVector bits = (IntVector) ShortVector.fromMemorySegment(HALVES, MEMORY, address, ORDER)
                .convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0);
        return bits.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
    }

    /// Words that hold two bfloat16 numbers each.
    static IntVector words(long address) {
        return IntVector.fromMemorySegment(INTS, MEMORY, address, ORDER);
    }

    static FloatVector low(IntVector words) {
        return words.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
    }

    static FloatVector high(IntVector words) {
        return words.and(0xffff0000).reinterpretAsFloats();
    }

    /// Writes words of two bfloat16 numbers each.
    static void storeWords(FloatVector low, FloatVector high, long address) {
        rounded(low).or(rounded(high).lanewise(VectorOperators.LSHL, 16)).intoMemorySegment(MEMORY, address, ORDER);
    }

    static void store(FloatVector v, long address, boolean half) {
        if (half) {
            ((ShortVector) rounded(v).convertShape(VectorOperators.I2S, HALVES, 0))
                    .intoMemorySegment(MEMORY, address, ORDER);
        } else {
            storeFloats(v, address);
        }
    }

    static void storeFloats(FloatVector v, long address) {
        v.intoMemorySegment(MEMORY, address, ORDER);
    }

    /// The nearest bfloat16 numbers, ties to even, in the low half of each lane.
    private static IntVector rounded(FloatVector v) {
        IntVector bits = v.reinterpretAsInts();
        IntVector odd = bits.lanewise(VectorOperators.LSHR, 16).and(1);
        return bits.add(0x7fff).add(odd).lanewise(VectorOperators.LSHR, 16);
    }

    static float get(long address, boolean half) {
        return half
                ? Float.intBitsToFloat(MEMORY.get(ValueLayout.JAVA_SHORT_UNALIGNED, address) << 16)
                : MEMORY.get(ValueLayout.JAVA_FLOAT_UNALIGNED, address);
    }

    static void put(float value, long address, boolean half) {
        if (half) {
            MEMORY.set(ValueLayout.JAVA_SHORT_UNALIGNED, address, narrowed(value));
        } else {
            MEMORY.set(ValueLayout.JAVA_FLOAT_UNALIGNED, address, value);
        }
    }

    static short narrowed(float value) {
        int bits = Float.floatToRawIntBits(value);
        return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
    }

    /// The sum of the lanes, first to last.
    static float sum(FloatVector v) {
        float[] lanes = new float[COUNT];
        v.intoArray(lanes, 0);
        float sum = 0;
        for (float lane : lanes) {
            sum += lane;
        }
        return sum;
    }

    /// e to the x with a relative error of about 1e-7; below −87 a number next to nothing, above 88 a huge one. The
    /// method and its constants are those of Cephes' `expf`.
    static FloatVector exp(FloatVector x) {
        FloatVector bounded = x.max(LEAST).min(MOST);
        FloatVector n = bounded.mul(LOG2_E).add(ROUND).sub(ROUND);
        FloatVector r = n.fma(broadcast(-LN2_HIGH), bounded);
        r = n.fma(broadcast(-LN2_LOW), r);
        FloatVector p = broadcast(1.9875691500e-4f);
        p = p.fma(r, broadcast(1.3981999507e-3f));
        p = p.fma(r, broadcast(8.3334519073e-3f));
        p = p.fma(r, broadcast(4.1665795894e-2f));
        p = p.fma(r, broadcast(1.6666665459e-1f));
        p = p.fma(r, broadcast(5.0000001201e-1f));
        p = p.fma(r.mul(r), r.add(1));
        IntVector power = (IntVector) n.convertShape(VectorOperators.F2I, INTS, 0);
        return p.mul(power.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
    }

    static FloatVector of(float[] values, int at) {
        return FloatVector.fromArray(FLOATS, values, at);
    }

    /// Four vectors, one after the other.
    static void into(float[] values, int at, FloatVector v0, FloatVector v1, FloatVector v2, FloatVector v3) {
        v0.intoArray(values, at);
        v1.intoArray(values, at + COUNT);
        v2.intoArray(values, at + 2 * COUNT);
        v3.intoArray(values, at + 3 * COUNT);
    }

    static FloatVector broadcast(float value) {
        return FloatVector.broadcast(FLOATS, value);
    }
}
