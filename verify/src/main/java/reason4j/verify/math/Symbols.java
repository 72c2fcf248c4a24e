package reason4j.verify.math;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.syntax.Node;
import reason4j.verify.math.syntax.Op;

/// What occurs in a tree: free symbols, terms that are not evaluated, signs of what kind of numbers it is about.
final class Symbols {

    private static final Set<String> CONSTANTS = Set.of("pi", "e", "i");
    private static final Set<String> COUNTING = Set.of("n", "m", "k", "N", "M", "K");

    final Set<String> free = new TreeSet<>();
    final List<Node> opaque = new ArrayList<>();
    boolean integers;
    boolean imaginary;

    /// Whether something jumps at integers, so that these must be probed too.
    boolean stepped;

    boolean plainLog;
    boolean logarithms;
    boolean infinite;

    private Symbols() {}

    static Symbols of(Node... nodes) {
        Symbols symbols = new Symbols();
        for (Node node : nodes) {
            symbols.visit(node);
        }
        return symbols;
    }

    private void visit(@Nullable Node node) {
        switch (node) {
            case null -> {}
            case Node.Num n -> {}
            case Node.Sym s -> symbol(s.name());
            case Node.Call c -> call(c);
            case Node.Bound b -> bound(b);
            case Node.BaseNum b -> opaque.add(b);
            case Node.Words w -> opaque.add(w);
            case Node.Group g -> g.items().forEach(this::visit);
            case Node.Relation r -> r.sides().forEach(this::visit);
            case Node.Builder b -> {
                visit(b.element());
                visit(b.condition());
            }
            case Node.Matrix m -> m.rows().forEach(row -> row.forEach(this::visit));
        }
    }

    private void symbol(String name) {
        if (name.equals("i")) {
            imaginary = true;
        } else if (name.equals("infinity")) {
            infinite = true;
        }
        if (!CONSTANTS.contains(name)) {
            free.add(name);
        }
    }

    private void call(Node.Call c) {
        if (c.op() == Op.APPLY) {
            opaque.add(c);
            return;
        }
        switch (c.op()) {
            case FACTORIAL, DOUBLE_FACTORIAL, BINOMIAL, GCD, LCM -> integers = true;
            case FLOOR, CEIL -> {
                stepped = true;
                integers |= counts(Symbols.of(c.arg(0)).free);
            }
            case MOD -> stepped = true;
            case LOG -> {
                plainLog = true;
                logarithms = true;
            }
            case LN, LOG_BASE -> logarithms = true;
            default -> {}
        }
        if (c.op() == Op.UNIT) {
            visit(c.arg(0));
        } else {
            c.args().forEach(this::visit);
        }
    }

    /// Whether symbols are of those that by custom stand for natural numbers.
    private static boolean counts(Set<String> names) {
        return !names.isEmpty() && COUNTING.containsAll(names);
    }

    private void bound(Node.Bound b) {
        boolean counted = b.kind() == Node.BoundKind.SUM || b.kind() == Node.BoundKind.PRODUCT;
        Node from = b.from();
        Node to = b.to();
        if (!counted || from == null || to == null || b.variable().isEmpty()) {
            opaque.add(b);
            return;
        }
        Symbols inner = Symbols.of(from, to);
        if (inner.infinite || !inner.opaque.isEmpty()) {
            opaque.add(b);
            return;
        }
        integers |= !inner.free.isEmpty();
        free.addAll(inner.free);
        Symbols body = Symbols.of(b.body());
        body.free.remove(b.variable());
        free.addAll(body.free);
        opaque.addAll(body.opaque);
        plainLog |= body.plainLog;
        stepped |= body.stepped;
    }

    /// The tree with one symbol in the place of another.
    static Node rename(Node node, String from, String to) {
        return put(node, from, new Node.Sym(to));
    }

    /// The tree with another in the place of a symbol.
    static Node put(Node node, String from, Node to) {
        return switch (node) {
            case Node.Num n -> n;
            case Node.Sym s -> s.name().equals(from) ? to : s;
            case Node.Call c -> new Node.Call(c.op(), putAll(c.args(), from, to));
            case Node.Bound b ->
                b.variable().equals(from)
                        ? b
                        : new Node.Bound(
                                b.kind(),
                                b.variable(),
                                putOrNull(b.from(), from, to),
                                putOrNull(b.to(), from, to),
                                put(b.body(), from, to));
            case Node.BaseNum b -> b;
            case Node.Words w -> w;
            case Node.Group g -> new Node.Group(g.open(), g.close(), putAll(g.items(), from, to), g.choice());
            case Node.Relation r -> new Node.Relation(putAll(r.sides(), from, to), r.ops());
            case Node.Builder b -> new Node.Builder(put(b.element(), from, to), put(b.condition(), from, to));
            case Node.Matrix m ->
                new Node.Matrix(
                        m.rows().stream().map(row -> putAll(row, from, to)).toList());
        };
    }

    private static @Nullable Node putOrNull(@Nullable Node node, String from, Node to) {
        return node == null ? null : put(node, from, to);
    }

    private static List<Node> putAll(List<Node> nodes, String from, Node to) {
        return nodes.stream().map(node -> put(node, from, to)).toList();
    }
}
