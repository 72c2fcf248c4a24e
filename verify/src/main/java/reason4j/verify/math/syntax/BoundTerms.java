package reason4j.verify.math.syntax;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.syntax.Token.Kind;

/// Functions with their arguments, and sums, products, integrals, limits and derivatives with what they bind.
final class BoundTerms {

    private final Parser parser;

    BoundTerms(Parser parser) {
        this.parser = parser;
    }

    private Cursor cursor() {
        return parser.cursor;
    }

    /// A function whose name was just read: power, base, argument.
    Node function(String name, Op op) throws SyntaxError {
        Node base = null;
        Node power = null;
        while (cursor().peek().sign('_') || cursor().peek().sign('^')) {
            if (cursor().peek().sign('_')) {
                cursor().next();
                base = parser.atoms.script();
            } else {
                cursor().next();
                power = parser.atoms.script();
            }
        }
        Op inverse = power != null && minusOne(power) ? Vocabulary.INVERSES.get(name) : null;
        Node argument = argument();
        Node call;
        if (inverse != null) {
            call = Node.Call.of(inverse, argument);
        } else if (name.equals("cis")) {
            call = Node.Call.of(Op.EXP, Node.Call.of(Op.MUL, new Node.Sym("i"), argument));
        } else if (op == Op.LOG && name.equals("lg")) {
            call = Node.Call.of(Op.LOG_BASE, argument, Node.Num.of(10));
        } else if (op == Op.LOG && base != null) {
            call = Node.Call.of(Op.LOG_BASE, argument, base);
        } else {
            call = Node.Call.of(op, argument);
        }
        return power != null && inverse == null ? Node.Call.of(Op.POW, call, power) : call;
    }

    private static boolean minusOne(Node power) {
        return power instanceof Node.Call c
                && c.op() == Op.NEG
                && c.arg(0) instanceof Node.Num n
                && n.value().equals(reason4j.verify.math.number.Rational.ONE);
    }

    private Node argument() throws SyntaxError {
        Cursor c = cursor();
        c.enterOperand();
        Node result;
        if (Brackets.opening(c.peek()) != ' ') {
            boolean set = Brackets.opening(c.peek()) == '{';
            result = parser.brackets.bracket();
            if (set && result instanceof Node.Group g && g.items().size() == 1) {
                result = g.items().getFirst();
            }
        } else {
            result = openArgument();
        }
        c.leaveOperand();
        if (result instanceof Node.Group || result instanceof Node.Relation || result instanceof Node.Words) {
            throw c.error("one argument expected");
        }
        return result;
    }

    /// `\sin 2x`: a factor and the letters that follow it.
    private Node openArgument() throws SyntaxError {
        Cursor c = cursor();
        if (Brackets.bar(c.peek())) {
            return parser.brackets.bars();
        }
        if (!parser.atoms.starts() && !c.peek().sign('-') && c.peek().kind() != Kind.NUMBER) {
            throw c.error("an argument expected");
        }
        Node first = parser.terms.unary();
        while (continues(c.peek())) {
            Node next = parser.powers.power();
            first = Node.Call.of(Op.MUL, first, next);
        }
        return first;
    }

    private static boolean continues(Token token) {
        if (token.kind() == Kind.COMMAND) {
            return Vocabulary.GREEK.contains(token.text());
        }
        return token.kind() == Kind.LETTER;
    }

    /// `max`, `gcd`, `floor`: arguments in brackets.
    Node listed(Op op) throws SyntaxError {
        Cursor c = cursor();
        if (Brackets.opening(c.peek()) == ' ') {
            if (c.peek().sign('=')) {
                return new Node.Sym(op.name().toLowerCase(Locale.ROOT));
            }
            throw c.error("arguments in brackets expected");
        }
        c.enter();
        Node inside = parser.brackets.bracket();
        c.leave();
        List<Node> items = inside instanceof Node.Group g ? g.items() : List.of(inside);
        boolean one = op == Op.FLOOR || op == Op.CEIL || op == Op.ABS;
        if (one && items.size() != 1) {
            throw c.error("one argument expected");
        }
        return new Node.Call(op, items);
    }

    /// `\frac{d}{dx}` before its operand, `\frac{dy}{dx}` as a symbol, or null where the fraction is none of these.
    @Nullable
    Node derivative() throws SyntaxError {
        Cursor c = cursor();
        if (!c.peek(1).sign('{') || !letter(c.peek(2), "d")) {
            return null;
        }
        int mark = c.mark();
        c.next();
        String above = parser.atoms.scriptText();
        if (!c.peek().sign('{')) {
            c.reset(mark);
            return null;
        }
        String below = parser.atoms.scriptText();
        boolean operator = (above.equals("d") || above.startsWith("d^")) && below.length() > 1 && below.startsWith("d");
        if (!operator) {
            c.reset(mark);
            boolean symbol = above.length() > 1 && below.length() == 2 && below.startsWith("d") && !c.inIntegral();
            if (symbol) {
                c.next();
                return new Node.Sym(parser.atoms.scriptText() + "/" + parser.atoms.scriptText());
            }
            return null;
        }
        if (!parser.atoms.starts()) {
            throw c.error("a derivative of nothing");
        }
        int power = below.indexOf('^');
        String variable = power < 0 ? below.substring(1) : below.substring(1, power);
        Node order = new Node.Sym(above);
        return new Node.Bound(Node.BoundKind.DERIVATIVE, variable, order, null, operand());
    }

    private static boolean letter(Token token, String text) {
        return token.kind() == Kind.LETTER && token.text().equals(text);
    }

    private Node operand() throws SyntaxError {
        cursor().enter();
        Node body = parser.terms.product();
        cursor().leave();
        return body;
    }

    Node bound(String name) throws SyntaxError {
        cursor().next();
        cursor().enterOperand();
        Node all = switch (name) {
            case "int" -> integral();
            case "lim" -> limit();
            default -> sum(name.equals("sum") ? Node.BoundKind.SUM : Node.BoundKind.PRODUCT);
        };
        cursor().leaveOperand();
        return all;
    }

    private Node integral() throws SyntaxError {
        Cursor c = cursor();
        Node from = null;
        Node to = null;
        while (c.peek().sign('_') || c.peek().sign('^')) {
            if (c.peek().sign('_')) {
                from = parser.atoms.optionalScript('_');
            } else {
                to = parser.atoms.optionalScript('^');
            }
        }
        c.enter();
        c.openIntegral();
        Node body = unset(parser.terms.sum());
        String variable = c.closeIntegral();
        c.leave();
        if (variable.isEmpty()) {
            throw c.error("an integral without its differential");
        }
        return new Node.Bound(Node.BoundKind.INTEGRAL, variable, from, to, body);
    }

    private static Node unset(Node body) {
        return body instanceof Node.Group g && g.items().size() == 1 ? g.items().getFirst() : body;
    }

    private Node limit() throws SyntaxError {
        Cursor c = cursor();
        if (!c.skipSign('_')) {
            throw c.error("the variable of the limit expected");
        }
        c.expect('{');
        String variable = c.next().text();
        Node.Rel arrow = Vocabulary.RELATIONS.get(c.next().text());
        if (arrow != Node.Rel.TO && arrow != Node.Rel.OTHER) {
            throw c.error("an arrow expected");
        }
        Node point = limitPoint();
        Node side = null;
        if (c.skipSign('^')) {
            boolean braced = c.skipSign('{');
            side = new Node.Sym(c.next().text());
            if (braced) {
                c.expect('}');
            }
        }
        c.expect('}');
        return new Node.Bound(Node.BoundKind.LIMIT, variable, point, side, operand());
    }

    private Node limitPoint() throws SyntaxError {
        Cursor c = cursor();
        if (c.peek().sign('-') || c.peek().sign('+')) {
            boolean minus = c.next().sign('-');
            Node point = parser.atoms.atom();
            return minus ? Node.Call.of(Op.NEG, point) : point;
        }
        Node point = parser.atoms.atom();
        return c.peek().sign('^') || c.peek().sign('}') ? point : Node.Call.of(Op.ADD, point, parser.terms.sum());
    }

    private Node sum(Node.BoundKind kind) throws SyntaxError {
        Cursor c = cursor();
        Node below = null;
        Node to = null;
        while (c.peek().sign('_') || c.peek().sign('^')) {
            if (c.peek().sign('_')) {
                c.next();
                below = condition();
            } else {
                to = parser.atoms.optionalScript('^');
            }
        }
        Node body = operand();
        if (below instanceof Node.Relation r
                && r.ops().size() == 1
                && r.ops().getFirst() == Node.Rel.EQ
                && r.sides().getFirst() instanceof Node.Sym variable) {
            return new Node.Bound(kind, variable.name(), r.sides().get(1), to, body);
        }
        return new Node.Bound(kind, "", below, to, body);
    }

    private Node condition() throws SyntaxError {
        Cursor c = cursor();
        if (!c.skipSign('{')) {
            return parser.atoms.atom();
        }
        c.enter();
        c.pushBar(' ');
        Node inside = parser.list(true);
        c.popBar();
        c.leave();
        c.expect('}');
        return inside;
    }
}
