package reason4j.verify.math;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.number.Rational;
import reason4j.verify.math.syntax.Node;
import reason4j.verify.math.syntax.Node.Rel;
import reason4j.verify.math.syntax.Op;

/// Where a quadratic polynomial with rational coefficients is positive or negative.
final class Quadratics {

    private Quadratics() {}

    /// The numbers where `p op 0` holds, or null where `p` is not of the second degree or `op` is no inequality.
    static @Nullable Region where(Polynomial p, Rel op) {
        List<Rational> c = p.coefficients();
        boolean quadratic = c.size() == 3 && !c.get(2).isZero();
        boolean inequality = op == Rel.LT || op == Rel.LE || op == Rel.GT || op == Rel.GE || op == Rel.NE;
        if (!quadratic || !inequality) {
            return null;
        }
        Rational a = c.get(2);
        Rational b = c.get(1);
        Rational discriminant = b.times(b).minus(Rational.of(4).times(a).times(c.get(0)));
        boolean below = op == Rel.LT || op == Rel.LE;
        boolean within = op != Rel.NE && below == a.signum() > 0;
        boolean closed = op == Rel.LE || op == Rel.GE;
        if (discriminant.signum() < 0) {
            return within ? Region.empty() : new Region(List.of(Region.ALL), null);
        }
        Node root = Node.Call.of(Op.ROOT, new Node.Num(discriminant, -1), Node.Num.of(2));
        Region.End low = end(a, b, a.signum() > 0 ? Node.Call.of(Op.NEG, root) : root);
        Region.End high = end(a, b, a.signum() > 0 ? root : Node.Call.of(Op.NEG, root));
        if (discriminant.isZero()) {
            return touching(low, within, closed);
        }
        if (within) {
            return new Region(List.of(new Region.Piece(low, closed, high, closed)), null);
        }
        Region.Piece left = new Region.Piece(Region.MINUS, false, low, closed);
        Region.Piece right = new Region.Piece(high, closed, Region.PLUS, false);
        return op == Rel.NE
                ? new Region(List.of(left, new Region.Piece(low, false, high, false), right), null)
                : new Region(List.of(left, right), null);
    }

    private static Region touching(Region.End root, boolean within, boolean closed) {
        Region point = new Region(List.of(new Region.Piece(root, true, root, true)), null);
        if (within) {
            return closed ? point : Region.empty();
        }
        return closed ? new Region(List.of(Region.ALL), null) : point.complement();
    }

    private static Region.End end(Rational a, Rational b, Node root) {
        Node sum = Node.Call.of(Op.ADD, new Node.Num(b.negate(), -1), root);
        return Region.End.of(Node.Call.of(Op.DIV, sum, new Node.Num(a.times(Rational.of(2)), -1)));
    }
}
