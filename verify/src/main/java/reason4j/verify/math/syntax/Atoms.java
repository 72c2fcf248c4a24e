package reason4j.verify.math.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.syntax.Token.Kind;

/// The smallest pieces: numerals, symbols, fractions, roots, functions with their arguments.
final class Atoms {

    private final Parser parser;

    Atoms(Parser parser) {
        this.parser = parser;
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
        return switch (name) {
            case "cdot",
                    "times",
                    "ast",
                    "div",
                    "mod",
                    "bmod",
                    "pmod",
                    "pod",
                    "pm",
                    "mp",
                    "cup",
                    "cap",
                    "bigcup",
                    "bigcap",
                    "setminus",
                    "backslash",
                    "land",
                    "lor",
                    "wedge",
                    "vee",
                    "rparen",
                    "rgroup",
                    "rbrace",
                    "rbrack",
                    "rangle",
                    "rfloor",
                    "rceil",
                    "lrcorner",
                    "urcorner",
                    "end",
                    "\\",
                    "choose",
                    "over",
                    "neg",
                    "lnot",
                    "not",
                    "colon",
                    "dollar",
                    "circ",
                    "degree",
                    "textdegree",
                    "percent",
                    "prime",
                    "therefore" -> false;
            default -> true;
        };
    }

    Node atom() throws SyntaxError {
        Cursor c = cursor();
        Token token = c.peek();
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
            case NUMBER -> number();
            case BASED -> based(c.next());
            case LETTER -> letter();
            case WORD -> new Node.Words(c.next().text());
            case COMMAND -> command(token);
            case SIGN -> throw c.error("a term expected, not '" + token.text() + "'");
            case END -> throw c.error("a term expected, not the end");
        };
    }

    private static Node based(Token token) {
        int at = token.text().lastIndexOf('_');
        return new Node.BaseNum(
                token.text().substring(0, at),
                new java.math.BigInteger(token.text().substring(at + 1)));
    }

    private Node number() throws SyntaxError {
        Cursor c = cursor();
        String text = c.next().text();
        Token next = c.peek();
        boolean point = text.indexOf('.') >= 0 && text.indexOf('e') < 0;
        if (point
                && (next.command("overline") || next.command("bar"))
                && c.peek(2).kind() == Kind.NUMBER) {
            c.next();
            c.expect('{');
            Node repeating = Numerals.repeating(text, c.next().text());
            c.expect('}');
            return repeating;
        }
        if (point && next.command("dot")) {
            return dotted(text);
        }
        if (point
                && next.sign('(')
                && !next.spaced()
                && c.peek(1).kind() == Kind.NUMBER
                && c.peek(2).sign(')')) {
            c.next();
            Node repeating = Numerals.repeating(text, c.next().text());
            c.next();
            return repeating;
        }
        if (next.command("ldots") || next.command("dots") || next.command("cdots")) {
            Node repeating = Numerals.dotted(text);
            if (repeating != null || point) {
                c.next();
            }
            return repeating != null ? repeating : Numerals.of(text);
        }
        return Numerals.of(text.endsWith(".") ? text.substring(0, text.length() - 1) : text);
    }

    /// `0.1\dot{2}3\dot{4}`: a dot over the first and the last digit of the block that repeats.
    private Node dotted(String fixed) throws SyntaxError {
        Cursor c = cursor();
        StringBuilder block = new StringBuilder();
        int dots = 0;
        while (c.peek().command("dot")
                || dots == 1 && c.peek().kind() == Kind.NUMBER && c.peek(1).command("dot")) {
            if (c.peek().command("dot")) {
                c.next();
                boolean braced = c.skipSign('{');
                block.append(braced ? c.next().text() : String.valueOf(c.digit()));
                if (braced) {
                    c.expect('}');
                }
                dots++;
            } else {
                block.append(c.next().text());
            }
        }
        for (int k = 0; k < block.length(); k++) {
            if (!Lexer.digit(block.charAt(k))) {
                throw c.error("digits under the dots expected");
            }
        }
        return Numerals.repeating(fixed, block.toString());
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

    private Node command(Token token) throws SyntaxError {
        Cursor c = cursor();
        String name = token.text();
        Op function = Vocabulary.FUNCTIONS.get(name);
        if (function != null) {
            c.next();
            return parser.bound.function(name, function);
        }
        Op listed = Vocabulary.LISTED.get(name);
        if (listed != null) {
            c.next();
            return parser.bound.listed(listed);
        }
        if (Vocabulary.GREEK.contains(name)) {
            c.next();
            return new Node.Sym(name.equals("varepsilon") ? "varepsilon" : name);
        }
        if (Vocabulary.ACCENTS.contains(name)) {
            c.next();
            return new Node.Sym("bar " + argument().show());
        }
        if (name.startsWith("set:")) {
            c.next();
            return new Node.Sym(set(name.substring(4)));
        }
        return structure(name);
    }

    private static String set(String letter) {
        return switch (letter) {
            case "R" -> "ℝ";
            case "Z" -> "ℤ";
            case "N" -> "ℕ";
            case "Q" -> "ℚ";
            case "C" -> "ℂ";
            default -> letter;
        };
    }

    private Node structure(String name) throws SyntaxError {
        Cursor c = cursor();
        switch (name) {
            case "frac", "dfrac", "tfrac", "cfrac", "sfrac", "nicefrac" -> {
                Node derivative = parser.bound.derivative();
                if (derivative != null) {
                    return derivative;
                }
                c.next();
                return Node.Call.of(Op.DIV, argument(), argument());
            }
            case "binom", "dbinom", "tbinom" -> {
                c.next();
                return Node.Call.of(Op.BINOMIAL, argument(), argument());
            }
            case "sqrt" -> {
                c.next();
                return root();
            }
            case "boxed", "fbox" -> {
                c.next();
                return argument();
            }
            case "lfloor" -> {
                return parser.brackets.rounded(Op.FLOOR, "rfloor");
            }
            case "llcorner" -> {
                return parser.brackets.rounded(Op.FLOOR, "lrcorner");
            }
            case "lceil" -> {
                return parser.brackets.rounded(Op.CEIL, "rceil");
            }
            case "ulcorner" -> {
                return parser.brackets.rounded(Op.CEIL, "urcorner");
            }
            case "begin" -> {
                return parser.brackets.environment();
            }
            case "sum", "prod", "lim", "int" -> {
                return parser.bound.bound(name);
            }
            case "dollar" -> {
                c.next();
                return Node.Call.of(Op.UNIT, parser.terms.unary(), new Node.Words("dollar"));
            }
            default -> {
                return constant(name);
            }
        }
    }

    private Node constant(String name) throws SyntaxError {
        Cursor c = cursor();
        Node node = switch (name) {
            case "infty", "infinity", "oo" -> new Node.Sym("infinity");
            case "emptyset", "varnothing" -> new Node.Sym("∅");
            case "exponentialE" -> new Node.Sym("e");
            case "imaginaryI", "imath" -> new Node.Sym("i");
            case "ldots", "cdots", "dots", "vdots" -> new Node.Sym("…");
            case "angle",
                    "triangle",
                    "square",
                    "measuredangle",
                    "star",
                    "Box",
                    "checkmark",
                    "det",
                    "dim",
                    "tr",
                    "rank",
                    "ker",
                    "hom",
                    "bigcirc",
                    "blacksquare",
                    "jmath",
                    "deg" -> new Node.Sym(name);
            default -> null;
        };
        if (node == null) {
            throw c.error("a term expected, not \\" + name);
        }
        c.next();
        return node;
    }

    private Node root() throws SyntaxError {
        Cursor c = cursor();
        Node degree = null;
        if (c.peek().sign('[')) {
            c.next();
            degree = parser.terms.sum();
            c.expect(']');
        }
        Node radicand = c.peek().kind() == Kind.NUMBER ? number() : argument();
        return Node.Call.of(Op.ROOT, radicand, degree == null ? Node.Num.of(2) : degree);
    }

    /// What a command applies to: a group in braces, one digit, or one atom.
    Node argument() throws SyntaxError {
        Cursor c = cursor();
        c.enter();
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
        c.leave();
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
        return c.peek().kind() == Kind.NUMBER ? number() : script();
    }
}
