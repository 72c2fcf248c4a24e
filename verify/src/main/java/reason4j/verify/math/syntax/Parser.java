package reason4j.verify.math.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The parser's top: lists, relations, unions, ratios. Below it stand [Terms], [Powers], [Atoms], [Brackets] and
/// [BoundTerms]. Linear in the input but for a bounded look ahead.
public final class Parser {

    private static final int SMALL_MODULUS = 10;
    private static final int LONGEST_DOMAIN = 12;
    private static final Set<String> HALF_DAYS = Set.of("am", "pm");

    final Cursor cursor;
    final Terms terms = new Terms(this);
    final Powers powers = new Powers(this);
    final Atoms atoms = new Atoms(this);
    final Brackets brackets = new Brackets(this);
    final BoundTerms bound = new BoundTerms(this);

    private Parser(Cursor cursor) {
        this.cursor = cursor;
    }

    /// A tree, and whether another reading would give another one.
    ///
    /// @param ambiguousSlash whether `1/2x` could also mean `1/(2x)`
    public record Result(Node tree, boolean ambiguousSlash) {}

    /// Parses a whole answer: LaTeX or plain text, without dollar signs around it.
    ///
    /// @throws SyntaxError where it is no mathematics
    public static Result parse(String text, Reading reading) throws SyntaxError {
        String ascii = Braces.unprotected(Unicode.toLatex(text));
        Cursor cursor = new Cursor(Lexer.tokens(ascii, reading), reading.tight());
        Parser parser = new Parser(cursor);
        Node tree = parser.brackets.stacked(parser.list(false));
        if (!cursor.atEnd()) {
            throw cursor.error("the end expected");
        }
        if (Height.exceeds(tree, Height.MOST)) {
            throw new SyntaxError(0, "a tree of more than " + Height.MOST + " levels");
        }
        return new Result(tree, cursor.ambiguousSlash);
    }

    /// Items joined by commas, semicolons, "and" or "or"; one item alone is itself.
    Node list(boolean bracketed) throws SyntaxError {
        cursor.enter();
        List<Node> all = new ArrayList<>();
        List<Node> group = new ArrayList<>();
        boolean semicolons = false;
        boolean choice = false;
        while (true) {
            group.add(relation());
            if (parameter()) {
                cursor.next();
                group.add(relation());
                cursor.expect(')');
            }
            if (domain() && group.size() == 1 && all.isEmpty() && !bracketed) {
                cursor.next();
                relation();
                cursor.expect(')');
            }
            if (!cursor.peek().separator()) {
                break;
            }
            boolean semicolon = false;
            while (cursor.peek().separator()) {
                Token token = cursor.next();
                semicolon |= token.sign(';');
                choice |= token.command("or");
            }
            if (semicolon) {
                semicolons = true;
                flush(group, all, bracketed);
            }
            boolean cellEnds = cursor.peek().sign('&')
                    || cursor.peek().command("\\")
                    || cursor.peek().command("end");
            if (cursor.atEnd() && !bracketed || cellEnds && bracketed) {
                break;
            }
        }
        cursor.leave();
        if (!semicolons) {
            return wrap(group, choice);
        }
        flush(group, all, bracketed);
        return wrap(all, choice);
    }

    /// Whether what a parameter runs through stands here in brackets, as in `k\pi (k \in \mathbb{Z})`.
    boolean parameter() {
        return cursor.peek().sign('(')
                && cursor.peek(1).kind() == Token.Kind.LETTER
                && cursor.peek(2).command("in")
                && !afterCapital();
    }

    /// Whether the answer ends with a condition in brackets under which it holds, as in `2n - 1 (n \ge 1)`.
    boolean domain() {
        Token sign = cursor.peek(2);
        Node.Rel rel = sign.kind() == Token.Kind.COMMAND ? Vocabulary.RELATIONS.get(sign.text()) : null;
        boolean inequality = sign.sign('<')
                || sign.sign('>')
                || rel != null
                        && Set.of(Node.Rel.LE, Node.Rel.GE, Node.Rel.LT, Node.Rel.GT, Node.Rel.NE)
                                .contains(rel);
        if (!inequality || !cursor.peek().sign('(') || cursor.peek(1).kind() != Token.Kind.LETTER || afterCapital()) {
            return false;
        }
        int k = 3;
        while (k < LONGEST_DOMAIN
                && cursor.peek(k).kind() != Token.Kind.END
                && !cursor.peek(k).sign(')')) {
            k++;
        }
        return cursor.peek(k).sign(')') && cursor.peek(k + 1).kind() == Token.Kind.END;
    }

    private boolean afterCapital() {
        return cursor.mark() == 0
                || cursor.peek(-1).kind() == Token.Kind.LETTER
                        && Character.isUpperCase(cursor.peek(-1).text().charAt(0));
    }

    private static void flush(List<Node> group, List<Node> all, boolean bracketed) {
        if (group.size() > 1 && !bracketed) {
            all.add(new Node.Group('(', ')', group, false));
        } else {
            all.addAll(group);
        }
        group.clear();
    }

    private static Node wrap(List<Node> items, boolean choice) {
        return items.size() == 1
                ? identity(items.getFirst())
                : new Node.Group(
                        ' ', ' ', residues(items).stream().map(Parser::identity).toList(), choice);
    }

    /// `f(x) \equiv 0` without a modulus says that both sides are equal everywhere.
    private static Node identity(Node node) {
        boolean identical = node instanceof Node.Relation r
                && r.ops().equals(List.of(Node.Rel.CONGRUENT))
                && !(r.sides().get(1) instanceof Node.Call c && c.op() == Op.CLASS);
        return identical ? new Node.Relation(((Node.Relation) node).sides(), List.of(Node.Rel.EQ)) : node;
    }

    /// The modulus after the last residue is that of all: `n \equiv 0, 2 \pmod 6`.
    private static List<Node> residues(List<Node> items) {
        // a modulus that is no mere number or name would make the tree much larger than the text
        if (!(items.getLast() instanceof Node.Call last)
                || last.op() != Op.CLASS
                || Height.larger(last.arg(1), SMALL_MODULUS)) {
            return items;
        }
        List<Node> classes = new ArrayList<>();
        Node unknown = null;
        for (Node item : items.subList(0, items.size() - 1)) {
            Node residue = item;
            if (item instanceof Node.Relation r
                    && r.ops().equals(List.of(Node.Rel.CONGRUENT))
                    && !(r.sides().get(1) instanceof Node.Call c && c.op() == Op.CLASS)) {
                unknown = r.sides().getFirst();
                residue = r.sides().get(1);
            }
            classes.add(congruent(unknown, residue, last.arg(1)));
        }
        classes.add(unknown == null ? last : new Node.Relation(List.of(unknown, last), List.of(Node.Rel.CONGRUENT)));
        return classes;
    }

    private static Node congruent(@Nullable Node unknown, Node residue, Node modulus) {
        boolean number = residue instanceof Node.Num || residue instanceof Node.Call c && c.op() == Op.NEG;
        if (!number) {
            return residue;
        }
        Node own = Node.Call.of(Op.CLASS, residue, modulus);
        return unknown == null ? own : new Node.Relation(List.of(unknown, own), List.of(Node.Rel.CONGRUENT));
    }

    /// A chain of relations.
    Node relation() throws SyntaxError {
        cursor.enter();
        boolean not = cursor.peek().command("neg") || cursor.peek().command("lnot");
        if (not) {
            cursor.next();
        }
        List<Node> sides = new ArrayList<>();
        List<Node.Rel> ops = new ArrayList<>();
        sides.add(ratio());
        while (true) {
            Node.Rel op = relationSign();
            if (op == null) {
                break;
            }
            ops.add(op);
            Node side = ratio();
            sides.add(
                    op == Node.Rel.IN || op == Node.Rel.NOT_IN
                            ? numbers(side)
                            : op == Node.Rel.CONGRUENT ? residue(side) : side);
        }
        labelled(sides, ops);
        modulus(sides, ops);
        cursor.leave();
        Node all = ops.isEmpty() ? sides.getFirst() : new Node.Relation(sides, ops);
        return not ? Node.Call.of(Op.NOT, all) : all;
    }

    /// The set of numbers that a plain capital after the sign of membership is, as in `k \in Z`.
    private static Node numbers(Node side) {
        boolean set = side instanceof Node.Sym s
                && "ZRNQ".indexOf(s.name().charAt(0)) >= 0
                && (s.name().length() == 1
                        || s.name().charAt(1) == '^'
                        || s.name().charAt(1) == '_');
        if (!set) {
            return side;
        }
        String name = ((Node.Sym) side).name();
        return new Node.Sym(Structures.set(name.substring(0, 1)) + name.substring(1));
    }

    /// `n \equiv 1 \bmod 3` is the residue class, not the number 1.
    private static Node residue(Node side) {
        return side instanceof Node.Call c && c.op() == Op.MOD ? new Node.Call(Op.CLASS, c.args()) : side;
    }

    /// `\text{Solution}: 2 + 3 = 5`: what is labelled is the whole chain.
    private static void labelled(List<Node> sides, List<Node.Rel> ops) {
        boolean label = !ops.isEmpty()
                && sides.getFirst() instanceof Node.Relation r
                && r.ops().equals(List.of(Node.Rel.EQ))
                && r.sides().getFirst() instanceof Node.Words;
        if (label) {
            Node.Relation first = (Node.Relation) sides.removeFirst();
            sides.addAll(0, first.sides());
            ops.addFirst(Node.Rel.EQ);
        }
    }

    /// `x \equiv 1 \pmod{3}` or `x = 1 (mod 3)`.
    private void modulus(List<Node> sides, List<Node.Rel> ops) throws SyntaxError {
        Token token = cursor.peek();
        boolean pmod = token.command("pmod") || token.command("pod");
        boolean plain = token.sign('(')
                && (cursor.peek(1).command("mod") || cursor.peek(1).command("bmod"));
        if (!pmod && !plain) {
            return;
        }
        cursor.next();
        Node modulus;
        if (plain) {
            cursor.next();
            modulus = ratio();
            cursor.expect(')');
        } else {
            modulus = atoms.argument();
        }
        sides.add(Node.Call.of(Op.CLASS, sides.removeLast(), modulus));
        for (int k = 0; k < ops.size(); k++) {
            if (ops.get(k) == Node.Rel.EQ) {
                ops.set(k, Node.Rel.CONGRUENT);
            }
        }
    }

    private Node.@Nullable Rel relationSign() {
        Token token = cursor.peek();
        if (token.kind() == Token.Kind.COMMAND) {
            return relationCommand(token);
        }
        if (token.kind() != Token.Kind.SIGN) {
            return null;
        }
        char second =
                cursor.peek(1).kind() == Token.Kind.SIGN && !cursor.peek(1).spaced()
                        ? cursor.peek(1).text().charAt(0)
                        : ' ';
        Node.Rel rel = switch (token.text().charAt(0)) {
            case '=' -> second == '>' ? Node.Rel.OTHER : Node.Rel.EQ;
            case '<' -> second == '=' ? Node.Rel.LE : Node.Rel.LT;
            case '>' -> second == '=' ? Node.Rel.GE : Node.Rel.GT;
            case '!' -> second == '=' ? Node.Rel.NE : null;
            case ':' -> second == '=' ? Node.Rel.EQ : null;
            default -> null;
        };
        if (rel == null) {
            return null;
        }
        cursor.next();
        boolean two = second == '=' || token.sign('=') && second == '>';
        if (two) {
            cursor.next();
        }
        return rel;
    }

    private Node.@Nullable Rel relationCommand(Token token) {
        if (token.command("not")) {
            Node.Rel positive = Vocabulary.RELATIONS.get(cursor.peek(1).text());
            if (positive == Node.Rel.IN || cursor.peek(1).sign('=')) {
                cursor.next();
                cursor.next();
                return positive == Node.Rel.IN ? Node.Rel.NOT_IN : Node.Rel.NE;
            }
            return null;
        }
        Node.Rel rel = Vocabulary.RELATIONS.get(token.text());
        if (rel == null || rel == Node.Rel.DIVIDES && cursor.bar() == 'm') {
            return null;
        }
        cursor.next();
        return rel;
    }

    /// Two or more sets or numbers joined by colons.
    private Node ratio() throws SyntaxError {
        List<Node> parts = new ArrayList<>();
        parts.add(sets());
        if (parts.getFirst() instanceof Node.Words && cursor.skipSign(':')) {
            cursor.enterOperand();
            Node named = ratio();
            cursor.leaveOperand();
            return new Node.Relation(List.of(parts.getFirst(), named), List.of(Node.Rel.EQ));
        }
        while (cursor.peek().sign(':') && !cursor.peek(1).sign('=') && cursor.bar() != 'm'
                || cursor.peek().command("colon")) {
            cursor.next();
            parts.add(sets());
        }
        return parts.size() == 1 ? parts.getFirst() : clock(parts);
    }

    /// A time of day, `4:30 pm`, is words; anything else with colons is a ratio.
    private static Node clock(List<Node> parts) {
        boolean time = parts.getFirst() instanceof Node.Num
                && parts.getLast() instanceof Node.Call c
                && c.op() == Op.UNIT
                && HALF_DAYS.contains(((Node.Words) c.arg(1)).text().strip().toLowerCase(Locale.ROOT));
        if (!time) {
            return new Node.Call(Op.RATIO, parts);
        }
        StringBuilder words = new StringBuilder();
        for (Node part : parts.subList(0, parts.size() - 1)) {
            words.append(part.show()).append(':');
        }
        Node.Call last = (Node.Call) parts.getLast();
        return new Node.Words(words + last.arg(0).show() + " "
                + ((Node.Words) last.arg(1)).text().strip());
    }

    private Node sets() throws SyntaxError {
        Node left = terms.sum();
        while (true) {
            Op op = setOperation(cursor.peek());
            if (op == null) {
                return left;
            }
            cursor.next();
            left = Node.Call.of(op, left, terms.sum());
        }
    }

    private static @Nullable Op setOperation(Token token) {
        if (token.kind() != Token.Kind.COMMAND) {
            return null;
        }
        return switch (token.text()) {
            case "cup", "lor", "vee", "bigcup" -> Op.UNION;
            case "cap", "land", "wedge", "bigcap" -> Op.INTERSECTION;
            case "setminus", "backslash" -> Op.DIFFERENCE;
            default -> null;
        };
    }
}
