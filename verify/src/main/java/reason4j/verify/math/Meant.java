package reason4j.verify.math;

import java.util.List;
import reason4j.verify.math.syntax.Node;
import reason4j.verify.math.syntax.Node.Rel;
import reason4j.verify.math.syntax.Op;

/// A tree in the form that says what was meant, before it is compared.
final class Meant {

    private Meant() {}

    /// `a = b = c = 1` beside three things gives each name the value.
    static Node spread(Node node, Node other) {
        if (!(node instanceof Node.Relation r)
                || !(other instanceof Node.Group g)
                || g.items().size() < 2
                || r.sides().size() != g.items().size() + 1
                || !r.ops().stream().allMatch(op -> op == Rel.EQ)) {
            return node;
        }
        List<Node> names = r.sides().subList(0, r.sides().size() - 1);
        boolean symbols = names.stream().allMatch(n -> n instanceof Node.Sym && Chains.isName(n));
        return symbols
                ? new Node.Group(
                        ' ',
                        ' ',
                        names.stream()
                                .map(n -> (Node)
                                        new Node.Relation(List.of(n, r.sides().getLast()), List.of(Rel.EQ)))
                                .toList(),
                        false)
                : node;
    }

    /// A set or list of one is its member, words of one letter are that letter, a point with its name is named.
    static Node alone(Node node) {
        if (node instanceof Node.Call c
                && c.op() == Op.MUL
                && c.args().size() == 2
                && c.arg(0) instanceof Node.Sym point
                && Character.isUpperCase(point.name().charAt(0))
                && c.arg(1) instanceof Node.Group at
                && at.open() == '(') {
            return new Node.Relation(List.of(point, at), List.of(Rel.EQ));
        }
        if (node instanceof Node.Group g && g.items().size() == 1 && (g.isList() || g.isSet())) {
            boolean ofNothing = g.isSet() && g.items().getFirst().equals(new Node.Sym("∅"));
            return ofNothing || g.items().getFirst() instanceof Node.Group inner && inner.isSet()
                    ? node
                    : g.items().getFirst();
        }
        if (node instanceof Node.Words w && w.text().strip().length() == 1) {
            return new Node.Sym(w.text().strip());
        }
        return node;
    }
}
