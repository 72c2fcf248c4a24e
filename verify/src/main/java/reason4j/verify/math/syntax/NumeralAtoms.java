package reason4j.verify.math.syntax;

import java.math.BigInteger;
import reason4j.verify.math.syntax.Token.Kind;

/// Numerals with what marks the digits that repeat.
final class NumeralAtoms {

    private final Parser parser;

    NumeralAtoms(Parser parser) {
        this.parser = parser;
    }

    private Cursor cursor() {
        return parser.cursor;
    }

    static Node based(Token token) {
        int at = token.text().lastIndexOf('_');
        return new Node.BaseNum(
                token.text().substring(0, at), new BigInteger(token.text().substring(at + 1)));
    }

    /// Whether a token is digits alone, which can repeat.
    private static boolean digits(Token token) {
        return token.kind() == Kind.NUMBER && token.text().chars().allMatch(c -> Lexer.digit((char) c));
    }

    Node number() throws SyntaxError {
        Cursor c = cursor();
        String text = c.next().text();
        Token next = c.peek();
        boolean point = text.indexOf('.') >= 0 && text.indexOf('e') < 0;
        if (point && (next.command("overline") || next.command("bar")) && digits(c.peek(2))) {
            c.next();
            c.expect('{');
            Node repeating = repeating(text, c.next().text());
            c.expect('}');
            return repeating;
        }
        if (point && (next.command("overline") || next.command("bar")) && digits(c.peek(1))) {
            c.next();
            return repeating(text, String.valueOf(c.digit()));
        }
        if (point && next.command("dot")) {
            return dotted(text);
        }
        if (point
                && next.sign('(')
                && !next.spaced()
                && digits(c.peek(1))
                && c.peek(2).sign(')')) {
            c.next();
            Node repeating = repeating(text, c.next().text());
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

    private Node repeating(String fixed, String block) throws SyntaxError {
        if (fixed.length() + block.length() > Numerals.MAX_REPEATING) {
            throw cursor().error("at most " + Numerals.MAX_REPEATING + " digits of a repeating decimal expected");
        }
        return Numerals.repeating(fixed, block);
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
        return repeating(fixed, block.toString());
    }
}
