package reason4j.verify.math.syntax;

import java.math.BigInteger;
import reason4j.verify.math.number.Rational;

/// Numerals as exact numbers.
final class Numerals {

    /// Exponents beyond stay powers of ten, whose cost is counted when they are evaluated.
    private static final int MAX_EXPONENT = 400;

    /// A repeating decimal of more digits is none that somebody means.
    static final int MAX_REPEATING = 2_000;

    private Numerals() {}

    /// A decimal numeral with an optional exponent, `12.50` or `6.02e23`, as the lexer wrote it.
    static Node of(String text) {
        int e = text.indexOf('e');
        String digits = e < 0 ? text : text.substring(0, e);
        int point = digits.indexOf('.');
        int decimals = point < 0 ? 0 : digits.length() - point - 1;
        BigInteger whole =
                new BigInteger(point < 0 ? digits : digits.substring(0, point) + digits.substring(point + 1));
        long exponent = e < 0 ? 0 : Long.parseLong(text.substring(e + 1));
        long scale = exponent - decimals;
        if (Math.abs(exponent) > MAX_EXPONENT) {
            Node ten = Node.Call.of(Op.POW, Node.Num.of(10), Node.Num.of(scale));
            return Node.Call.of(Op.MUL, new Node.Num(Rational.of(whole), -1), ten);
        }
        Rational value = scale >= 0
                ? Rational.of(whole.multiply(BigInteger.TEN.pow((int) scale)))
                : Rational.decimal(whole, (int) -scale);
        return new Node.Num(value, point < 0 || decimals == 0 ? -1 : decimals);
    }

    /// A decimal whose digits repeat for ever after a fixed part: `0.1` and `6` are 1/6.
    static Node repeating(String fixed, String repeated) {
        int point = fixed.indexOf('.');
        int decimals = point < 0 ? 0 : fixed.length() - point - 1;
        String digits = point < 0 ? fixed : fixed.substring(0, point) + fixed.substring(point + 1);
        BigInteger a = digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits);
        BigInteger all = new BigInteger(digits + repeated);
        BigInteger nines = BigInteger.TEN.pow(repeated.length()).subtract(BigInteger.ONE);
        return new Node.Num(Rational.of(all.subtract(a), nines.multiply(BigInteger.TEN.pow(decimals))), -2);
    }

    /// `0.333…` as the repeating decimal it shows, or null where no block of digits is seen three times (two for a
    /// block of more than one digit).
    static @org.jspecify.annotations.Nullable Node dotted(String text) {
        int point = text.indexOf('.');
        if (point < 0 || text.indexOf('e') >= 0 || text.length() > MAX_REPEATING) {
            return null;
        }
        String tail = text.substring(point + 1);
        for (int length = 1; length <= tail.length() / 2 && length <= 60; length++) {
            String block = tail.substring(tail.length() - length);
            int times = 1;
            int from = tail.length() - length;
            while (from >= length && tail.startsWith(block, from - length)) {
                from -= length;
                times++;
            }
            if (times >= (length == 1 ? 3 : 2)) {
                return repeating(text.substring(0, point + 1 + from), block);
            }
        }
        return null;
    }
}
