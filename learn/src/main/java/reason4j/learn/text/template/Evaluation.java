package reason4j.learn.text.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Computes expressions.
final class Evaluation {

    private final Budget budget;
    private final Spelling spelling;
    private final Operators operators;
    private final Lookup lookup;
    private final Filters filters;

    Evaluation(Budget budget) {
        this.budget = budget;
        spelling = new Spelling(budget);
        operators = new Operators(budget, spelling);
        lookup = new Lookup(new StringMethods(budget, spelling));
        filters = new Filters(budget, spelling, operators, lookup);
    }

    String str(Value value) {
        return spelling.str(value);
    }

    List<Value> items(Value value) {
        return lookup.items(value);
    }

    Value filtered(Expression.Filter filter, Value value, Scope scope) {
        return budget.charged(filters.apply(filter.name(), value, arguments(filter.arguments(), scope)));
    }

    Value value(Expression expression, Scope scope) {
        budget.enter();
        Value value = switch (expression) {
            case Expression.Constant c -> c.value();
            case Expression.Name n -> scope.get(n.name());
            case Expression.ListOf l -> new Value.Seq(values(l.items(), scope), l.tuple());
            case Expression.DictOf d -> dict(d, scope);
            case Expression.Attribute a -> lookup.attribute(value(a.of(), scope), a.name());
            case Expression.Item i -> lookup.item(value(i.of(), scope), value(i.key(), scope));
            case Expression.Slice s -> slice(s, scope);
            case Expression.Call c -> call(c, scope);
            case Expression.Filter f -> filtered(f, value(f.value(), scope), scope);
            case Expression.Test t ->
                Value.of(filters.tests().holds(t.name(), value(t.value(), scope), arguments(t.arguments(), scope)));
            case Expression.Not n -> Value.of(!Value.truth(value(n.value(), scope)));
            case Expression.Negative n -> operators.negative(value(n.value(), scope));
            case Expression.Binary b -> operators.apply(b.operator(), value(b.left(), scope), value(b.right(), scope));
            case Expression.And a -> {
                Value left = value(a.left(), scope);
                yield Value.truth(left) ? value(a.right(), scope) : left;
            }
            case Expression.Or o -> {
                Value left = value(o.left(), scope);
                yield Value.truth(left) ? left : value(o.right(), scope);
            }
            case Expression.Comparison c -> comparison(c, scope);
            case Expression.Conditional c -> conditional(c, scope);
        };
        budget.leave();
        return isComputed(expression) ? budget.charged(value) : value;
    }

    /// Names, constants, fields and choices hand on a value that is there already.
    private static boolean isComputed(Expression expression) {
        return expression instanceof Expression.Binary
                || expression instanceof Expression.Call
                || expression instanceof Expression.Slice
                || expression instanceof Expression.ListOf;
    }

    private List<Value> values(List<Expression> expressions, Scope scope) {
        List<Value> values = new ArrayList<>();
        expressions.forEach(each -> values.add(value(each, scope)));
        return values;
    }

    private Value dict(Expression.DictOf dict, Scope scope) {
        Map<Value, Value> entries = new LinkedHashMap<>();
        for (Map.Entry<Expression, Expression> entry : dict.entries()) {
            Value key = value(entry.getKey(), scope);
            if (!Operators.isKey(key)) {
                throw new TemplateProblem("a dict cannot have " + Value.type(key) + " as a key");
            }
            entries.put(key, value(entry.getValue(), scope));
        }
        return new Value.Dict(entries);
    }

    private Value slice(Expression.Slice slice, Scope scope) {
        return lookup.slice(
                value(slice.of(), scope),
                bound(slice.start(), scope),
                bound(slice.stop(), scope),
                bound(slice.step(), scope));
    }

    private @Nullable Long bound(@Nullable Expression expression, Scope scope) {
        Value value = expression == null ? Value.NONE : value(expression, scope);
        return switch (value) {
            case Value.None _ -> null;
            case Value.Int i -> Math.clamp(i.value(), -Budget.MAX_CHARS, Budget.MAX_CHARS) * 1L;
            default -> throw new TemplateProblem("a slice needs ints, not " + Value.type(value));
        };
    }

    private Value call(Expression.Call call, Scope scope) {
        Value function = value(call.function(), scope);
        return switch (function) {
            case Value.Function f -> f.body().call(arguments(call.arguments(), scope));
            case Value.Undefined u -> throw new TemplateProblem(u.what() + " is not there, so it cannot be called");
            default -> throw new TemplateProblem("cannot call " + Value.type(function));
        };
    }

    private Arguments arguments(Expression.ArgumentList list, Scope scope) {
        if (list == Expression.ArgumentList.NONE) {
            return Arguments.NONE;
        }
        Map<String, Value> named = new LinkedHashMap<>();
        list.named().forEach((name, expression) -> named.put(name, value(expression, scope)));
        return new Arguments(values(list.positional(), scope), named);
    }

    private Value comparison(Expression.Comparison comparison, Scope scope) {
        Value left = value(comparison.first(), scope);
        for (Expression.Step step : comparison.steps()) {
            Value right = value(step.right(), scope);
            if (!Value.truth(operators.apply(step.operator(), left, right))) {
                return Value.FALSE;
            }
            left = right;
        }
        return Value.TRUE;
    }

    private Value conditional(Expression.Conditional conditional, Scope scope) {
        if (Value.truth(value(conditional.condition(), scope))) {
            return value(conditional.then(), scope);
        }
        Expression otherwise = conditional.otherwise();
        return otherwise == null ? new Value.Undefined("the missing 'else'") : value(otherwise, scope);
    }
}
