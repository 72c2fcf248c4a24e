package reason4j.verify.math;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.number.Ball;
import reason4j.verify.math.number.Budget;
import reason4j.verify.math.number.Stop;
import reason4j.verify.math.syntax.Node;
import reason4j.verify.math.syntax.Node.Rel;
import reason4j.verify.math.syntax.Op;

/// Reads chains of equalities: `S = 2^{10} = 1024` is the value 1024 under the name S; a chain of unequal constants is
/// no answer; what is left is an equation.
final class Chains {

    private static final Set<String> CONSTANTS = Set.of("pi", "e", "i", "infinity", "∅", "ℝ", "ℤ", "ℕ", "ℚ", "ℂ", "…");

    private static final Set<String> OPERATORS = Set.of("star", "bigcirc", "square", "triangle", "Box", "blacksquare");

    /// What stands before the letters of a name.
    private static final Set<String> MARKS =
            Set.of("angle", "triangle", "measuredangle", "det", "tr", "rank", "dim", "deg");

    /// Constants joined by ≈ that differ by more than this part are no approximation.
    private static final double LOOSE = 0.05;

    private final Budget budget;
    private final Scalars scalars;

    Chains(Budget budget, Scalars scalars) {
        this.budget = budget;
        this.scalars = scalars;
    }

    /// @param names what the value is called, none for a bare chain
    /// @param value the value, null for an equation or a false chain
    /// @param approximate whether the value is only stated approximately
    /// @param wrong why the chain is no answer, null when it is one
    record Chain(
            List<Node> names,
            @Nullable Node value,
            boolean approximate,
            @Nullable String wrong) {

        boolean equation() {
            return value == null && wrong == null;
        }
    }

    static Chain plain(Node value) {
        return new Chain(List.of(), value, false, null);
    }

    private static final Chain EQUATION = new Chain(List.of(), null, false, null);

    Chain of(Node node) {
        if (!(node instanceof Node.Relation r)) {
            return plain(node);
        }
        for (Rel op : r.ops()) {
            if (op != Rel.EQ && op != Rel.APPROX) {
                return EQUATION;
            }
        }
        List<Node> names = new ArrayList<>();
        int from = 0;
        while (from < r.sides().size() - 1 && (isName(r.sides().get(from)) || from == 0 && eccentricity(r))) {
            names.add(r.sides().get(from++));
        }
        List<Node> values = r.sides().subList(from, r.sides().size());
        if (values.size() == 1) {
            Node value = values.getFirst();
            boolean named = value instanceof Node.Sym s && isName(s) && names.size() == 1 && bare(names.getFirst());
            boolean about = mentions(names, value);
            boolean approximate = r.ops().getLast() == Rel.APPROX;
            return named || about ? EQUATION : new Chain(names, value, approximate, null);
        }
        return values(names, values, r.ops().subList(from, r.ops().size()));
    }

    /// `e = \frac12` gives a value to a letter; Euler's number needs none.
    private static boolean eccentricity(Node.Relation r) {
        return r.sides().size() == 2
                && r.sides().getFirst().equals(new Node.Sym("e"))
                && constant(r.sides().get(1));
    }

    private static boolean bare(Node name) {
        return name instanceof Node.Sym s && s.name().length() == 1;
    }

    private static boolean mentions(List<Node> names, Node value) {
        for (Node name : names) {
            if (name instanceof Node.Sym s && Symbols.of(value).free.contains(s.name())) {
                return true;
            }
        }
        return false;
    }

    /// How two constants differ that a chain joins by way of a name, `x = 1 = y = 10`; null where none do.
    private @Nullable Match parted(List<Node> values, List<Rel> ops) {
        Node known = null;
        for (int k = 0; k < values.size(); k++) {
            known = k > 0 && ops.get(k - 1) == Rel.APPROX ? null : known;
            if (!constant(values.get(k))) {
                continue;
            }
            Match match = known == null ? null : scalars.same(known, values.get(k));
            if (match != null && match.answer() == Match.Answer.NO) {
                return match;
            }
            known = values.get(k);
        }
        return null;
    }

    private Chain values(List<Node> names, List<Node> values, List<Rel> ops) {
        Match parted = names.isEmpty() || values.size() < 3 ? null : parted(values, ops);
        if (parted != null) {
            return new Chain(names, null, false, "a chain of unequal constants: " + parted.because());
        }
        Node exact = values.getFirst();
        boolean exactKnown = false;
        for (int k = 0; k < ops.size(); k++) {
            Node a = values.get(k);
            Node b = values.get(k + 1);
            if (ops.get(k) == Rel.APPROX) {
                if (!near(a, b)) {
                    return new Chain(names, null, false, "a chain of unequal constants");
                }
                exactKnown = true;
                continue;
            }
            Symbols symbols = Symbols.of(a, b);
            Match match = scalars.same(a, b);
            boolean named = !names.isEmpty() && !symbols.free.isEmpty();
            if (!match.holds() && (hasBound(symbols) || named)) {
                exact = exactKnown ? exact : b;
                continue;
            }
            if (!match.holds()) {
                return unequal(names, symbols, match);
            }
            exact = exactKnown ? exact : b;
        }
        return new Chain(names, exact, false, null);
    }

    /// The value in the answer of a response to a question for a number: `m + n = 34` says 34, and so does
    /// `m + n = 30 + 4 = 34`; `N \equiv 13 \pmod{100}` says the residue. Anything else stays as it is.
    static Node asked(Node answer) {
        if (answer instanceof Node.Relation c
                && c.ops().equals(List.of(Rel.CONGRUENT))
                && isOperation(c.sides().get(1), Op.CLASS)
                && quantity(c.sides().getFirst())) {
            return c.sides().get(1);
        }
        boolean equalities =
                answer instanceof Node.Relation r && r.ops().stream().allMatch(op -> op == Rel.EQ);
        if (!equalities) {
            return answer;
        }
        Node.Relation r = (Node.Relation) answer;
        List<Node> rest = r.sides().subList(1, r.sides().size());
        boolean combined = r.sides().getFirst() instanceof Node.Call c
                && (c.op() == Op.ADD || c.op() == Op.MUL || c.op() == Op.DIV)
                && quantity(c);
        if (!combined || !rest.stream().allMatch(Chains::constant)) {
            return answer;
        }
        return rest.size() == 1
                ? rest.getFirst()
                : new Node.Relation(rest, r.ops().subList(1, r.ops().size()));
    }

    private static Chain unequal(List<Node> names, Symbols symbols, Match match) {
        boolean constants = symbols.free.isEmpty() && symbols.opaque.isEmpty();
        if (constants && match.answer() == Match.Answer.NO) {
            return new Chain(names, null, false, "a chain of unequal constants: " + match.because());
        }
        return EQUATION;
    }

    static boolean constant(Node node) {
        Symbols symbols = Symbols.of(node);
        return symbols.free.isEmpty() && symbols.opaque.isEmpty();
    }

    /// What a question may ask for without giving it a name: `m+n`, `abc`, `x^2+y^2`.
    private static boolean quantity(Node node) {
        return switch (node) {
            case Node.Sym s -> isName(s);
            case Node.Call c ->
                switch (c.op()) {
                    case ADD, MUL -> c.args().stream().allMatch(Chains::quantity);
                    case POW -> quantity(c.arg(0)) && c.arg(1) instanceof Node.Num;
                    case NEG, ABS -> quantity(c.arg(0));
                    case DIV -> quantity(c.arg(0)) && quantity(c.arg(1));
                    default -> isName(c);
                };
            default -> false;
        };
    }

    private static boolean hasBound(Symbols symbols) {
        return symbols.free.isEmpty() && symbols.opaque.stream().anyMatch(Node.Bound.class::isInstance);
    }

    private boolean near(Node a, Node b) {
        if (!constant(a) || !constant(b)) {
            return true;
        }
        if (a instanceof Node.Num x
                && b instanceof Node.Num y
                && x.value().isInteger()
                && y.value().isInteger()) {
            return x.equals(y);
        }
        try {
            Numeric numeric = new Numeric(Scalars.BITS, budget, new HashMap<>(), false);
            Ball x = numeric.of(a);
            Ball d = numeric.arithmetic().minus(x, numeric.of(b));
            return d.mayBeZero() || d.top() - x.top() < Math.log(LOOSE) / Math.log(2);
        } catch (Stop.OutOfBudget spent) {
            throw spent;
        } catch (Stop stop) {
            return false;
        }
    }

    /// Whether a side only names what the other side is: `x`, `f(x)`, `|AB|`, `(p, q)`, `V_1 : V_2`.
    static boolean isName(Node node) {
        return switch (node) {
            case Node.Sym s -> !CONSTANTS.contains(s.name());
            case Node.Words w -> !Spoken.grading(w.text()) && !Spoken.reserved(w.text());
            case Node.Group g -> !g.isSet() && g.items().stream().allMatch(Chains::isName);
            case Node.Call c ->
                switch (c.op()) {
                    case APPLY -> true;
                    case ABS, SIN, COS, TAN -> isName(c.arg(0));
                    case POW ->
                        c.arg(0) instanceof Node.Sym s
                                && Character.isUpperCase(s.name().charAt(0));
                    case RATIO -> c.args().stream().allMatch(Chains::isName);
                    case MUL -> c.args().stream().allMatch(Chains::label) || angle(c) || operated(c) || measured(c);
                    case DIV -> measure(c.arg(0)) && measure(c.arg(1));
                    case UNIT -> isName(c.arg(0));
                    case UNION, INTERSECTION -> event(c);
                    default -> false;
                };
            case Node.Num n -> false;
            case Node.BaseNum b -> false;
            case Node.Bound b -> b.kind() == Node.BoundKind.DERIVATIVE;
            case Node.Relation r -> false;
            case Node.Builder b -> false;
            case Node.Matrix m -> m.rows().stream().flatMap(List::stream).allMatch(Chains::isName);
        };
    }

    /// A length, `AB` or `|z|`, or a value of a function.
    private static boolean measure(Node node) {
        return node instanceof Node.Call c
                && (c.op() == Op.MUL || c.op() == Op.ABS || c.op() == Op.APPLY)
                && isName(node);
    }

    /// A distance or a probability, `d(A, B)`, `P(X = 2)`.
    private static boolean measured(Node.Call c) {
        return c.args().size() == 2
                && c.arg(0) instanceof Node.Sym
                && (c.arg(1) instanceof Node.Group g && !g.isSet() && isName(g)
                        || c.arg(1) instanceof Node.Relation
                        || event(c.arg(1)));
    }

    /// A union or intersection of what has names.
    private static boolean event(Node node) {
        return node instanceof Node.Call c
                && (c.op() == Op.UNION || c.op() == Op.INTERSECTION)
                && c.args().stream().allMatch(arg -> arg instanceof Node.Sym s && isName(s) || event(arg));
    }

    /// The measure of an angle, `m\angle ABC`.
    private static boolean angle(Node.Call c) {
        return c.arg(0).equals(new Node.Sym("m"))
                && c.args().subList(1, c.args().size()).stream().allMatch(Chains::label);
    }

    /// An operation that the question defines, as in `5 \star 1`.
    private static boolean operated(Node.Call c) {
        return c.args().stream().anyMatch(arg -> arg instanceof Node.Sym s && OPERATORS.contains(s.name()));
    }

    /// A letter of a name of several: points are capital, `\angle` and its like stand before them.
    private static boolean label(Node node) {
        return node instanceof Node.Sym s && (Character.isUpperCase(s.name().charAt(0)) || MARKS.contains(s.name()));
    }

    static boolean isOperation(Node node, Op op) {
        return node instanceof Node.Call c && c.op() == op;
    }
}
