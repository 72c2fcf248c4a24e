package reason4j.verify.math.number;

import java.math.BigInteger;

/// Complex arithmetic at a number of bits, with error bounds. Works for one verdict: it pays from its budget and
/// remembers whether a term ever vanished beside a larger one.
public final class Arithmetic {

    private static final BigInteger EXACT_POWER_LIMIT = BigInteger.ONE.shiftLeft(48);

    final int bits;
    private final Budget budget;
    private boolean absorbed;

    public Arithmetic(int bits, Budget budget) {
        this.bits = bits;
        this.budget = budget;
    }

    /// Whether some sum lost a whole term to the precision: then two values that look equal need not be.
    public boolean absorbed() {
        return absorbed;
    }

    public Ball of(Rational r) {
        spend();
        if (r.isInteger()) {
            return exactOrCut(Big.of(r.num()));
        }
        Big quotient = Big.of(r.num()).over(Big.of(r.den()), bits);
        return new Ball(quotient, Big.ZERO, quotient.top() - bits + 1);
    }

    private Ball exactOrCut(Big value) {
        Big cut = value.cut(bits);
        return new Ball(cut, Big.ZERO, cut == value ? Ball.EXACT : cut.top() - bits + 1);
    }

    public Ball of(long value) {
        return new Ball(Big.of(value), Big.ZERO, Ball.EXACT);
    }

    public Ball i() {
        return new Ball(Big.ZERO, Big.ONE, Ball.EXACT);
    }

    public Ball pi() {
        return new Ball(new Big(Fixed.pi(bits + 8), -bits - 8), Big.ZERO, 2.0 - bits);
    }

    void spend() {
        budget.spend(bits <= 256 ? 1 : 2);
    }

    void spend(int steps) {
        budget.spend(bits <= 256 ? steps : 3L * steps);
    }

    /// The logarithm of a sum, given the logarithms of its terms.
    static double sum(double a, double b) {
        double high = Math.max(a, b);
        double low = Math.min(a, b);
        if (high == Ball.EXACT || high == Double.POSITIVE_INFINITY) {
            return high;
        }
        if (low < high - 60) {
            return high + (low == Ball.EXACT ? 0 : 1e-9);
        }
        return high + Math.log1p(Math.pow(2, low - high)) * 1.4426950408889634;
    }

    private double rounding(Big value) {
        return value.top() - bits + 1;
    }

    private Ball ball(Big re, Big im, double err, boolean rounded) {
        double all = err;
        if (rounded) {
            all = sum(all, Math.max(rounding(re), rounding(im)) + 1);
        }
        return new Ball(re, im, all);
    }

    public Ball plus(Ball a, Ball b) {
        spend();
        Big re = a.re().plus(b.re(), bits);
        Big im = a.im().plus(b.im(), bits);
        boolean rounded = re.m().bitLength() >= bits || im.m().bitLength() >= bits;
        double err = sum(a.err(), b.err());
        Ball result = ball(re, im, err, rounded || dropped(a.re(), b.re()) || dropped(a.im(), b.im()));
        noteAbsorbed(a, b, result);
        return result;
    }

    private boolean dropped(Big a, Big b) {
        return !a.isZero() && !b.isZero() && Math.abs(a.top() - b.top()) > bits - 2;
    }

    private void noteAbsorbed(Ball a, Ball b, Ball result) {
        double low = Math.min(a.top(), b.top());
        if (low != Ball.EXACT && low < result.err() && low < Math.max(a.top(), b.top()) - bits / 2.0) {
            absorbed = true;
        }
    }

    public Ball negate(Ball a) {
        return new Ball(a.re().negate(), a.im().negate(), a.err());
    }

    public Ball minus(Ball a, Ball b) {
        return plus(a, negate(b));
    }

    public Ball times(Ball a, Ball b) {
        spend();
        double err = sum(sum(a.top() + b.err(), b.top() + a.err()), a.err() + b.err());
        Big re = a.re().times(b.re(), bits);
        if (a.isReal() && b.isReal()) {
            return ball(re, Big.ZERO, noNaN(err), re.m().bitLength() >= bits);
        }
        Big im = a.re().times(b.im(), bits).plus(a.im().times(b.re(), bits), bits);
        Big whole = re.minus(a.im().times(b.im(), bits), bits);
        double rounding = a.top() + b.top() - bits + 3;
        return new Ball(whole, im, sum(noNaN(err), noNaN(rounding)));
    }

    private static double noNaN(double err) {
        return Double.isNaN(err) ? Ball.EXACT : err;
    }

    /// @throws Stop.Undefined when the divisor is zero or cannot be told from it
    public Ball over(Ball a, Ball b) {
        spend(2);
        if (b.mayBeZero()) {
            throw new Stop.Undefined("a division by zero");
        }
        double low = Math.max(b.re().top(), b.im().top()) - 0.1;
        double err = sum(noNaN(a.err()), noNaN(a.top() + b.err() - low)) + 1 - low;
        if (b.isReal()) {
            Big re = a.re().over(b.re(), bits);
            Big im = a.im().isZero() ? Big.ZERO : a.im().over(b.re(), bits);
            return ball(re, im, noNaN(err), true);
        }
        Big norm = b.re().times(b.re(), bits).plus(b.im().times(b.im(), bits), bits);
        Ball up = times(a, new Ball(b.re(), b.im().negate(), Ball.EXACT));
        Big re = up.re().over(norm, bits);
        Big im = up.im().over(norm, bits);
        double rounding = a.top() - low - bits + 4;
        return new Ball(re, im, sum(noNaN(err), noNaN(rounding)));
    }

    public Ball abs(Ball a) {
        if (a.isReal()) {
            return new Ball(a.re().abs(), Big.ZERO, a.err());
        }
        spend(4);
        Big norm = a.re().times(a.re(), bits).plus(a.im().times(a.im(), bits), bits);
        return ball(norm.sqrt(bits), Big.ZERO, a.err(), true);
    }

    /// An integer power by repeated squaring.
    public Ball power(Ball base, BigInteger exponent) {
        if (exponent.abs().compareTo(EXACT_POWER_LIMIT) > 0) {
            throw new Stop.OutOfReach("a power with an exponent beyond 2^48");
        }
        if (exponent.signum() < 0) {
            return over(of(1), power(base, exponent.negate()));
        }
        Ball result = of(1);
        Ball square = base;
        long n = exponent.longValue();
        while (n > 0) {
            if ((n & 1) != 0) {
                result = times(result, square);
            }
            n >>= 1;
            if (n > 0) {
                square = times(square, square);
            }
        }
        return result;
    }

    /// The principal square root; of a negative number, `i` times that of its magnitude.
    public Ball sqrt(Ball a) {
        spend(4);
        if (!a.isReal()) {
            Functions f = new Functions(this);
            return f.exp(over(f.ln(a), of(2)));
        }
        Big root = a.re().abs().sqrt(bits);
        double err = a.err() == Ball.EXACT ? Ball.EXACT : rootError(a, root);
        boolean real = a.re().signum() >= 0;
        return ball(real ? root : Big.ZERO, real ? Big.ZERO : root, err, true);
    }

    private static double rootError(Ball a, Big root) {
        return a.mayBeZero() ? Math.max(a.err(), a.re().top()) / 2 + 1 : a.err() - root.top() + 0.5;
    }
}
