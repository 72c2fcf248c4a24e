package reason4j.learn.text.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reason4j.learn.text.template.Expression.ArgumentList;
import reason4j.learn.text.template.Expression.Operator;
import reason4j.learn.text.template.Token.Kind;

/// Builds expressions, with Jinja's order of operators: `if else`, `or`, `and`, `not`, comparisons, `+ -`, `~`,
/// `* / // %`, `**`, signs, then `.` `[]` `()`, then filters and tests.
final class ExpressionParser {

    /// Deeper templates are refused rather than let exhaust the stack.
    private static final int MAX_DEPTH = 100;

    private final Tokens tokens;
    private int depth;

    ExpressionParser(Tokens tokens) {
        this.tokens = tokens;
    }

    /// An expression, or several with commas between them, which make a tuple.
    Expression tuple() {
        Expression first = expression();
        if (!tokens.at(",")) {
            return first;
        }
        List<Expression> items = new ArrayList<>(List.of(first));
        while (tokens.take(",") && !tokens.atClosing()) {
            items.add(expression());
        }
        return new Expression.ListOf(items, true);
    }

    Expression expression() {
        if (++depth > MAX_DEPTH) {
            throw tokens.problem("an expression is nested deeper than " + MAX_DEPTH);
        }
        Expression value = or();
        while (tokens.takeName("if")) {
            Expression condition = or();
            Expression otherwise = tokens.takeName("else") ? expression() : null;
            value = new Expression.Conditional(condition, value, otherwise);
        }
        depth--;
        return value;
    }

    /// An expression in which `if` belongs to what follows, as in `for x in items if …`.
    Expression withoutConditional() {
        return or();
    }

    private Expression or() {
        Expression left = and();
        while (tokens.takeName("or")) {
            left = new Expression.Or(left, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (tokens.takeName("and")) {
            left = new Expression.And(left, not());
        }
        return left;
    }

    private Expression not() {
        int count = 0;
        while (tokens.takeName("not")) {
            count++;
        }
        Expression value = comparison();
        for (int i = 0; i < Math.min(count, 2 - count % 2); i++) {
            value = new Expression.Not(value);
        }
        return value;
    }

    private Expression comparison() {
        Expression first = sum();
        List<Expression.Step> steps = new ArrayList<>();
        for (Operator operator = comparing(); operator != null; operator = comparing()) {
            steps.add(new Expression.Step(operator, sum()));
        }
        return steps.isEmpty() ? first : new Expression.Comparison(first, steps);
    }

    private @Nullable Operator comparing() {
        if (tokens.takeName("in")) {
            return Operator.IN;
        }
        if (tokens.current().is(Kind.NAME, "not") && tokens.next().is(Kind.NAME, "in")) {
            tokens.take();
            tokens.take();
            return Operator.NOT_IN;
        }
        return takeOperator(
                Operator.EQUAL,
                Operator.NOT_EQUAL,
                Operator.LESS,
                Operator.LESS_OR_EQUAL,
                Operator.GREATER,
                Operator.GREATER_OR_EQUAL);
    }

    private @Nullable Operator takeOperator(Operator... wanted) {
        for (Operator operator : wanted) {
            if (tokens.take(operator.sign())) {
                return operator;
            }
        }
        return null;
    }

    private Expression sum() {
        Expression left = concatenation();
        for (Operator o = takeOperator(Operator.ADD, Operator.SUBTRACT);
                o != null;
                o = takeOperator(Operator.ADD, Operator.SUBTRACT)) {
            left = new Expression.Binary(o, left, concatenation());
        }
        return left;
    }

    private Expression concatenation() {
        Expression left = product();
        while (tokens.take("~")) {
            left = new Expression.Binary(Operator.CONCATENATE, left, product());
        }
        return left;
    }

    private Expression product() {
        Operator[] wanted = {Operator.MULTIPLY, Operator.DIVIDE, Operator.FLOOR_DIVIDE, Operator.MODULO};
        Expression left = power();
        for (Operator o = takeOperator(wanted); o != null; o = takeOperator(wanted)) {
            left = new Expression.Binary(o, left, power());
        }
        return left;
    }

    private Expression power() {
        Expression left = signed(true);
        while (tokens.take("**")) {
            left = new Expression.Binary(Operator.POWER, left, signed(true));
        }
        return left;
    }

    private Expression signed(boolean withFilters) {
        Expression value;
        if (++depth > MAX_DEPTH) {
            throw tokens.problem("an expression is nested deeper than " + MAX_DEPTH);
        }
        if (tokens.take("-")) {
            value = new Expression.Negative(signed(false));
        } else if (tokens.take("+")) {
            value = signed(false);
        } else {
            value = primary();
        }
        depth--;
        value = postfix(value);
        return withFilters ? filters(value) : value;
    }

    private Expression primary() {
        Token token = tokens.take();
        return switch (token.kind()) {
            case NAME -> name(token.text());
            case STRING -> string(token.text());
            case INTEGER -> new Expression.Constant(integer(token));
            case REAL -> new Expression.Constant(new Value.Real(Double.parseDouble(token.text())));
            case SIGN ->
                switch (token.text()) {
                    case "(" -> parenthesis();
                    case "[" -> list();
                    case "{" -> dict();
                    default -> throw tokens.unexpected(token);
                };
            case TEXT, OUTPUT_BEGIN, OUTPUT_END, BLOCK_BEGIN, BLOCK_END, END -> throw tokens.unexpected(token);
        };
    }

    private static Expression name(String name) {
        return switch (name) {
            case "true", "True" -> new Expression.Constant(Value.TRUE);
            case "false", "False" -> new Expression.Constant(Value.FALSE);
            case "none", "None" -> new Expression.Constant(Value.NONE);
            default -> new Expression.Name(name);
        };
    }

    private Expression string(String first) {
        StringBuilder text = new StringBuilder(first);
        while (tokens.current().kind() == Kind.STRING) {
            text.append(tokens.take().text());
        }
        return new Expression.Constant(Value.of(text.toString()));
    }

    private static Value integer(Token token) {
        try {
            return new Value.Int(Long.parseLong(token.text()));
        } catch (NumberFormatException e) {
            throw new TemplateProblem(token.line(), "the number " + token.text() + " has more than 64 bits");
        }
    }

    private Expression parenthesis() {
        if (tokens.take(")")) {
            return new Expression.ListOf(List.of(), true);
        }
        Expression inside = tuple();
        tokens.expect(")");
        return inside;
    }

    private Expression list() {
        List<Expression> items = new ArrayList<>();
        while (!tokens.take("]")) {
            items.add(expression());
            if (!tokens.at("]")) {
                tokens.expect(",");
            }
        }
        return new Expression.ListOf(items, false);
    }

    private Expression dict() {
        List<Map.Entry<Expression, Expression>> entries = new ArrayList<>();
        while (!tokens.take("}")) {
            Expression key = expression();
            tokens.expect(":");
            entries.add(Map.entry(key, expression()));
            if (!tokens.at("}")) {
                tokens.expect(",");
            }
        }
        return new Expression.DictOf(entries);
    }

    private Expression postfix(Expression start) {
        Expression value = start;
        while (true) {
            if (tokens.take(".")) {
                Token name = tokens.take();
                value = switch (name.kind()) {
                    case NAME -> new Expression.Attribute(value, name.text());
                    case INTEGER -> new Expression.Item(value, new Expression.Constant(integer(name)));
                    default -> throw tokens.unexpected(name);
                };
            } else if (tokens.take("[")) {
                value = item(value);
            } else if (tokens.take("(")) {
                value = new Expression.Call(value, arguments());
            } else {
                return value;
            }
        }
    }

    private Expression item(Expression of) {
        Expression start = tokens.at(":") ? null : tuple();
        if (start != null && tokens.take("]")) {
            return new Expression.Item(of, start);
        }
        tokens.expect(":");
        Expression stop = tokens.at(":") || tokens.at("]") ? null : expression();
        Expression step = tokens.take(":") && !tokens.at("]") ? expression() : null;
        tokens.expect("]");
        return new Expression.Slice(of, start, stop, step);
    }

    /// Arguments after their opening parenthesis.
    private ArgumentList arguments() {
        List<Expression> positional = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        while (!tokens.take(")")) {
            if (tokens.current().kind() == Kind.NAME && tokens.next().is(Kind.SIGN, "=")) {
                String name = tokens.take().text();
                tokens.take();
                named.put(name, expression());
            } else {
                positional.add(expression());
            }
            if (!tokens.at(")")) {
                tokens.expect(",");
            }
        }
        return new ArgumentList(positional, named);
    }

    private Expression filters(Expression start) {
        Expression value = start;
        while (true) {
            if (tokens.at("|")) {
                value = filter(value);
            } else if (tokens.takeName("is")) {
                value = test(value);
            } else if (tokens.take("(")) {
                value = new Expression.Call(value, arguments());
            } else {
                return value;
            }
        }
    }

    Expression.Filter filter(Expression value) {
        tokens.expect("|");
        Token name = tokens.name();
        return new Expression.Filter(value, name.text(), tokens.take("(") ? arguments() : ArgumentList.NONE);
    }

    private Expression test(Expression value) {
        boolean negated = tokens.takeName("not");
        String name = tokens.name().text();
        ArgumentList arguments = ArgumentList.NONE;
        if (tokens.take("(")) {
            arguments = arguments();
        } else if (tokens.beginsArgument()) {
            arguments = new ArgumentList(List.of(postfix(primary())), Map.of());
        }
        Expression test = new Expression.Test(value, name, arguments);
        return negated ? new Expression.Not(test) : test;
    }
}
