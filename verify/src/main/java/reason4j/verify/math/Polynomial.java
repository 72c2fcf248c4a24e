package reason4j.verify.math;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.number.Budget;
import reason4j.verify.math.number.Rational;
import reason4j.verify.math.syntax.Node;
import reason4j.verify.math.syntax.Op;

/// A polynomial in one unknown with rational coefficients, the constant first.
record Polynomial(List<Rational> coefficients) {

    Polynomial {
        coefficients = List.copyOf(coefficients);
    }

    /// The polynomial a tree is, or null where it is none or of too high a degree.
    static @Nullable Polynomial of(Node node, String x, int maxDegree, Budget budget) {
        budget.spend(5);
        if (node instanceof Node.Sym s && s.name().equals(x)) {
            return new Polynomial(List.of(Rational.ZERO, Rational.ONE));
        }
        if (!Symbols.of(node).free.contains(x)) {
            Rational value = new Exact(budget).of(node);
            return value == null ? null : new Polynomial(List.of(value));
        }
        if (!(node instanceof Node.Call c)) {
            return null;
        }
        return switch (c.op()) {
            case NEG ->
                times(of(c.arg(0), x, maxDegree, budget), new Polynomial(List.of(Rational.of(-1))), maxDegree, budget);
            case ADD, MUL -> folded(c, x, maxDegree, budget);
            case DIV -> {
                Polynomial below = of(c.arg(1), x, maxDegree, budget);
                boolean number = below != null
                        && below.coefficients().size() == 1
                        && !below.coefficients().getFirst().isZero();
                yield below != null && number
                        ? times(
                                of(c.arg(0), x, maxDegree, budget),
                                new Polynomial(List.of(
                                        Rational.ONE.over(below.coefficients().getFirst()))),
                                maxDegree,
                                budget)
                        : null;
            }
            case POW -> power(c, x, maxDegree, budget);
            default -> null;
        };
    }

    private static @Nullable Polynomial folded(Node.Call c, String x, int maxDegree, Budget budget) {
        Polynomial all = null;
        for (Node arg : c.args()) {
            Polynomial p = of(arg, x, maxDegree, budget);
            if (p == null) {
                return null;
            }
            all = all == null ? p : c.op() == Op.ADD ? all.plus(p) : times(all, p, maxDegree, budget);
            if (all == null) {
                return null;
            }
        }
        return all;
    }

    private static @Nullable Polynomial power(Node.Call c, String x, int maxDegree, Budget budget) {
        Rational e = Symbols.of(c.arg(1)).free.isEmpty() ? new Exact(budget).of(c.arg(1)) : null;
        if (e == null || !e.isInteger() || e.signum() < 0 || e.num().bitLength() > 10) {
            return null;
        }
        Polynomial base = of(c.arg(0), x, maxDegree, budget);
        Polynomial result = new Polynomial(List.of(Rational.ONE));
        for (int k = 0; k < e.num().intValue() && result != null; k++) {
            result = times(base, result, maxDegree, budget);
        }
        return result;
    }

    private Polynomial plus(Polynomial o) {
        Rational[] sum = new Rational[Math.max(coefficients.size(), o.coefficients.size())];
        Arrays.setAll(sum, k -> at(k).plus(o.at(k)));
        return new Polynomial(Arrays.asList(sum));
    }

    private Rational at(int k) {
        return k < coefficients.size() ? coefficients.get(k) : Rational.ZERO;
    }

    private static @Nullable Polynomial times(@Nullable Polynomial a, Polynomial b, int maxDegree, Budget budget) {
        if (a == null || a.coefficients.size() + b.coefficients.size() > maxDegree + 2) {
            return null;
        }
        Rational[] product = new Rational[a.coefficients.size() + b.coefficients.size() - 1];
        Arrays.fill(product, Rational.ZERO);
        for (int i = 0; i < a.coefficients.size(); i++) {
            for (int j = 0; j < b.coefficients.size(); j++) {
                budget.spendOnProduct(a.at(i), b.at(j));
                Rational term = a.at(i).times(b.at(j));
                budget.spendOnSum(product[i + j], term);
                product[i + j] = product[i + j].plus(term);
                budget.spendOnBits(product[i + j].bits());
            }
        }
        return new Polynomial(Arrays.asList(product));
    }

    /// The sum of its values at so many successive places, by Newton's differences: `\sum_j \binom{n}{j+1} \Delta^j f`.
    Rational sum(Rational from, BigInteger terms, Budget budget) {
        List<Rational> row = new ArrayList<>();
        for (int k = 0; k < coefficients.size(); k++) {
            row.add(value(from.plus(Rational.of(k)), budget));
        }
        Rational total = Rational.ZERO;
        Rational choices = Rational.of(terms);
        for (int j = 1; !row.isEmpty(); j++) {
            budget.spendOnProduct(choices, row.getFirst());
            total = total.plus(choices.times(row.getFirst()));
            for (int k = 0; k + 1 < row.size(); k++) {
                budget.spendOnSum(row.get(k + 1), row.get(k));
                row.set(k, row.get(k + 1).minus(row.get(k)));
            }
            row.removeLast();
            Rational next = Rational.of(terms.subtract(BigInteger.valueOf(j))).over(Rational.of(j + 1L));
            choices = choices.times(next);
        }
        return total;
    }

    private Rational value(Rational x, Budget budget) {
        Rational value = Rational.ZERO;
        for (int k = coefficients.size() - 1; k >= 0; k--) {
            budget.spendOnProduct(value, x);
            value = value.times(x).plus(at(k));
            budget.spendOnBits(value.bits());
        }
        return value;
    }

    /// An antiderivative as a tree in the unknown.
    Node antiderivative(String x) {
        List<Node> terms = new ArrayList<>();
        for (int k = 0; k < coefficients.size(); k++) {
            Node coefficient = new Node.Num(at(k).over(Rational.of(k + 1L)), -1);
            terms.add(Node.Call.of(Op.MUL, coefficient, Node.Call.of(Op.POW, new Node.Sym(x), Node.Num.of(k + 1L))));
        }
        return new Node.Call(Op.ADD, terms);
    }
}
