package reason4j.verify.math;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.syntax.Node;
import reason4j.verify.math.syntax.Node.Rel;
import reason4j.verify.math.syntax.Op;

/// Intervals and inequalities whose ends are no constants.
final class SymbolicIntervals {

    private SymbolicIntervals() {}

    /// `a < x` and `(a, ∞)` with ends that are no constants.
    static @Nullable Match same(Node a, Node b, Collections collections) {
        Node.Group x = asInterval(a);
        Node.Group y = asInterval(b);
        if (x == null || y == null) {
            return null;
        }
        return x.open() == y.open() && x.close() == y.close()
                ? collections.inOrder(x.items(), y.items(), "interval")
                : Match.no("interval", "the ends differ in what they include");
    }

    private static Node.@Nullable Group asInterval(Node node) {
        if (node instanceof Node.Group g) {
            return g.isList() || g.isSet() || g.items().size() != 2 ? null : g;
        }
        if (!(node instanceof Node.Relation r)) {
            return null;
        }
        List<Node> s = r.sides();
        List<Rel> ops = r.ops();
        if (ops.size() == 2 && upward(ops.get(0)) && upward(ops.get(1)) && Chains.isName(s.get(1))) {
            return interval(s.get(0), ops.get(0), s.get(2), ops.get(1));
        }
        if (ops.size() == 2
                && upward(Regions.flip(ops.get(0)))
                && upward(Regions.flip(ops.get(1)))
                && Chains.isName(s.get(1))) {
            return interval(s.get(2), Regions.flip(ops.get(1)), s.get(0), Regions.flip(ops.get(0)));
        }
        return ops.size() == 1 ? half(s.get(0), ops.getFirst(), s.get(1)) : null;
    }

    private static Node.@Nullable Group half(Node a, Rel op, Node b) {
        Node infinity = new Node.Sym("infinity");
        if (!Chains.isName(a)) {
            return Chains.isName(b) && upward(op) || Chains.isName(b) && upward(Regions.flip(op))
                    ? half(b, Regions.flip(op), a)
                    : null;
        }
        if (upward(op)) {
            return interval(Node.Call.of(Op.NEG, infinity), Rel.LT, b, op);
        }
        return upward(Regions.flip(op)) ? interval(b, Regions.flip(op), infinity, Rel.LT) : null;
    }

    private static boolean upward(Rel op) {
        return op == Rel.LT || op == Rel.LE;
    }

    private static Node.Group interval(Node low, Rel from, Node high, Rel to) {
        return new Node.Group(from == Rel.LE ? '[' : '(', to == Rel.LE ? ']' : ')', List.of(low, high), false);
    }
}
