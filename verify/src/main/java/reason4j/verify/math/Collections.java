package reason4j.verify.math;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.number.Budget;
import reason4j.verify.math.syntax.Node;
import reason4j.verify.math.syntax.Node.Rel;
import reason4j.verify.math.syntax.Op;

/// Equality of things made of things: sets and lists by matching, tuples and matrices in order, ratios in proportion.
final class Collections {

    private final Equality equality;
    private final MathPolicy policy;
    private final Budget budget;

    Collections(Equality equality, MathPolicy policy, Budget budget) {
        this.equality = equality;
        this.policy = policy;
        this.budget = budget;
    }

    /// @param xs members of `a`, null where it is one thing
    Match same(Node a, @Nullable List<Node> xs, Node b, @Nullable List<Node> ys) {
        if (xs != null && ys != null) {
            return members(a, xs, b, Named.renamed(xs, ys));
        }
        return xs != null ? one(a, xs, b) : ys != null ? one(b, ys, a) : Match.no("collection", "no collection");
    }

    private Match members(Node a, List<Node> left, Node b, List<Node> right) {
        List<Node> xs = Named.unindexed(left, right);
        List<Node> ys = Named.unindexed(right, left);
        boolean lists = a instanceof Node.Group g && g.isList() && b instanceof Node.Group h && h.isList();
        boolean assigned = Named.distinctNames(xs) != Named.distinctNames(ys) && lists;
        if (policy.orderedLists() && lists || assigned) {
            return inOrder(xs, ys, "list");
        }
        return lists && xs.size() == ys.size() ? paired(xs, ys) : unordered(xs, ys);
    }

    private Match unordered(List<Node> xs, List<Node> ys) {
        List<Node> left = distinct(xs);
        List<Node> right = distinct(ys);
        return left.size() == right.size()
                ? paired(left, right)
                : Match.no("members", left.size() + " members and " + right.size());
    }

    /// Each member of one with its own of the other, as many as there are.
    private Match paired(List<Node> xs, List<Node> ys) {
        List<Node> left = new ArrayList<>(xs);
        List<Node> right = new ArrayList<>(ys);
        int size = left.size();
        removeCommon(left, right);
        for (Node x : left) {
            int found = -1;
            for (int k = 0; k < right.size() && found < 0; k++) {
                found = member(x, right.get(k)).holds() ? k : -1;
            }
            if (found < 0) {
                return Match.no("members", x.show() + " is in one only");
            }
            right.remove(found);
        }
        return Match.yes("members", "both have the same " + size + " members");
    }

    /// Equality inside of a collection, where the set of one thing is not that thing.
    private Match member(Node x, Node y) {
        boolean differ = set(x) && !mayBeSet(y) || set(y) && !mayBeSet(x);
        return differ ? Match.no("kind", "a set and a member") : equality.same(x, y);
    }

    private static boolean set(Node node) {
        return node instanceof Node.Group g && g.isSet();
    }

    private static boolean mayBeSet(Node node) {
        return node instanceof Node.Group
                || node instanceof Node.Builder
                || node instanceof Node.Call c
                        && (c.op() == Op.UNION || c.op() == Op.INTERSECTION || c.op() == Op.DIFFERENCE);
    }

    /// Takes away what is written alike on both sides, one for one.
    private static void removeCommon(List<Node> left, List<Node> right) {
        Map<Node, Integer> counts = new HashMap<>();
        right.forEach(node -> counts.merge(node, 1, Integer::sum));
        Map<Node, Integer> taken = new HashMap<>();
        left.removeIf(node -> {
            int used = taken.getOrDefault(node, 0);
            boolean common = used < counts.getOrDefault(node, 0);
            if (common) {
                taken.put(node, used + 1);
            }
            return common;
        });
        right.removeIf(node -> {
            int used = taken.getOrDefault(node, 0);
            if (used > 0) {
                taken.put(node, used - 1);
            }
            return used > 0;
        });
    }

    /// Without those that equal one before them; numerals are told apart by their values alone.
    private List<Node> distinct(List<Node> items) {
        List<Node> kept = new ArrayList<>();
        List<Node> others = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        for (Node item : items) {
            budget.spend(1);
            boolean numeral = item instanceof Node.Num;
            boolean known = !seen.add(item instanceof Node.Num n ? n.value() : item);
            List<Node> against = numeral ? others : kept;
            for (int k = 0; k < against.size() && !known; k++) {
                known = equality.same(against.get(k), item).holds();
            }
            if (!known) {
                kept.add(item);
                if (!numeral) {
                    others.add(item);
                }
            }
        }
        return kept;
    }

    /// A collection against one thing: a list in the order of a tuple, or a collection of one value.
    private Match one(Node collection, List<Node> members, Node other) {
        if (other instanceof Node.Group g
                && ordered(g)
                && collection instanceof Node.Group c
                && c.isList()
                && !c.choice()) {
            if (members.size() == g.items().size()) {
                Match ordered = inOrder(byName(members), g.items(), "tuple");
                if (ordered.holds()) {
                    return ordered;
                }
            }
        }
        if (other instanceof Node.Relation r
                && r.ops().size() == 1
                && r.ops().getFirst() == Rel.EQ
                && r.sides().getFirst() instanceof Node.Group names
                && r.sides().get(1) instanceof Node.Group values) {
            return paired(members, names, values);
        }
        List<Node> chosen = letters(other);
        if (chosen != null) {
            return chosen.size() > 1 && members.stream().allMatch(Collections::capital)
                    ? unordered(members, chosen)
                    : Match.no("members", "several letters");
        }
        List<Node> distinct = distinct(members);
        boolean nothing = other.equals(new Node.Sym("∅"));
        return distinct.size() == 1 && !nothing
                ? member(distinct.getFirst(), other)
                : Match.no("members", distinct.size() + " values where the other side has one");
    }

    /// Whether what stands in brackets has an order: a pair in square brackets is an interval.
    private static boolean ordered(Node.Group g) {
        return !g.isSet() && closed(g) && (g.open() == '(' || g.items().size() > 2);
    }

    /// Capital letters side by side, as in `AC` for the choices A and C; null for anything else.
    private static @Nullable List<Node> letters(Node node) {
        if (node instanceof Node.Words w && w.text().matches("[A-F]{2,6}")) {
            return w.text()
                    .chars()
                    .mapToObj(c -> (Node) new Node.Sym(String.valueOf((char) c)))
                    .toList();
        }
        boolean side = node instanceof Node.Call c
                && c.op() == Op.MUL
                && c.args().stream().allMatch(Collections::capital);
        return side ? ((Node.Call) node).args() : null;
    }

    private static boolean capital(Node node) {
        return node instanceof Node.Sym s
                && s.name().length() == 1
                && Character.isUpperCase(s.name().charAt(0));
    }

    /// `x = 1, y = 2` against `(x, y) = (1, 2)`.
    private Match paired(List<Node> members, Node.Group names, Node.Group values) {
        if (names.items().size() != values.items().size()) {
            return Match.no("members", "names and values do not pair up");
        }
        List<Node> pairs = new ArrayList<>();
        for (int k = 0; k < names.items().size(); k++) {
            pairs.add(new Node.Relation(
                    List.of(names.items().get(k), values.items().get(k)), List.of(Rel.EQ)));
        }
        return unordered(members, pairs);
    }

    /// Assignments to single letters in the order of the alphabet, anything else as it is.
    private static List<Node> byName(List<Node> members) {
        for (Node m : members) {
            if (!(m instanceof Node.Relation r) || !(r.sides().getFirst() instanceof Node.Sym)) {
                return members;
            }
        }
        List<Node> sorted = new ArrayList<>(members);
        sorted.sort(java.util.Comparator.comparing(
                m -> ((Node.Relation) m).sides().getFirst().show()));
        return sorted;
    }

    Match inOrder(List<Node> xs, List<Node> ys, String rule) {
        if (xs.size() != ys.size()) {
            return Match.no(rule, xs.size() + " components and " + ys.size());
        }
        for (int k = 0; k < xs.size(); k++) {
            Match part = member(xs.get(k), ys.get(k));
            if (!part.holds()) {
                return new Match(part.answer(), rule, "component " + (k + 1) + ": " + part.because());
            }
        }
        return Match.yes(rule, "all " + xs.size() + " components are equal");
    }

    Match tuples(Node a, Node b) {
        if (!(a instanceof Node.Group x) || !(b instanceof Node.Group y)) {
            return Match.no("kind", "a tuple or interval on one side only");
        }
        Node.Matrix m = nested(x);
        Node.Matrix n = nested(y);
        if (m != null && n != null) {
            return matrices(m, n);
        }
        boolean interval = x.open() == '[' != (x.close() == ']') || y.open() == '[' != (y.close() == ']');
        if (x.open() != y.open() && interval || x.close() != y.close() && interval || x.isSet() != y.isSet()) {
            return Match.no("kind", "brackets of different kind");
        }
        if (x.open() != y.open() && x.items().size() == 2) {
            return Match.no("kind", "an interval that includes its ends and one that does not, or a point");
        }
        return inOrder(x.items(), y.items(), "tuple");
    }

    private static Node.@Nullable Matrix nested(Node.Group g) {
        List<List<Node>> rows = new ArrayList<>();
        for (Node item : g.items()) {
            if (!(item instanceof Node.Group row) || row.open() != '[' || g.open() != '[') {
                return null;
            }
            rows.add(row.items());
        }
        boolean ragged =
                rows.stream().anyMatch(row -> row.size() != rows.getFirst().size());
        return ragged ? null : new Node.Matrix(rows);
    }

    Match matrices(Node a, Node b) {
        Node.Matrix x = matrix(a);
        Node.Matrix y = matrix(b);
        if (x != null && y != null) {
            return Matrices.sameShape(x, y)
                    ? inOrder(entries(x), entries(y), "matrix")
                    : Match.no("matrix", "matrices of different shape");
        }
        Node.Matrix one = x != null ? x : y;
        Node other = x != null ? b : a;
        if (one != null && other instanceof Node.Group g && closed(g)) {
            boolean vector = one.rows().size() == 1 || Matrices.width(one) == 1;
            return vector ? inOrder(entries(one), g.items(), "matrix") : Match.no("matrix", "a matrix and a list");
        }
        return a.equals(b)
                ? Match.yes("same-form", "the same matrices")
                : Match.no("kind", "a matrix on one side only");
    }

    private static List<Node> entries(Node.Matrix m) {
        return m.rows().stream().flatMap(List::stream).toList();
    }

    private static boolean closed(Node.Group g) {
        return g.open() == '(' && g.close() == ')' || g.open() == '[' && g.close() == ']';
    }

    /// A matrix, also one written as a list of lists.
    private static Node.@Nullable Matrix matrix(Node node) {
        if (node instanceof Node.Matrix m) {
            return m;
        }
        if (Chains.isOperation(node, Op.BINOMIAL)) {
            // a vector is sometimes set as if it were a binomial coefficient
            return new Node.Matrix(
                    ((Node.Call) node).args().stream().map(List::of).toList());
        }
        return node instanceof Node.Group g ? nested(g) : null;
    }

    /// Ratios in proportion, term by term.
    Match ratios(Node.Call x, Node.Call y) {
        if (x.args().size() != y.args().size()) {
            return Match.no(
                    "ratio",
                    "ratios of " + x.args().size() + " and of " + y.args().size());
        }
        for (int k = 1; k < x.args().size(); k++) {
            Node left = Node.Call.of(Op.MUL, x.arg(0), y.arg(k));
            Node right = Node.Call.of(Op.MUL, y.arg(0), x.arg(k));
            if (!equality.same(left, right).holds()) {
                return Match.no("ratio", "the ratios differ");
            }
        }
        return Match.yes("ratio", "the ratios are in proportion");
    }

    /// Operands, where a number in plain braces stands for the set of it.
    private Match operands(List<Node> xs, List<Node> ys) {
        for (int k = 0; k < xs.size(); k++) {
            Match part = equality.same(xs.get(k), ys.get(k));
            if (!part.holds()) {
                return new Match(part.answer(), "sets", "operand " + (k + 1) + ": " + part.because());
            }
        }
        return Match.yes("sets", "the same operation on the same sets");
    }

    Match setOperations(Node.Call x, Node.Call y) {
        if (x.op() != y.op() || x.args().size() != y.args().size()) {
            return Match.no("sets", "different operations on sets");
        }
        Match ordered = operands(x.args(), y.args());
        if (ordered.holds() || x.op() == Op.DIFFERENCE || x.op() == Op.NOT) {
            return ordered;
        }
        return unordered(pieces(x, x.op()), pieces(y, y.op()));
    }

    private static List<Node> pieces(Node node, Op op) {
        if (!(node instanceof Node.Call c) || c.op() != op) {
            return List.of(node);
        }
        List<Node> all = new ArrayList<>();
        c.args().forEach(arg -> all.addAll(pieces(arg, op)));
        return all;
    }
}
