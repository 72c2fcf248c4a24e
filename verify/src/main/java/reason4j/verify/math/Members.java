package reason4j.verify.math;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.number.Rational;
import reason4j.verify.math.syntax.Node;
import reason4j.verify.math.syntax.Node.Rel;
import reason4j.verify.math.syntax.Op;

/// Takes finite collections apart: lists, sets, ± pairs, and names given to several values.
final class Members {

    /// Most values one expression with ± signs stands for.
    private static final int MAX_SIGNS = 2;

    private static final int MOST_CONTINUED = 1000;

    private Members() {}

    /// The members, or null where the tree is one thing.
    static @Nullable List<Node> of(Node node) {
        return switch (node) {
            case Node.Group g ->
                g.isList() || g.isSet()
                        ? flat(continued(g.items()))
                        : signs(g) ? List.of(sign(g, true), sign(g, false)) : null;
            case Node.Relation r -> related(r);
            case Node.Call c -> signs(c) ? List.of(sign(c, true), sign(c, false)) : union(c);
            case Node.Num n -> null;
            case Node.Sym s -> null;
            case Node.Words w -> null;
            case Node.BaseNum b -> null;
            case Node.Bound b -> null;
            case Node.Builder b -> null;
            case Node.Matrix m -> null;
        };
    }

    /// The union of sets that are written out.
    private static @Nullable List<Node> union(Node.Call c) {
        if (c.op() != Op.UNION) {
            return null;
        }
        List<Node> a = written(c.arg(0));
        List<Node> b = written(c.arg(1));
        if (a == null && b == null) {
            return null;
        }
        a = a == null ? lone(c.arg(0)) : a;
        b = b == null ? lone(c.arg(1)) : b;
        if (a == null || b == null) {
            return null;
        }
        List<Node> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }

    private static @Nullable List<Node> written(Node node) {
        return node instanceof Node.Group g && g.isSet() || Chains.isOperation(node, Op.UNION) ? of(node) : null;
    }

    /// A number in plain braces, which only group it, stands for the set of it beside a set.
    private static @Nullable List<Node> lone(Node node) {
        return node instanceof Node.Group || node instanceof Node.Relation || node instanceof Node.Sym
                ? null
                : List.of(node);
    }

    /// `1, 2, \dots, 10` with what the dots stand for: integers in equal steps between the numbers around them.
    private static List<Node> continued(List<Node> items) {
        int dots = items.indexOf(new Node.Sym("…"));
        boolean between = dots >= 2 && dots == items.size() - 2;
        boolean integers = between
                && items.stream()
                        .allMatch(i -> i.equals(new Node.Sym("…"))
                                || i instanceof Node.Num n && n.value().isInteger());
        if (!integers) {
            return items;
        }
        Rational last = ((Node.Num) items.getLast()).value();
        Rational from = ((Node.Num) items.get(dots - 1)).value();
        Rational step = from.minus(((Node.Num) items.get(dots - 2)).value());
        if (step.isZero()) {
            return items;
        }
        Rational steps = last.minus(from).over(step);
        boolean even = steps.isInteger() && steps.signum() > 0 && steps.compareTo(Rational.of(MOST_CONTINUED)) <= 0;
        for (int k = 1; even && k < dots; k++) {
            Rational gap = ((Node.Num) items.get(k)).value().minus(((Node.Num) items.get(k - 1)).value());
            even = gap.equals(step);
        }
        if (!even) {
            return items;
        }
        List<Node> all = new ArrayList<>(items.subList(0, dots));
        for (Rational k = from.plus(step); !k.equals(last); k = k.plus(step)) {
            all.add(new Node.Num(k, -1));
        }
        all.add(items.getLast());
        return all;
    }

    private static List<Node> flat(List<Node> items) {
        List<Node> all = new ArrayList<>();
        Node name = null;
        for (Node item : items) {
            Node value = item;
            boolean named = item instanceof Node.Relation r
                    && r.ops().size() == 1
                    && (r.ops().getFirst() == Rel.EQ || r.ops().getFirst() == Rel.IN)
                    && Chains.isName(r.sides().getFirst());
            if (named) {
                name = ((Node.Relation) item).sides().getFirst();
                if (((Node.Relation) item).sides().get(1) instanceof Node.Num value1) {
                    value = new Node.Relation(List.of(name, value1), List.of(Rel.EQ));
                }
            } else if (name != null && !(item instanceof Node.Relation)) {
                value = new Node.Relation(List.of(name, item), List.of(Rel.EQ));
            }
            List<Node> inner = value instanceof Node.Group g && g.isSet() ? null : of(value);
            if (inner == null) {
                all.add(value);
            } else {
                all.addAll(inner);
            }
        }
        return all;
    }

    private static @Nullable List<Node> related(Node.Relation r) {
        boolean one =
                r.ops().size() == 1 && (r.ops().getFirst() == Rel.EQ || r.ops().getFirst() == Rel.IN);
        if (!one || !Chains.isName(r.sides().getFirst())) {
            return one && (signs(r.sides().getFirst()) || signs(r.sides().get(1)))
                    ? List.of(signed(r, true), signed(r, false))
                    : null;
        }
        Node name = r.sides().getFirst();
        Node value = r.sides().get(1);
        boolean choice = value instanceof Node.Group g && (g.isList() || g.isSet());
        List<Node> values = choice || signs(value) ? of(value) : null;
        if (values == null) {
            return null;
        }
        List<Node> named = new ArrayList<>();
        for (Node v : values) {
            named.add(new Node.Relation(List.of(name, v), List.of(Rel.EQ)));
        }
        return named;
    }

    private static Node signed(Node.Relation r, boolean upper) {
        return new Node.Relation(
                r.sides().stream().map(side -> sign(side, upper)).toList(), r.ops());
    }

    private static boolean signs(Node node) {
        int count = count(node, 0);
        return count > 0 && count <= MAX_SIGNS * 8;
    }

    private static int count(Node node, int depth) {
        if (!(node instanceof Node.Call c) || depth > 100) {
            return node instanceof Node.Group g && !g.isList() ? countAll(g.items(), depth) : 0;
        }
        int own = c.op() == Op.PM || c.op() == Op.MP ? 1 : 0;
        return own + countAll(c.args(), depth);
    }

    private static int countAll(List<Node> nodes, int depth) {
        int total = 0;
        for (Node node : nodes) {
            total += count(node, depth + 1);
        }
        return total;
    }

    private static Node negative(Node node) {
        return node instanceof Node.Group g && g.open() == '('
                ? new Node.Group(
                        g.open(),
                        g.close(),
                        g.items().stream().map(Members::negative).toList(),
                        g.choice())
                : Node.Call.of(Op.NEG, node);
    }

    /// The tree with the upper or the lower signs.
    static Node sign(Node node, boolean upper) {
        if (node instanceof Node.Group g) {
            return new Node.Group(
                    g.open(),
                    g.close(),
                    g.items().stream().map(item -> sign(item, upper)).toList(),
                    g.choice());
        }
        if (!(node instanceof Node.Call c)) {
            return node;
        }
        List<Node> args = c.args().stream().map(arg -> sign(arg, upper)).toList();
        if (c.op() != Op.PM && c.op() != Op.MP) {
            return new Node.Call(c.op(), args);
        }
        boolean minus = (c.op() == Op.PM) != upper;
        Node last = minus ? negative(args.getLast()) : args.getLast();
        return args.size() == 1 ? last : Node.Call.of(Op.ADD, args.getFirst(), last);
    }
}
