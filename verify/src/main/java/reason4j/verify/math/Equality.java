package reason4j.verify.math;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.number.Budget;
import reason4j.verify.math.number.Rational;
import reason4j.verify.math.number.Stop;
import reason4j.verify.math.syntax.Node;
import reason4j.verify.math.syntax.Node.Rel;
import reason4j.verify.math.syntax.Op;

/// Equality of two answers by their kind: collections, regions, named values, equations, tuples, matrices, ratios,
/// quantities, words, and last expressions. Symmetric in its two sides.
final class Equality {

    private static final int MAX_DEPTH = 12;
    private final MathPolicy policy;
    private final Budget budget;
    private final Scalars scalars;
    private final Regions regions;
    private final Chains chains;
    private final Quantities quantities;
    private final Equations equations;
    private final Collections collections;
    private final Parameters parameters;
    private int depth;

    Equality(MathPolicy policy, Budget budget, double ownDigits) {
        this.policy = policy;
        this.budget = budget;
        this.scalars = new Scalars(budget);
        this.quantities = new Quantities(policy, budget, scalars, ownDigits);
        this.regions = new Regions(budget, quantities);
        this.chains = new Chains(budget, scalars);
        this.equations = new Equations(budget);
        this.parameters = new Parameters(this, scalars);
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
        Match match = compare(Meant.alone(written(a)), Meant.alone(written(b)));
        depth--;
        return match;
    }

    /// A bounded set of integers as the set of its members.
    private Node written(Node node) {
        Node.Group members = node instanceof Node.Builder b ? regions.integers(b) : null;
        return members == null ? node : members;
    }

    private Match compare(Node left, Node right) {
        Node a = Meant.spread(left, right);
        Node b = Meant.spread(right, left);
        Match families = parameters.same(a, b);
        if (families != null && families.holds()) {
            return families;
        }
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
            case Node.Sym s -> s.name().startsWith("ℝ");
            case Node.Words w -> Wording.everything(w);
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
        Match interval = SymbolicIntervals.same(a, b, collections);
        return interval != null ? interval : as;
    }

    private Match named(Chains.Chain x, Node u, Chains.Chain y, Node v, Node a, Node b) {
        boolean one = x.names().isEmpty() != y.names().isEmpty();
        if (one && !policy.assignments()) {
            return Match.no("assignment", "only one side is an assignment");
        }
        if (one || x.names().isEmpty() || sharesName(x, y)) {
            Match match = same(u, argued(x, y, v));
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

    /// The value with the argument of its function named as on the other side: `f(n) = n + 1` is `f(x) = x + 1`.
    private static Node argued(Chains.Chain x, Chains.Chain y, Node value) {
        String to = x.names().isEmpty() ? null : argument(x.names().getFirst());
        String from = y.names().isEmpty() ? null : argument(y.names().getFirst());
        if (to == null || from == null || Symbols.of(value).free.contains(to)) {
            return value;
        }
        return Symbols.rename(value, from, to);
    }

    private static @Nullable String argument(Node name) {
        return name instanceof Node.Call c
                        && c.op() == Op.APPLY
                        && c.args().size() == 2
                        && c.arg(1) instanceof Node.Sym s
                ? s.name()
                : null;
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

    private Match kinds(Node a, Node b) {
        if (a instanceof Node.Matrix || b instanceof Node.Matrix) {
            return collections.matrices(a, b);
        }
        if (a instanceof Node.Group || b instanceof Node.Group) {
            return collections.tuples(a, b);
        }
        if (a instanceof Node.Words || b instanceof Node.Words) {
            return Wording.words(a, b);
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
            return Chains.isOperation(a, Op.CLASS) ? residue((Node.Call) a, b) : residue((Node.Call) b, a);
        }
        if (a instanceof Node.Builder x && b instanceof Node.Builder y && sameSet(x, y)) {
            return Match.yes("same-form", "the same set");
        }
        if (a instanceof Node.Builder || b instanceof Node.Builder) {
            return a.equals(b) ? Match.yes("same-form", "the same set") : Match.undecided("a set by its condition");
        }
        if (a instanceof Node.Sym x && b instanceof Node.Sym y) {
            return Wording.symbols(x, y);
        }
        return quantities.same(a, b);
    }

    /// A residue class answers with its least residue: `12 \pmod{1}` is not 12.
    private Match residue(Node.Call c, Node other) {
        Rational residue = exact(c.arg(0));
        Rational modulus = residue == null ? null : exact(c.arg(1));
        boolean least =
                residue == null || modulus == null || residue.signum() >= 0 && residue.compareTo(modulus.abs()) < 0;
        return least ? same(c.arg(0), other) : Match.no("residue", "a residue that is not less than its modulus");
    }

    private @Nullable Rational exact(Node node) {
        try {
            return new Exact(budget).of(node);
        } catch (Stop.OutOfBudget spent) {
            throw spent;
        } catch (Stop stop) {
            return null;
        }
    }

    /// Sets of the same terms under the same condition, up to the names of what runs through a set.
    private boolean sameSet(Node.Builder x, Node.Builder y) {
        List<String> to = runs(x);
        List<String> from = runs(y);
        if (to.isEmpty() || to.size() != from.size()) {
            return false;
        }
        Node renamed = y;
        for (int k = 0; k < from.size(); k++) {
            renamed = Symbols.rename(renamed, from.get(k), "…" + k);
        }
        for (int k = 0; k < to.size(); k++) {
            renamed = Symbols.rename(renamed, "…" + k, to.get(k));
        }
        Node.Builder z = (Node.Builder) renamed;
        return z.equals(x)
                || z.element().equals(x.element())
                        && same(x.condition(), z.condition()).holds();
    }

    /// The names that run through a set: the components of its elements, or what is said to be in another set.
    private static List<String> runs(Node.Builder set) {
        List<Node> names = set.element() instanceof Node.Group g ? g.items() : List.of(set.element());
        if (names.stream().allMatch(Node.Sym.class::isInstance)) {
            return names.stream().map(Node::show).distinct().toList();
        }
        return set.condition() instanceof Node.Relation r
                        && r.ops().equals(List.of(Rel.IN))
                        && r.sides().getFirst() instanceof Node.Sym s
                ? List.of(s.name())
                : List.of();
    }

    private static boolean setCall(Node node) {
        return node instanceof Node.Call c
                && (c.op() == Op.UNION || c.op() == Op.INTERSECTION || c.op() == Op.DIFFERENCE || c.op() == Op.NOT);
    }
}
