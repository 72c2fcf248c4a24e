package reason4j.verify.math;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.number.Ball;
import reason4j.verify.math.number.Budget;
import reason4j.verify.math.number.Rational;
import reason4j.verify.math.number.Stop;
import reason4j.verify.math.syntax.Height;
import reason4j.verify.math.syntax.Node;
import reason4j.verify.math.syntax.Op;

/// Definite integrals of polynomials and of powers, exponentials, sines and cosines of terms of the first degree, and
/// of
/// sums and multiples of these.
final class Integrals {

    private static final int MAX_DEGREE = 60;
    /// An integral within an integral doubles the tree.
    private static final int MAX_NODES = 2_000;

    private static final int MAX_END_NODES = 50;
    private static final Node ZERO = Node.Num.of(0);
    private static final Node ONE = Node.Num.of(1);

    private final Budget budget;

    Integrals(Budget budget) {
        this.budget = budget;
    }

    /// The value of a definite integral, or null where its antiderivative is not known here or an end is infinite.
    @Nullable
    Node of(Node.Bound b) {
        Node from = b.from();
        Node to = b.to();
        if (from == null || to == null || b.variable().isEmpty() || Symbols.of(from, to).infinite) {
            return null;
        }
        if (Height.larger(from, MAX_END_NODES) || Height.larger(to, MAX_END_NODES)) {
            return null;
        }
        try {
            Node anti = new Antiderivative(b.variable(), from, to).of(b.body());
            if (anti == null || Height.larger(anti, MAX_NODES)) {
                return null;
            }
            return Node.Call.of(
                    Op.ADD,
                    Symbols.put(anti, b.variable(), to),
                    Node.Call.of(Op.NEG, Symbols.put(anti, b.variable(), from)));
        } catch (Stop.OutOfBudget spent) {
            throw spent;
        } catch (Stop stop) {
            return null;
        }
    }

    /// `slope · x + rest`.
    private record Linear(Node slope, Node rest) {
        boolean varies() {
            return !slope.equals(ZERO);
        }
    }

    private final class Antiderivative {

        private final String x;
        private final Node from;
        private final Node to;

        Antiderivative(String x, Node from, Node to) {
            this.x = x;
            this.from = from;
            this.to = to;
        }

        private boolean constant(Node node) {
            Symbols symbols = Symbols.of(node);
            return !symbols.free.contains(x) && symbols.opaque.isEmpty();
        }

        @Nullable
        Node of(Node f) {
            budget.spend(5);
            if (constant(f)) {
                return Node.Call.of(Op.MUL, f, new Node.Sym(x));
            }
            if (f instanceof Node.Call c) {
                Node own = call(c);
                return own != null ? own : polynomial(f);
            }
            return polynomial(f);
        }

        private @Nullable Node call(Node.Call c) {
            return switch (c.op()) {
                case ADD -> sum(c);
                case NEG -> negated(of(c.arg(0)));
                case MUL -> product(c.args());
                case DIV -> quotient(c.arg(0), c.arg(1));
                case POW -> power(c.arg(0), c.arg(1));
                case ROOT -> power(c.arg(0), Node.Call.of(Op.DIV, ONE, c.arg(1)));
                case SIN -> inner(c.arg(0), negated(Node.Call.of(Op.COS, c.arg(0))));
                case COS -> inner(c.arg(0), Node.Call.of(Op.SIN, c.arg(0)));
                case EXP -> inner(c.arg(0), c);
                default -> null;
            };
        }

        private @Nullable Node sum(Node.Call c) {
            List<Node> parts = new ArrayList<>();
            for (Node arg : c.args()) {
                Node part = of(arg);
                if (part == null) {
                    return null;
                }
                parts.add(part);
            }
            return new Node.Call(Op.ADD, parts);
        }

        private static @Nullable Node negated(@Nullable Node node) {
            return node == null ? null : Node.Call.of(Op.NEG, node);
        }

        private @Nullable Node product(List<Node> factors) {
            List<Node> constants = new ArrayList<>();
            List<Node> rest = new ArrayList<>();
            for (Node factor : factors) {
                (constant(factor) ? constants : rest).add(factor);
            }
            if (rest.size() != 1 || constants.isEmpty()) {
                return null;
            }
            Node inner = of(rest.getFirst());
            constants.add(inner == null ? ZERO : inner);
            return inner == null ? null : new Node.Call(Op.MUL, constants);
        }

        private @Nullable Node quotient(Node above, Node below) {
            if (constant(below)) {
                Node inner = of(above);
                return inner == null ? null : Node.Call.of(Op.DIV, inner, below);
            }
            if (!constant(above)) {
                return null;
            }
            Node base = below;
            Node exponent = Node.Num.of(-1);
            if (below instanceof Node.Call c && c.op() == Op.POW) {
                base = c.arg(0);
                exponent = Node.Call.of(Op.NEG, c.arg(1));
            } else if (below instanceof Node.Call c && c.op() == Op.ROOT) {
                base = c.arg(0);
                exponent = Node.Call.of(Op.NEG, Node.Call.of(Op.DIV, ONE, c.arg(1)));
            }
            Node inner = power(base, exponent);
            return inner == null ? null : Node.Call.of(Op.MUL, above, inner);
        }

        /// The antiderivative over the slope of what stands inside.
        private @Nullable Node inner(Node argument, @Nullable Node outer) {
            Linear l = linear(argument);
            return l == null || !l.varies() || outer == null ? null : Node.Call.of(Op.DIV, outer, l.slope());
        }

        private @Nullable Node power(Node base, Node exponent) {
            if (constant(base) && !constant(exponent)) {
                Node power = Node.Call.of(Op.POW, base, exponent);
                boolean natural = base.equals(new Node.Sym("e"));
                return inner(exponent, natural ? power : Node.Call.of(Op.DIV, power, Node.Call.of(Op.LN, base)));
            }
            Rational e = constant(exponent) ? new Exact(budget).of(exponent) : null;
            Linear l = e == null ? null : linear(base);
            if (e == null || l == null || !l.varies() || !regular(base, e)) {
                return null;
            }
            if (e.equals(Rational.of(-1))) {
                return inner(base, Node.Call.of(Op.LN, Node.Call.of(Op.ABS, base)));
            }
            Node higher = new Node.Num(e.plus(Rational.ONE), -1);
            return inner(base, Node.Call.of(Op.DIV, Node.Call.of(Op.POW, base, higher), higher));
        }

        /// Whether a power of a term of the first degree has a value all the way from one end to the other.
        private boolean regular(Node base, Rational e) {
            if (e.isInteger() && e.signum() >= 0) {
                return true;
            }
            int low = sign(Symbols.put(base, x, from));
            int high = sign(Symbols.put(base, x, to));
            boolean positive = low > 0 && high > 0 || e.signum() > 0 && low >= 0 && high >= 0;
            return positive || e.isInteger() && low < 0 && high < 0;
        }

        private int sign(Node node) {
            Rational exact = new Exact(budget).of(node);
            if (exact != null) {
                return exact.signum();
            }
            Ball value = new Numeric(Scalars.BITS, budget, new HashMap<>(), false).of(node);
            if (!value.isReal() || value.sign() == 0) {
                throw new Stop.OutOfReach("an end whose sign is not known");
            }
            return value.sign();
        }

        private @Nullable Linear linear(Node node) {
            if (constant(node)) {
                return new Linear(ZERO, node);
            }
            if (node instanceof Node.Sym) {
                return new Linear(ONE, ZERO);
            }
            if (!(node instanceof Node.Call c)) {
                return null;
            }
            return switch (c.op()) {
                case NEG -> times(linear(c.arg(0)), Node.Num.of(-1));
                case ADD -> added(c.args());
                case MUL -> multiplied(c.args());
                case DIV -> constant(c.arg(1)) ? times(linear(c.arg(0)), Node.Call.of(Op.DIV, ONE, c.arg(1))) : null;
                default -> null;
            };
        }

        private static @Nullable Linear times(@Nullable Linear l, Node factor) {
            return l == null
                    ? null
                    : new Linear(Node.Call.of(Op.MUL, factor, l.slope()), Node.Call.of(Op.MUL, factor, l.rest()));
        }

        private @Nullable Linear added(List<Node> terms) {
            List<Node> slopes = new ArrayList<>();
            List<Node> rests = new ArrayList<>();
            for (Node term : terms) {
                Linear l = linear(term);
                if (l == null) {
                    return null;
                }
                if (l.varies()) {
                    slopes.add(l.slope());
                }
                rests.add(l.rest());
            }
            return new Linear(
                    slopes.size() == 1 ? slopes.getFirst() : new Node.Call(Op.ADD, slopes),
                    new Node.Call(Op.ADD, rests));
        }

        private @Nullable Linear multiplied(List<Node> factors) {
            Linear varying = new Linear(ZERO, ONE);
            Node constants = ONE;
            for (Node factor : factors) {
                if (constant(factor)) {
                    constants = Node.Call.of(Op.MUL, constants, factor);
                } else if (varying.varies()) {
                    return null;
                } else {
                    Linear own = linear(factor);
                    if (own == null) {
                        return null;
                    }
                    varying = own;
                }
            }
            return times(varying, constants);
        }

        private @Nullable Node polynomial(Node f) {
            Polynomial p = Polynomial.of(f, x, MAX_DEGREE, budget);
            return p == null ? null : p.antiderivative(x);
        }
    }
}
