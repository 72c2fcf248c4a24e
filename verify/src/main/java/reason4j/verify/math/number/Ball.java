package reason4j.verify.math.number;

/// A complex number and a bound on its error: the true value lies within `2^err` of `re + i·im`. A part that is exactly
/// zero stays exactly zero through real operations, so real numbers remain real.
///
/// @param re real part
/// @param im imaginary part
/// @param err logarithm to base two of the error; minus infinity when exact
public record Ball(Big re, Big im, double err) {

    public static final double EXACT = Double.NEGATIVE_INFINITY;

    public boolean isReal() {
        return im.isZero();
    }

    /// The logarithm to base two of the magnitude, to within one, rounded up.
    public double top() {
        return Math.max(re.top(), im.top()) + (im.isZero() ? 0 : 0.5);
    }

    /// Whether zero lies within the error.
    public boolean mayBeZero() {
        return Math.max(re.top(), im.top()) <= err + 0.01;
    }

    /// The sign of the real part, 0 where the error does not tell.
    public int sign() {
        return re.top() <= err ? 0 : re.signum();
    }

    /// The integer nearest to the real part.
    public java.math.BigInteger nearestInteger() {
        return re.fixed(1).add(java.math.BigInteger.ONE).shiftRight(1);
    }

    /// The nearest double of the real part.
    public double toDouble() {
        return re.toDouble();
    }

    /// The nearest double of the imaginary part.
    public double imaginary() {
        return im.toDouble();
    }
}
