package reason4j.verify.math.number;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// A fraction in lowest terms, exact.
///
/// @param num numerator, carries the sign
/// @param den denominator, positive
public record Rational(BigInteger num, BigInteger den) implements Comparable<Rational> {

    private static final BigInteger FIVE = BigInteger.valueOf(5);

    public static final Rational ZERO = of(0);
    public static final Rational ONE = of(1);
    public static final Rational TWO = of(2);

    /// Results with more bits than this are refused: no honest answer needs them.
    public static final int MAX_BITS = 200_000;

    /// Where numerator and denominator are both longer, a fraction is only reduced when one divides the other: the
    /// greatest common divisor of two numbers of 200,000 bits takes a second.
    public static final int REDUCIBLE_BITS = 20_000;

    public static Rational of(long value) {
        return new Rational(BigInteger.valueOf(value), BigInteger.ONE);
    }

    public static Rational of(BigInteger value) {
        return new Rational(value, BigInteger.ONE);
    }

    /// The fraction in lowest terms.
    ///
    /// @throws Stop.Undefined for a denominator of zero
    /// @throws Stop.OutOfReach when both are longer than [#REDUCIBLE_BITS] and neither divides the other
    public static Rational of(BigInteger num, BigInteger den) {
        if (den.signum() == 0) {
            throw new Stop.Undefined("a division by zero");
        }
        if (den.equals(BigInteger.ONE)) {
            return new Rational(num, den);
        }
        BigInteger g = gcd(num, den);
        if (den.signum() < 0) {
            g = g.negate();
        }
        return g.equals(BigInteger.ONE) ? new Rational(num, den) : new Rational(num.divide(g), den.divide(g));
    }

    /// The greatest common divisor.
    ///
    /// @throws Stop.OutOfReach when both are longer than [#REDUCIBLE_BITS] and neither divides the other
    public static BigInteger gcd(BigInteger num, BigInteger den) {
        if (Math.min(num.bitLength(), den.bitLength()) <= REDUCIBLE_BITS) {
            return num.gcd(den);
        }
        boolean less = num.bitLength() < den.bitLength();
        BigInteger shorter = less ? num : den;
        if ((less ? den : num).mod(shorter.abs()).signum() != 0) {
            throw new Stop.OutOfReach("numbers too long for their greatest common divisor");
        }
        return shorter.abs();
    }

    /// A decimal number, `digits / 10^decimals`.
    ///
    /// @param decimals not negative
    public static Rational decimal(BigInteger digits, int decimals) {
        if (digits.signum() == 0) {
            return ZERO;
        }
        int twos = Math.min(digits.getLowestSetBit(), decimals);
        BigInteger num = digits.shiftRight(twos);
        int fives = 0;
        List<BigInteger> squares = new ArrayList<>(List.of(FIVE));
        while (squares.getLast().bitLength() * 2 <= num.bitLength() + 2) {
            squares.add(squares.getLast().multiply(squares.getLast()));
        }
        for (int k = squares.size() - 1; k >= 0; k--) {
            int times = 1 << k;
            // the same power may divide twice only at the top, where its square is longer than the number
            while (fives + times <= decimals && num.mod(squares.get(k)).signum() == 0) {
                num = num.divide(squares.get(k));
                fives += times;
            }
        }
        return new Rational(num, FIVE.pow(decimals - fives).shiftLeft(decimals - twos));
    }

    public boolean isInteger() {
        return den.equals(BigInteger.ONE);
    }

    public boolean isZero() {
        return num.signum() == 0;
    }

    public int signum() {
        return num.signum();
    }

    public int bits() {
        return num.bitLength() + den.bitLength();
    }

    public Rational plus(Rational o) {
        if (isInteger() && o.isInteger()) {
            return of(num.add(o.num));
        }
        return of(num.multiply(o.den).add(o.num.multiply(den)), den.multiply(o.den));
    }

    public Rational minus(Rational o) {
        return plus(o.negate());
    }

    public Rational times(Rational o) {
        return of(num.multiply(o.num), den.multiply(o.den));
    }

    public Rational over(Rational o) {
        return of(num.multiply(o.den), den.multiply(o.num));
    }

    public Rational negate() {
        return new Rational(num.negate(), den);
    }

    public Rational abs() {
        return num.signum() < 0 ? negate() : this;
    }

    /// The power with an integer exponent, paid for before it is taken.
    ///
    /// @throws Stop.OutOfReach when the result would exceed [#MAX_BITS]
    public Rational pow(BigInteger exponent, Budget budget) {
        if (exponent.signum() == 0) {
            return ONE;
        }
        if (isZero() || isInteger() && num.abs().equals(BigInteger.ONE)) {
            return unitPower(exponent);
        }
        long bits = bits();
        if (exponent.bitLength() > 20 || bits * exponent.abs().longValue() > MAX_BITS) {
            throw new Stop.OutOfReach("a power of more than " + MAX_BITS + " bits");
        }
        int n = exponent.abs().intValue();
        budget.spendOnBits(bits * n);
        Rational up = new Rational(num.pow(n), den.pow(n));
        if (exponent.signum() > 0) {
            return up;
        }
        return up.num.signum() > 0 ? new Rational(up.den, up.num) : new Rational(up.den.negate(), up.num.negate());
    }

    private Rational unitPower(BigInteger exponent) {
        if (isZero()) {
            if (exponent.signum() < 0) {
                throw new Stop.Undefined("a negative power of zero");
            }
            return ZERO;
        }
        return exponent.testBit(0) ? this : ONE;
    }

    public BigInteger floor() {
        BigInteger[] qr = num.divideAndRemainder(den);
        return qr[1].signum() < 0 ? qr[0].subtract(BigInteger.ONE) : qr[0];
    }

    public BigInteger ceiling() {
        return negate().floor().negate();
    }

    /// This minus the greatest multiple of `m` that does not exceed it; the sign of `m`.
    public Rational mod(Rational m) {
        return minus(of(over(m).floor()).times(m));
    }

    @Override
    public int compareTo(Rational o) {
        return num.multiply(o.den).compareTo(o.num.multiply(den));
    }

    /// For people: `7`, `-3/4`.
    public String text() {
        if (bits() > 4000) {
            return "(a number of " + bits() + " bits)";
        }
        return isInteger() ? num.toString() : num + "/" + den;
    }
}
