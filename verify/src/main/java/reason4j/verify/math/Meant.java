package reason4j.verify.math;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.syntax.Node;
import reason4j.verify.math.syntax.Node.Rel;
import reason4j.verify.math.syntax.Op;

/// A tree in the form that says what was meant, before it is compared.
final class Meant {

    private static final Set<String> COUNTING = Set.of("n", "m", "k");
    private static final int LONGEST_COUNT = 40;

    /// What makes another number of the number word before it.
    private static final Pattern LARGER = Pattern.compile(
            "(?i)(?:hundred|thousand|million|billion|half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|eighths?|tenths?|and|to|of|over|by|out)\\b");

    private Meant() {}

    /// `a = b = c = 1` beside three things gives each name the value.
    static Node spread(Node written, Node other) {
        Node node = unconditional(written, other);
        Node choices = choices(node, other);
        if (choices != null) {
            return choices;
        }
        if (node instanceof Node.Group g && Chains.isOperation(other, Op.UNION)) {
            return union(g);
        }
        if (node instanceof Node.Call c && other instanceof Node.Group g) {
            return Vectors.of(c, g);
        }
        if (!(node instanceof Node.Relation r)
                || !(values(other) instanceof Node.Group g)
                || g.items().size() < 2
                || r.sides().size() != g.items().size() + 1
                || !r.ops().stream().allMatch(op -> op == Rel.EQ)) {
            return node;
        }
        List<Node> names = r.sides().subList(0, r.sides().size() - 1);
        boolean symbols = names.stream().allMatch(n -> n instanceof Node.Sym && Chains.isName(n));
        return symbols
                ? new Node.Group(
                        ' ',
                        ' ',
                        names.stream()
                                .map(n -> (Node)
                                        new Node.Relation(List.of(n, r.sides().getLast()), List.of(Rel.EQ)))
                                .toList(),
                        false)
                : node;
    }

    /// What is stated without the kind of numbers its unknown is, as in `f(x) = 2x + c, c \in \mathbb{R}` and
    /// `a_n = 2^n, n \ge 1`, where the other side states no such thing.
    private static Node unconditional(Node node, Node other) {
        if (!(node instanceof Node.Group g) || !g.isList() || g.items().size() < 2 || conditional(other)) {
            return node;
        }
        String name = kindOf(g.items().getLast());
        List<Node> rest = g.items().subList(0, g.items().size() - 1);
        boolean about = name != null
                && rest.stream()
                        .allMatch(item -> !item.equals(new Node.Sym(name))
                                && Symbols.of(item).free.contains(name)
                                && (!(item instanceof Node.Relation r)
                                        || r.ops().equals(List.of(Rel.EQ))));
        if (name == null || !about) {
            return node;
        }
        List<Node> alike = rest.stream().map(item -> named(item, name, other)).toList();
        return alike.size() == 1 ? alike.getFirst() : new Node.Group(' ', ' ', alike, g.choice());
    }

    /// With the constant named as the only letter of the other side that does not occur here: `f(x) = cx,
    /// c \in \mathbb{R}` beside `f(x) = kx`.
    private static Node named(Node item, String name, Node other) {
        if (!(item instanceof Node.Relation r) || !(other instanceof Node.Relation o) || !function(r) || !function(o)) {
            return item;
        }
        Set<String> letters = new TreeSet<>(Symbols.of(o.sides().get(1)).free);
        boolean used = letters.contains(name);
        letters.removeAll(Symbols.of(r.sides().get(1)).free);
        letters.removeIf(letter -> argued(r, letter) || argued(o, letter));
        return used || letters.size() != 1
                ? item
                : Symbols.rename(item, name, letters.iterator().next());
    }

    /// Whether a relation says what a function is, `f(x) = …` or `y = …`.
    private static boolean function(Node.Relation r) {
        Node name = r.sides().getFirst();
        return r.ops().equals(List.of(Rel.EQ))
                && (Chains.isOperation(name, Op.APPLY) || name.equals(new Node.Sym("y")));
    }

    private static boolean argued(Node.Relation r, String letter) {
        return r.sides().getFirst() instanceof Node.Call c && c.args().contains(new Node.Sym(letter));
    }

    private static boolean conditional(Node node) {
        return node instanceof Node.Builder
                || node instanceof Node.Group g
                        && g.items().stream()
                                .anyMatch(i ->
                                        i instanceof Node.Relation r && !r.ops().contains(Rel.EQ));
    }

    /// The unknown that is said to be of a kind of numbers, or a natural number; null for any other statement.
    private static @Nullable String kindOf(Node node) {
        if (!(node instanceof Node.Relation r)
                || r.ops().size() != 1
                || !(r.sides().getFirst() instanceof Node.Sym unknown)) {
            return null;
        }
        Node of = r.sides().get(1);
        boolean kind = r.ops().getFirst() == Rel.IN
                && of instanceof Node.Sym s
                && "ℝℤℕℚℂ".indexOf(s.name().charAt(0)) >= 0;
        boolean natural = COUNTING.contains(unknown.name())
                && (of.equals(Node.Num.of(1)) && r.ops().getFirst() == Rel.GE
                        || of.equals(Node.Num.of(0))
                                && (r.ops().getFirst() == Rel.GE || r.ops().getFirst() == Rel.GT));
        return kind || natural ? unknown.name() : null;
    }

    /// The tuple of values in `(x, y) = (1, 2)`, anything else as it is.
    private static Node values(Node node) {
        return node instanceof Node.Relation r
                        && r.ops().equals(List.of(Rel.EQ))
                        && r.sides().getFirst() instanceof Node.Group names
                        && !names.isList()
                ? r.sides().get(1)
                : node;
    }

    /// `(0, 1), (2, 3)` beside a union is the union of these intervals.
    private static Node union(Node.Group list) {
        boolean intervals = list.isList()
                && list.items().stream()
                        .allMatch(i -> i instanceof Node.Group g
                                && !g.isList()
                                && !g.isSet()
                                && g.items().size() == 2);
        return intervals
                ? list.items().stream()
                        .reduce((a, b) -> Node.Call.of(Op.UNION, a, b))
                        .orElse(list)
                : list;
    }

    /// `C(5, 2)` beside a number is one: how many choices or, for P, arrangements of 2 from 5 there are.
    private static @Nullable Node choices(Node node, Node other) {
        boolean number = other instanceof Node.Num || other instanceof Node.Call;
        if (!number
                || !(node instanceof Node.Relation r)
                || !(r.sides().getFirst() instanceof Node.Sym name)
                || !(r.sides().get(1) instanceof Node.Group pair)
                || pair.items().size() != 2
                || !(pair.items().getFirst() instanceof Node.Num whole
                                && whole.value().isInteger()
                        || pair.items().getFirst() instanceof Node.Sym)
                || !(pair.items().get(1) instanceof Node.Num of && of.value().isInteger())) {
            return null;
        }
        Node choices = new Node.Call(Op.BINOMIAL, pair.items());
        return switch (name.name()) {
            case "C" -> choices;
            case "P" ->
                Node.Call.of(
                        Op.MUL, choices, Node.Call.of(Op.FACTORIAL, pair.items().get(1)));
            default -> null;
        };
    }

    /// `three days` is 3 days.
    private static @Nullable Node counted(String words) {
        int blank = words.indexOf(' ');
        if (blank < 0 || words.length() > LONGEST_COUNT) {
            return null;
        }
        Integer number = Spoken.number(words.substring(0, blank));
        String rest = words.substring(blank + 1).strip();
        boolean unit = rest.chars().allMatch(c -> Character.isLetter(c) || c == ' ')
                && !Spoken.reserved(rest)
                && !LARGER.matcher(rest).lookingAt();
        return number == null || !unit ? null : Node.Call.of(Op.UNIT, Node.Num.of(number), new Node.Words(rest));
    }

    /// A set, list or interval of one is its member, words of one letter are that letter, a point with its name is
    /// named.
    static Node alone(Node node) {
        if (node instanceof Node.Call c
                && c.op() == Op.MUL
                && c.args().size() == 2
                && c.arg(0) instanceof Node.Sym point
                && Character.isUpperCase(point.name().charAt(0))
                && c.arg(1) instanceof Node.Group at
                && at.open() == '(') {
            return new Node.Relation(List.of(point, at), List.of(Rel.EQ));
        }
        if (node instanceof Node.Relation r
                && r.ops().equals(List.of(Rel.EQ))
                && r.sides().get(1) instanceof Node.Sym s
                && Chains.isName(s)
                && !Chains.isOperation(r.sides().getFirst(), Op.ADD)
                && Chains.constant(r.sides().getFirst())) {
            return new Node.Relation(r.sides().reversed(), r.ops());
        }
        if (node instanceof Node.Group g && g.items().size() == 1 && (g.isList() || g.isSet())) {
            boolean ofNothing = g.isSet() && g.items().getFirst().equals(new Node.Sym("∅"));
            return ofNothing || g.items().getFirst() instanceof Node.Group inner && inner.isSet()
                    ? node
                    : g.items().getFirst();
        }
        if (node instanceof Node.Group g
                && g.open() == '['
                && g.close() == ']'
                && g.items().size() == 2
                && g.items().getFirst().equals(g.items().get(1))) {
            return g.items().getFirst();
        }
        if (node instanceof Node.Words w) {
            Node counted = counted(w.text().strip());
            if (counted != null) {
                return counted;
            }
        }
        if (node instanceof Node.Words w && w.text().strip().length() == 1) {
            return new Node.Sym(w.text().strip());
        }
        return node;
    }
}
