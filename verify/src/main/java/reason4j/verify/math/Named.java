package reason4j.verify.math;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.syntax.Node;
import reason4j.verify.math.syntax.Node.Rel;

/// The names to which the items of a collection give values, and the parameters that run through it.
final class Named {

    private Named() {}

    /// The items with the parameter that runs through a set of numbers, as `k` in `k\pi, k \in \mathbb{Z}`, named as on
    /// the other side.
    static List<Node> renamed(List<Node> xs, List<Node> ys) {
        String from = parameter(ys);
        String to = parameter(xs);
        if (from == null || to == null || from.equals(to)) {
            return ys;
        }
        return ys.stream().map(y -> Symbols.rename(y, from, to)).toList();
    }

    private static @Nullable String parameter(List<Node> items) {
        String name = null;
        for (Node item : items) {
            if (item instanceof Node.Relation r
                    && r.ops().equals(List.of(Rel.IN))
                    && r.sides().getFirst() instanceof Node.Sym s
                    && r.sides().get(1) instanceof Node.Sym) {
                if (name != null) {
                    return null;
                }
                name = s.name();
            }
        }
        return name;
    }

    /// Whether the items give values to names that are not of one kind, as in `x = 1, y = 2` but not `x_1 = 1, x_2 =
    /// 2`.
    static boolean distinctNames(List<Node> items) {
        String stem = null;
        boolean distinct = false;
        for (Node item : items) {
            if (!(item instanceof Node.Relation r)
                    || !r.ops().stream().allMatch(op -> op == Rel.EQ)
                    || !Chains.isName(r.sides().getFirst())) {
                return false;
            }
            String name = r.sides().getFirst().show();
            int mark = name.indexOf('_');
            String own = mark < 0 ? name : name.substring(0, mark);
            distinct |= stem != null && !stem.equals(own);
            stem = own;
        }
        return distinct;
    }

    /// `x_1 = 1, x_2 = 3` as `x = 1, x = 3` beside values of `x`: the index only counts the roots.
    static List<Node> unindexed(List<Node> items, List<Node> others) {
        Node name = commonName(others);
        if (!(name instanceof Node.Sym s) || s.name().indexOf('_') >= 0) {
            return items;
        }
        List<Node> plain = new ArrayList<>();
        for (Node item : items) {
            boolean indexed = item instanceof Node.Relation r
                    && r.ops().equals(List.of(Rel.EQ))
                    && r.sides().getFirst() instanceof Node.Sym own
                    && own.name().startsWith(s.name() + "_");
            if (!indexed) {
                return items;
            }
            plain.add(
                    new Node.Relation(List.of(s, ((Node.Relation) item).sides().get(1)), List.of(Rel.EQ)));
        }
        return plain;
    }

    /// The one name to which all items give a value, or null.
    private static @Nullable Node commonName(List<Node> items) {
        Node name = null;
        for (Node item : items) {
            if (!(item instanceof Node.Relation r) || !r.ops().equals(List.of(Rel.EQ))) {
                return null;
            }
            Node own = r.sides().getFirst();
            if (name != null && !name.equals(own)) {
                return null;
            }
            name = own;
        }
        return name;
    }
}
