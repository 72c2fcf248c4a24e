package reason4j.verify.math;

import java.util.List;
import reason4j.verify.math.number.Budget;
import reason4j.verify.math.syntax.Node;

/// A tree with its matrix operations and derivatives carried out, those definite integrals replaced by their values
/// that
/// have an elementary antiderivative, and sums and products with dots written with an index. What cannot be carried out
/// stays as it was written.
final class Evaluated {

    private final Matrices matrices;
    private final Integrals integrals;
    private final Derivatives derivatives;
    private final Continued continued;

    Evaluated(Budget budget) {
        this.matrices = new Matrices(budget);
        this.integrals = new Integrals(budget);
        this.derivatives = new Derivatives(budget);
        this.continued = new Continued(budget);
    }

    Node of(Node node) {
        return concerned(node) ? rewritten(node) : node;
    }

    /// Whether there is anything to carry out: most trees are left alone.
    private static boolean concerned(Node node) {
        return switch (node) {
            case Node.Num n -> false;
            case Node.Sym s -> false;
            case Node.BaseNum b -> false;
            case Node.Words w -> false;
            case Node.Call c -> Continued.concerns(c) || any(c.args());
            case Node.Bound b ->
                b.kind() == Node.BoundKind.INTEGRAL || b.kind() == Node.BoundKind.DERIVATIVE || concerned(b.body());
            case Node.Group g -> any(g.items());
            case Node.Relation r -> any(r.sides());
            case Node.Builder b -> false;
            case Node.Matrix m -> true;
        };
    }

    private static boolean any(List<Node> nodes) {
        for (Node node : nodes) {
            if (concerned(node)) {
                return true;
            }
        }
        return false;
    }

    private Node rewritten(Node node) {
        return switch (node) {
            case Node.Call c -> call(c);
            case Node.Bound b -> bound(b);
            case Node.Group g -> new Node.Group(g.open(), g.close(), all(g.items()), g.choice());
            case Node.Relation r -> new Node.Relation(all(r.sides()), r.ops());
            case Node.Matrix m ->
                new Node.Matrix(m.rows().stream().map(this::all).toList());
            default -> node;
        };
    }

    private List<Node> all(List<Node> nodes) {
        return nodes.stream().map(this::rewritten).toList();
    }

    private Node call(Node.Call c) {
        Node.Call own = new Node.Call(c.op(), all(c.args()));
        if (Continued.concerns(own)) {
            Node indexed = continued.of(own);
            return indexed == null ? own : indexed;
        }
        boolean matrix = own.args().stream().anyMatch(Node.Matrix.class::isInstance);
        Node result = matrix ? matrices.of(own) : null;
        return result == null ? own : result;
    }

    private Node bound(Node.Bound b) {
        Node.Bound own = new Node.Bound(b.kind(), b.variable(), b.from(), b.to(), rewritten(b.body()));
        Node value = switch (b.kind()) {
            case INTEGRAL -> integrals.of(own);
            case DERIVATIVE -> derivatives.of(own);
            case SUM, PRODUCT, LIMIT -> null;
        };
        return value == null ? own : value;
    }
}
