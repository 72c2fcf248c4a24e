package reason4j.learn.text.template;

import java.util.Locale;
import reason4j.learn.text.template.Expression.Operator;

/// Jinja's tests: what may follow `is`.
final class Tests {

    private final Operators operators;

    Tests(Operators operators) {
        this.operators = operators;
    }

    boolean holds(String name, Value value, Arguments arguments) {
        return switch (name) {
            case "defined" -> !(value instanceof Value.Undefined);
            case "undefined" -> value instanceof Value.Undefined;
            case "none" -> value instanceof Value.None;
            case "boolean" -> value instanceof Value.Bool;
            case "true" -> value.equals(Value.TRUE);
            case "false" -> value.equals(Value.FALSE);
            case "string" -> value instanceof Value.Str;
            case "number" -> Operators.number(value) != null;
            case "integer" -> value instanceof Value.Int;
            case "float" -> value instanceof Value.Real;
            case "mapping" -> value instanceof Value.Dict;
            case "sequence" -> value instanceof Value.Seq || value instanceof Value.Str || value instanceof Value.Dict;
            case "iterable" ->
                value instanceof Value.Seq
                        || value instanceof Value.Str
                        || value instanceof Value.Dict
                        || value instanceof Value.Undefined;
            case "callable" -> value instanceof Value.Function;
            case "sameas" -> value == arguments.get(0, "other") || value.equals(arguments.get(0, "other"));
            case "odd" -> remainder(value, new Value.Int(2)).equals(new Value.Int(1));
            case "even" -> remainder(value, new Value.Int(2)).equals(new Value.Int(0));
            case "divisibleby" -> remainder(value, arguments.get(0, "num")).equals(new Value.Int(0));
            case "lower" -> value instanceof Value.Str(String s) && s.equals(s.toLowerCase(Locale.ROOT));
            case "upper" -> value instanceof Value.Str(String s) && s.equals(s.toUpperCase(Locale.ROOT));
            default -> Value.truth(operators.apply(operator(name), value, arguments.get(0, "other")));
        };
    }

    private Value remainder(Value value, Value divisor) {
        return operators.apply(Operator.MODULO, value, divisor);
    }

    private static Operator operator(String name) {
        return switch (name) {
            case "eq", "equalto", "==" -> Operator.EQUAL;
            case "ne", "!=" -> Operator.NOT_EQUAL;
            case "lt", "lessthan", "<" -> Operator.LESS;
            case "le", "<=" -> Operator.LESS_OR_EQUAL;
            case "gt", "greaterthan", ">" -> Operator.GREATER;
            case "ge", ">=" -> Operator.GREATER_OR_EQUAL;
            case "in" -> Operator.IN;
            default -> throw new TemplateProblem("unknown or unsupported test '" + name + "'");
        };
    }
}
