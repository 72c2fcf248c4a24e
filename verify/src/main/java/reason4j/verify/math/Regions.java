package reason4j.verify.math;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.number.Ball;
import reason4j.verify.math.number.Budget;
import reason4j.verify.math.number.Rational;
import reason4j.verify.math.number.Stop;
import reason4j.verify.math.syntax.Node;
import reason4j.verify.math.syntax.Node.Rel;
import reason4j.verify.math.syntax.Op;

/// Reads intervals, unions, and inequalities in one unknown as sets of real numbers.
final class Regions implements Region.Order {

    /// Most members of a set of integers that is written out.
    private static final int MOST_INTEGERS = 1000;

    private final Budget budget;
    private final Quantities quantities;

    Regions(Budget budget, Quantities quantities) {
        this.budget = budget;
        this.quantities = quantities;
    }

    @Override
    public int compare(Node a, Node b) {
        if (quantities.numbers(a, b).holds()) {
            return 0;
        }
        Numeric numeric = new Numeric(Scalars.BITS, budget, new java.util.HashMap<>(), false);
        Ball d = numeric.arithmetic().minus(numeric.of(a), numeric.of(b));
        if (!d.isReal() || d.sign() == 0) {
            throw new Stop.OutOfReach("ends that cannot be ordered");
        }
        return d.sign();
    }

    /// The region a tree means, or null where it means none or depends on a symbol.
    ///
    /// @param pairs whether a pair in round brackets is an open interval rather than a point of the plane
    @Nullable
    Region of(Node node, boolean pairs) {
        try {
            return read(node, pairs);
        } catch (Stop.OutOfBudget spent) {
            throw spent;
        } catch (Stop stop) {
            return null;
        }
    }

    private @Nullable Region read(Node node, boolean pairs) {
        budget.spend(2);
        return switch (node) {
            case Node.Group g -> group(g, pairs);
            case Node.Call c -> call(c);
            case Node.Relation r -> relation(r);
            case Node.Builder b -> builder(b);
            case Node.Sym s -> named(s.name());
            case Node.Words w -> Wording.everything(w) ? whole() : null;
            case Node.Num n -> null;
            case Node.BaseNum b -> null;
            case Node.Bound b -> null;
            case Node.Matrix m -> null;
        };
    }

    private @Nullable Region named(String set) {
        Node zero = Node.Num.of(0);
        return switch (set) {
            case "ℝ" -> whole();
            case "∅" -> Region.empty();
            case "ℝ^+", "ℝ_>0" -> halfLine(Rel.GT, zero);
            case "ℝ^-", "ℝ_<0" -> halfLine(Rel.LT, zero);
            default -> null;
        };
    }

    private static Region whole() {
        return new Region(List.of(Region.ALL), null);
    }

    private @Nullable Region group(Node.Group g, boolean pairs) {
        if (g.isList()) {
            return list(g);
        }
        if (g.isSet()) {
            return points(g.items());
        }
        boolean round = g.open() == '(' && g.close() == ')';
        if (g.items().size() != 2 || round && !pairs) {
            return null;
        }
        return interval(g.items().get(0), g.open() == '[', g.items().get(1), g.close() == ']');
    }

    private @Nullable Region interval(Node low, boolean lowClosed, Node high, boolean highClosed) {
        if (!constant(low) || !constant(high)) {
            return null;
        }
        Region.End from = Region.End.of(low);
        Region.End to = Region.End.of(high);
        if (ends(from, to) > 0 || ends(from, to) == 0 && !(lowClosed && highClosed)) {
            return null;
        }
        boolean closedFrom = lowClosed && from.infinite() == 0;
        boolean closedTo = highClosed && to.infinite() == 0;
        return new Region(List.of(new Region.Piece(from, closedFrom, to, closedTo)), null);
    }

    private @Nullable Region points(List<Node> items) {
        Region all = Region.empty();
        for (Node item : items) {
            if (!constant(item)) {
                return null;
            }
            all = all.union(point(item), this);
        }
        return all;
    }

    private static Region point(Node value) {
        Region.End end = Region.End.of(value);
        return new Region(List.of(new Region.Piece(end, true, end, true)), null);
    }

    private static boolean constant(Node node) {
        if (node instanceof Node.Group || node instanceof Node.Relation || node instanceof Node.Matrix) {
            return false;
        }
        Symbols symbols = Symbols.of(node);
        symbols.free.remove("infinity");
        return symbols.free.isEmpty() && symbols.opaque.isEmpty();
    }

    /// Inequalities side by side hold together, unless nothing then remains: then each is a part.
    private @Nullable Region list(Node.Group g) {
        Region all = null;
        Region any = null;
        Node excluded = null;
        for (Node item : g.items()) {
            boolean further = excluded != null && !(item instanceof Node.Relation);
            Node one = further ? new Node.Relation(List.of(excluded, item), List.of(Rel.NE)) : item;
            excluded = one instanceof Node.Relation s && s.ops().equals(List.of(Rel.NE))
                    ? s.sides().getFirst()
                    : null;
            Region r = one instanceof Node.Relation ? read(one, false) : null;
            if (r == null || all != null && differs(all.name(), r.name())) {
                return null;
            }
            all = all == null ? r : all.intersection(r, this);
            any = any == null ? r : any.union(r, this);
        }
        return g.choice() || all != null && all.pieces().isEmpty() ? any : all;
    }

    static boolean differs(@Nullable String a, @Nullable String b) {
        return a != null && b != null && !a.equals(b);
    }

    private @Nullable Region call(Node.Call c) {
        if (c.op() == Op.NOT) {
            Region r = read(c.arg(0), true);
            return r == null ? null : r.complement();
        }
        if (c.op() != Op.UNION && c.op() != Op.INTERSECTION && c.op() != Op.DIFFERENCE) {
            return null;
        }
        Region a = read(c.arg(0), true);
        Region b = a == null ? null : read(c.arg(1), true);
        if (a == null || b == null) {
            return null;
        }
        return switch (c.op()) {
            case UNION -> a.union(b, this);
            case INTERSECTION -> a.intersection(b, this);
            default -> a.intersection(b.complement(), this);
        };
    }

    private @Nullable Region builder(Node.Builder b) {
        Region solved = solved(b.condition());
        Region condition = solved != null ? solved : read(b.condition(), true);
        if (b.element() instanceof Node.Relation r) {
            Region domain = read(r, true);
            return condition == null || domain == null
                    ? null
                    : condition.intersection(domain, this).named(null);
        }
        return condition == null ? null : condition.named(null);
    }

    /// The numbers that solve the equation of a condition, where it is of the second degree at most.
    private @Nullable Region solved(Node condition) {
        boolean equation = condition instanceof Node.Relation r
                && r.ops().equals(List.of(Rel.EQ))
                && !Chains.isName(r.sides().getFirst());
        if (!equation) {
            return null;
        }
        Node.Relation r = (Node.Relation) condition;
        Region others = linear(r.sides().getFirst(), Rel.NE, r.sides().get(1));
        return others == null ? null : others.complement().named(others.name());
    }

    /// The integers that meet a condition, where it says that they are integers and bounds them; null for other sets.
    Node.@Nullable Group integers(Node.Builder b) {
        List<Node> conditions = new ArrayList<>();
        conditions.add(b.element());
        conditions.addAll(b.condition() instanceof Node.Group g && g.isList() ? g.items() : List.of(b.condition()));
        List<Node> others = conditions.stream()
                .filter(c -> c instanceof Node.Relation && !integral(c))
                .toList();
        boolean said = conditions.stream().anyMatch(Regions::integral);
        Region region = said && !others.isEmpty() ? of(new Node.Group(' ', ' ', others, false), true) : null;
        return region == null ? null : integers(region);
    }

    private static boolean integral(Node node) {
        return node instanceof Node.Relation r
                && r.ops().equals(List.of(Rel.IN))
                && r.sides().get(1) instanceof Node.Sym s
                && (s.name().equals("ℤ") || s.name().equals("ℕ"));
    }

    private Node.@Nullable Group integers(Region region) {
        List<Node> all = new ArrayList<>();
        for (Region.Piece piece : region.pieces()) {
            Rational low = exact(piece.low());
            Rational high = exact(piece.high());
            if (low == null || high == null || high.minus(low).compareTo(Rational.of(MOST_INTEGERS)) > 0) {
                return null;
            }
            Rational from = Rational.of(low.ceiling());
            from = from.equals(low) && !piece.lowClosed() ? from.plus(Rational.ONE) : from;
            for (Rational k = from; k.compareTo(high) <= 0; k = k.plus(Rational.ONE)) {
                budget.spend(1);
                if (!k.equals(high) || piece.highClosed()) {
                    all.add(new Node.Num(k, -1));
                }
            }
        }
        return new Node.Group('{', '}', all, false);
    }

    private @Nullable Rational exact(Region.End end) {
        return end.value() == null ? null : new Exact(budget).of(end.value());
    }

    private @Nullable Region relation(Node.Relation r) {
        if (r.ops().contains(Rel.EQ)
                && r.ops().size() == 1
                && Chains.isName(r.sides().getFirst())) {
            Node value = r.sides().get(1);
            boolean set = value instanceof Node.Group || value instanceof Node.Call c && setOperation(c.op());
            Region of = set ? read(value, true) : null;
            of = !set && constant(value) && !(value instanceof Node.Words) ? point(value) : of;
            return of == null ? null : of.named(r.sides().getFirst().show());
        }
        Region all = null;
        for (int k = 0; k < r.ops().size(); k++) {
            Region step = step(r.sides().get(k), r.ops().get(k), r.sides().get(k + 1));
            if (step == null || all != null && differs(all.name(), step.name())) {
                return null;
            }
            all = all == null ? step : all.intersection(step, this);
        }
        return all;
    }

    private static boolean setOperation(Op op) {
        return op == Op.UNION || op == Op.INTERSECTION || op == Op.DIFFERENCE;
    }

    private @Nullable Region step(Node a, Rel op, Node b) {
        if (op == Rel.IN || op == Rel.NOT_IN) {
            Region set = Chains.isName(a) ? read(b, true) : null;
            if (set == null) {
                return null;
            }
            return (op == Rel.IN ? set : set.complement()).named(a.show());
        }
        if (constant(b)) {
            return solve(a, op, b);
        }
        return constant(a) ? solve(b, flip(op), a) : linear(a, op, b);
    }

    static Rel flip(Rel op) {
        return switch (op) {
            case LT -> Rel.GT;
            case LE -> Rel.GE;
            case GT -> Rel.LT;
            case GE -> Rel.LE;
            default -> op;
        };
    }

    /// The values of the unknown in `a` for which `a op constant` holds.
    private @Nullable Region solve(Node a, Rel op, Node constant) {
        if (a instanceof Node.Call c && c.op() == Op.ABS && c.arg(0) instanceof Node.Sym s) {
            Region size = halfLine(op, constant);
            return size == null ? null : mirrored(size, s.name());
        }
        if (a instanceof Node.Call c && c.op() == Op.ABS && !Chains.isName(c.arg(0))) {
            return magnitude(c.arg(0), op, constant);
        }
        if (Chains.isName(a)) {
            Region half = halfLine(op, constant);
            return half == null ? null : half.named(a.show());
        }
        return linear(a, op, constant);
    }

    /// `|a| op c` for a term of the first degree.
    private @Nullable Region magnitude(Node a, Rel op, Node c) {
        Node minus = Node.Call.of(Op.NEG, c);
        Region upper = linear(a, op, c);
        Region lower = linear(a, flip(op), minus);
        if (upper == null || lower == null || op == Rel.EQ) {
            return null;
        }
        boolean within = op == Rel.LT || op == Rel.LE || op == Rel.NE;
        return within ? upper.intersection(lower, this) : upper.union(lower, this);
    }

    private @Nullable Region halfLine(Rel op, Node value) {
        Region.End end = Region.End.of(value);
        Region.Piece piece = switch (op) {
            case LT -> new Region.Piece(Region.MINUS, false, end, false);
            case LE -> new Region.Piece(Region.MINUS, false, end, end.infinite() == 0);
            case GT -> new Region.Piece(end, false, Region.PLUS, false);
            case GE -> new Region.Piece(end, end.infinite() == 0, Region.PLUS, false);
            default -> null;
        };
        if (piece != null) {
            return new Region(List.of(piece), null);
        }
        return op == Rel.NE ? point(value).complement() : null;
    }

    /// The numbers whose magnitude lies in a region.
    private Region mirrored(Region size, String name) {
        Region.Piece natural = new Region.Piece(Region.End.of(Node.Num.of(0)), true, Region.PLUS, false);
        Region right = size.intersection(new Region(List.of(natural), null), this);
        Region left = Region.empty();
        for (Region.Piece p : right.pieces()) {
            Region.Piece turned = new Region.Piece(negate(p.high()), p.highClosed(), negate(p.low()), p.lowClosed());
            left = left.union(new Region(List.of(turned), null), this);
        }
        return left.union(right, this).named(name);
    }

    private static Region.End negate(Region.End end) {
        Node value = end.value();
        return value == null ? new Region.End(null, -end.infinite()) : new Region.End(Node.Call.of(Op.NEG, value), 0);
    }

    /// An inequality of the first or second degree with rational coefficients.
    private @Nullable Region linear(Node a, Rel op, Node b) {
        Node d = Node.Call.of(Op.ADD, a, Node.Call.of(Op.NEG, b));
        Symbols symbols = Symbols.of(d);
        if (symbols.free.size() != 1 || !symbols.opaque.isEmpty()) {
            return null;
        }
        String name = symbols.free.iterator().next();
        Rational zero = at(d, name, 0);
        Rational one = at(d, name, 1);
        Rational two = at(d, name, 2);
        Rational seven = at(d, name, 7);
        if (zero == null || one == null || two == null || seven == null) {
            return null;
        }
        Rational slope = one.minus(zero);
        boolean straight = two.minus(one).equals(slope) && seven.minus(zero).equals(slope.times(Rational.of(7)));
        if (!straight) {
            Polynomial p = Polynomial.of(d, name, 2, budget);
            Region region = p == null ? null : Quadratics.where(p, op);
            return region == null ? null : region.named(name);
        }
        if (slope.isZero()) {
            return null;
        }
        Node root = new Node.Num(zero.negate().over(slope), -1);
        Region half = halfLine(slope.signum() > 0 ? op : flip(op), root);
        return half == null ? null : half.named(name);
    }

    private @Nullable Rational at(Node node, String name, long value) {
        return new Exact(budget).at(node, name, Rational.of(value));
    }
}
