package reason4j.verify.math;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.syntax.Node;
import reason4j.verify.math.syntax.Node.Rel;
import reason4j.verify.math.syntax.Op;

/// Families of values that a parameter runs through, `x = \frac{\pi}{2} + k\pi, k \in \mathbb{Z}`.
final class Parameters {

    private static final int MOST = 8;
    private static final String STEPS = "…steps";
    private static final Set<String> COUNTING = Set.of("k", "m", "n", "l", "t", "j", "q", "r");
    private static final Node INTEGERS = new Node.Sym("ℤ");

    private final Equality equality;
    private final Scalars scalars;

    Parameters(Equality equality, Scalars scalars) {
        this.equality = equality;
        this.scalars = scalars;
    }

    /// @param name the parameter, an integer
    /// @param values what depends on it
    private record Family(String name, List<Node> values) {}

    /// Whether both sides are the same families; null where neither is one.
    @Nullable
    Match same(Node a, Node b) {
        Family p = family(a);
        Family q = family(b);
        if (p == null && q == null) {
            p = congruent(a, b);
            q = p == null ? congruent(b, a) : linear(b);
            p = p == null && q != null ? linear(a) : p;
        } else if (p == null && q != null) {
            p = unstated(a, q.name());
        } else if (q == null && p != null) {
            q = unstated(b, p.name());
        }
        if (p == null || q == null || p.values().size() != q.values().size()) {
            return null;
        }
        List<Node> rest = new ArrayList<>();
        for (Node value : q.values()) {
            rest.add(Symbols.rename(value, q.name(), p.name()));
        }
        for (Node value : p.values()) {
            int found = -1;
            for (int k = 0; k < rest.size() && found < 0; k++) {
                boolean one = equality.same(value, rest.get(k)).holds() || shifted(value, rest.get(k), p.name());
                found = one ? k : -1;
            }
            if (found < 0) {
                return null;
            }
            rest.remove(found);
        }
        return Match.yes("family", "the same values for the integers " + p.name());
    }

    /// What is written without saying that its parameter is an integer.
    private static @Nullable Family unstated(Node node, String name) {
        boolean whole = node instanceof Node.Builder || !Symbols.of(node).free.contains(name);
        List<Node> values = node instanceof Node.Group g && g.isList() ? g.items() : List.of(node);
        return whole ? null : new Family(name, values);
    }

    /// `n \equiv 1 \pmod 3` beside `n = 3k + 1`, as that.
    private static @Nullable Family congruent(Node node, Node other) {
        boolean both = node instanceof Node.Relation r
                && r.ops().equals(List.of(Rel.CONGRUENT))
                && Chains.isOperation(r.sides().get(1), Op.CLASS)
                && other instanceof Node.Relation o
                && o.ops().equals(List.of(Rel.EQ))
                && o.sides().getFirst().equals(r.sides().getFirst());
        if (!both) {
            return null;
        }
        Node.Relation r = (Node.Relation) node;
        Node.Call c = (Node.Call) r.sides().get(1);
        Node value = Node.Call.of(Op.ADD, c.arg(0), Node.Call.of(Op.MUL, c.arg(1), new Node.Sym(STEPS)));
        return new Family(STEPS, List.of(new Node.Relation(List.of(r.sides().getFirst(), value), List.of(Rel.EQ))));
    }

    /// What depends on one letter, which by custom is an integer.
    private static @Nullable Family linear(Node node) {
        Set<String> letters = Symbols.of(((Node.Relation) node).sides().get(1)).free;
        String name = letters.size() == 1 ? letters.iterator().next() : "";
        return COUNTING.contains(name) ? new Family(name, List.of(node)) : null;
    }

    private static @Nullable Family family(Node node) {
        if (node instanceof Node.Builder b) {
            return family(b);
        }
        return node instanceof Node.Group g && g.isList() && g.items().size() <= MOST ? family(g.items()) : null;
    }

    private static @Nullable Family family(List<Node> items) {
        String name = null;
        List<Node> values = new ArrayList<>();
        for (Node item : items) {
            String own = integer(item);
            if (own != null && name != null) {
                return null;
            }
            if (own == null) {
                values.add(item);
            } else {
                name = own;
            }
        }
        return name == null || values.isEmpty() ? null : new Family(name, values);
    }

    private static @Nullable Family family(Node.Builder b) {
        String name = integer(b.condition());
        if (name != null) {
            return b.element().equals(new Node.Sym(name)) ? null : new Family(name, List.of(b.element()));
        }
        Family inner = family(b.condition());
        if (inner == null
                || inner.values().size() != 1
                || !(inner.values().getFirst() instanceof Node.Relation r)
                || !r.ops().equals(List.of(Rel.EQ))
                || !r.sides().getFirst().equals(b.element())) {
            return null;
        }
        return new Family(inner.name(), List.of(r.sides().get(1)));
    }

    /// The name of what is said to be an integer.
    private static @Nullable String integer(Node node) {
        return node instanceof Node.Relation r
                        && r.ops().equals(List.of(Rel.IN))
                        && r.sides().get(1).equals(INTEGERS)
                        && r.sides().getFirst() instanceof Node.Sym s
                ? s.name()
                : null;
    }

    /// Whether two terms of the first degree in an integer run through the same values: their steps are the same up to
    /// sign, and their distance is a multiple of the step.
    private boolean shifted(Node a, Node b, String name) {
        Node x = value(a);
        Node y = value(b);
        if (named(a) && named(b) && !name(a).equals(name(b)) || x instanceof Node.Group || y instanceof Node.Group) {
            return false;
        }
        Node p = minus(at(x, name, 1), at(x, name, 0));
        Node q = minus(at(y, name, 1), at(y, name, 0));
        boolean linear = equal(minus(at(x, name, 7), at(x, name, 6)), p)
                && equal(minus(at(y, name, 7), at(y, name, 6)), q)
                && equal(minus(at(x, name, 3), at(x, name, 2)), p)
                && equal(minus(at(y, name, 3), at(y, name, 2)), q);
        boolean sameStep = linear && (equal(p, q) || equal(p, Node.Call.of(Op.NEG, q)));
        if (!sameStep || equal(p, Node.Num.of(0))) {
            return false;
        }
        Node steps = Node.Call.of(Op.DIV, minus(at(x, name, 0), at(y, name, 0)), p);
        return equal(Node.Call.of(Op.SIN, Node.Call.of(Op.MUL, new Node.Sym("pi"), steps)), Node.Num.of(0));
    }

    private static boolean named(Node node) {
        return node instanceof Node.Relation;
    }

    private static Node name(Node node) {
        return ((Node.Relation) node).sides().getFirst();
    }

    private static Node value(Node node) {
        return node instanceof Node.Relation r && r.ops().equals(List.of(Rel.EQ)) && Chains.isName(name(r))
                ? r.sides().get(1)
                : node;
    }

    private static Node at(Node node, String name, long value) {
        return Symbols.put(node, name, Node.Num.of(value));
    }

    private static Node minus(Node a, Node b) {
        return Node.Call.of(Op.ADD, a, Node.Call.of(Op.NEG, b));
    }

    private boolean equal(Node a, Node b) {
        return !(a instanceof Node.Relation) && scalars.same(a, b).holds();
    }
}
