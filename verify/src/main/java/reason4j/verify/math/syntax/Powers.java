package reason4j.verify.math.syntax;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Atoms with what stands behind them: subscripts, powers, factorials, primes, signs of percent and degrees.
final class Powers {

    private static final Set<String> ORDINALS = Set.of("st", "nd", "rd", "th");

    private static final Set<String> FUNCTIONS = Set.of("f", "g", "h");
    private static final Set<String> SETS = Set.of("ℝ", "ℤ", "ℚ", "ℕ", "R", "Z", "Q", "N");

    private final Parser parser;

    Powers(Parser parser) {
        this.parser = parser;
    }

    private Cursor cursor() {
        return parser.cursor;
    }

    /// An atom with its subscripts, powers, factorials and degree signs.
    Node power() throws SyntaxError {
        Node base = plainMixed();
        return base != null ? base : suffixes(parser.atoms.atom());
    }

    /// `1 1/2` in plain text.
    private @Nullable Node plainMixed() {
        Cursor c = cursor();
        if (c.peek().kind() != Token.Kind.NUMBER
                || c.peek(1).kind() != Token.Kind.NUMBER
                || !c.peek(1).spaced()
                || !c.peek(2).sign('/')
                || c.peek(3).kind() != Token.Kind.NUMBER) {
            return null;
        }
        Node whole = Numerals.of(c.peek().text());
        Node a = Numerals.of(c.peek(1).text());
        Node b = Numerals.of(c.peek(3).text());
        Node mixed = Terms.mixed(whole, Node.Call.of(Op.DIV, a, b));
        if (mixed != null) {
            for (int k = 0; k < 4; k++) {
                c.next();
            }
        }
        return mixed;
    }

    Node suffixes(Node atom) throws SyntaxError {
        Node node = atom;
        while (true) {
            Token token = cursor().peek();
            if (token.sign('^')) {
                cursor().next();
                node = raised(node);
            } else if (token.sign('_')) {
                node = parser.atoms.subscript(node);
            } else if (token.sign('!') && (!cursor().peek(1).sign('=') || numeral(token))) {
                node = factorial(node);
            } else if (token.sign('\'') || token.command("prime")) {
                cursor().next();
                node = node instanceof Node.Num ? feet(node) : applied(primed(node));
            } else if (token.sign('%') || token.command("percent")) {
                cursor().next();
                node = percent(node);
            } else if (token.command("degree") || token.command("circ") || token.command("textdegree")) {
                cursor().next();
                node = minutes(node);
            } else {
                return node;
            }
        }
    }

    /// Degrees with the minutes behind them, `67^\circ 30'`.
    private Node minutes(Node degrees) {
        Cursor c = cursor();
        boolean more = c.peek().kind() == Token.Kind.NUMBER
                && (c.peek(1).sign('\'') || c.peek(1).command("prime"))
                && degrees instanceof Node.Num;
        if (!more) {
            return Node.Call.of(Op.DEGREES, degrees);
        }
        Node part = Node.Call.of(Op.DIV, Numerals.of(c.next().text()), Node.Num.of(60));
        c.next();
        return Node.Call.of(Op.DEGREES, Node.Call.of(Op.ADD, degrees, part));
    }

    /// A prime after a numeral: feet, and two of them inches.
    private Node feet(Node number) {
        boolean two = cursor().peek().sign('\'') || cursor().peek().command("prime");
        if (two) {
            cursor().next();
        }
        return Terms.unit(number, two ? "in" : "ft");
    }

    /// Whether a numeral stands directly before: `4!=24` is a factorial, not 4 ≠ 24.
    private boolean numeral(Token mark) {
        return !mark.spaced()
                && cursor().mark() > 0
                && cursor().peek(-1).kind() == Token.Kind.NUMBER
                && cursor().peek(1).sign('=');
    }

    private Node factorial(Node node) {
        int marks = 1;
        cursor().next();
        while (cursor().peek().sign('!') && !cursor().peek(1).sign('=') && marks < 40) {
            cursor().next();
            marks++;
        }
        if (marks == 2) {
            return Node.Call.of(Op.DOUBLE_FACTORIAL, node);
        }
        Node all = node;
        for (int k = 0; k < marks; k++) {
            all = Node.Call.of(Op.FACTORIAL, all);
        }
        return all;
    }

    private Node percent(Node node) throws SyntaxError {
        if (node instanceof Node.Sym s && s.name().equals("infinity")) {
            return node;
        }
        if (node instanceof Node.Sym) {
            throw cursor().error("a percent sign after a variable");
        }
        return Node.Call.of(Op.PERCENT, node);
    }

    /// A derivative at a place, `f'(2)`.
    private Node applied(Node node) throws SyntaxError {
        boolean place = node instanceof Node.Sym
                && cursor().peek().sign('(')
                && !cursor().peek().spaced();
        return place ? Node.Call.of(Op.APPLY, node, parser.atoms.atom()) : node;
    }

    private static Node primed(Node node) {
        return node instanceof Node.Sym s ? new Node.Sym(s.name() + "'") : node;
    }

    private Node raised(Node base) throws SyntaxError {
        Token token = cursor().peek();
        boolean braced = token.sign('{');
        Token first = braced ? cursor().peek(1) : token;
        if (braced && first.sign('}')) {
            parser.brackets.skipGroup();
            return base;
        }
        if (first.command("circ") || first.command("degree")) {
            skipDegree(braced);
            return minutes(base);
        }
        if (base instanceof Node.Sym s && SETS.contains(s.name()) && half(first, braced)) {
            parser.brackets.skipGroup();
            return new Node.Sym(s.name() + "^" + first.text());
        }
        if (first.command("prime") || first.sign('\'')) {
            parser.brackets.skipGroup();
            return primed(base);
        }
        if (base instanceof Node.Sym s && (first.sign('*') || first.command("ast") || first.command("star"))) {
            parser.brackets.skipGroup();
            return new Node.Sym(s.name() + "^*");
        }
        boolean transposed =
                first.kind() == Token.Kind.LETTER && first.text().equals("T") && base instanceof Node.Matrix
                        || first.command("top")
                        || first.command("intercal");
        if (transposed) {
            parser.brackets.skipGroup();
            return Node.Call.of(Op.TRANSPOSE, base);
        }
        if (first.kind() == Token.Kind.LETTER
                && first.text().equals("T")
                && base instanceof Node.Group row
                && !row.isSet()) {
            parser.brackets.skipGroup();
            return new Node.Matrix(row.items().stream().map(List::of).toList());
        }
        Node exponent = parser.atoms.script();
        if (exponent instanceof Node.Words mark && ORDINALS.contains(mark.text().strip())) {
            return Terms.unit(base, mark.text());
        }
        if (cursor().peek().sign('^') && !cursor().peek(-1).sign('}')) {
            cursor().next();
            exponent = Node.Call.of(Op.POW, exponent, parser.atoms.script());
        }
        if (inverse(base, exponent)) {
            return Node.Call.of(Op.APPLY, new Node.Sym(((Node.Sym) base).name() + "^-1"), parser.atoms.atom());
        }
        return combinations(base, exponent);
    }

    /// Whether `f^{-1}(x)` stands here, the value of the inverse function.
    private boolean inverse(Node base, Node exponent) {
        boolean function = base instanceof Node.Sym s && FUNCTIONS.contains(s.name());
        return function
                && exponent.equals(Node.Call.of(Op.NEG, Node.Num.of(1)))
                && cursor().peek().sign('(')
                && !cursor().peek().spaced();
    }

    /// Whether a sign alone is raised here, as in `\mathbb{R}^+`.
    private boolean half(Token sign, boolean braced) {
        Token.Kind after = cursor().peek(braced ? 2 : 1).kind();
        boolean alone = braced ? cursor().peek(2).sign('}') : after != Token.Kind.NUMBER && after != Token.Kind.LETTER;
        return alone && (sign.sign('+') || sign.sign('-'));
    }

    /// `C_5^2` is a binomial coefficient where both are numerals, `A_5^2` the number of arrangements.
    private static Node combinations(Node base, Node exponent) {
        boolean chosen = base instanceof Node.Sym s
                && s.name().length() < 8
                && (s.name().startsWith("C_") || s.name().startsWith("A_"))
                && s.name().substring(2).chars().allMatch(Character::isDigit)
                && exponent instanceof Node.Num;
        if (!chosen) {
            return Node.Call.of(Op.POW, base, exponent);
        }
        String name = ((Node.Sym) base).name();
        Node choices = Node.Call.of(Op.BINOMIAL, Numerals.of(name.substring(2)), exponent);
        return name.startsWith("C") ? choices : Node.Call.of(Op.MUL, choices, Node.Call.of(Op.FACTORIAL, exponent));
    }

    private void skipDegree(boolean braced) throws SyntaxError {
        cursor().next();
        if (braced) {
            cursor().next();
            cursor().expect('}');
        }
    }
}
