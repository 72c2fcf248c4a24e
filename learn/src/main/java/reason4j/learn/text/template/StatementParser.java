package reason4j.learn.text.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import reason4j.learn.text.template.Token.Kind;

/// Builds the tree of a template.
final class StatementParser {

    private static final int MAX_DEPTH = 100;

    private final Tokens tokens;
    private final ExpressionParser expressions;
    private int depth;
    private int loops;

    private StatementParser(Tokens tokens) {
        this.tokens = tokens;
        expressions = new ExpressionParser(tokens);
    }

    /// @throws TemplateProblem with the line, if the template is not in the language
    static List<Statement> parse(String template) {
        StatementParser parser = new StatementParser(new Tokens(Lexer.tokens(template)));
        List<Statement> statements = parser.until(Set.of());
        if (parser.tokens.current().kind() != Kind.END) {
            throw parser.tokens.problem("'" + parser.tokens.next().text() + "' ends nothing");
        }
        return statements;
    }

    /// Statements up to a block that begins with one of the names, which stays where it is.
    private List<Statement> until(Set<String> ends) {
        if (++depth > MAX_DEPTH) {
            throw tokens.problem("blocks are nested deeper than " + MAX_DEPTH);
        }
        List<Statement> statements = new ArrayList<>();
        while (true) {
            Token token = tokens.current();
            if (token.kind() == Kind.TEXT) {
                statements.add(new Statement.Text(token.line(), tokens.take().text()));
            } else if (token.kind() == Kind.OUTPUT_BEGIN) {
                tokens.take();
                statements.add(new Statement.Output(token.line(), expressions.tuple()));
                tokens.expect(Kind.OUTPUT_END);
            } else if (token.kind() == Kind.BLOCK_BEGIN && !endsHere(ends)) {
                tokens.take();
                statements.add(block(tokens.name()));
            } else {
                depth--;
                return statements;
            }
        }
    }

    private boolean endsHere(Set<String> ends) {
        String name = tokens.next().text();
        return ends.contains(name) || name.startsWith("end") || name.equals("else") || name.equals("elif");
    }

    private Statement block(Token name) {
        int line = name.line();
        return switch (name.text()) {
            case "if" -> ifBlock(line);
            case "for" -> forBlock(line);
            case "set" -> set(line);
            case "macro" -> macro(line);
            case "generation" -> {
                tokens.expect(Kind.BLOCK_END);
                yield new Statement.Generation(line, body(line, "endgeneration"));
            }
            case "break", "continue" -> {
                if (loops == 0) {
                    throw new TemplateProblem(line, "'" + name.text() + "' outside a loop");
                }
                tokens.expect(Kind.BLOCK_END);
                yield name.text().equals("break") ? new Statement.Break(line) : new Statement.Continue(line);
            }
            default -> throw new TemplateProblem(line, "unknown or unsupported block '" + name.text() + "'");
        };
    }

    /// The body of a block and its end tag.
    private List<Statement> body(int line, String end) {
        List<Statement> statements = until(Set.of(end));
        expectEnd(line, end);
        return statements;
    }

    private void expectEnd(int line, String end) {
        if (!takeBlock(end)) {
            throw new TemplateProblem(line, "the block that begins here has no '" + end + "'");
        }
        tokens.expect(Kind.BLOCK_END);
    }

    /// Takes the beginning of a block if it has this name.
    private boolean takeBlock(String name) {
        boolean here =
                tokens.current().kind() == Kind.BLOCK_BEGIN && tokens.next().is(Kind.NAME, name);
        if (here) {
            tokens.take();
            tokens.take();
        }
        return here;
    }

    private Statement ifBlock(int line) {
        Expression condition = expressions.tuple();
        tokens.expect(Kind.BLOCK_END);
        List<Statement> then = until(Set.of("elif", "else", "endif"));
        if (tokens.next().is(Kind.NAME, "elif") && takeBlock("elif")) {
            if (++depth > MAX_DEPTH) {
                throw tokens.problem("blocks are nested deeper than " + MAX_DEPTH);
            }
            List<Statement> otherwise = List.of(ifBlock(tokens.current().line()));
            depth--;
            return new Statement.If(line, condition, then, otherwise);
        }
        List<Statement> otherwise = List.of();
        if (takeBlock("else")) {
            tokens.expect(Kind.BLOCK_END);
            otherwise = until(Set.of("endif"));
        }
        expectEnd(line, "endif");
        return new Statement.If(line, condition, then, otherwise);
    }

    private Statement forBlock(int line) {
        List<String> targets = targets();
        if (!tokens.takeName("in")) {
            throw tokens.problem("expected 'in', found " + tokens.current().shown());
        }
        Expression items = expressions.withoutConditional();
        Expression condition = tokens.takeName("if") ? expressions.expression() : null;
        if (tokens.takeName("recursive")) {
            throw new TemplateProblem(line, "recursive loops are not supported");
        }
        tokens.expect(Kind.BLOCK_END);
        loops++;
        List<Statement> body = until(Set.of("else", "endfor"));
        loops--;
        List<Statement> otherwise = List.of();
        if (takeBlock("else")) {
            tokens.expect(Kind.BLOCK_END);
            otherwise = until(Set.of("endfor"));
        }
        expectEnd(line, "endfor");
        return new Statement.For(line, targets, new Statement.Iteration(items, condition), body, otherwise);
    }

    private List<String> targets() {
        boolean parenthesis = tokens.take("(");
        List<String> names = new ArrayList<>(List.of(tokens.name().text()));
        while (tokens.take(",")) {
            names.add(tokens.name().text());
        }
        if (parenthesis) {
            tokens.expect(")");
        }
        return names;
    }

    private Statement set(int line) {
        List<String> targets = targets();
        if (targets.size() == 1 && tokens.take(".")) {
            String field = tokens.name().text();
            tokens.expect("=");
            Expression value = expressions.tuple();
            tokens.expect(Kind.BLOCK_END);
            return new Statement.SetField(line, targets.getFirst(), field, value);
        }
        if (tokens.take("=")) {
            Expression value = expressions.tuple();
            tokens.expect(Kind.BLOCK_END);
            return new Statement.Set(line, targets, value);
        }
        List<Expression.Filter> filters = new ArrayList<>();
        while (tokens.at("|")) {
            filters.add(expressions.filter(new Expression.Constant(Value.NONE)));
        }
        tokens.expect(Kind.BLOCK_END);
        return new Statement.Capture(line, targets.getFirst(), body(line, "endset"), filters);
    }

    private Statement macro(int line) {
        String name = tokens.name().text();
        tokens.expect("(");
        List<Statement.Parameter> parameters = new ArrayList<>();
        while (!tokens.take(")")) {
            String parameter = tokens.name().text();
            parameters.add(new Statement.Parameter(parameter, tokens.take("=") ? expressions.expression() : null));
            if (!tokens.at(")")) {
                tokens.expect(",");
            }
        }
        tokens.expect(Kind.BLOCK_END);
        int outer = loops;
        loops = 0;
        List<Statement> body = body(line, "endmacro");
        loops = outer;
        return new Statement.Macro(line, name, parameters, body);
    }
}
