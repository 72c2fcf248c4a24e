package reason4j.verify.math;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.number.Budget;
import reason4j.verify.math.number.Rational;
import reason4j.verify.math.number.Stop;
import reason4j.verify.math.syntax.Height;
import reason4j.verify.math.syntax.Node;
import reason4j.verify.math.syntax.Op;

/// Sums and products with dots, `1 + 2 + \cdots + n`, as what the dots stand for: the last term is the general one
/// where
/// it has a symbol, `1 \cdot 3 \cdot 5 \cdots (2n - 1)`; between numbers the places at which the first two terms differ
/// go on in equal steps, `1^2 + 2^2 + \cdots + 10^2`, or three terms and the last one are in a constant ratio. The
/// terms
/// before and after the dots must all be what the rule says; else the dots stay.
final class Continued {

    private static final Node DOTS = new Node.Sym("…");
    /// The name of the index; no symbol that can be written is called so.
    private static final String INDEX = "…j";

    private static final int FIRST_SHIFT = -2;
    private static final int LAST_SHIFT = 12;
    private static final int MOST_NODES = 60;
    private static final int MOST_BITS = 4_000;
    private static final int MOST_LEADING = 6;
    private static final int MOST_STEPS = 1_000_000_000;

    private final Budget budget;
    private final Scalars scalars;

    Continued(Budget budget) {
        this.budget = budget;
        this.scalars = new Scalars(budget);
    }

    /// Whether terms are joined with dots between them.
    static boolean concerns(Node.Call c) {
        return (c.op() == Op.ADD || c.op() == Op.MUL) && c.args().contains(DOTS);
    }

    /// The sum or product written with its index, or null where the terms follow no rule that is known here.
    @Nullable
    Node of(Node.Call c) {
        int dots = c.args().indexOf(DOTS);
        List<Node> leading = c.args().subList(0, dots);
        List<Node> closing = c.args().subList(dots + 1, c.args().size());
        boolean plain = leading.size() >= 2
                && leading.size() <= MOST_LEADING
                && !closing.isEmpty()
                && closing.size() <= 2
                && !closing.contains(DOTS)
                && !Height.larger(c, MOST_NODES);
        if (!plain) {
            return null;
        }
        try {
            Node last = closing.getLast();
            boolean numbers = Symbols.of(last).free.isEmpty();
            Node.Bound all = numbers ? stepped(c.op(), leading, last) : general(c.op(), leading, last);
            if (all != null && (closing.size() == 1 || equal(at(all, minusOne(all.to())), closing.getFirst()))) {
                return all;
            }
            return numbers && closing.size() == 1 && c.op() == Op.ADD ? geometric(leading, last) : null;
        } catch (Stop.OutOfBudget spent) {
            throw spent;
        } catch (Stop stop) {
            return null;
        }
    }

    /// With the last term as the general one.
    private Node.@Nullable Bound general(Op op, List<Node> leading, Node last) {
        for (String name : Symbols.of(last).free) {
            for (int shift = FIRST_SHIFT; shift <= LAST_SHIFT; shift++) {
                Node body = Symbols.put(last, name, shifted(new Node.Sym(INDEX), shift));
                Node.Bound all = bound(op, body, shifted(new Node.Sym(name), -shift));
                if (begins(all, leading)) {
                    return all;
                }
            }
        }
        return null;
    }

    private static Node shifted(Node node, int by) {
        return by == 0 ? node : Node.Call.of(Op.ADD, node, Node.Num.of(by));
    }

    private static Node.Bound bound(Op op, Node body, Node to) {
        Node.BoundKind kind = op == Op.ADD ? Node.BoundKind.SUM : Node.BoundKind.PRODUCT;
        return new Node.Bound(kind, INDEX, Node.Num.of(0), to, body);
    }

    private boolean begins(Node.Bound all, List<Node> leading) {
        for (int k = 0; k < leading.size(); k++) {
            if (!equal(at(all, Node.Num.of(k)), leading.get(k))) {
                return false;
            }
        }
        return true;
    }

    private static Node at(Node.Bound all, @Nullable Node index) {
        return index == null ? all : Symbols.put(all.body(), INDEX, index);
    }

    private static @Nullable Node minusOne(@Nullable Node to) {
        return to == null ? null : Node.Call.of(Op.ADD, to, Node.Num.of(-1));
    }

    private boolean equal(Node a, Node b) {
        budget.spend(5);
        return scalars.same(a, b).holds();
    }

    /// Numerals that differ between the first two terms go on in equal steps up to the last term.
    private Node.@Nullable Bound stepped(Op op, List<Node> leading, Node last) {
        Node body = stepping(leading.get(0), leading.get(1));
        Rational steps = body == null ? null : steps(body, last);
        if (body == null
                || steps == null
                || !steps.isInteger()
                || steps.compareTo(Rational.of(leading.size())) < 0
                || steps.compareTo(Rational.of(MOST_STEPS)) > 0) {
            return null;
        }
        Node.Bound all = bound(op, body, new Node.Num(steps, -1));
        return begins(all, leading) && equal(at(all, all.to()), last) ? all : null;
    }

    /// The first term with `a + (b - a) j` in the place of each numeral `a` that is `b` in the second, or null where
    /// the terms are not built alike.
    private static @Nullable Node stepping(Node first, Node second) {
        if (first.equals(second)) {
            return first;
        }
        if (first instanceof Node.Num a && second instanceof Node.Num b) {
            Node step = new Node.Num(b.value().minus(a.value()), -1);
            return Node.Call.of(Op.ADD, a, Node.Call.of(Op.MUL, step, new Node.Sym(INDEX)));
        }
        boolean alike = first instanceof Node.Call c
                && second instanceof Node.Call d
                && c.op() == d.op()
                && c.args().size() == d.args().size();
        if (!alike) {
            return null;
        }
        List<Node> args = new ArrayList<>();
        for (int k = 0; k < ((Node.Call) first).args().size(); k++) {
            Node arg = stepping(((Node.Call) first).arg(k), ((Node.Call) second).arg(k));
            if (arg == null) {
                return null;
            }
            args.add(arg);
        }
        return new Node.Call(((Node.Call) first).op(), args);
    }

    /// The index at which the first place of the body that depends on it is what the last term has there.
    private @Nullable Rational steps(Node body, Node last) {
        if (body instanceof Node.Call c
                && c.op() == Op.ADD
                && c.args().size() == 2
                && c.arg(0) instanceof Node.Num from
                && c.arg(1) instanceof Node.Call m
                && m.args().size() == 2
                && m.arg(1).equals(new Node.Sym(INDEX))
                && m.arg(0) instanceof Node.Num step) {
            Rational end = step.value().isZero() ? null : new Exact(budget).of(last);
            return end == null ? null : end.minus(from.value()).over(step.value());
        }
        if (!(body instanceof Node.Call c)
                || !(last instanceof Node.Call l)
                || c.op() != l.op()
                || c.args().size() != l.args().size()) {
            return null;
        }
        for (int k = 0; k < c.args().size(); k++) {
            if (Symbols.of(c.arg(k)).free.contains(INDEX)) {
                return steps(c.arg(k), l.arg(k));
            }
        }
        return null;
    }

    /// Three numbers or more and the last in a constant ratio, summed.
    private @Nullable Node geometric(List<Node> leading, Node last) {
        List<Rational> values = new ArrayList<>();
        for (Node term : leading) {
            Rational value = new Exact(budget).of(term);
            if (value == null || value.isZero() || value.bits() > MOST_BITS) {
                return null;
            }
            values.add(value);
        }
        Rational end = new Exact(budget).of(last);
        Rational ratio = values.get(1).over(values.get(0));
        if (values.size() < 3
                || end == null
                || end.bits() > MOST_BITS
                || ratio.abs().equals(Rational.ONE)) {
            return null;
        }
        for (int k = 2; k < values.size(); k++) {
            if (!values.get(k).over(values.get(k - 1)).equals(ratio)) {
                return null;
            }
        }
        boolean grows = ratio.abs().compareTo(Rational.ONE) > 0;
        Rational term = values.getLast();
        while (!term.equals(end)) {
            budget.spendOnBits(4L * term.bits());
            int order = term.abs().compareTo(end.abs());
            if (order == 0 || order > 0 == grows) {
                return null;
            }
            term = term.times(ratio);
        }
        return new Node.Num(end.times(ratio).minus(values.getFirst()).over(ratio.minus(Rational.ONE)), -1);
    }
}
