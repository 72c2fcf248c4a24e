package reason4j.verify.math.number;

import java.math.BigInteger;

/// Elementary functions of real numbers in fixed point: an integer `x` stands for `x / 2^w`. Errors stay below a few
/// hundred units in the last place; callers work with guard bits.
final class Fixed {

    private static final BigInteger ONE = BigInteger.ONE;

    /// Bits at which the constants are kept; enough for 384 bits of arguments up to 2^500.
    private static final int CONSTANT_BITS = 1100;

    private static final BigInteger PI = machin(CONSTANT_BITS);
    private static final BigInteger LN2 = lnTwo(CONSTANT_BITS);

    private Fixed() {}

    static BigInteger pi(int w) {
        return w <= CONSTANT_BITS ? PI.shiftRight(CONSTANT_BITS - w) : machin(w);
    }

    static BigInteger ln2(int w) {
        return w <= CONSTANT_BITS ? LN2.shiftRight(CONSTANT_BITS - w) : lnTwo(w);
    }

    /// π = 16 atan(1/5) − 4 atan(1/239), Machin 1706.
    private static BigInteger machin(int w) {
        int g = w + 20;
        return atanInverse(5, g)
                .shiftLeft(4)
                .subtract(atanInverse(239, g).shiftLeft(2))
                .shiftRight(20);
    }

    /// ln 2 = 18 atanh(1/26) − 2 atanh(1/4801) + 8 atanh(1/8749).
    private static BigInteger lnTwo(int w) {
        int g = w + 20;
        BigInteger sum = atanhInverse(26, g).multiply(BigInteger.valueOf(18));
        sum = sum.subtract(atanhInverse(4801, g).shiftLeft(1));
        return sum.add(atanhInverse(8749, g).shiftLeft(3)).shiftRight(20);
    }

    private static BigInteger atanInverse(int n, int w) {
        return inverseSeries(n, w, true);
    }

    private static BigInteger atanhInverse(int n, int w) {
        return inverseSeries(n, w, false);
    }

    private static BigInteger inverseSeries(int n, int w, boolean alternate) {
        BigInteger square = BigInteger.valueOf((long) n * n);
        BigInteger power = ONE.shiftLeft(w).divide(BigInteger.valueOf(n));
        BigInteger sum = BigInteger.ZERO;
        for (int k = 1; power.signum() != 0; k += 2) {
            BigInteger term = power.divide(BigInteger.valueOf(k));
            sum = alternate && (k & 2) != 0 ? sum.subtract(term) : sum.add(term);
            power = power.divide(square);
        }
        return sum;
    }

    /// e^x for |x| of at most 1.
    static BigInteger exp(BigInteger x, int w) {
        int halvings = 8;
        int g = w + 2 * halvings;
        BigInteger r = x.shiftLeft(2 * halvings).shiftRight(halvings);
        BigInteger term = ONE.shiftLeft(g);
        BigInteger sum = term;
        for (int k = 1; term.signum() != 0 && !term.equals(ONE.negate()); k++) {
            term = term.multiply(r).shiftRight(g).divide(BigInteger.valueOf(k));
            sum = sum.add(term);
        }
        for (int i = 0; i < halvings; i++) {
            sum = sum.multiply(sum).shiftRight(g);
        }
        return sum.shiftRight(2 * halvings);
    }

    /// ln x for x in [1/2, 2], by Halley's iteration from a double.
    static BigInteger ln(BigInteger x, int w) {
        double start = Math.log(toDouble(x, w));
        BigInteger y = fromDouble(start, w);
        for (int good = 48; good < w; good *= 3) {
            BigInteger e = exp(y, w);
            BigInteger up = x.subtract(e).shiftLeft(w + 1);
            y = y.add(up.divide(x.add(e)));
        }
        return y;
    }

    private static double toDouble(BigInteger x, int w) {
        return (double) x.shiftRight(w - 60).longValue() / (1L << 60);
    }

    private static BigInteger fromDouble(double value, int w) {
        return BigInteger.valueOf((long) (value * (1L << 55))).shiftLeft(w - 55);
    }

    /// sin x for |x| of at most 1.
    static BigInteger sin(BigInteger x, int w) {
        return trigSeries(x, x, 2, w);
    }

    /// cos x for |x| of at most 1.
    static BigInteger cos(BigInteger x, int w) {
        return trigSeries(ONE.shiftLeft(w), x, 1, w);
    }

    private static BigInteger trigSeries(BigInteger first, BigInteger x, int from, int w) {
        BigInteger square = x.multiply(x).shiftRight(w);
        BigInteger term = first;
        BigInteger sum = term;
        for (int k = from; term.bitLength() > 1; k += 2) {
            term = term.multiply(square).shiftRight(w).divide(BigInteger.valueOf((long) k * (k + 1)));
            term = term.negate();
            sum = sum.add(term);
        }
        return sum;
    }

    /// atan x for |x| of at most 1.
    static BigInteger atan(BigInteger x, int w) {
        int halvings = 4;
        BigInteger one = ONE.shiftLeft(w);
        BigInteger r = x;
        for (int i = 0; i < halvings; i++) {
            BigInteger root = one.shiftLeft(w).add(r.multiply(r)).sqrt();
            r = r.shiftLeft(w).divide(one.add(root));
        }
        BigInteger square = r.multiply(r).shiftRight(w);
        BigInteger power = r;
        BigInteger sum = r;
        for (int k = 3; power.bitLength() > 1; k += 2) {
            power = power.multiply(square).shiftRight(w).negate();
            sum = sum.add(power.divide(BigInteger.valueOf(k)));
        }
        return sum.shiftLeft(halvings);
    }
}
