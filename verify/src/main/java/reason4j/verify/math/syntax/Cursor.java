package reason4j.verify.math.syntax;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Where a parse stands: the next token, the depth, and what surrounds it. Nested constructs deeper than
/// [#MAX_DEPTH] are refused, so that no input exhausts the stack.
final class Cursor {

    static final int MAX_DEPTH = 120;
    private static final int LONGEST_EVENT = 30;
    private static final int OPERAND_LEVELS = 3;

    private final List<Token> tokens;
    final boolean tight;
    private int p;
    private int depth;

    /// Whether a `/` was followed by a product without sign: the other reading differs.
    boolean ambiguousSlash;

    /// One entry for each open integral and each bracket within one: the variable of its differential, after a `!` when
    /// it stood at this very level, or empty while none was seen.
    private final Deque<String> integrals = new ArrayDeque<>();

    /// One entry for each open bracket: the sign that closes an absolute value, or a blank.
    private final Deque<Character> bars = new ArrayDeque<>(List.of(' '));

    Cursor(List<Token> tokens, boolean tight) {
        this.tokens = tokens;
        this.tight = tight;
    }

    /// What closes the innermost bracket: a bar, `m` for a set with a condition, or a blank.
    char bar() {
        Character top = bars.peek();
        return top == null ? ' ' : top;
    }

    void pushBar(char c) {
        bars.push(c);
    }

    void popBar() {
        bars.pop();
    }

    boolean inIntegral() {
        return !integrals.isEmpty();
    }

    void openIntegral() {
        integrals.push("");
    }

    /// The variable of the differential that was met, empty for none.
    String closeIntegral() {
        String top = integrals.pop();
        return top.startsWith("!") ? top.substring(1) : top;
    }

    /// A scope within an integral: a bracket or an argument.
    void openScope() {
        if (!integrals.isEmpty()) {
            integrals.push("");
        }
    }

    /// A differential met inside belongs to the integral around.
    void closeScope() {
        if (!integrals.isEmpty()) {
            String met = closeIntegral();
            if (!met.isEmpty()) {
                integrals.pop();
                integrals.push(met);
            }
        }
    }

    void differential(String variable) {
        integrals.pop();
        integrals.push("!" + variable);
    }

    /// Whether the innermost integral has met its differential at its own level.
    boolean integralDone() {
        String top = integrals.peek();
        return top != null && top.startsWith("!");
    }

    /// Takes the first digit of the numeral that stands here, leaving the rest.
    char digit() throws SyntaxError {
        Token token = peek();
        if (token.kind() == Token.Kind.END || !Lexer.digit(token.text().charAt(0))) {
            throw error("a digit expected");
        }
        String rest = token.text().substring(1);
        if (rest.isEmpty()) {
            next();
        } else if (Lexer.digit(rest.charAt(0))
                || rest.length() > 1 && rest.charAt(0) == '.' && Lexer.digit(rest.charAt(1))) {
            tokens.set(p, new Token(token.kind(), rest, token.at() + 1, false));
        } else {
            throw error("a numeral that cannot be parted");
        }
        return token.text().charAt(0);
    }

    /// Reads the one bar within the bracket that opens here as "given", `P(A|B)`.
    void conditional() {
        int bar = -1;
        int level = 0;
        for (int k = 0; k < LONGEST_EVENT; k++) {
            Token token = peek(k);
            level += token.sign('(') ? 1 : token.sign(')') ? -1 : 0;
            if (level == 0) {
                break;
            }
            if (token.sign('|') && bar >= 0) {
                return;
            }
            bar = token.sign('|') ? p + k : bar;
        }
        if (bar >= 0 && level == 0) {
            Token token = tokens.get(bar);
            tokens.set(bar, new Token(Token.Kind.COMMAND, "mid", token.at(), token.spaced()));
        }
    }

    Token peek() {
        return tokens.get(p);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(p + ahead, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(p);
        if (p < tokens.size() - 1) {
            p++;
        }
        return token;
    }

    int mark() {
        return p;
    }

    void reset(int mark) {
        p = mark;
    }

    boolean atEnd() {
        return peek().kind() == Token.Kind.END;
    }

    boolean skipSign(char c) {
        if (peek().sign(c)) {
            next();
            return true;
        }
        return false;
    }

    void expect(char c) throws SyntaxError {
        if (!skipSign(c)) {
            throw error("'" + (c == '\u0001' ? "\\{" : c == '\u0002' ? "\\}" : String.valueOf(c)) + "' expected");
        }
    }

    void expectCommand(String name) throws SyntaxError {
        if (!peek().command(name)) {
            throw error("\\" + name + " expected");
        }
        next();
    }

    void enter() throws SyntaxError {
        if (++depth > MAX_DEPTH) {
            throw error("nested deeper than " + MAX_DEPTH + " levels");
        }
    }

    void leave() {
        depth--;
    }

    /// Enters what takes as much of the stack as several levels of brackets do: the operand of a prefix.
    void enterOperand() throws SyntaxError {
        depth += OPERAND_LEVELS - 1;
        enter();
    }

    void leaveOperand() {
        depth -= OPERAND_LEVELS;
    }

    SyntaxError error(String message) {
        return new SyntaxError(peek().at(), message);
    }
}
