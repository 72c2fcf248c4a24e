package reason4j.verify.math;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.number.Budget;
import reason4j.verify.math.number.Rational;
import reason4j.verify.math.number.Stop;
import reason4j.verify.math.syntax.Node;
import reason4j.verify.math.syntax.Op;

/// Evaluates what is rational, exactly. Null means: not rational, or not known to be.
final class Exact {

    /// Most terms of a sum or product that are added up.
    private static final int MAX_TERMS = 20_000;

    /// Where a polynomial is summed over more terms than these, its differences are cheaper.
    private static final BigInteger MANY = BigInteger.valueOf(100);

    private static final int LONGEST_RANGE = 400;
    private static final int MAX_DEGREE = 20;

    private final Budget budget;
    private final Map<String, Rational> bound = new HashMap<>();

    Exact(Budget budget) {
        this.budget = budget;
    }

    /// The value where a symbol has a value.
    @Nullable
    Rational at(Node node, String name, Rational value) {
        bound.put(name, value);
        return of(node);
    }

    /// @throws Stop where there is no value, or the budget does not suffice
    @Nullable
    Rational of(Node node) {
        budget.spend(1);
        return switch (node) {
            case Node.Num n -> n.value();
            case Node.Sym s -> bound.get(s.name());
            case Node.Call c -> call(c);
            case Node.Bound b -> sum(b);
            case Node.Group g -> null;
            case Node.BaseNum b -> null;
            case Node.Relation r -> null;
            case Node.Builder b -> null;
            case Node.Matrix m -> null;
            case Node.Words w -> null;
        };
    }

    private @Nullable Rational call(Node.Call c) {
        if (c.op() == Op.POW && Rational.ONE.equals(of(c.arg(0)))) {
            return Rational.ONE;
        }
        if (c.args().size() == 1) {
            Rational x = of(c.arg(0));
            return x == null ? Angles.of(c.op(), c.arg(0), this) : unary(c.op(), x);
        }
        if (c.op() == Op.UNIT) {
            return null;
        }
        Rational result = null;
        for (Node arg : c.args()) {
            Rational x = of(arg);
            if (x == null) {
                return null;
            }
            if (result != null) {
                pay(c.op(), result, x);
            }
            result = result == null ? x : binary(c.op(), result, x);
            if (result == null) {
                return null;
            }
            budget.spendOnBits(result.bits());
        }
        return result;
    }

    private void pay(Op op, Rational a, Rational b) {
        switch (op) {
            case ADD -> budget.spendOnSum(a, b);
            case MUL -> budget.spendOnProduct(a, b);
            case DIV -> budget.spendOnQuotient(a, b);
            case MOD, GCD, LCM -> {
                budget.spendOnQuotient(a, b);
                budget.spendOnQuotient(a, b);
                budget.spendOnDivision(a.bits(), b.bits());
            }
            default -> budget.spendOnProduct(a.bits(), b.bits());
        }
    }

    private @Nullable Rational unary(Op op, Rational x) {
        if (op == Op.FLOOR || op == Op.CEIL) {
            budget.spendOnDivision(x.num().bitLength(), x.den().bitLength());
        }
        return switch (op) {
            case NEG -> x.negate();
            case ABS, GCD, LCM -> op == Op.ABS || x.signum() >= 0 ? x.abs() : x.negate();
            case MAX, MIN, RE, CONJUGATE -> x;
            case IM -> Rational.ZERO;
            case FACTORIAL -> Rational.of(factorial(x, 1, budget));
            case DOUBLE_FACTORIAL -> Rational.of(factorial(x, 2, budget));
            case FLOOR -> Rational.of(x.floor());
            case CEIL -> Rational.of(x.ceiling());
            case PERCENT -> x.over(Rational.of(100));
            default -> null;
        };
    }

    private @Nullable Rational binary(Op op, Rational a, Rational b) {
        return switch (op) {
            case ADD -> a.plus(b);
            case MUL -> a.times(b);
            case DIV -> a.over(b);
            case POW -> power(a, b);
            case ROOT -> b.isInteger() && b.signum() > 0 ? root(a, b.num()) : null;
            case BINOMIAL -> binomial(a, b);
            case GCD -> gcd(a, b);
            case LCM -> lcm(a, b);
            case MAX -> a.compareTo(b) >= 0 ? a : b;
            case MIN -> a.compareTo(b) <= 0 ? a : b;
            case MOD -> a.mod(b);
            default -> null;
        };
    }

    private @Nullable Rational power(Rational a, Rational b) {
        if (b.isInteger()) {
            return a.pow(b.num(), budget);
        }
        if (b.den().bitLength() > 16) {
            return null;
        }
        Rational root = root(a, b.den());
        return root == null ? null : root.pow(b.num(), budget);
    }

    /// The root where it is rational; the real root of a negative number where the degree is odd.
    private @Nullable Rational root(Rational a, BigInteger degree) {
        if (degree.bitLength() > 12 || a.signum() < 0 && !degree.testBit(0)) {
            return null;
        }
        int n = degree.intValue();
        budget.spendOnBits(4L * a.bits());
        BigInteger num = integerRoot(a.num().abs(), n);
        BigInteger den = integerRoot(a.den(), n);
        if (num == null || den == null) {
            return null;
        }
        return Rational.of(a.signum() < 0 ? num.negate() : num, den);
    }

    private @Nullable BigInteger integerRoot(BigInteger x, int n) {
        if (x.bitLength() < 2) {
            return x;
        }
        if (n == 2) {
            BigInteger root = x.sqrt();
            return root.multiply(root).equals(x) ? root : null;
        }
        if (x.bitLength() / n > 2000) {
            return null;
        }
        BigInteger low = BigInteger.ZERO.setBit((x.bitLength() - 1) / n);
        BigInteger high = low.shiftLeft(1);
        while (low.compareTo(high) < 0) {
            budget.spendOnBits(2L * x.bitLength());
            BigInteger mid = low.add(high).shiftRight(1);
            int order = mid.pow(n).compareTo(x);
            if (order == 0) {
                return mid;
            }
            if (order < 0) {
                low = mid.add(BigInteger.ONE);
            } else {
                high = mid;
            }
        }
        return low.pow(n).equals(x) ? low : null;
    }

    static BigInteger factorial(Rational x, int step, Budget budget) {
        if (!x.isInteger() || x.signum() < 0) {
            throw new Stop.Undefined("a factorial of what is no natural number");
        }
        if (x.num().bitLength() > 14) {
            throw new Stop.OutOfReach("a factorial of more than 16383");
        }
        BigInteger result = BigInteger.ONE;
        for (int k = x.num().intValue(); k > 1; k -= step) {
            budget.spend(1 + (result.bitLength() >> 12));
            result = result.multiply(BigInteger.valueOf(k));
        }
        return result;
    }

    private Rational binomial(Rational a, Rational b) {
        if (!b.isInteger() || !a.isInteger()) {
            throw new Stop.Undefined("a binomial coefficient of fractions");
        }
        if (b.signum() < 0) {
            return Rational.ZERO;
        }
        BigInteger n = a.num();
        BigInteger k = b.num();
        if (n.signum() >= 0 && k.compareTo(n) > 0) {
            return Rational.ZERO;
        }
        if (n.signum() >= 0) {
            k = k.min(n.subtract(k));
        }
        if (k.bitLength() > 14) {
            throw new Stop.OutOfReach("a binomial coefficient too large");
        }
        // a choice of k from n is at least (n/k)^k
        long least = k.longValue() * (n.bitLength() - 1L - k.bitLength());
        if (least > Rational.MAX_BITS) {
            throw new Stop.OutOfReach("a binomial coefficient too large");
        }
        BigInteger result = BigInteger.ONE;
        for (int j = 1; j <= k.intValue(); j++) {
            budget.spendOnProduct(result.bitLength(), n.bitLength());
            budget.spendOnDivision(result.bitLength() + n.bitLength(), Integer.SIZE);
            result = result.multiply(n.subtract(BigInteger.valueOf(j - 1L))).divide(BigInteger.valueOf(j));
            if (result.bitLength() > Rational.MAX_BITS) {
                throw new Stop.OutOfReach("a binomial coefficient too large");
            }
        }
        return Rational.of(result);
    }

    /// The greatest rational of which both are multiples by integers.
    private static Rational gcd(Rational a, Rational b) {
        return Rational.of(
                Rational.gcd(a.num().multiply(b.den()), b.num().multiply(a.den())),
                a.den().multiply(b.den()));
    }

    private static Rational lcm(Rational a, Rational b) {
        return a.isZero() || b.isZero() ? Rational.ZERO : a.times(b).abs().over(gcd(a, b));
    }

    private @Nullable Rational sum(Node.Bound b) {
        boolean sum = b.kind() == Node.BoundKind.SUM;
        if (!sum && b.kind() != Node.BoundKind.PRODUCT
                || b.variable().isEmpty()
                || b.from() == null
                || b.to() == null) {
            return null;
        }
        Rational from = of(b.from());
        Rational to = of(b.to());
        if (from == null || to == null || !from.isInteger() || !to.isInteger()) {
            return null;
        }
        BigInteger terms = to.num().subtract(from.num()).add(BigInteger.ONE);
        if (sum && terms.compareTo(MANY) > 0 && terms.bitLength() <= LONGEST_RANGE) {
            Polynomial body = Polynomial.of(b.body(), b.variable(), MAX_DEGREE, budget);
            if (body != null) {
                return body.sum(from, terms, budget);
            }
        }
        if (terms.bitLength() > 30 || terms.intValue() > MAX_TERMS) {
            throw new Stop.OutOfReach("a sum of more than " + MAX_TERMS + " terms");
        }
        return add(b, from.num(), terms.intValue(), sum);
    }

    private @Nullable Rational add(Node.Bound b, BigInteger from, int terms, boolean sum) {
        Rational shadowed = bound.get(b.variable());
        Rational total = sum ? Rational.ZERO : Rational.ONE;
        for (int k = 0; k < terms && total != null; k++) {
            bound.put(b.variable(), Rational.of(from.add(BigInteger.valueOf(k))));
            Rational term = of(b.body());
            if (term != null) {
                pay(sum ? Op.ADD : Op.MUL, total, term);
            }
            total = term == null ? null : sum ? total.plus(term) : total.times(term);
            if (total != null) {
                budget.spendOnBits(2L * total.bits());
                if (total.bits() > Rational.MAX_BITS) {
                    throw new Stop.OutOfReach("a sum too long to write");
                }
            }
        }
        if (shadowed == null) {
            bound.remove(b.variable());
        } else {
            bound.put(b.variable(), shadowed);
        }
        return total;
    }
}
