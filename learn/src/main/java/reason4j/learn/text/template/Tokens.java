package reason4j.learn.text.template;

import java.util.List;
import java.util.Set;
import reason4j.learn.text.template.Token.Kind;

/// The tokens of a template with the place where the parsers are.
final class Tokens {

    private static final Set<String> NO_ARGUMENT = Set.of("else", "or", "and", "is", "if", "in", "not");

    private final List<Token> tokens;
    private int at;

    Tokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token current() {
        return tokens.get(at);
    }

    Token next() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token take() {
        Token token = current();
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    boolean at(String sign) {
        return current().is(Kind.SIGN, sign);
    }

    boolean atClosing() {
        Kind kind = current().kind();
        return at(")") || at("]") || at("=") || kind == Kind.BLOCK_END || kind == Kind.OUTPUT_END;
    }

    boolean take(String sign) {
        boolean here = at(sign);
        if (here) {
            take();
        }
        return here;
    }

    boolean takeName(String name) {
        boolean here = current().is(Kind.NAME, name);
        if (here) {
            take();
        }
        return here;
    }

    void expect(String sign) {
        if (!take(sign)) {
            throw problem("expected '" + sign + "', found " + current().shown());
        }
    }

    void expect(Kind kind) {
        Token token = take();
        if (token.kind() != kind) {
            throw unexpected(token);
        }
    }

    Token name() {
        Token token = take();
        if (token.kind() != Kind.NAME) {
            throw new TemplateProblem(token.line(), "expected a name, found " + token.shown());
        }
        return token;
    }

    /// Whether a test's single argument without parentheses follows, as in `is divisibleby 3`.
    boolean beginsArgument() {
        return switch (current().kind()) {
            case NAME -> !NO_ARGUMENT.contains(current().text());
            case STRING, INTEGER, REAL -> true;
            case SIGN -> at("(") || at("[") || at("{");
            case TEXT, OUTPUT_BEGIN, OUTPUT_END, BLOCK_BEGIN, BLOCK_END, END -> false;
        };
    }

    TemplateProblem problem(String message) {
        return new TemplateProblem(current().line(), message);
    }

    TemplateProblem unexpected(Token token) {
        return new TemplateProblem(token.line(), "unexpected " + token.shown());
    }
}
