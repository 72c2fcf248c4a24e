package reason4j.verify.dialect;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// An expression in Python's syntax with implicit products, evaluated: what SymPy's `parse_expr` reads. Two expressions
/// are equal if they are at a few points; names stand for rationals, so that without roots or π the answer is exact.
final class PythonExpression {

    private static final int POINTS = 3;
    private static final int MAX_DEPTH = 50;
    private static final int MAX_POWER = 64;
    private static final int MAX_LENGTH = 400;
    private static final int MAX_BITS = 2_000;
    private static final double NEAR = 1e-11;

    /// A value, exact as long as `above / below` is there.
    private record Value(@Nullable BigInteger above, BigInteger below, double near) {

        static Value of(BigInteger above, BigInteger below) {
            if (above.bitLength() + below.bitLength() > MAX_BITS) {
                throw new Unreadable();
            }
            BigInteger gcd = above.gcd(below).max(BigInteger.ONE);
            BigInteger sign = below.signum() < 0 ? BigInteger.ONE.negate() : BigInteger.ONE;
            BigInteger a = above.divide(gcd).multiply(sign);
            BigInteger b = below.divide(gcd).multiply(sign);
            return new Value(a, b, new BigDecimal(a).doubleValue() / new BigDecimal(b).doubleValue());
        }

        static Value near(double x) {
            return new Value(null, BigInteger.ONE, x);
        }
    }

    /// What Python or SymPy would not read, or would leave alone.
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable() {
            super("unreadable", null, false, false);
        }
    }

    private static final Value MINUS_ONE = Value.of(BigInteger.ONE.negate(), BigInteger.ONE);

    private final String text;
    private final int point;
    private int at;
    private int depth;

    private PythonExpression(String text, int point) {
        this.text = text;
        this.point = point;
    }

    static boolean equal(String a, String b) {
        if (a.length() > MAX_LENGTH || b.length() > MAX_LENGTH) {
            return false;
        }
        try {
            for (int point = 0; point < POINTS; point++) {
                if (!same(new PythonExpression(a, point).whole(), new PythonExpression(b, point).whole())) {
                    return false;
                }
            }
            return true;
        } catch (Unreadable _) {
            // the original swallows what SymPy raises and says that the sides differ
            return false;
        }
    }

    private static boolean same(Value a, Value b) {
        if (a.above != null && b.above != null) {
            return a.above.equals(b.above) && a.below.equals(b.below);
        }
        return Math.abs(a.near - b.near) <= NEAR * Math.max(Math.abs(a.near), Math.abs(b.near));
    }

    private Value whole() {
        Value value = sum();
        if (at < text.length()) {
            throw new Unreadable();
        }
        return value;
    }

    private Value sum() {
        if (++depth > MAX_DEPTH) {
            throw new Unreadable();
        }
        Value value = product();
        while (at < text.length() && (peek() == '+' || peek() == '-')) {
            boolean plus = text.charAt(at++) == '+';
            Value right = product();
            value = plus ? add(value, right) : add(value, multiply(MINUS_ONE, right));
        }
        depth--;
        return value;
    }

    private Value product() {
        Value value = signed();
        while (at < text.length()) {
            char c = peek();
            if (c == '*' && !text.startsWith("**", at)) {
                at++;
                value = multiply(value, signed());
            } else if (c == '/') {
                at++;
                value = divide(value, signed());
            } else if (c == '(' || Character.isLetterOrDigit(c) || c == '.') {
                value = multiply(value, power());
            } else {
                return value;
            }
        }
        return value;
    }

    private Value signed() {
        int sign = 1;
        while (at < text.length() && (peek() == '-' || peek() == '+')) {
            sign *= text.charAt(at++) == '-' ? -1 : 1;
        }
        Value value = power();
        return sign < 0 ? multiply(MINUS_ONE, value) : value;
    }

    private Value power() {
        Value base = atom();
        if (at < text.length() && (peek() == '^' || text.startsWith("**", at))) {
            at += peek() == '^' ? 1 : 2;
            return raise(base, signed());
        }
        return base;
    }

    private Value atom() {
        if (at >= text.length()) {
            throw new Unreadable();
        }
        char c = peek();
        if (c == '(') {
            at++;
            Value value = sum();
            expect(')');
            return value;
        }
        if (Character.isDigit(c) || c == '.') {
            return number();
        }
        if (Character.isLetter(c)) {
            return name();
        }
        throw new Unreadable();
    }

    private Value number() {
        int from = at;
        while (at < text.length() && (Character.isDigit(peek()) || peek() == '.')) {
            at++;
        }
        try {
            BigDecimal decimal = new BigDecimal(text.substring(from, at));
            return Value.of(decimal.unscaledValue(), BigInteger.TEN.pow(Math.max(0, decimal.scale())));
        } catch (NumberFormatException _) {
            throw new Unreadable();
        }
    }

    private Value name() {
        int from = at;
        while (at < text.length() && (Character.isLetterOrDigit(peek()) || peek() == '_')) {
            at++;
        }
        String name = text.substring(from, at);
        boolean call = at < text.length() && peek() == '(';
        return switch (name) {
            case "pi" -> Value.near(Math.PI);
            case "sqrt" -> Value.near(Math.sqrt(argument(call).near));
            case "ln" -> Value.near(Math.log(argument(call).near));
            case String indexed when indexed.indexOf('_') >= 0 -> symbol(indexed);
            case String letters -> {
                // SymPy splits a name that it doesn't know into letters and numbers, and multiplies them
                at = from + 1;
                yield symbol(letters.substring(0, 1));
            }
        };
    }

    /// An odd multiplier keeps different names and points apart; all values lie between 1 and 2.
    private Value symbol(String name) {
        long spread = Math.floorMod((name.hashCode() + 31L * point) * 0x9E3779B97F4A7C15L, 99991L);
        return Value.of(BigInteger.valueOf(99991 + spread), BigInteger.valueOf(99991));
    }

    private Value argument(boolean call) {
        if (!call) {
            throw new Unreadable();
        }
        return atom();
    }

    private static Value add(Value a, Value b) {
        if (a.above == null || b.above == null) {
            return Value.near(a.near + b.near);
        }
        return Value.of(a.above.multiply(b.below).add(b.above.multiply(a.below)), a.below.multiply(b.below));
    }

    private static Value multiply(Value a, Value b) {
        if (a.above == null || b.above == null) {
            return Value.near(a.near * b.near);
        }
        return Value.of(a.above.multiply(b.above), a.below.multiply(b.below));
    }

    private static Value divide(Value a, Value b) {
        if (b.above != null && b.above.signum() == 0) {
            throw new Unreadable();
        }
        return multiply(a, b.above == null ? Value.near(1 / b.near) : Value.of(b.below, b.above));
    }

    private static Value raise(Value base, Value exponent) {
        boolean whole = exponent.above != null && exponent.below.equals(BigInteger.ONE);
        if (base.above == null || !whole || Math.abs(exponent.near) > MAX_POWER) {
            return Value.near(Math.pow(base.near, exponent.near));
        }
        int n = Math.abs((int) exponent.near);
        if (n * (base.above.bitLength() + base.below.bitLength()) > MAX_BITS) {
            throw new Unreadable();
        }
        Value raised = Value.of(base.above.pow(n), base.below.pow(n));
        return exponent.near < 0 ? divide(Value.of(BigInteger.ONE, BigInteger.ONE), raised) : raised;
    }

    private char peek() {
        return text.charAt(at);
    }

    private void expect(char c) {
        if (at >= text.length() || text.charAt(at++) != c) {
            throw new Unreadable();
        }
    }
}
