package reason4j.verify.math.syntax;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.syntax.Token.Kind;

/// What small numbers beside a term mean: a choice of k from n, `{}_5C_2` or `5C2`, and the base of digits in brackets
/// or in text, `(101)_2`, `\text{A5}_{11}`.
final class Combinations {

    private static final Pattern DIGITS = Pattern.compile("[0-9A-Z]{1,400}");

    private static final int MOST_DIGITS = 40;

    private Combinations() {}

    /// The number of choices or arrangements written here, or null where something else is.
    static @Nullable Node read(Parser parser) throws SyntaxError {
        Cursor c = parser.cursor;
        int mark = c.mark();
        if (c.peek().sign('{') && c.peek(1).sign('}')) {
            c.next();
            c.next();
        }
        boolean script = c.peek().sign('_') || c.peek().sign('^');
        boolean plain = c.mark() == mark
                && c.peek().kind() == Kind.NUMBER
                && small(c.peek(1))
                && !c.peek(1).spaced();
        if (!script && !plain || script && !scripted(c)) {
            c.reset(mark);
            return null;
        }
        Node n = script ? script(parser) : Numerals.of(c.next().text());
        boolean ordered = c.peek().text().equals("P");
        if (!small(c.peek())) {
            c.reset(mark);
            return null;
        }
        c.next();
        boolean lower = c.peek().sign('_') || c.peek().sign('^');
        if (script && !lower
                || lower && !scripted(c)
                || !lower && (c.peek().kind() != Kind.NUMBER || c.peek().spaced())) {
            c.reset(mark);
            return null;
        }
        Node k = lower ? script(parser) : Numerals.of(c.next().text());
        Node choices = Node.Call.of(Op.BINOMIAL, n, k);
        return ordered ? Node.Call.of(Op.MUL, choices, Node.Call.of(Op.FACTORIAL, k)) : choices;
    }

    private static boolean small(Token token) {
        return token.kind() == Kind.LETTER
                && (token.text().equals("C") || token.text().equals("P"));
    }

    /// Whether the script that stands here is one number, bare or in braces.
    private static boolean scripted(Cursor c) {
        int digits = c.peek(1).sign('{') ? 2 : 1;
        return c.peek(digits).kind() == Kind.NUMBER;
    }

    private static Node script(Parser parser) throws SyntaxError {
        Cursor c = parser.cursor;
        c.next();
        boolean braced = c.skipSign('{');
        Node number = Numerals.of(c.next().text());
        if (braced) {
            c.expect('}');
        }
        return number;
    }

    /// Digits with the base that follows as a subscript, or null where none does; the next token is the underscore.
    static @Nullable Node based(Node of, Parser parser) throws SyntaxError {
        String digits = digits(of);
        Cursor c = parser.cursor;
        boolean braced = c.peek(1).sign('{');
        Token base = c.peek(braced ? 2 : 1);
        boolean whole = digits != null
                && base.kind() == Kind.NUMBER
                && base.text().length() < 4
                && base.text().chars().allMatch(Character::isDigit);
        if (digits == null || !whole || braced && !c.peek(3).sign('}')) {
            return null;
        }
        c.next();
        return new Node.BaseNum(digits, new BigInteger(parser.atoms.scriptText()));
    }

    private static @Nullable String digits(Node node) {
        if (node instanceof Node.Num n && n.value().signum() >= 0 && n.decimals() >= -1) {
            return n.value().isInteger()
                    ? n.value().text()
                    : new BigDecimal(n.value().num())
                            .divide(new BigDecimal(n.value().den()))
                            .toPlainString();
        }
        if (node instanceof Node.Call c && c.op() == Op.MUL && c.args().size() <= MOST_DIGITS) {
            StringBuilder digits = new StringBuilder();
            c.args()
                    .forEach(arg ->
                            digits.append(arg instanceof Node.Num || arg instanceof Node.Sym ? arg.show() : "?"));
            return DIGITS.matcher(digits).matches() ? digits.toString() : null;
        }
        return node instanceof Node.Words w && DIGITS.matcher(w.text().strip()).matches()
                ? w.text().strip()
                : null;
    }
}
