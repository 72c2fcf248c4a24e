package reason4j.verify.math;

import java.util.ArrayList;
import java.util.List;
import reason4j.verify.math.number.Budget;
import reason4j.verify.math.syntax.Node;
import reason4j.verify.math.syntax.Op;

/// Clears denominators: an equation holds where the numerator of the difference of its sides is zero.
final class Fractions {

    private static final int MAX_DEPTH = 12;
    private static final Node ONE = Node.Num.of(1);

    private record Fraction(Node num, Node den) {
        boolean whole() {
            return den.equals(ONE);
        }
    }

    private final Budget budget;

    Fractions(Budget budget) {
        this.budget = budget;
    }

    /// The numerator over the product of all denominators.
    Node numerator(Node node) {
        return of(node, 0).num();
    }

    private Fraction of(Node node, int depth) {
        if (!(node instanceof Node.Call c) || depth > MAX_DEPTH) {
            return new Fraction(node, ONE);
        }
        return switch (c.op()) {
            case NEG -> {
                Fraction f = of(c.arg(0), depth + 1);
                yield new Fraction(Node.Call.of(Op.NEG, f.num()), f.den());
            }
            case DIV -> {
                Fraction a = of(c.arg(0), depth + 1);
                Fraction b = of(c.arg(1), depth + 1);
                yield new Fraction(times(a.num(), b.den()), times(a.den(), b.num()));
            }
            case MUL -> {
                Fraction product = new Fraction(ONE, ONE);
                for (Node arg : c.args()) {
                    Fraction f = of(arg, depth + 1);
                    product = new Fraction(times(product.num(), f.num()), times(product.den(), f.den()));
                }
                yield product;
            }
            case ADD -> sum(c, depth);
            default -> new Fraction(node, ONE);
        };
    }

    private Fraction sum(Node.Call c, int depth) {
        List<Fraction> parts = c.args().stream().map(arg -> of(arg, depth + 1)).toList();
        if (parts.stream().allMatch(Fraction::whole)) {
            return new Fraction(c, ONE);
        }
        List<Node> terms = new ArrayList<>();
        Node den = ONE;
        for (int k = 0; k < parts.size(); k++) {
            Node term = parts.get(k).num();
            for (int j = 0; j < parts.size(); j++) {
                term = j == k ? term : times(term, parts.get(j).den());
            }
            terms.add(term);
            den = times(den, parts.get(k).den());
        }
        return new Fraction(new Node.Call(Op.ADD, terms), den);
    }

    private Node times(Node a, Node b) {
        budget.spend(1);
        if (a.equals(ONE)) {
            return b;
        }
        return b.equals(ONE) ? a : Node.Call.of(Op.MUL, a, b);
    }
}
