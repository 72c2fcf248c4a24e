package reason4j.verify.math;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.number.Arithmetic;
import reason4j.verify.math.number.Ball;
import reason4j.verify.math.number.Budget;
import reason4j.verify.math.number.Rational;
import reason4j.verify.math.number.Stop;
import reason4j.verify.math.syntax.Node;
import reason4j.verify.math.syntax.Op;

/// Equality of two expressions: exactly where they are rational, to 57 and on doubt 115 digits where they are
/// constant, at several points where they have symbols.
final class Scalars {

    static final int BITS = 192;
    static final int DOUBTFUL_BITS = 384;

    private static final Set<Op> SWITCHING = Set.of(Op.MAX, Op.MIN, Op.FLOOR, Op.CEIL, Op.MOD);
    /// Fewer common points than this decide nothing.
    private static final int ENOUGH = 3;

    private final Budget budget;
    private int depth;

    Scalars(Budget budget) {
        this.budget = budget;
    }

    Match same(Node a, Node b) {
        if (a.equals(b)) {
            return Match.yes("same-form", "both sides are the same expression");
        }
        try {
            Rational x = new Exact(budget).of(a);
            Rational y = x == null ? null : new Exact(budget).of(b);
            if (x != null && y != null) {
                return x.equals(y)
                        ? Match.yes("exact-rational", "both sides are " + x.text())
                        : Match.no("exact-rational", x.text() + " is not " + y.text());
            }
        } catch (Stop.OutOfReach large) {
            budget.spend(1);
        } catch (Stop.Undefined undefined) {
            return Match.no("undefined", undefined.getMessage() + " has no value");
        }
        Symbols symbols = Symbols.of(a, b);
        Match natural = compare(a, b, symbols, false);
        return natural.holds() || !symbols.plainLog ? natural : better(natural, compare(a, b, symbols, true));
    }

    private static Match better(Match first, Match second) {
        return second.holds() ? second : first;
    }

    private Match compare(Node a, Node b, Symbols symbols, boolean decimalLog) {
        if (symbols.infinite) {
            return infinities(a, b);
        }
        Map<String, String> opaque = classes(symbols.opaque);
        List<String> names = new ArrayList<>(symbols.free);
        names.addAll(new java.util.TreeSet<>(opaque.values()));
        Probe probe = new Probe(a, b, names, opaque, decimalLog);
        return names.isEmpty() ? constants(probe) : expressions(probe, symbols);
    }

    private record Probe(Node a, Node b, List<String> names, Map<String, String> opaque, boolean decimalLog) {}

    private Match infinities(Node a, Node b) {
        int x = infinity(a);
        int y = infinity(b);
        if (x == 0 || y == 0) {
            return Match.no("infinity", "only one side is infinite");
        }
        return x == y ? Match.yes("infinity", "both sides are infinite") : Match.no("infinity", "opposite infinities");
    }

    /// The sign of an infinite expression, 0 for anything else.
    static int infinity(Node node) {
        if (node instanceof Node.Sym s && s.name().equals("infinity")) {
            return 1;
        }
        return node instanceof Node.Call c && c.op() == Op.NEG ? -infinity(c.arg(0)) : 0;
    }

    /// Names for the terms that are not evaluated, the same name for those of the same structure.
    private Map<String, String> classes(List<Node> opaque) {
        Map<String, String> names = new HashMap<>();
        List<Node> representatives = new ArrayList<>();
        Map<String, Node> byForm = new TreeMap<>();
        opaque.forEach(node -> byForm.put(node.show(), node));
        // in the order of their forms, so that the names do not depend on which side is which
        for (Node node : byForm.values()) {
            int found = -1;
            for (int k = 0; k < representatives.size() && found < 0; k++) {
                found = sameStructure(representatives.get(k), node) ? k : -1;
            }
            if (found < 0) {
                representatives.add(node);
                found = representatives.size() - 1;
            }
            names.put(node.show(), "\u00a7" + found);
        }
        return names;
    }

    private boolean sameStructure(Node a, Node b) {
        budget.spend(5);
        if (depth > 6) {
            return a.equals(b);
        }
        depth++;
        boolean same = switch (a) {
            case Node.Bound x -> b instanceof Node.Bound y && sameBound(x, y);
            case Node.Call x ->
                b instanceof Node.Call y
                        && x.op() == y.op()
                        && x.args().size() == y.args().size()
                        && sameAll(x.args(), y.args());
            case Node.Words x -> b instanceof Node.Words y && Texts.same(x.text(), y.text());
            default -> a.equals(b);
        };
        depth--;
        return same;
    }

    private boolean sameAll(List<Node> xs, List<Node> ys) {
        for (int k = 0; k < xs.size(); k++) {
            if (!same(xs.get(k), ys.get(k)).holds()) {
                return false;
            }
        }
        return true;
    }

    private boolean sameBound(Node.Bound x, Node.Bound y) {
        if (x.kind() != y.kind() || !sameOrNull(x.from(), y.from()) || !sameOrNull(x.to(), y.to())) {
            return false;
        }
        if (x.variable().equals(y.variable())) {
            return same(x.body(), y.body()).holds();
        }
        if (x.variable().isEmpty() || y.variable().isEmpty()) {
            return false;
        }
        String common = "\u00b6" + depth;
        return same(Symbols.rename(x.body(), x.variable(), common), Symbols.rename(y.body(), y.variable(), common))
                .holds();
    }

    private boolean sameOrNull(@Nullable Node a, @Nullable Node b) {
        if (a == null || b == null) {
            return a == b;
        }
        if (a instanceof Node.Relation || a instanceof Node.Group) {
            return a.equals(b);
        }
        return same(a, b).holds();
    }

    private Match constants(Probe probe) {
        Difference first = difference(probe, Map.of(), BITS);
        if (first.stop() != null) {
            return stopped(first.stop());
        }
        if (!first.zero()) {
            return Match.no("numeric", "the values differ: " + first.text());
        }
        Difference second = difference(probe, Map.of(), DOUBTFUL_BITS);
        if (second.stop() != null) {
            return stopped(second.stop());
        }
        if (!second.zero()) {
            return Match.no("numeric", "the values differ beyond 50 digits");
        }
        boolean sharper = second.err() < first.err() - 100 || second.err() == Ball.EXACT;
        return sharper && !second.absorbed()
                ? Match.yes("numeric", "the values agree to 100 digits: " + second.text())
                : Match.undecided("the values are too large or too close to be told apart");
    }

    private static Match stopped(Stop stop) {
        return stop instanceof Stop.Undefined
                ? Match.no("undefined", stop.getMessage() + " has no value")
                : Match.undecided(String.valueOf(stop.getMessage()));
    }

    /// @param zero whether the difference may be zero
    /// @param err logarithm of its error
    /// @param parted whether one side is real and the other is not
    /// @param relative by how many bits the error lies below the larger side
    private record Difference(
            boolean zero,
            double err,
            double relative,
            boolean absorbed,
            boolean outside,
            boolean parted,
            String text,
            @Nullable Stop stop) {}

    private Difference difference(Probe probe, Map<String, Rational> at, int bits) {
        try {
            Arithmetic ar = new Arithmetic(bits, budget);
            Map<String, Ball> point = new TreeMap<>();
            at.forEach((name, value) -> point.put(name, ar.of(value)));
            probe.opaque().forEach((shown, name) -> {
                Ball value = point.get(name);
                if (value != null) {
                    point.put(shown, value);
                }
            });
            Numeric numeric = new Numeric(bits, budget, point, probe.decimalLog());
            Ball x = numeric.of(probe.a());
            Ball y = numeric.of(probe.b());
            Ball d = numeric.arithmetic().minus(x, y);
            double size = Math.max(x.top(), y.top());
            String text = shown(x) + " and " + shown(y);
            return new Difference(
                    d.mayBeZero(),
                    d.err(),
                    size - d.err(),
                    numeric.arithmetic().absorbed(),
                    numeric.leftReals(),
                    x.isReal() != y.isReal(),
                    text,
                    null);
        } catch (Stop.OutOfBudget spent) {
            throw spent;
        } catch (Stop stop) {
            return new Difference(false, 0, 0, false, true, false, "", stop);
        }
    }

    private static String shown(Ball x) {
        String re = String.valueOf((float) x.toDouble());
        return x.isReal() ? re : re + " + " + (float) x.imaginary() + "i";
    }

    /// Whether a tree applies one of the operations to something with a symbol.
    private static boolean applies(Node node, Set<Op> ops) {
        return node instanceof Node.Call c
                && (ops.contains(c.op()) && !Symbols.of(c).free.isEmpty()
                        || c.args().stream().anyMatch(arg -> applies(arg, ops)));
    }

    /// Whether the values of what is given by cases differ where another of the cases may hold: far out, since
    /// `\\max(7, x)` is not 7, and, unless symbols stand for integers, at halves and thirds, where only one of
    /// `\\lfloor x + 1/2 \\rfloor` and `\\lceil x - 1/2 \\rceil` steps.
    private boolean partElsewhere(Probe probe, boolean integers) {
        if (!applies(probe.a(), SWITCHING) && !applies(probe.b(), SWITCHING)) {
            return false;
        }
        List<Map<String, Rational>> points = new ArrayList<>(Points.far(probe.names()));
        if (!integers) {
            points.addAll(Points.fractions(probe.names()));
        }
        for (Map<String, Rational> at : points) {
            Difference d = difference(probe, at, BITS);
            if (d.stop() == null && !d.outside() && !d.zero()) {
                return true;
            }
        }
        return false;
    }

    private Match expressions(Probe probe, Symbols symbols) {
        int agreed = 0;
        for (int pass = symbols.integers ? 1 : 0; pass < 3; pass++) {
            boolean realOnly = pass < 2 && !symbols.imaginary;
            for (Map<String, Rational> at : Points.of(probe.names(), pass == 1)) {
                Difference d = difference(probe, at, BITS);
                if (d.stop() == null && d.zero() && d.relative() < BITS / 2.0) {
                    d = difference(probe, at, DOUBTFUL_BITS);
                }
                if (d.parted()
                        && realOnly
                        && symbols.logarithms
                        && probe.names().size() == 1) {
                    return Match.no("domain", "only one side is real at " + describe(at));
                }
                if (d.stop() != null || d.outside() && realOnly) {
                    continue;
                }
                if (!d.zero()) {
                    return Match.no("probing", "the values differ at " + describe(at) + ": " + d.text());
                }
                agreed++;
            }
            boolean half = symbols.stepped && pass == 0;
            if (agreed >= ENOUGH && !half) {
                if (partElsewhere(probe, symbols.integers)) {
                    return Match.no("probing", "the values differ far out or at a step");
                }
                return Match.yes("probing", "the values agree at " + agreed + " points");
            }
        }
        return Match.undecided("too few points at which both sides have a value");
    }

    private static String describe(Map<String, Rational> at) {
        StringBuilder out = new StringBuilder();
        at.forEach((name, value) -> out.append(out.isEmpty() ? "" : ", ")
                .append(name)
                .append(" = ")
                .append((float) (value.num().doubleValue() / value.den().doubleValue())));
        return out.toString();
    }
}
