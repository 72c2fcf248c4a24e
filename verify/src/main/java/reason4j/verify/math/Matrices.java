package reason4j.verify.math;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.number.Budget;
import reason4j.verify.math.number.Rational;
import reason4j.verify.math.number.Stop;
import reason4j.verify.math.syntax.Height;
import reason4j.verify.math.syntax.Node;
import reason4j.verify.math.syntax.Op;

/// Operations on matrices of moderate size, entry by entry: sums, products, powers, transposes, inverses, determinants.
final class Matrices {

    /// Most rows and columns of what is multiplied or inverted.
    private static final int MAX_SIZE = 8;
    /// Most rows of a determinant that is expanded.
    private static final int MAX_EXPANDED = 5;

    private static final int MAX_POWER = 64;
    /// Entries with symbols double with each product.
    private static final int MAX_NODES = 2_000;

    private static final int MAX_LEVELS = 60;

    private final Budget budget;

    Matrices(Budget budget) {
        this.budget = budget;
    }

    /// The result of an operation with a matrix among its operands; null where it is not carried out.
    @Nullable
    Node of(Node.Call c) {
        return switch (c.op()) {
            case ADD -> sum(c.args());
            case MUL -> product(c.args());
            case NEG -> c.arg(0) instanceof Node.Matrix m ? scaled(Node.Num.of(-1), m) : null;
            case DIV ->
                c.arg(0) instanceof Node.Matrix m && !(c.arg(1) instanceof Node.Matrix)
                        ? scaled(Node.Call.of(Op.DIV, Node.Num.of(1), c.arg(1)), m)
                        : null;
            case POW -> c.arg(0) instanceof Node.Matrix m && c.arg(1) instanceof Node e ? power(m, e) : null;
            case TRANSPOSE -> c.arg(0) instanceof Node.Matrix m ? transposed(m) : null;
            case DET -> c.arg(0) instanceof Node.Matrix m ? determinant(m) : null;
            default -> null;
        };
    }

    private static Node.@Nullable Matrix sum(List<Node> terms) {
        List<Node.Matrix> all = new ArrayList<>();
        for (Node term : terms) {
            if (!(term instanceof Node.Matrix m) || !all.isEmpty() && !sameShape(all.getFirst(), m)) {
                return null;
            }
            all.add(m);
        }
        List<List<Node>> rows = new ArrayList<>();
        for (int r = 0; r < all.getFirst().rows().size(); r++) {
            List<Node> row = new ArrayList<>();
            for (int k = 0; k < width(all.getFirst()); k++) {
                int i = r;
                int j = k;
                row.add(new Node.Call(
                        Op.ADD, all.stream().map(m -> entry(m, i, j)).toList()));
            }
            rows.add(row);
        }
        return new Node.Matrix(rows);
    }

    private @Nullable Node product(List<Node> factors) {
        Node.Matrix result = null;
        List<Node> scalars = new ArrayList<>();
        for (Node factor : factors) {
            if (!(factor instanceof Node.Matrix m)) {
                scalars.add(factor);
                continue;
            }
            result = result == null ? m : times(result, m);
            if (result == null) {
                return null;
            }
        }
        if (result == null || scalars.isEmpty()) {
            return result;
        }
        return scaled(scalars.size() == 1 ? scalars.getFirst() : new Node.Call(Op.MUL, scalars), result);
    }

    private Node.@Nullable Matrix times(Node.Matrix a, Node.Matrix b) {
        int inner = width(a);
        if (inner != b.rows().size() || Math.max(inner, Math.max(a.rows().size(), width(b))) > MAX_SIZE) {
            return null;
        }
        List<List<Node>> rows = new ArrayList<>();
        for (int i = 0; i < a.rows().size(); i++) {
            List<Node> row = new ArrayList<>();
            for (int j = 0; j < width(b); j++) {
                List<Node> terms = new ArrayList<>();
                for (int k = 0; k < inner; k++) {
                    terms.add(Node.Call.of(Op.MUL, entry(a, i, k), entry(b, k, j)));
                }
                Node entry = plain(terms.size() == 1 ? terms.getFirst() : new Node.Call(Op.ADD, terms));
                if (Height.larger(entry, MAX_NODES) || Height.exceeds(entry, MAX_LEVELS)) {
                    return null;
                }
                row.add(entry);
            }
            rows.add(row);
        }
        return new Node.Matrix(rows);
    }

    private Node.@Nullable Matrix power(Node.Matrix m, Node exponent) {
        Rational e = new Exact(budget).of(exponent);
        if (e == null
                || !e.isInteger()
                || e.num().abs().compareTo(BigInteger.valueOf(MAX_POWER)) > 0
                || m.rows().size() != width(m)) {
            return null;
        }
        int n = e.num().intValue();
        Node.Matrix base = n < 0 ? inverse(m) : m;
        Node.Matrix result = n == 0 ? identity(width(m)) : base;
        for (int k = 1; k < Math.abs(n) && result != null && base != null; k++) {
            result = times(result, base);
        }
        return result;
    }

    private static Node.Matrix identity(int n) {
        List<List<Node>> rows = new ArrayList<>();
        for (int k = 0; k < n; k++) {
            List<Node> row = new ArrayList<>(Collections.nCopies(n, Node.Num.of(0)));
            row.set(k, Node.Num.of(1));
            rows.add(row);
        }
        return new Node.Matrix(rows);
    }

    /// The transposed matrix of cofactors over the determinant.
    private Node.@Nullable Matrix inverse(Node.Matrix m) {
        int n = m.rows().size();
        Node det = determinant(m);
        if (det == null || n > MAX_EXPANDED - 1) {
            return null;
        }
        List<List<Node>> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            List<Node> row = new ArrayList<>();
            for (int j = 0; j < n; j++) {
                Node minor = n == 1 ? Node.Num.of(1) : determinant(without(m, j, i));
                if (minor == null) {
                    return null;
                }
                Node signed = (i + j) % 2 == 0 ? minor : Node.Call.of(Op.NEG, minor);
                row.add(plain(Node.Call.of(Op.DIV, signed, det)));
            }
            rows.add(row);
        }
        return new Node.Matrix(rows);
    }

    /// By expansion along the first row; null where the matrix is no square or too large.
    private @Nullable Node determinant(Node.Matrix m) {
        int n = m.rows().size();
        if (n != width(m) || n > MAX_EXPANDED) {
            return null;
        }
        if (n == 1) {
            return entry(m, 0, 0);
        }
        List<Node> terms = new ArrayList<>();
        for (int k = 0; k < n; k++) {
            Node minor = determinant(without(m, 0, k));
            if (minor == null) {
                return null;
            }
            Node term = Node.Call.of(Op.MUL, entry(m, 0, k), minor);
            terms.add(k % 2 == 0 ? term : Node.Call.of(Op.NEG, term));
        }
        return plain(new Node.Call(Op.ADD, terms));
    }

    private static Node.Matrix without(Node.Matrix m, int row, int column) {
        List<List<Node>> rows = new ArrayList<>();
        for (int i = 0; i < m.rows().size(); i++) {
            if (i != row) {
                List<Node> kept = new ArrayList<>(m.rows().get(i));
                kept.remove(column);
                rows.add(kept);
            }
        }
        return new Node.Matrix(rows);
    }

    /// A term as a numeral where it is rational, so that trees do not grow.
    private Node plain(Node term) {
        try {
            Rational value = new Exact(budget).of(term);
            return value == null ? term : new Node.Num(value, -1);
        } catch (Stop.OutOfBudget spent) {
            throw spent;
        } catch (Stop stop) {
            return term;
        }
    }

    private static Node.Matrix transposed(Node.Matrix m) {
        List<List<Node>> rows = new ArrayList<>();
        for (int j = 0; j < width(m); j++) {
            int column = j;
            rows.add(m.rows().stream().map(row -> row.get(column)).toList());
        }
        return new Node.Matrix(rows);
    }

    static Node.Matrix scaled(Node factor, Node.Matrix m) {
        return new Node.Matrix(m.rows().stream()
                .map(row -> row.stream()
                        .map(cell -> (Node) Node.Call.of(Op.MUL, factor, cell))
                        .toList())
                .toList());
    }

    static int width(Node.Matrix m) {
        return m.rows().getFirst().size();
    }

    static boolean sameShape(Node.Matrix a, Node.Matrix b) {
        return a.rows().size() == b.rows().size() && width(a) == width(b);
    }

    private static Node entry(Node.Matrix m, int row, int column) {
        return m.rows().get(row).get(column);
    }
}
