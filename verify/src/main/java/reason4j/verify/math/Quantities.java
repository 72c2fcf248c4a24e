package reason4j.verify.math;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.number.Budget;
import reason4j.verify.math.number.Rational;
import reason4j.verify.math.number.Stop;
import reason4j.verify.math.syntax.Node;
import reason4j.verify.math.syntax.Op;

/// Equality of numbers with units, percent signs, degrees, bases and tolerances around them.
final class Quantities {

    private static final Set<String> LETTERS = Set.of("m", "s", "g", "h", "N", "J", "W", "V", "L", "K", "C", "F", "A");

    private static final Node OMEGA = new Node.Sym("Omega");

    private final MathPolicy policy;
    private final Budget budget;
    private final Scalars scalars;

    /// Half a unit of the last digit of a gold that says ≈, or 0.
    private final double ownError;

    Quantities(MathPolicy policy, Budget budget, Scalars scalars, double ownError) {
        this.policy = policy;
        this.budget = budget;
        this.scalars = scalars;
        this.ownError = ownError;
    }

    Match same(Node one, Node other) {
        Node a = measured(one, other);
        Node b = measured(other, one);
        boolean unitA = Chains.isOperation(a, Op.UNIT);
        boolean unitB = Chains.isOperation(b, Op.UNIT);
        if (unitA || unitB) {
            return units(a, b, unitA, unitB);
        }
        if (Chains.isOperation(a, Op.PERCENT) || Chains.isOperation(b, Op.PERCENT)) {
            return percents(a, b);
        }
        if (Chains.isOperation(a, Op.DEGREES) || Chains.isOperation(b, Op.DEGREES)) {
            return degrees(a, b);
        }
        if (policy.percent() == MathPolicy.Percent.BOTH) {
            return anyOf(a, List.of(b, scaled(b, Op.MUL), scaled(b, Op.DIV)));
        }
        return numbers(a, b);
    }

    /// `100\Omega` beside a constant or a quantity is 100 ohms, not a multiple of an unknown.
    private static Node measured(Node node, Node other) {
        boolean ohms = node instanceof Node.Call c
                && c.op() == Op.MUL
                && c.args().getLast().equals(OMEGA)
                && c.args().subList(0, c.args().size() - 1).stream().allMatch(Chains::constant)
                && (Chains.isOperation(other, Op.UNIT) || Chains.constant(other));
        if (!ohms) {
            return node;
        }
        List<Node> rest =
                ((Node.Call) node).args().subList(0, ((Node.Call) node).args().size() - 1);
        Node value = rest.size() == 1 ? rest.getFirst() : new Node.Call(Op.MUL, rest);
        return Node.Call.of(Op.UNIT, value, new Node.Words("ohm"));
    }

    private static Node scaled(Node node, Op op) {
        return Node.Call.of(op, node, Node.Num.of(100));
    }

    private Match anyOf(Node a, List<Node> candidates) {
        Match last = Match.no("percent", "no reading agrees");
        for (Node b : candidates) {
            last = numbers(a, b);
            if (last.holds()) {
                return last;
            }
        }
        return last;
    }

    private static Node value(Node node) {
        return ((Node.Call) node).arg(0);
    }

    private static String unit(Node node) {
        return Units.canonical(((Node.Words) ((Node.Call) node).arg(1)).text());
    }

    private Match units(Node a, Node b, boolean unitA, boolean unitB) {
        budget.spend(20);
        Node x = unitA ? value(a) : a;
        Node y = unitB ? value(b) : b;
        if (policy.units() == MathPolicy.Units.IGNORED) {
            return same(x, y);
        }
        if (unitA != unitB && Spoken.number(((Node.Words) ((Node.Call) (unitA ? a : b)).arg(1)).text()) != null) {
            return Match.no("unit", "a second number in the place of a unit");
        }
        if (unitA && unitB) {
            return Units.agree(unit(a), unit(b))
                    ? same(x, y)
                    : Match.no("unit", "the units " + unit(a) + " and " + unit(b) + " differ");
        }
        String stated = unit(unitA ? a : b);
        Node bare = unitA ? y : x;
        Node letter = letterUnit(bare, stated);
        if (letter != null) {
            return same(unitA ? x : y, letter);
        }
        if (stated.equals("rad") && Chains.isOperation(bare, Op.DEGREES)) {
            return numbers(x, y);
        }
        boolean degrees = Chains.isOperation(bare, Op.DEGREES) && !stated.startsWith("degree") && !stated.isEmpty();
        boolean percent = Chains.isOperation(bare, Op.PERCENT) && Units.known(stated);
        if (degrees || percent) {
            return Match.no("unit", "units that differ");
        }
        return same(x, y);
    }

    /// `5m` beside `5 \text{ m}`, `5m^3` beside `5 \text{ m}^3`: the letter is the unit.
    private static @Nullable Node letterUnit(Node node, String unit) {
        if (!(node instanceof Node.Call c) || c.op() != Op.MUL || unit.isEmpty()) {
            return null;
        }
        Node last = c.args().getLast();
        boolean raised = last instanceof Node.Call p
                && p.op() == Op.POW
                && p.arg(1) instanceof Node.Num n
                && n.value().isInteger()
                && n.value().bits() < Byte.SIZE;
        Node letter = raised ? ((Node.Call) last).arg(0) : last;
        if (!(letter instanceof Node.Sym s) || !LETTERS.contains(s.name())) {
            return null;
        }
        String power = raised ? "^" + ((Node.Call) last).arg(1).show() : "";
        if (!Units.agree(Units.canonical(s.name() + power), unit)) {
            return null;
        }
        List<Node> rest = c.args().subList(0, c.args().size() - 1);
        return rest.size() == 1 ? rest.getFirst() : new Node.Call(Op.MUL, rest);
    }

    private Match percents(Node a, Node b) {
        boolean pa = Chains.isOperation(a, Op.PERCENT);
        boolean pb = Chains.isOperation(b, Op.PERCENT);
        Node x = pa ? value(a) : a;
        Node y = pb ? value(b) : b;
        Match plain = numbers(x, y);
        if (plain.holds() || pa && pb || policy.percent() == MathPolicy.Percent.STRIP) {
            return plain;
        }
        if (policy.percent() == MathPolicy.Percent.BOTH) {
            return anyOf(x, List.of(y, scaled(y, Op.MUL), scaled(y, Op.DIV)));
        }
        return numbers(pa ? scaled(x, Op.DIV) : x, pb ? scaled(y, Op.DIV) : y);
    }

    private Match degrees(Node a, Node b) {
        boolean da = Chains.isOperation(a, Op.DEGREES);
        boolean db = Chains.isOperation(b, Op.DEGREES);
        Match plain = numbers(da ? value(a) : a, db ? value(b) : b);
        return plain.holds() || da && db ? plain : numbers(a, b);
    }

    Match bases(Node a, Node b) {
        if (a instanceof Node.BaseNum x && b instanceof Node.BaseNum y) {
            boolean same = x.base().equals(y.base()) && trimmed(x).equals(trimmed(y));
            return same
                    ? Match.yes("base", "the same numeral in the same base")
                    : Match.no("base", "numerals or bases differ");
        }
        Node.BaseNum spelled = Bases.spelled(a instanceof Node.BaseNum ? b : a);
        if (spelled != null) {
            return bases(spelled, a instanceof Node.BaseNum ? a : b);
        }
        Node plain = a instanceof Node.BaseNum ? b : a;
        Node.BaseNum based = (Node.BaseNum) (a instanceof Node.BaseNum ? a : b);
        if (based.base().equals(BigInteger.TEN) && trimmed(based).chars().allMatch(Character::isDigit)) {
            return same(new Node.Num(Rational.of(new BigInteger(based.digits())), -1), plain);
        }
        Node value = Bases.value(plain, based.base());
        Node own = Bases.value(based, based.base());
        return value == null || own == null ? Match.no("base", "a base on one side only") : numbers(own, value);
    }

    private static String trimmed(Node.BaseNum n) {
        String digits = n.digits().toUpperCase(java.util.Locale.ROOT);
        int k = 0;
        while (k < digits.length() - 1 && digits.charAt(k) == '0') {
            k++;
        }
        return digits.substring(k);
    }

    /// Numbers without anything around them.
    Match numbers(Node a, Node b) {
        Match exact = scalars.same(a, b);
        boolean tolerant =
                policy.relativeTolerance() > 0 || policy.decimals() >= 0 || policy.ownDigits() || ownError > 0;
        return exact.holds() || !tolerant ? exact : near(a, b, exact);
    }

    private Match near(Node a, Node b, Match exact) {
        BigDecimal x = decimal(a);
        BigDecimal y = decimal(b);
        if (x == null || y == null) {
            return exact;
        }
        BigDecimal gap = x.subtract(y).abs();
        int digits = policy.decimals();
        if (digits >= 0
                && x.setScale(digits, RoundingMode.HALF_UP).compareTo(y.setScale(digits, RoundingMode.HALF_UP)) == 0) {
            return Match.yes("decimals", "both round to the same " + digits + " decimals");
        }
        BigDecimal size = x.abs().max(y.abs());
        double relative = policy.relativeTolerance();
        if (relative > 0 && gap.compareTo(size.multiply(BigDecimal.valueOf(relative))) <= 0) {
            return Match.yes("tolerance", "the values differ by less than a part of " + relative);
        }
        if (ownError > 0 && gap.compareTo(BigDecimal.valueOf(ownError)) <= 0) {
            return Match.yes("approximate-gold", "the values agree to the last digit of the one that says ≈");
        }
        double rounding = policy.ownDigits() ? Math.max(rounding(a), rounding(b)) : 0;
        if (rounding > 0 && gap.compareTo(BigDecimal.valueOf(rounding)) <= 0) {
            return Match.yes("own-digits", "the values agree to the last digit of the decimal that has fewer");
        }
        return exact;
    }

    /// Half a unit of the last written digit of a decimal, 0 for anything else.
    private static double rounding(Node node) {
        return switch (node) {
            case Node.Num n when n.decimals() > 0 -> 0.5000001 * Math.pow(10, -n.decimals());
            case Node.Call c when c.op() == Op.NEG -> rounding(c.arg(0));
            default -> 0;
        };
    }

    /// Whether a unit of measurement is stated anywhere in a tree.
    static boolean stated(Node node) {
        return switch (node) {
            case Node.Call c ->
                c.op() == Op.UNIT && !unit(c).isEmpty()
                        || c.op() == Op.DEGREES
                        || c.args().stream().anyMatch(Quantities::stated);
            case Node.Group g -> g.items().stream().anyMatch(Quantities::stated);
            case Node.Relation r -> r.sides().stream().anyMatch(Quantities::stated);
            default -> false;
        };
    }

    private @Nullable BigDecimal decimal(Node node) {
        try {
            Rational exact = new Exact(budget).of(node);
            if (exact != null) {
                return new BigDecimal(exact.num()).divide(new BigDecimal(exact.den()), MathContext.DECIMAL128);
            }
            Numeric numeric = new Numeric(Scalars.BITS, budget, new java.util.HashMap<>(), false);
            double value = numeric.of(node).toDouble();
            return Double.isFinite(value) ? BigDecimal.valueOf(value) : null;
        } catch (Stop.OutOfBudget spent) {
            throw spent;
        } catch (Stop stop) {
            return null;
        }
    }
}
