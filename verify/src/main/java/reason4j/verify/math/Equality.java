package reason4j.verify.math;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.number.Budget;
import reason4j.verify.math.number.Rational;
import reason4j.verify.math.syntax.Node;
import reason4j.verify.math.syntax.Node.Rel;
import reason4j.verify.math.syntax.Op;

/// Equality of two answers by their kind: collections, regions, named values, equations, tuples, matrices, ratios,
/// quantities, words, and last expressions. Symmetric in its two sides.
final class Equality {

    private static final int MAX_DEPTH = 12;
    private static final String NOTHING = "no solution";
    private static final Set<String> NOTHINGS = Set.of("no solutions", "empty set", "null set", "no solution exists");

    private final MathPolicy policy;
    private final Budget budget;
    private final Scalars scalars;
    private final Regions regions;
    private final Chains chains;
    private final Quantities quantities;
    private final Equations equations;
    private final Collections collections;
    private int depth;

    Equality(MathPolicy policy, Budget budget, double ownDigits) {
        this.policy = policy;
        this.budget = budget;
        this.scalars = new Scalars(budget);
        this.quantities = new Quantities(policy, budget, scalars, ownDigits);
        this.regions = new Regions(budget, quantities);
        this.chains = new Chains(budget, scalars);
        this.equations = new Equations(budget);
        this.collections = new Collections(this, policy, budget);
    }

    Chains chains() {
        return chains;
    }

    Match same(Node a, Node b) {
        budget.spend(10);
        if (depth >= MAX_DEPTH) {
            return Match.undecided("nested too deep to compare");
        }
        depth++;
        Match match = compare(lone(written(a)), lone(written(b)));
        depth--;
        return match;
    }

    /// `a = b = c = 1` beside three things gives each name the value.
    private static Node spread(Node node, Node other) {
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

    /// A bounded set of integers as the set of its members.
    private Node written(Node node) {
        Node.Group members = node instanceof Node.Builder b ? regions.integers(b) : null;
        return members == null ? node : members;
    }

    /// A set or list of one is its member, words of one letter are that letter, a point with its name is named.
    private static Node lone(Node node) {
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

    private Match compare(Node left, Node right) {
        Node a = spread(left, right);
        Node b = spread(right, left);
        Match collected = collected(a, b);
        if (collected != null) {
            return collected;
        }
        Match inRegions = regions(a, b);
        if (inRegions != null) {
            return inRegions;
        }
        if (a instanceof Node.Relation || b instanceof Node.Relation) {
            return relations(a, b);
        }
        return kinds(a, b);
    }

    private @Nullable Match collected(Node a, Node b) {
        if (!collection(a) && !collection(b)) {
            return null;
        }
        if (a instanceof Node.Relation x
                && b instanceof Node.Relation y
                && x.equals(y)
                && !x.ops().contains(Rel.EQ)) {
            return Match.yes("same-form", "both sides are the same relation");
        }
        Match region = collection(a) && collection(b) && !inequalities(a) && !inequalities(b) ? null : regions(a, b);
        if (region != null && region.holds()) {
            return region;
        }
        List<Node> xs = Members.of(a);
        List<Node> ys = Members.of(b);
        return collections.same(a, xs, b, ys);
    }

    private static boolean inequalities(Node node) {
        return node instanceof Node.Group g
                && g.items().stream()
                        .anyMatch(i -> i instanceof Node.Relation r && !r.ops().contains(Rel.EQ));
    }

    private static boolean collection(Node node) {
        return Members.of(node) != null;
    }

    private @Nullable Match regions(Node a, Node b) {
        if (!policy.relationAsInterval() && a instanceof Node.Relation != b instanceof Node.Relation) {
            return null;
        }
        boolean either = regional(a) || regional(b);
        if (!either) {
            return null;
        }
        Region x = regions.of(a, true);
        Region y = x == null ? null : regions.of(b, true);
        if (x == null || y == null) {
            return null;
        }
        if (Regions.differs(x.name(), y.name())) {
            return Match.no("region", "about " + x.name() + " and about " + y.name());
        }
        return x.same(y, regions)
                ? Match.yes("region", "both sides are the same set of real numbers")
                : Match.no("region", "the sets of real numbers differ");
    }

    /// Whether a tree can only mean a set of numbers.
    private static boolean regional(Node node) {
        return switch (node) {
            case Node.Group g ->
                !g.isList()
                                && !g.isSet()
                                && (g.open() == '[' || g.close() == ']')
                                && g.items().size() == 2
                        || g.isList() && inequalities(g);
            case Node.Call c ->
                c.op() == Op.UNION || c.op() == Op.INTERSECTION || c.op() == Op.DIFFERENCE || c.op() == Op.NOT;
            case Node.Relation r ->
                !r.ops().contains(Rel.EQ) && !r.ops().contains(Rel.APPROX)
                        || r.sides().getLast() instanceof Node.Call c && c.op() == Op.UNION;
            case Node.Builder b -> true;
            case Node.Sym s -> s.name().equals("ℝ");
            default -> false;
        };
    }

    private Match relations(Node a, Node b) {
        Chains.Chain x = chains.of(a);
        Chains.Chain y = chains.of(b);
        String wrong = x.wrong() != null ? x.wrong() : y.wrong();
        if (wrong != null) {
            return Match.no("false-chain", wrong);
        }
        Node u = x.value();
        Node v = y.value();
        if (u != null && v != null) {
            return named(x, u, y, v, a, b);
        }
        Match as = equations.same(a, b);
        if (as.holds()) {
            return as;
        }
        Match interval = symbolicIntervals(a, b);
        return interval != null ? interval : as;
    }

    private Match named(Chains.Chain x, Node u, Chains.Chain y, Node v, Node a, Node b) {
        boolean one = x.names().isEmpty() != y.names().isEmpty();
        if (one && !policy.assignments()) {
            return Match.no("assignment", "only one side is an assignment");
        }
        if (one || x.names().isEmpty() || sharesName(x, y)) {
            Match match = same(u, v);
            String stated = "what is stated is " + u.show() + " and " + v.show() + "; ";
            return new Match(match.answer(), match.rule(), stated + match.because());
        }
        Match as = equations.same(a, b);
        return as.holds()
                ? as
                : Match.no(
                        "name",
                        "values of " + x.names().getFirst().show() + " and of "
                                + y.names().getFirst().show());
    }

    private static boolean sharesName(Chains.Chain x, Chains.Chain y) {
        for (Node p : x.names()) {
            for (Node q : y.names()) {
                boolean same = p.equals(q)
                        || p.show().equalsIgnoreCase(q.show())
                        || function(p) && (function(q) || dependent(q))
                        || function(q) && dependent(p)
                        || p instanceof Node.Words
                        || q instanceof Node.Words;
                if (same) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean function(Node name) {
        return Chains.isOperation(name, Op.APPLY);
    }

    private static boolean dependent(Node name) {
        return name instanceof Node.Sym s && s.name().equals("y");
    }

    /// `a < x` and `(a, ∞)` with ends that are no constants.
    private @Nullable Match symbolicIntervals(Node a, Node b) {
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

    private Match kinds(Node a, Node b) {
        if (a instanceof Node.Matrix || b instanceof Node.Matrix) {
            return collections.matrices(a, b);
        }
        if (a instanceof Node.Group || b instanceof Node.Group) {
            return collections.tuples(a, b);
        }
        if (a instanceof Node.Words || b instanceof Node.Words) {
            return words(a, b);
        }
        if (a instanceof Node.BaseNum || b instanceof Node.BaseNum) {
            return quantities.bases(a, b);
        }
        if (setCall(a) && setCall(b)) {
            return collections.setOperations((Node.Call) a, (Node.Call) b);
        }
        if (Chains.isOperation(a, Op.RATIO) && Chains.isOperation(b, Op.RATIO)) {
            return collections.ratios((Node.Call) a, (Node.Call) b);
        }
        if (Chains.isOperation(a, Op.CLASS) && Chains.isOperation(b, Op.CLASS)) {
            return equations.classes((Node.Call) a, (Node.Call) b);
        }
        if (Chains.isOperation(a, Op.CLASS) || Chains.isOperation(b, Op.CLASS)) {
            return Chains.isOperation(a, Op.CLASS) ? same(((Node.Call) a).arg(0), b) : same(a, ((Node.Call) b).arg(0));
        }
        if (a instanceof Node.Builder x && b instanceof Node.Builder y && sameSet(x, y)) {
            return Match.yes("same-form", "the same set");
        }
        if (a instanceof Node.Builder || b instanceof Node.Builder) {
            return a.equals(b) ? Match.yes("same-form", "the same set") : Match.undecided("a set by its condition");
        }
        if (a instanceof Node.Sym x && b instanceof Node.Sym y) {
            return symbols(x, y);
        }
        return quantities.same(a, b);
    }

    /// Sets of the same terms under the same condition, up to the name of what runs through a set.
    private static boolean sameSet(Node.Builder x, Node.Builder y) {
        String to = runs(x.condition());
        String from = runs(y.condition());
        return to != null && from != null && Symbols.rename(y, from, to).equals(x);
    }

    private static @Nullable String runs(Node condition) {
        return condition instanceof Node.Relation r
                        && r.ops().equals(List.of(Rel.IN))
                        && r.sides().getFirst() instanceof Node.Sym s
                ? s.name()
                : null;
    }

    private static boolean setCall(Node node) {
        return node instanceof Node.Call c
                && (c.op() == Op.UNION || c.op() == Op.INTERSECTION || c.op() == Op.DIFFERENCE || c.op() == Op.NOT);
    }

    /// The same symbol; the letters of choices in either case.
    private static Match symbols(Node.Sym x, Node.Sym y) {
        boolean choice = x.name().length() == 1 && "abcdefABCDEF".contains(x.name());
        boolean same = x.name().equals(y.name()) || choice && x.name().equalsIgnoreCase(y.name());
        String shown = x.name() + " and " + y.name();
        return same ? Match.yes("symbol", shown + " are the same") : Match.no("symbol", shown + " differ");
    }

    private static Match words(Node a, Node b) {
        Node number = a instanceof Node.Words ? b : a;
        Integer named = Spoken.number(a instanceof Node.Words w ? w.text() : b instanceof Node.Words w ? w.text() : "");
        if (named != null && number instanceof Node.Num n) {
            return n.value().equals(Rational.of(named))
                    ? Match.yes("number-word", "the word says " + named)
                    : Match.no("number-word", "the word says " + named);
        }
        String x = spoken(a);
        String y = spoken(b);
        if (x == null || y == null) {
            return Match.no("text", "words on one side, mathematics on the other");
        }
        return x.equals(y) ? Match.yes("text", "the same words") : Match.no("text", "'" + x + "' is not '" + y + "'");
    }

    private static @Nullable String spoken(Node node) {
        return switch (node) {
            case Node.Words w -> NOTHINGS.contains(Texts.normal(w.text())) ? NOTHING : Texts.normal(w.text());
            case Node.Sym s -> s.name().equals("∅") ? NOTHING : Texts.normal(s.name());
            case Node.Call c -> {
                StringBuilder letters = new StringBuilder();
                boolean product = c.op() == Op.MUL;
                for (Node arg : c.args()) {
                    product &= arg instanceof Node.Sym s && s.name().length() == 1;
                    letters.append(arg.show());
                }
                yield product ? Texts.normal(letters.toString()) : null;
            }
            default -> null;
        };
    }
}
