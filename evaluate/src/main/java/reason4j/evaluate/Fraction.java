package reason4j.evaluate;

import java.math.BigInteger;

/// An exact rational number in lowest terms, the denominator positive.
record Fraction(BigInteger numerator, BigInteger denominator) {

    static final Fraction ZERO = new Fraction(BigInteger.ZERO, BigInteger.ONE);
    static final Fraction HUNDREDTH = of(BigInteger.ONE, BigInteger.valueOf(100));

    /// @param denominator not zero
    static Fraction of(BigInteger numerator, BigInteger denominator) {
        BigInteger divisor = numerator.gcd(denominator);
        BigInteger sign = BigInteger.valueOf(denominator.signum());
        return new Fraction(
                numerator.divide(divisor).multiply(sign),
                denominator.divide(divisor).multiply(sign));
    }

    /// Reads digits with at most one point between or before them, such as `12`, `0.5`, `.5`.
    static Fraction decimal(String digits) {
        int point = digits.indexOf('.');
        if (point < 0) {
            return new Fraction(new BigInteger(digits), BigInteger.ONE);
        }
        int places = digits.length() - point - 1;
        return of(new BigInteger(digits.substring(0, point) + digits.substring(point + 1)), BigInteger.TEN.pow(places));
    }

    boolean isZero() {
        return numerator.signum() == 0;
    }

    Fraction negate() {
        return new Fraction(numerator.negate(), denominator);
    }

    Fraction plus(Fraction other) {
        return of(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    Fraction minus(Fraction other) {
        return plus(other.negate());
    }

    Fraction times(Fraction other) {
        return of(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /// @param other not zero
    Fraction over(Fraction other) {
        return of(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    /// Whether this is `other`, an unending decimal, rounded half up to so many places.
    boolean rounds(Fraction other, int places) {
        BigInteger scale = BigInteger.TEN.pow(places);
        Fraction scaled = other.times(new Fraction(scale, BigInteger.ONE));
        boolean unending = !BigInteger.TEN
                .pow(other.denominator.bitLength())
                .mod(other.denominator)
                .equals(BigInteger.ZERO);
        BigInteger two = BigInteger.TWO;
        BigInteger rounded = scaled.numerator
                .abs()
                .multiply(two)
                .add(scaled.denominator)
                .divide(scaled.denominator.multiply(two))
                .multiply(BigInteger.valueOf(scaled.numerator.signum()));
        return unending && equals(of(rounded, scale));
    }
}
