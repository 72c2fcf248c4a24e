package reason4j.learn.text.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reason4j.learn.text.template.Expression.Operator;

/// Operators with Python's meaning.
final class Operators {

    private final Budget budget;
    private final Spelling spelling;

    Operators(Budget budget, Spelling spelling) {
        this.budget = budget;
        this.spelling = spelling;
    }

    Value apply(Operator operator, Value left, Value right) {
        return switch (operator) {
            case EQUAL -> Value.of(equal(left, right));
            case NOT_EQUAL -> Value.of(!equal(left, right));
            case LESS -> Value.of(compare(left, right) < 0);
            case LESS_OR_EQUAL -> Value.of(compare(left, right) <= 0);
            case GREATER -> Value.of(compare(left, right) > 0);
            case GREATER_OR_EQUAL -> Value.of(compare(left, right) >= 0);
            case IN -> Value.of(contains(right, left));
            case NOT_IN -> Value.of(!contains(right, left));
            case CONCATENATE ->
                Value.of(new BoundedText()
                        .append(spelling.str(left))
                        .append(spelling.str(right))
                        .toString());
            case ADD -> add(left, right);
            case MULTIPLY -> multiply(left, right);
            case SUBTRACT, DIVIDE, FLOOR_DIVIDE, MODULO, POWER -> arithmetic(operator, left, right);
        };
    }

    private static Value add(Value left, Value right) {
        if (left instanceof Value.Str a && right instanceof Value.Str b) {
            return Value.of(
                    new BoundedText().append(a.value()).append(b.value()).toString());
        }
        if (left instanceof Value.Seq a && right instanceof Value.Seq b && a.tuple() == b.tuple()) {
            Budget.items((long) a.items().size() + b.items().size());
            List<Value> items = new ArrayList<>(a.items());
            items.addAll(b.items());
            return new Value.Seq(items, a.tuple());
        }
        return arithmetic(Operator.ADD, left, right);
    }

    private static Value multiply(Value left, Value right) {
        Value repeated = left instanceof Value.Str || left instanceof Value.Seq ? left : right;
        Value count = number(repeated == left ? right : left);
        if (repeated instanceof Value.Str s && count instanceof Value.Int n) {
            long times = Math.max(0, n.value());
            Budget.chars(times > Budget.MAX_CHARS ? times : times * s.value().length());
            return Value.of(s.value().repeat(s.value().isEmpty() ? 0 : (int) times));
        }
        if (repeated instanceof Value.Seq s && count instanceof Value.Int n) {
            long times = Math.max(0, n.value());
            Budget.items(times > Budget.MAX_ITEMS ? times : times * s.items().size());
            List<Value> items = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                items.addAll(s.items());
            }
            return new Value.Seq(items, s.tuple());
        }
        return arithmetic(Operator.MULTIPLY, left, right);
    }

    private static Value arithmetic(Operator operator, Value left, Value right) {
        Value a = number(left);
        Value b = number(right);
        if (a == null || b == null) {
            throw new TemplateProblem(
                    "cannot compute " + Value.type(left) + " " + operator.sign() + " " + Value.type(right));
        }
        try {
            boolean whole = a instanceof Value.Int && b instanceof Value.Int && operator != Operator.DIVIDE;
            if (whole && !(operator == Operator.POWER && real(b) < 0)) {
                return new Value.Int(integers(operator, ((Value.Int) a).value(), ((Value.Int) b).value()));
            }
            return new Value.Real(reals(operator, real(a), real(b)));
        } catch (ArithmeticException _) {
            throw new TemplateProblem("division by zero or a number of more than 64 bits");
        }
    }

    private static long integers(Operator operator, long a, long b) {
        return switch (operator) {
            case ADD -> Math.addExact(a, b);
            case SUBTRACT -> Math.subtractExact(a, b);
            case MULTIPLY -> Math.multiplyExact(a, b);
            case FLOOR_DIVIDE -> Math.floorDivExact(a, b);
            case MODULO -> Math.floorMod(a, b);
            case POWER -> power(a, b);
            default -> throw new IllegalArgumentException(operator.sign());
        };
    }

    private static long power(long base, long exponent) {
        if (base == 0 || base == 1) {
            return exponent == 0 ? 1 : base;
        }
        long result = 1;
        for (long i = 0; i < exponent; i++) {
            result = base == -1 ? (exponent % 2 == 0 ? 1 : -1) : Math.multiplyExact(result, base);
            if (base == -1) {
                return result;
            }
        }
        return result;
    }

    private static double reals(Operator operator, double a, double b) {
        if (b == 0
                && (operator == Operator.DIVIDE || operator == Operator.FLOOR_DIVIDE || operator == Operator.MODULO)) {
            throw new ArithmeticException();
        }
        return switch (operator) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case FLOOR_DIVIDE -> Math.floor(a / b);
            case MODULO -> a - b * Math.floor(a / b);
            case POWER -> Math.pow(a, b);
            default -> throw new IllegalArgumentException(operator.sign());
        };
    }

    Value negative(Value value) {
        return switch (number(value)) {
            case Value.Int i when i.value() != Long.MIN_VALUE -> new Value.Int(-i.value());
            case Value.Real r -> new Value.Real(-r.value());
            case null, default -> throw new TemplateProblem("cannot compute -" + Value.type(value));
        };
    }

    /// The value as an int or a float (a bool is an int), or null if it is no number.
    static @Nullable Value number(Value value) {
        return switch (value) {
            case Value.Bool b -> new Value.Int(b.value() ? 1 : 0);
            case Value.Int i -> i;
            case Value.Real r -> r;
            case Value.None _,
                    Value.Undefined _,
                    Value.Str _,
                    Value.Seq _,
                    Value.Dict _,
                    Value.Namespace _,
                    Value.Loop _,
                    Value.Function _ -> null;
        };
    }

    private static double real(Value number) {
        return number instanceof Value.Int i ? i.value() : ((Value.Real) number).value();
    }

    boolean equal(Value a, Value b) {
        budget.enter();
        boolean equal;
        Value x = number(a);
        Value y = number(b);
        if (x != null && y != null) {
            equal = x instanceof Value.Int i && y instanceof Value.Int j ? i.value() == j.value() : real(x) == real(y);
        } else if (a instanceof Value.Seq s && b instanceof Value.Seq t) {
            equal = s.tuple() == t.tuple() && equalItems(s.items(), t.items());
        } else if (a instanceof Value.Dict s && b instanceof Value.Dict t) {
            equal = equalEntries(s.entries(), t.entries());
        } else if (a instanceof Value.Undefined && b instanceof Value.Undefined) {
            equal = true;
        } else {
            equal = (a instanceof Value.Str || a instanceof Value.None) ? a.equals(b) : a == b;
        }
        budget.leave();
        return equal;
    }

    private boolean equalItems(List<Value> a, List<Value> b) {
        boolean equal = a.size() == b.size();
        for (int i = 0; equal && i < a.size(); i++) {
            equal = equal(a.get(i), b.get(i));
        }
        return equal;
    }

    private boolean equalEntries(Map<Value, Value> a, Map<Value, Value> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (Map.Entry<Value, Value> entry : a.entrySet()) {
            Value other = b.get(entry.getKey());
            if (other == null || !equal(entry.getValue(), other)) {
                return false;
            }
        }
        return true;
    }

    int compare(Value a, Value b) {
        Value x = number(a);
        Value y = number(b);
        if (x instanceof Value.Int i && y instanceof Value.Int j) {
            return Long.compare(i.value(), j.value());
        }
        if (x != null && y != null) {
            return Double.compare(real(x), real(y));
        }
        if (a instanceof Value.Str s && b instanceof Value.Str t) {
            return comparePoints(s.value(), t.value());
        }
        if (a instanceof Value.Seq s && b instanceof Value.Seq t && s.tuple() == t.tuple()) {
            return compareItems(s.items(), t.items());
        }
        throw new TemplateProblem("cannot order " + Value.type(a) + " and " + Value.type(b));
    }

    private int compareItems(List<Value> a, List<Value> b) {
        budget.enter();
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            if (!equal(a.get(i), b.get(i))) {
                int order = compare(a.get(i), b.get(i));
                budget.leave();
                return order;
            }
        }
        budget.leave();
        return Integer.compare(a.size(), b.size());
    }

    /// The order of Python's strings: by characters, where Java's is by halves of surrogate pairs.
    static int comparePoints(String a, String b) {
        int i = 0;
        while (i < a.length() && i < b.length() && a.charAt(i) == b.charAt(i)) {
            i++;
        }
        if (i == a.length() || i == b.length()) {
            return Integer.compare(a.length(), b.length());
        }
        boolean half = i > 0 && Character.isHighSurrogate(a.charAt(i - 1));
        return Integer.compare(a.codePointAt(half ? i - 1 : i), b.codePointAt(half ? i - 1 : i));
    }

    boolean contains(Value container, Value item) {
        return switch (container) {
            case Value.Str s
            when item instanceof Value.Str part -> {
                budget.work(s.value().length() / 64);
                yield s.value().contains(part.value());
            }
            case Value.Seq s -> s.items().stream().anyMatch(each -> equal(each, item));
            case Value.Dict d -> isKey(item) && d.entries().containsKey(item);
            case Value.Undefined _ -> false;
            case Value.Str _,
                    Value.None _,
                    Value.Bool _,
                    Value.Int _,
                    Value.Real _,
                    Value.Namespace _,
                    Value.Loop _,
                    Value.Function _ ->
                throw new TemplateProblem("cannot look for " + Value.type(item) + " in " + Value.type(container));
        };
    }

    /// Whether a dict may have this as a key.
    static boolean isKey(Value value) {
        return value instanceof Value.Str
                || value instanceof Value.Int
                || value instanceof Value.Bool
                || value instanceof Value.Real
                || value instanceof Value.None;
    }
}
