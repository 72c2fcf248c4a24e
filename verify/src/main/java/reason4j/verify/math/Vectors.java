package reason4j.verify.math;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.syntax.Node;
import reason4j.verify.math.syntax.Op;

/// Sums and multiples of tuples, `(1,2) + t(3,4)`, and of the unit vectors, `\mathbf{i} - 2\mathbf{j}`, beside a tuple
/// of
/// as many components.
final class Vectors {

    private static final Map<String, Integer> UNITS =
            Map.of("i", 0, "j", 1, "k", 2, "bar i", 0, "bar j", 1, "bar k", 2);
    private static final Node ZERO = Node.Num.of(0);

    private Vectors() {}

    /// The tuple that a sum or multiple is, anything else as it is.
    static Node of(Node.Call node, Node.Group tuple) {
        if (tuple.open() != '(' || tuple.close() != ')') {
            return node;
        }
        int size = tuple.items().size();
        List<Node> components =
                node.op() == Op.ADD ? sum(node, size) : node.op() == Op.MUL ? multiple(node, size) : null;
        if (components == null
                && (size == 2 || size == 3)
                && Symbols.of(node).free.stream().anyMatch(UNITS::containsKey)) {
            components = resolved(node, size);
        }
        return components == null ? node : new Node.Group('(', ')', components, false);
    }

    private static @Nullable List<Node> sum(Node.Call sum, int size) {
        List<List<Node>> terms = new ArrayList<>();
        for (Node arg : sum.args()) {
            List<Node> term = term(arg, size);
            if (term == null) {
                return null;
            }
            terms.add(term);
        }
        List<Node> components = new ArrayList<>();
        for (int k = 0; k < size; k++) {
            int at = k;
            components.add(
                    new Node.Call(Op.ADD, terms.stream().map(t -> t.get(at)).toList()));
        }
        return components;
    }

    private static @Nullable List<Node> term(Node node, int size) {
        if (node instanceof Node.Group g
                && g.open() == '('
                && g.close() == ')'
                && g.items().size() == size) {
            return g.items();
        }
        if (!(node instanceof Node.Call c)) {
            return null;
        }
        if (c.op() == Op.NEG) {
            List<Node> of = term(c.arg(0), size);
            return of == null
                    ? null
                    : of.stream().map(x -> (Node) Node.Call.of(Op.NEG, x)).toList();
        }
        return c.op() == Op.MUL ? scaled(c, size) : null;
    }

    /// A multiple of a tuple by a constant; by a symbol it might be a function applied.
    private static @Nullable List<Node> multiple(Node.Call product, int size) {
        List<Node> factors = product.args();
        boolean constant = factors.subList(0, factors.size() - 1).stream().allMatch(Chains::constant);
        return constant ? scaled(product, size) : null;
    }

    private static @Nullable List<Node> scaled(Node.Call product, int size) {
        List<Node> factors = product.args();
        List<Node> tuple = factors.getLast() instanceof Node.Group ? term(factors.getLast(), size) : null;
        boolean scalars = factors.subList(0, factors.size() - 1).stream().noneMatch(Node.Group.class::isInstance);
        if (tuple == null || !scalars) {
            return null;
        }
        List<Node> components = new ArrayList<>();
        for (Node component : tuple) {
            List<Node> all = new ArrayList<>(factors.subList(0, factors.size() - 1));
            all.add(component);
            components.add(new Node.Call(Op.MUL, all));
        }
        return components;
    }

    /// The coefficients of the unit vectors, each of which is a factor of its terms.
    private static @Nullable List<Node> resolved(Node node, int size) {
        List<List<Node>> sums = new ArrayList<>();
        for (int k = 0; k < size; k++) {
            sums.add(new ArrayList<>());
        }
        List<Node> terms = node instanceof Node.Call c && c.op() == Op.ADD ? c.args() : List.of(node);
        for (Node term : terms) {
            if (!resolve(term, sums)) {
                return null;
            }
        }
        return sums.stream()
                .map(parts -> parts.isEmpty() ? ZERO : (Node) new Node.Call(Op.ADD, parts))
                .toList();
    }

    private static boolean resolve(Node term, List<List<Node>> sums) {
        boolean negative = Chains.isOperation(term, Op.NEG);
        Node plain = negative ? ((Node.Call) term).arg(0) : term;
        List<Node> factors =
                new ArrayList<>(plain instanceof Node.Call c && c.op() == Op.MUL ? c.args() : List.of(plain));
        Integer axis = null;
        for (int k = 0; k < factors.size(); k++) {
            Integer own = factors.get(k) instanceof Node.Sym s ? UNITS.get(s.name()) : null;
            if (own != null && axis != null) {
                return false;
            }
            if (own != null) {
                axis = own;
                factors.set(k, Node.Num.of(negative ? -1 : 1));
            } else if (Symbols.of(factors.get(k)).free.stream().anyMatch(UNITS::containsKey)) {
                return false;
            }
        }
        if (axis == null || axis >= sums.size()) {
            return false;
        }
        sums.get(axis).add(new Node.Call(Op.MUL, factors));
        return true;
    }
}
