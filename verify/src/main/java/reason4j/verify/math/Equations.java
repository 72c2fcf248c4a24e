package reason4j.verify.math;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reason4j.verify.math.number.Arithmetic;
import reason4j.verify.math.number.Ball;
import reason4j.verify.math.number.Budget;
import reason4j.verify.math.number.Rational;
import reason4j.verify.math.number.Stop;
import reason4j.verify.math.syntax.Node;
import reason4j.verify.math.syntax.Node.Rel;
import reason4j.verify.math.syntax.Op;

/// Equality of equations and of inequalities in several unknowns: the differences of their sides are in a constant
/// ratio, positive for inequalities.
final class Equations {

    private static final int ENOUGH = 3;

    private final Budget budget;
    private final Scalars scalars;

    Equations(Budget budget) {
        this.budget = budget;
        this.scalars = new Scalars(budget);
    }

    Match same(Node a, Node b) {
        if (!(a instanceof Node.Relation x) || !(b instanceof Node.Relation y)) {
            return Match.no("kind", "an equation or inequality on one side only");
        }
        if (x.equals(y)) {
            return Match.yes("same-form", "both sides are the same relation");
        }
        if (x.ops().size() != y.ops().size()) {
            return Match.no("relation", "chains of different length");
        }
        return x.ops().size() == 1 ? single(x, y) : chain(x, y);
    }

    private Match chain(Node.Relation x, Node.Relation y) {
        Node.Relation other = x.ops().equals(y.ops()) ? y : reversed(y);
        if (!x.ops().equals(other.ops())) {
            return Match.no("relation", "different relations");
        }
        for (int k = 0; k < x.sides().size(); k++) {
            if (!scalars.same(x.sides().get(k), other.sides().get(k)).holds()) {
                return Match.no("relation", "side " + (k + 1) + " of the chain differs");
            }
        }
        return Match.yes("relation", "the same chain");
    }

    private static Node.Relation reversed(Node.Relation r) {
        return new Node.Relation(
                r.sides().reversed(),
                r.ops().reversed().stream().map(Regions::flip).toList());
    }

    private Match single(Node.Relation x, Node.Relation y) {
        Rel op = x.ops().getFirst();
        Rel other = y.ops().getFirst();
        boolean flipped = op != other;
        if (flipped && Regions.flip(other) != op) {
            return Match.no("relation", "different relations");
        }
        return switch (op) {
            case EQ, NE, LT, LE, GT, GE -> proportional(x, y, flipped, op != Rel.EQ && op != Rel.NE);
            case CONGRUENT -> congruences(x, y);
            default -> bySides(x, y);
        };
    }

    private Match bySides(Node.Relation x, Node.Relation y) {
        boolean same = true;
        for (int k = 0; k < 2; k++) {
            Node p = x.sides().get(k);
            Node q = y.sides().get(k);
            same &= p.equals(q)
                    || !(p instanceof Node.Group)
                            && !(q instanceof Node.Group)
                            && scalars.same(p, q).holds();
        }
        return same ? Match.yes("relation", "the same relation") : Match.no("relation", "the relations differ");
    }

    /// Residue classes without an unknown.
    Match classes(Node.Call c, Node.Call d) {
        Node r = Node.Call.of(Op.MOD, Node.Call.of(Op.ADD, c.arg(0), Node.Call.of(Op.NEG, d.arg(0))), c.arg(1));
        boolean same = scalars.same(c.arg(1), d.arg(1)).holds()
                && scalars.same(r, Node.Num.of(0)).holds();
        return same
                ? Match.yes("congruence", "the same residue class")
                : Match.no("congruence", "different residue classes");
    }

    private Match congruences(Node.Relation x, Node.Relation y) {
        if (!(x.sides().get(1) instanceof Node.Call c)
                || !(y.sides().get(1) instanceof Node.Call d)
                || c.op() != Op.CLASS
                || d.op() != Op.CLASS) {
            return proportional(x, y, false, false);
        }
        boolean same = scalars.same(x.sides().getFirst(), y.sides().getFirst()).holds()
                && scalars.same(c.arg(1), d.arg(1)).holds();
        Node r = Node.Call.of(Op.MOD, Node.Call.of(Op.ADD, c.arg(0), Node.Call.of(Op.NEG, d.arg(0))), c.arg(1));
        return same && scalars.same(r, Node.Num.of(0)).holds()
                ? Match.yes("congruence", "the same residue class")
                : Match.no("congruence", "different residue classes");
    }

    private static Node difference(Node.Relation r) {
        return Node.Call.of(
                Op.ADD, r.sides().get(0), Node.Call.of(Op.NEG, r.sides().get(1)));
    }

    private Match proportional(Node.Relation x, Node.Relation y, boolean flipped, boolean ordered) {
        Node p = ordered ? difference(x) : new Fractions(budget).numerator(difference(x));
        Node q = ordered ? difference(y) : new Fractions(budget).numerator(difference(y));
        Symbols symbols = Symbols.of(p, q);
        if (symbols.infinite || !Symbols.of(p).free.equals(Symbols.of(q).free)) {
            return Match.no("relation", "about different unknowns");
        }
        Map<String, String> names = new HashMap<>();
        symbols.opaque.forEach(node -> names.put(node.show(), node.show()));
        List<String> all = new java.util.ArrayList<>(symbols.free);
        all.addAll(new java.util.TreeSet<>(names.keySet()));
        Ball ratio = null;
        int agreed = 0;
        for (Map<String, Rational> at : Points.of(all, symbols.integers)) {
            Ball r = ratio(p, q, at);
            if (r == null) {
                continue;
            }
            Arithmetic ar = new Arithmetic(Scalars.BITS, budget);
            if (ratio != null && !ar.minus(ratio, r).mayBeZero()) {
                return Match.no("relation", "the sides are not in a constant ratio");
            }
            ratio = r;
            agreed++;
        }
        if (ratio == null || agreed < ENOUGH) {
            return Match.undecided("no points at which both relations have values");
        }
        if (ordered && ratio.sign() != (flipped ? -1 : 1)) {
            return Match.no("relation", "the inequality is turned round");
        }
        return Match.yes("relation", "the sides are in a constant ratio at " + agreed + " points");
    }

    private @org.jspecify.annotations.Nullable Ball ratio(Node p, Node q, Map<String, Rational> at) {
        try {
            Arithmetic ar = new Arithmetic(Scalars.BITS, budget);
            Map<String, Ball> point = new HashMap<>();
            at.forEach((name, value) -> point.put(name, ar.of(value)));
            Numeric numeric = new Numeric(Scalars.BITS, budget, point, false);
            Ball a = numeric.of(p);
            Ball b = numeric.of(q);
            if (a.mayBeZero() && b.mayBeZero()) {
                return null;
            }
            return a.mayBeZero() || b.mayBeZero() ? null : numeric.arithmetic().over(a, b);
        } catch (Stop.OutOfBudget spent) {
            throw spent;
        } catch (Stop stop) {
            return null;
        }
    }
}
