package reason4j.verify.math;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.number.Budget;
import reason4j.verify.math.syntax.Height;
import reason4j.verify.math.syntax.Node;
import reason4j.verify.math.syntax.Op;

/// Derivatives of what is made of sums, products, quotients, powers, roots, exponentials, logarithms, trigonometric and
/// inverse trigonometric functions.
final class Derivatives {

    private static final int MAX_ORDER = 4;
    /// A product rule copies its factors.
    private static final int MAX_NODES = 4_000;

    private static final Node ZERO = Node.Num.of(0);
    private static final Node ONE = Node.Num.of(1);
    private static final Node TWO = Node.Num.of(2);

    private final Budget budget;

    Derivatives(Budget budget) {
        this.budget = budget;
    }

    /// The derivative as a tree, or null where the rules do not reach.
    @Nullable
    Node of(Node.Bound b) {
        int order = order(b.from());
        Set<String> letters = Symbols.of(b.body()).free;
        if (!letters.isEmpty() && !letters.contains(b.variable())) {
            // another letter alone may well depend on this one
            return null;
        }
        Node value = b.body();
        for (int k = 0; k < order && value != null; k++) {
            value = Height.larger(value, MAX_NODES) ? null : of(value, b.variable());
        }
        return order == 0 ? null : value;
    }

    /// `d` is 1, `d^2` is 2; 0 for what is not known here.
    private static int order(@Nullable Node operator) {
        if (!(operator instanceof Node.Sym s)) {
            return 0;
        }
        if (s.name().equals("d")) {
            return 1;
        }
        int digit =
                s.name().length() == 3 && s.name().startsWith("d^") ? s.name().charAt(2) - '0' : 0;
        return digit > 0 && digit <= MAX_ORDER ? digit : 0;
    }

    private @Nullable Node of(Node f, String x) {
        budget.spend(5);
        if (f instanceof Node.Sym s && s.name().equals(x)) {
            return ONE;
        }
        Symbols symbols = Symbols.of(f);
        if (!symbols.opaque.isEmpty()) {
            return null;
        }
        if (!symbols.free.contains(x)) {
            return ZERO;
        }
        return f instanceof Node.Call c ? call(c, x) : null;
    }

    private @Nullable Node call(Node.Call c, String x) {
        return switch (c.op()) {
            case ADD -> each(c, x);
            case NEG -> times(of(c.arg(0), x), Node.Num.of(-1));
            case MUL -> product(c.args(), x);
            case DIV -> product(List.of(c.arg(0), power(c.arg(1), Node.Num.of(-1))), x);
            case POW -> powered(c.arg(0), c.arg(1), x);
            case ROOT -> powered(c.arg(0), over(ONE, c.arg(1)), x);
            case LOG_BASE -> of(over(Node.Call.of(Op.LN, c.arg(0)), Node.Call.of(Op.LN, c.arg(1))), x);
            default -> c.args().size() == 1 ? chained(c, x) : null;
        };
    }

    private @Nullable Node each(Node.Call c, String x) {
        List<Node> parts = new ArrayList<>();
        for (Node arg : c.args()) {
            Node part = of(arg, x);
            if (part == null) {
                return null;
            }
            parts.add(part);
        }
        return new Node.Call(Op.ADD, parts);
    }

    private @Nullable Node product(List<Node> factors, String x) {
        List<Node> parts = new ArrayList<>();
        for (int k = 0; k < factors.size(); k++) {
            Node own = of(factors.get(k), x);
            if (own == null) {
                return null;
            }
            if (!own.equals(ZERO)) {
                List<Node> all = new ArrayList<>(factors);
                all.set(k, own);
                parts.add(new Node.Call(Op.MUL, all));
            }
        }
        return parts.isEmpty() ? ZERO : new Node.Call(Op.ADD, parts);
    }

    /// `(f^g)' = g f^{g-1} f'` for a constant exponent, else `f^g (g \ln f)'`.
    private @Nullable Node powered(Node base, Node exponent, String x) {
        if (!Symbols.of(exponent).free.contains(x)) {
            Node inner = of(base, x);
            Node less = Node.Call.of(Op.ADD, exponent, Node.Num.of(-1));
            return inner == null ? null : new Node.Call(Op.MUL, List.of(exponent, power(base, less), inner));
        }
        Node logarithm = base.equals(new Node.Sym("e")) ? ONE : Node.Call.of(Op.LN, base);
        Node inner = of(Node.Call.of(Op.MUL, exponent, logarithm), x);
        return times(inner, power(base, exponent));
    }

    private @Nullable Node chained(Node.Call c, String x) {
        Node u = c.arg(0);
        Node outer = switch (c.op()) {
            case EXP -> c;
            case LN, LOG -> over(ONE, u);
            case SIN -> Node.Call.of(Op.COS, u);
            case COS -> negative(Node.Call.of(Op.SIN, u));
            case TAN -> power(Node.Call.of(Op.COS, u), Node.Num.of(-2));
            case COT -> negative(power(Node.Call.of(Op.SIN, u), Node.Num.of(-2)));
            case SEC -> Node.Call.of(Op.MUL, c, Node.Call.of(Op.TAN, u));
            case CSC -> negative(Node.Call.of(Op.MUL, c, Node.Call.of(Op.COT, u)));
            case ASIN -> over(ONE, rooted(-1, u));
            case ACOS -> negative(over(ONE, rooted(-1, u)));
            case ATAN -> over(ONE, Node.Call.of(Op.ADD, ONE, power(u, TWO)));
            case SINH -> Node.Call.of(Op.COSH, u);
            case COSH -> Node.Call.of(Op.SINH, u);
            default -> null;
        };
        return outer == null ? null : times(of(u, x), outer);
    }

    /// `\sqrt{1 ± u^2}`.
    private static Node rooted(long sign, Node u) {
        Node square = Node.Call.of(Op.MUL, Node.Num.of(sign), power(u, TWO));
        return Node.Call.of(Op.ROOT, Node.Call.of(Op.ADD, ONE, square), TWO);
    }

    private static Node power(Node base, Node exponent) {
        return Node.Call.of(Op.POW, base, exponent);
    }

    private static Node over(Node a, Node b) {
        return Node.Call.of(Op.DIV, a, b);
    }

    private static Node negative(Node node) {
        return Node.Call.of(Op.NEG, node);
    }

    private static @Nullable Node times(@Nullable Node a, Node b) {
        return a == null ? null : Node.Call.of(Op.MUL, a, b);
    }
}
