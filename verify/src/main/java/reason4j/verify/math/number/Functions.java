package reason4j.verify.math.number;

import java.math.BigInteger;

/// Elementary functions of complex balls. Real arguments within a function's real domain give real results.
public final class Functions {

    private static final int GUARD = 32;

    private final Arithmetic ar;
    private final int bits;

    public Functions(Arithmetic ar) {
        this.ar = ar;
        this.bits = ar.bits;
    }

    private Ball real(BigInteger fixed, int w, double err) {
        Big value = new Big(fixed, -w).cut(bits);
        double rounding = Math.max(value.top() - bits + 1, 12.0 - w);
        return new Ball(value, Big.ZERO, Arithmetic.sum(err, rounding));
    }

    public Ball exp(Ball z) {
        ar.spend(40);
        if (z.err() > -8) {
            throw new Stop.OutOfReach("an exponential of too large an argument");
        }
        Ball size = expReal(z.re(), z.err());
        if (z.isReal()) {
            return size;
        }
        Ball turn = new Ball(cosReal(z.im()).re(), sinReal(z.im()).re(), Math.max(z.err(), 4.0 - bits) + 1);
        return ar.times(size, turn);
    }

    private Ball expReal(Big x, double err) {
        if (x.top() > 38) {
            throw new Stop.OutOfReach("an exponential of too large an argument");
        }
        int w = bits + GUARD + (int) Math.max(0, x.top() + 2);
        BigInteger fixed = x.fixed(w);
        BigInteger ln2 = Fixed.ln2(w);
        BigInteger k = fixed.divide(ln2);
        BigInteger e = Fixed.exp(fixed.subtract(k.multiply(ln2)), w);
        Big value = new Big(e, k.longValueExact() - w).cut(bits);
        return new Ball(value, Big.ZERO, Arithmetic.sum(err + value.top() + 1, value.top() - bits + 2));
    }

    /// The principal logarithm.
    public Ball ln(Ball z) {
        ar.spend(100);
        if (z.mayBeZero()) {
            throw new Stop.Undefined("the logarithm of zero");
        }
        Ball above = ar.minus(z, ar.of(1));
        if (above.err() == Ball.EXACT && above.mayBeZero()) {
            return ar.of(0);
        }
        double err = z.err() - z.top() + 1;
        if (z.isReal()) {
            Ball size = lnReal(z.re().abs(), err);
            return z.re().signum() > 0 ? size : new Ball(size.re(), ar.pi().re(), Math.max(size.err(), 3.0 - bits));
        }
        Ball size = lnReal(ar.abs(new Ball(z.re(), z.im(), Ball.EXACT)).re(), err);
        Ball angle = angle(z.im(), z.re(), err);
        return new Ball(size.re(), angle.re(), Arithmetic.sum(size.err(), angle.err()));
    }

    private Ball lnReal(Big x, double err) {
        int w = bits + GUARD;
        int length = x.m().bitLength();
        long k = x.e() + length;
        BigInteger mantissa = new Big(x.m(), -length).fixed(w);
        BigInteger log = Fixed.ln(mantissa, w).add(Fixed.ln2(w).multiply(BigInteger.valueOf(k)));
        double scale = Math.max(0, Math.log(1 + Math.abs((double) k)) * 1.5);
        return real(log, w, Arithmetic.sum(err, scale + 10 - w));
    }

    private record Reduced(BigInteger rest, int quadrant, int w) {}

    private Reduced reduce(Big x) {
        if (x.top() > 500) {
            throw new Stop.OutOfReach("a trigonometric function of too large an argument");
        }
        int w = bits + GUARD + (int) Math.max(0, x.top() + 2);
        BigInteger quarter = Fixed.pi(w).shiftRight(1);
        BigInteger fixed = x.fixed(w);
        BigInteger[] qr = fixed.divideAndRemainder(quarter);
        BigInteger q = qr[0];
        BigInteger r = qr[1];
        if (r.abs().shiftLeft(1).compareTo(quarter) > 0) {
            q = q.add(BigInteger.valueOf(r.signum()));
            r = r.subtract(r.signum() > 0 ? quarter : quarter.negate());
        }
        return new Reduced(r, q.and(BigInteger.valueOf(3)).intValue(), w);
    }

    private Ball sinReal(Big x) {
        Reduced r = reduce(x);
        return quadrant(r, r.quadrant());
    }

    private Ball cosReal(Big x) {
        Reduced r = reduce(x);
        return quadrant(r, (r.quadrant() + 1) & 3);
    }

    private Ball quadrant(Reduced r, int q) {
        BigInteger value = (q & 1) == 0 ? Fixed.sin(r.rest(), r.w()) : Fixed.cos(r.rest(), r.w());
        return real(q >= 2 ? value.negate() : value, r.w(), 4.0 - bits);
    }

    public Ball sin(Ball z) {
        ar.spend(40);
        if (z.isReal()) {
            Ball s = sinReal(z.re());
            return new Ball(s.re(), Big.ZERO, Arithmetic.sum(s.err(), z.err()));
        }
        Ball w = exp(ar.times(ar.i(), z));
        return ar.over(ar.minus(w, ar.over(ar.of(1), w)), ar.times(ar.of(2), ar.i()));
    }

    public Ball cos(Ball z) {
        ar.spend(40);
        if (z.isReal()) {
            Ball c = cosReal(z.re());
            return new Ball(c.re(), Big.ZERO, Arithmetic.sum(c.err(), z.err()));
        }
        Ball w = exp(ar.times(ar.i(), z));
        return ar.over(ar.plus(w, ar.over(ar.of(1), w)), ar.of(2));
    }

    public Ball tan(Ball z) {
        return ar.over(sin(z), cos(z));
    }

    public Ball sinh(Ball z) {
        Ball w = exp(z);
        return ar.over(ar.minus(w, ar.over(ar.of(1), w)), ar.of(2));
    }

    public Ball cosh(Ball z) {
        Ball w = exp(z);
        return ar.over(ar.plus(w, ar.over(ar.of(1), w)), ar.of(2));
    }

    public Ball tanh(Ball z) {
        return ar.over(sinh(z), cosh(z));
    }

    public Ball atan(Ball z) {
        ar.spend(60);
        if (z.isReal()) {
            return angle(z.re(), Big.ONE, z.err());
        }
        Ball iz = ar.times(ar.i(), z);
        Ball ratio = ar.minus(ln(ar.minus(ar.of(1), iz)), ln(ar.plus(ar.of(1), iz)));
        return ar.over(ar.times(ar.i(), ratio), ar.of(2));
    }

    public Ball asin(Ball z) {
        Ball under = ar.minus(ar.of(1), ar.times(z, z));
        if (z.isReal() && (under.re().signum() >= 0 || under.mayBeZero())) {
            Ball root = under.re().signum() >= 0 ? ar.sqrt(under) : ar.of(0);
            double err = Math.max(z.err(), under.err() == Ball.EXACT ? 3.0 - bits : root.err());
            return angle(z.re(), root.re(), err);
        }
        Ball iz = ar.times(ar.i(), z);
        return ar.negate(ar.times(ar.i(), ln(ar.plus(iz, ar.sqrt(under)))));
    }

    public Ball acos(Ball z) {
        return ar.minus(ar.over(ar.pi(), ar.of(2)), asin(z));
    }

    public Ball asinh(Ball z) {
        return ln(ar.plus(z, ar.sqrt(ar.plus(ar.times(z, z), ar.of(1)))));
    }

    public Ball acosh(Ball z) {
        Ball root = ar.times(ar.sqrt(ar.minus(z, ar.of(1))), ar.sqrt(ar.plus(z, ar.of(1))));
        return ln(ar.plus(z, root));
    }

    public Ball atanh(Ball z) {
        Ball ratio = ar.over(ar.plus(ar.of(1), z), ar.minus(ar.of(1), z));
        return ar.over(ln(ratio), ar.of(2));
    }

    /// The angle of the point (x, y), in (−π, π].
    private Ball angle(Big y, Big x, double err) {
        int w = bits + GUARD;
        if (y.isZero() && x.isZero()) {
            throw new Stop.Undefined("the angle of zero");
        }
        boolean steep = y.abs().compareTo(x.abs()) > 0;
        Big ratio = steep ? x.over(y, bits + 16) : y.over(x, bits + 16);
        BigInteger a = Fixed.atan(ratio.fixed(w), w);
        BigInteger pi = Fixed.pi(w);
        if (steep) {
            BigInteger half = pi.shiftRight(1);
            a = (y.signum() > 0 ? half : half.negate()).subtract(a);
        } else if (x.signum() < 0) {
            a = y.signum() >= 0 ? a.add(pi) : a.subtract(pi);
        }
        return real(a, w, Arithmetic.sum(err + 1, 4.0 - bits));
    }

    /// `z^w` by the principal logarithm.
    public Ball power(Ball z, Ball w) {
        return exp(ar.times(w, ln(z)));
    }

    /// The real root of a positive number.
    public Ball root(Ball z, long degree) {
        return degree == 2 ? ar.sqrt(z) : exp(ar.over(ln(z), ar.of(degree)));
    }
}
