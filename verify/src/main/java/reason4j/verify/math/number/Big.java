package reason4j.verify.math.number;

import java.math.BigInteger;

/// A binary floating-point number of any size, `m · 2^e`, immutable; results are cut to the bits asked for.
///
/// @param m mantissa with sign
/// @param e exponent of two
public record Big(BigInteger m, long e) {

    static final Big ZERO = new Big(BigInteger.ZERO, 0);
    static final Big ONE = new Big(BigInteger.ONE, 0);

    /// Exponents beyond this are out of reach: 2 to the power of 2^40.
    private static final long MAX_EXPONENT = 1L << 40;

    static Big of(BigInteger value) {
        return new Big(value, 0);
    }

    static Big of(long value) {
        return new Big(BigInteger.valueOf(value), 0);
    }

    public boolean isZero() {
        return m.signum() == 0;
    }

    public int signum() {
        return m.signum();
    }

    /// The logarithm to base two of the magnitude, rounded up to within one; minus infinity for zero.
    double top() {
        if (m.signum() == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        int length = m.bitLength();
        if (length <= 62) {
            return Math.log(Math.abs((double) m.longValue())) / LN2 + e;
        }
        double lead = Math.abs((double) m.shiftRight(length - 60).longValue());
        return Math.log(lead) / LN2 + (length - 60) + e;
    }

    private static final double LN2 = Math.log(2);

    /// Cut to so many bits, towards minus infinity.
    Big cut(int bits) {
        int over = m.bitLength() - bits;
        if (over <= 0) {
            return this;
        }
        long to = e + over;
        if (to > MAX_EXPONENT || to < -MAX_EXPONENT) {
            throw new Stop.OutOfReach("a number too large or too small for its exponent");
        }
        return new Big(m.shiftRight(over), to);
    }

    public Big negate() {
        return new Big(m.negate(), e);
    }

    Big abs() {
        return m.signum() < 0 ? negate() : this;
    }

    /// The sum, cut; a term too small to matter at these bits is dropped.
    Big plus(Big o, int bits) {
        if (isZero()) {
            return o;
        }
        if (o.isZero()) {
            return this;
        }
        Big high = e >= o.e ? this : o;
        Big low = e >= o.e ? o : this;
        long shift = high.e - low.e;
        if (shift > 4L * bits + low.m.bitLength()) {
            return high;
        }
        return new Big(high.m.shiftLeft((int) shift).add(low.m), low.e).cut(bits);
    }

    Big minus(Big o, int bits) {
        return plus(o.negate(), bits);
    }

    Big times(Big o, int bits) {
        return new Big(m.multiply(o.m), e + o.e).cut(bits);
    }

    /// The quotient; the divisor is not zero.
    Big over(Big o, int bits) {
        int up = Math.max(0, bits + 2 + o.m.bitLength() - m.bitLength());
        return new Big(m.shiftLeft(up).divide(o.m), e - o.e - up).cut(bits);
    }

    /// The square root of a number that is not negative.
    Big sqrt(int bits) {
        if (isZero()) {
            return this;
        }
        int up = Math.max(0, 2 * bits + 2 - m.bitLength());
        if (((e - up) & 1) != 0) {
            up++;
        }
        return new Big(m.shiftLeft(up).sqrt(), (e - up) / 2).cut(bits);
    }

    Big times2(int power) {
        return new Big(m, e + power);
    }

    int compareTo(Big o) {
        return minus(o, Math.max(m.bitLength(), o.m.bitLength()) + 8).signum();
    }

    /// As an integer with so many fraction bits, towards minus infinity.
    BigInteger fixed(int fractionBits) {
        long shift = e + fractionBits;
        if (shift > 20_000) {
            throw new Stop.OutOfReach("a number too large for this function");
        }
        return shift >= 0 ? m.shiftLeft((int) shift) : m.shiftRight((int) Math.min(-shift, 1_000_000));
    }

    /// The nearest double; infinite or zero when out of range.
    double toDouble() {
        int length = m.bitLength();
        if (length <= 60) {
            return scaled((double) m.longValue(), e);
        }
        return scaled((double) m.shiftRight(length - 60).longValue(), e + length - 60);
    }

    private static double scaled(double lead, long power) {
        return Math.scalb(lead, (int) Math.max(-5000, Math.min(5000, power)));
    }
}
