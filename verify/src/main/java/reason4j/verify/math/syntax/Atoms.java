package reason4j.verify.math.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.syntax.Token.Kind;

/// The smallest pieces: symbols, applied names, arguments and scripts; [NumeralAtoms] has numerals, [Structures]
/// commands.
final class Atoms {

    private final Parser parser;

    private final NumeralAtoms numbers;
    private final Structures structures;

    Atoms(Parser parser) {
        this.parser = parser;
        this.numbers = new NumeralAtoms(parser);
        this.structures = new Structures(parser, numbers);
    }

    private Cursor cursor() {
        return parser.cursor;
    }

    /// Whether a factor can start here without a sign of multiplication.
    boolean starts() {
        Token token = cursor().peek();
        return switch (token.kind()) {
            case NUMBER ->
                !numberBefore()
                        || cursor().peek(1).command("frac")
                        || cursor().peek(1).command("dfrac");
            case BASED, LETTER, WORD -> true;
            case COMMAND -> startsCommand(token);
            case SIGN ->
                Brackets.opening(token) != ' ' && !modulus()
                        || Brackets.bar(token) && !parser.brackets.closesBar(token);
            case END -> false;
        };
    }

    /// Whether `(mod` stands here, which ends a congruence.
    private boolean modulus() {
        Token inner = cursor().peek(1);
        return cursor().peek().sign('(') && (inner.command("mod") || inner.command("bmod"));
    }

    private boolean numberBefore() {
        return cursor().mark() > 0 && cursor().peek(-1).kind() == Kind.NUMBER;
    }

    private boolean startsCommand(Token token) {
        String name = token.text();
        if (Vocabulary.RELATIONS.containsKey(name) || token.separator()) {
            return false;
        }
        if (Brackets.bar(token)) {
            return !parser.brackets.closesBar(token);
        }
        return !Vocabulary.NO_FACTORS.contains(name);
    }

    Node atom() throws SyntaxError {
        Cursor c = cursor();
        Token token = c.peek();
        Node chosen = Combinations.read(parser);
        if (chosen != null) {
            return chosen;
        }
        if (Brackets.opening(token) != ' ') {
            c.enter();
            Node inside = parser.brackets.bracket();
            c.leave();
            return inside;
        }
        if (Brackets.bar(token)) {
            return parser.brackets.bars();
        }
        return switch (token.kind()) {
            case NUMBER -> numbers.number();
            case BASED -> NumeralAtoms.based(c.next());
            case LETTER -> letter();
            case WORD -> new Node.Words(c.next().text());
            case COMMAND -> structures.command(token);
            case SIGN -> throw c.error("a term expected, not '" + token.text() + "'");
            case END -> throw c.error("a term expected, not the end");
        };
    }

    private Node letter() throws SyntaxError {
        Cursor c = cursor();
        Token token = c.next();
        Token after = c.peek();
        if (c.inIntegral() && token.text().equals("d") && differentialVariable(after)) {
            String variable = c.next().text();
            if (c.peek().sign('_')) {
                variable = ((Node.Sym) subscript(new Node.Sym(variable))).name();
            }
            c.differential(variable);
            return Node.Num.of(1);
        }
        if (after.sign('(') && token.text().equals("P")) {
            c.conditional();
        }
        if (after.sign('(') && !after.spaced() && applied(token)) {
            Node arguments = atom();
            List<Node> all = new java.util.ArrayList<>();
            all.add(new Node.Sym(token.text()));
            all.addAll(arguments instanceof Node.Group g ? g.items() : List.of(arguments));
            return new Node.Call(Op.APPLY, all);
        }
        return new Node.Sym(token.text());
    }

    private static boolean differentialVariable(Token token) {
        return token.kind() == Kind.LETTER || token.kind() == Kind.COMMAND && Vocabulary.GREEK.contains(token.text());
    }

    /// Whether a letter before a bracket is a function's name: `f(x)`, or `P(x) = …`.
    private boolean applied(Token token) {
        if (token.text().equals("f") || token.text().equals("g")) {
            return true;
        }
        Cursor c = cursor();
        Kind inside = c.peek(1).kind();
        return (inside == Kind.LETTER || inside == Kind.NUMBER)
                && c.peek(2).sign(')')
                && (c.peek(3).sign('=') || c.peek(3).command("equiv"));
    }

    /// What a command applies to: a group in braces, one digit, or one atom.
    Node argument() throws SyntaxError {
        Cursor c = cursor();
        c.enterOperand();
        c.openScope();
        Node result;
        if (c.peek().kind() == Kind.NUMBER) {
            result = Node.Num.of(c.digit() - '0');
        } else {
            c.pushBar(' ');
            result = atom();
            c.popBar();
        }
        c.closeScope();
        c.leaveOperand();
        return result;
    }

    /// An exponent: a group in braces, a whole numeral with its sign, or one atom.
    Node script() throws SyntaxError {
        Cursor c = cursor();
        c.enter();
        Node result;
        if (c.peek().sign('-') || c.peek().sign('+')) {
            result = parser.terms.unary();
        } else {
            c.pushBar(' ');
            result = atom();
            c.popBar();
        }
        c.leave();
        return result;
    }

    /// Gives a symbol its subscript; the next token is the underscore.
    Node subscript(Node of) throws SyntaxError {
        Cursor c = cursor();
        if (of instanceof Node.Call p && p.op() == Op.POW && p.arg(0) instanceof Node.Sym) {
            return Node.Call.of(Op.POW, subscript(p.arg(0)), p.arg(1));
        }
        Node based = Combinations.based(of, parser);
        if (based != null) {
            return based;
        }
        if (!(of instanceof Node.Sym symbol)) {
            throw c.error("a subscript needs a symbol before it");
        }
        c.next();
        return new Node.Sym(symbol.name() + "_" + scriptText());
    }

    /// The text of a subscript or bound, blanks left out.
    String scriptText() throws SyntaxError {
        Cursor c = cursor();
        if (!c.skipSign('{')) {
            if (c.atEnd()) {
                throw c.error("a subscript expected");
            }
            return c.next().text();
        }
        StringBuilder text = new StringBuilder();
        int level = 1;
        while (true) {
            Token token = c.next();
            if (token.kind() == Kind.END) {
                throw c.error("'}' expected");
            }
            level += token.sign('{') ? 1 : token.sign('}') ? -1 : 0;
            if (level == 0) {
                break;
            }
            text.append(token.text().strip());
        }
        if (text.isEmpty()) {
            throw c.error("an empty subscript");
        }
        return text.toString();
    }

    @Nullable
    Node optionalScript(char sign) throws SyntaxError {
        Cursor c = cursor();
        if (!c.skipSign(sign)) {
            return null;
        }
        if (c.peek().sign('{') && c.peek(1).sign('}')) {
            c.next();
            c.next();
            return null;
        }
        return c.peek().kind() == Kind.NUMBER ? numbers.number() : script();
    }
}
