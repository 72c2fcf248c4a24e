package reason4j.verify.math;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.number.Arithmetic;
import reason4j.verify.math.number.Ball;
import reason4j.verify.math.number.Budget;
import reason4j.verify.math.number.Functions;
import reason4j.verify.math.number.Rational;
import reason4j.verify.math.number.Stop;
import reason4j.verify.math.syntax.Node;
import reason4j.verify.math.syntax.Op;

/// Evaluates a tree at a point to a number of bits.
final class Numeric {

    private static final int MAX_TERMS = 400;

    private final Arithmetic ar;
    private final Functions fn;
    private final Budget budget;
    private final Map<String, Ball> point;
    private final boolean decimalLog;
    private boolean leftReals;

    /// @param point values of the symbols and, under their normal form, of the terms that are not evaluated
    /// @param decimalLog whether `log` without a base is the decimal logarithm
    Numeric(int bits, Budget budget, Map<String, Ball> point, boolean decimalLog) {
        this.ar = new Arithmetic(bits, budget);
        this.fn = new Functions(ar);
        this.budget = budget;
        this.point = point;
        this.decimalLog = decimalLog;
    }

    Arithmetic arithmetic() {
        return ar;
    }

    /// Whether a real function met an argument outside its real domain.
    boolean leftReals() {
        return leftReals;
    }

    /// @throws Stop where there is no value within reach
    Ball of(Node node) {
        budget.spend(1);
        return switch (node) {
            case Node.Num n -> ar.of(n.value());
            case Node.Sym s -> symbol(s.name());
            case Node.Call c -> call(c);
            case Node.Bound b -> bound(b);
            case Node.BaseNum b -> opaque(b);
            case Node.Group g -> throw new Stop.OutOfReach("a list within a term");
            case Node.Relation r -> throw new Stop.OutOfReach("a relation within a term");
            case Node.Builder b -> throw new Stop.OutOfReach("a set within a term");
            case Node.Matrix m -> throw new Stop.OutOfReach("a matrix within a term");
            case Node.Words w -> opaque(w);
        };
    }

    private Ball symbol(String name) {
        Ball value = point.get(name);
        if (value != null) {
            return value;
        }
        return switch (name) {
            case "pi" -> ar.pi();
            case "e" -> fn.exp(ar.of(1));
            case "i" -> ar.i();
            default -> throw new Stop.OutOfReach("no value for " + name);
        };
    }

    private Ball opaque(Node node) {
        Ball value = point.get(node.show());
        if (value == null) {
            throw new Stop.OutOfReach("a term that is not evaluated");
        }
        return value;
    }

    private Ball call(Node.Call c) {
        return switch (c.op()) {
            case ADD -> sum(c.args());
            case MUL -> product(c.args());
            case DIV -> ar.over(of(c.arg(0)), of(c.arg(1)));
            case NEG -> ar.negate(of(c.arg(0)));
            case POW -> power(c.arg(0), c.arg(1));
            case ROOT -> root(c.arg(0), c.arg(1));
            case UNIT -> of(c.arg(0));
            case PERCENT -> ar.over(of(c.arg(0)), ar.of(100));
            case DEGREES -> ar.over(ar.times(of(c.arg(0)), ar.pi()), ar.of(180));
            case RATIO -> {
                if (c.args().size() != 2) {
                    throw new Stop.OutOfReach("a ratio of more than two");
                }
                yield ar.over(of(c.arg(0)), of(c.arg(1)));
            }
            case MAX, MIN, GCD, LCM, BINOMIAL, MOD -> several(c);
            case LOG_BASE -> ar.over(ln(of(c.arg(0))), ln(of(c.arg(1))));
            case APPLY -> opaque(c);
            case PM, MP, CLASS, UNION, INTERSECTION, DIFFERENCE, NOT, TRANSPOSE ->
                throw new Stop.OutOfReach("no value of one number");
            default -> Elementary.of(c.op(), of(c.arg(0)), this);
        };
    }

    Budget budget() {
        return budget;
    }

    Functions functions() {
        return fn;
    }

    Ball ln(Ball x) {
        return noting(x, fn.ln(x));
    }

    Ball log(Ball x) {
        return decimalLog ? ar.over(ln(x), ln(ar.of(10))) : ln(x);
    }

    /// Remembers that a real argument gave a value that is not real.
    Ball noting(Ball argument, Ball value) {
        if (argument.isReal() && !value.isReal()) {
            leftReals = true;
        }
        return value;
    }

    private Ball sum(List<Node> args) {
        Ball total = of(args.getFirst());
        for (Node arg : args.subList(1, args.size())) {
            total = ar.plus(total, of(arg));
        }
        return total;
    }

    private Ball product(List<Node> args) {
        Ball total = of(args.getFirst());
        for (Node arg : args.subList(1, args.size())) {
            total = ar.times(total, of(arg));
        }
        return total;
    }

    private Ball power(Node base, Node exponent) {
        Rational e = new Exact(budget).of(exponent);
        Ball b = of(base);
        if (e != null) {
            return rationalPower(b, e);
        }
        Ball x = of(exponent);
        BigInteger whole = x.isReal() ? integer(x) : null;
        if (whole != null) {
            return ar.power(b, whole);
        }
        if (base instanceof Node.Sym s && s.name().equals("e")) {
            return fn.exp(x);
        }
        Ball value = fn.power(b, x);
        return x.isReal() ? noting(b, value) : value;
    }

    private Ball rationalPower(Ball b, Rational e) {
        if (e.isInteger()) {
            return ar.power(b, e.num());
        }
        if (e.den().bitLength() > 30) {
            return noting(b, fn.power(b, ar.of(e)));
        }
        return ar.power(realRoot(b, e.den().longValue()), e.num());
    }

    private Ball root(Node radicand, Node degree) {
        Rational d = new Exact(budget).of(degree);
        Ball x = of(radicand);
        if (d != null && d.isInteger() && d.signum() > 0 && d.num().bitLength() < 30) {
            return realRoot(x, d.num().longValue());
        }
        return noting(x, fn.power(x, ar.over(ar.of(1), of(degree))));
    }

    private Ball realRoot(Ball x, long degree) {
        if (degree == 1 || x.isReal() && x.re().isZero()) {
            return x;
        }
        if (x.isReal() && x.re().signum() < 0 && degree % 2 != 0) {
            return ar.negate(fn.root(ar.negate(x), degree));
        }
        Ball value = degree == 2 ? ar.sqrt(x) : fn.root(x, degree);
        return noting(x, value);
    }

    /// The integer a real ball stands for, when it is exact or as near to one as its error; else null.
    @Nullable
    BigInteger integer(Ball x) {
        if (x.top() > 200) {
            return null;
        }
        Rational nearest = Rational.of(nearest(x));
        return ar.minus(x, ar.of(nearest)).mayBeZero() ? nearest.num() : null;
    }

    /// The integer nearest to a real ball.
    BigInteger nearest(Ball x) {
        if (x.top() > 2000) {
            throw new Stop.OutOfReach("a number too large to round");
        }
        return x.nearestInteger();
    }

    private Ball several(Node.Call c) {
        Rational exact = new Exact(budget).of(c);
        if (exact != null) {
            return ar.of(exact);
        }
        List<Ball> values = c.args().stream().map(this::of).toList();
        if (c.op() == Op.MAX || c.op() == Op.MIN) {
            Ball best = values.getFirst();
            for (Ball v : values.subList(1, values.size())) {
                boolean less = ar.minus(v, best).sign() < 0;
                best = less == (c.op() == Op.MIN) ? v : best;
            }
            return best;
        }
        if (c.op() == Op.MOD) {
            Ball q = ar.over(values.get(0), values.get(1));
            return ar.minus(values.get(0), ar.times(Elementary.floor(q, this), values.get(1)));
        }
        return integers(c.op(), values);
    }

    private Ball integers(Op op, List<Ball> values) {
        List<Node> whole = new java.util.ArrayList<>();
        for (Ball v : values) {
            BigInteger n = v.isReal() ? integer(v) : null;
            if (n == null) {
                throw new Stop.Undefined("an integer expected");
            }
            whole.add(new Node.Num(Rational.of(n), -1));
        }
        Rational exact = new Exact(budget).of(new Node.Call(op, whole));
        if (exact == null) {
            throw new Stop.OutOfReach("not evaluated");
        }
        return ar.of(exact);
    }

    private Ball bound(Node.Bound b) {
        Ball known = point.get(b.show());
        if (known != null) {
            return known;
        }
        boolean sum = b.kind() == Node.BoundKind.SUM;
        if (!sum && b.kind() != Node.BoundKind.PRODUCT
                || b.variable().isEmpty()
                || b.from() == null
                || b.to() == null) {
            throw new Stop.OutOfReach("a term that is not evaluated");
        }
        BigInteger from = integer(of(b.from()));
        BigInteger to = integer(of(b.to()));
        if (from == null || to == null || to.subtract(from).bitLength() > 20) {
            throw new Stop.OutOfReach("a sum that is not evaluated");
        }
        if (to.subtract(from).intValue() > MAX_TERMS) {
            throw new Stop.OutOfReach("a sum of more than " + MAX_TERMS + " terms");
        }
        return add(b, from, to, sum);
    }

    private Ball add(Node.Bound b, BigInteger from, BigInteger to, boolean sum) {
        Ball total = ar.of(sum ? 0 : 1);
        Ball shadowed = point.get(b.variable());
        for (BigInteger k = from; k.compareTo(to) <= 0; k = k.add(BigInteger.ONE)) {
            point.put(b.variable(), ar.of(Rational.of(k)));
            Ball term = of(b.body());
            total = sum ? ar.plus(total, term) : ar.times(total, term);
        }
        if (shadowed == null) {
            point.remove(b.variable());
        } else {
            point.put(b.variable(), shadowed);
        }
        return total;
    }
}
