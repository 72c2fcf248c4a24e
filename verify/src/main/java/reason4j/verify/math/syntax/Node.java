package reason4j.verify.math.syntax;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.number.Rational;

/// A tree of mathematics as it was written; nothing is evaluated here.
public sealed interface Node {

    /// A numeral. Two are the same when their values are.
    ///
    /// @param value exact
    /// @param decimals digits written after the point, -1 for an integer, -2 for a repeating decimal
    record Num(Rational value, int decimals) implements Node {
        public static Num of(long value) {
            return new Num(Rational.of(value), -1);
        }

        @Override
        public boolean equals(@Nullable Object o) {
            return o instanceof Num n && n.value.equals(value);
        }

        @Override
        public int hashCode() {
            return value.hashCode();
        }
    }

    /// A numeral with its base as a subscript.
    record BaseNum(String digits, BigInteger base) implements Node {}

    /// A symbol, `x`, `theta`, `x_1`, or a constant: `pi`, `e`, `i`, `infinity`, `ℝ`, `∅`.
    record Sym(String name) implements Node {}

    /// An operation.
    record Call(Op op, List<Node> args) implements Node {
        public Call {
            args = List.copyOf(args);
        }

        public static Call of(Op op, Node... args) {
            return new Call(op, List.of(args));
        }

        public Node arg(int i) {
            return args.get(i);
        }
    }

    /// A sum, product, integral, limit or derivative.
    ///
    /// @param kind what it is
    /// @param variable the bound variable, empty where only a condition is written
    /// @param from lower bound, point of a limit, or condition
    /// @param to upper bound, or the side of a limit as a symbol
    /// @param body what it ranges over
    record Bound(
            BoundKind kind,
            String variable,
            @Nullable Node from,
            @Nullable Node to,
            Node body) implements Node {}

    /// Kinds of [Bound].
    enum BoundKind {
        SUM,
        PRODUCT,
        INTEGRAL,
        LIMIT,
        DERIVATIVE
    }

    /// A chain of relations: `a < b <= c`; one operator less than sides.
    record Relation(List<Node> sides, List<Rel> ops) implements Node {
        public Relation {
            sides = List.copyOf(sides);
            ops = List.copyOf(ops);
        }
    }

    /// Signs of relations.
    enum Rel {
        EQ,
        NE,
        LT,
        LE,
        GT,
        GE,
        APPROX,
        IN,
        NOT_IN,
        SUBSET,
        SUPERSET,
        CONGRUENT,
        TO,
        DIVIDES,
        OTHER
    }

    /// Several things: a tuple or interval by its brackets, a set in braces, or a list without any (`open` is a blank).
    ///
    /// @param open `(`, `[`, `{` or a blank
    /// @param close `)`, `]`, `}` or a blank
    /// @param choice whether a list was joined by "or"
    record Group(char open, char close, List<Node> items, boolean choice) implements Node {
        public Group {
            items = List.copyOf(items);
        }

        public boolean isList() {
            return open == ' ';
        }

        public boolean isSet() {
            return open == '{';
        }
    }

    /// The set of the elements that meet a condition.
    record Builder(Node element, Node condition) implements Node {}

    /// Rows of a matrix.
    record Matrix(List<List<Node>> rows) implements Node {
        public Matrix {
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /// Words, as in `\text{odd}`.
    record Words(String text) implements Node {}

    /// The tree as an S-expression.
    default String show() {
        StringBuilder out = new StringBuilder();
        write(out);
        return out.toString();
    }

    private void write(StringBuilder out) {
        switch (this) {
            case Num n -> out.append(n.value.text());
            case BaseNum b ->
                out.append("(base ").append(b.digits).append(' ').append(b.base).append(')');
            case Sym s -> out.append(s.name);
            case Call c -> {
                out.append('(').append(name(c.op));
                each(c.args, out);
                out.append(')');
            }
            case Bound b -> {
                out.append('(').append(name(b.kind)).append(' ').append(b.variable);
                each(Arrays.asList(b.from, b.to, b.body), out);
                out.append(')');
            }
            case Relation r -> relation(r, out);
            case Group g -> {
                out.append(g.isList() ? "(list" : "(group \"" + g.open + g.close + "\"");
                each(g.items, out);
                out.append(')');
            }
            case Builder b -> {
                out.append("(such-that");
                each(List.of(b.element, b.condition), out);
                out.append(')');
            }
            case Matrix m -> {
                out.append("(matrix");
                for (List<Node> row : m.rows) {
                    out.append(" (row");
                    each(row, out);
                    out.append(')');
                }
                out.append(')');
            }
            case Words w -> out.append('"').append(w.text).append('"');
        }
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static void each(List<? extends @Nullable Node> nodes, StringBuilder out) {
        for (Node node : nodes) {
            out.append(' ');
            if (node == null) {
                out.append('_');
            } else {
                node.write(out);
            }
        }
    }

    private static void relation(Relation r, StringBuilder out) {
        out.append('(');
        r.sides.getFirst().write(out);
        for (int i = 0; i < r.ops.size(); i++) {
            out.append(' ').append(name(r.ops.get(i))).append(' ');
            r.sides.get(i + 1).write(out);
        }
        out.append(')');
    }
}
