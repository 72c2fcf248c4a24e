package reason4j.learn.text.template;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Jinja's filters that chat templates use; `tojson` as `transformers` defines it.
final class Filters {

    private final Budget budget;
    private final Spelling spelling;
    private final Operators operators;
    private final Lookup lookup;
    private final Tests tests;

    Filters(Budget budget, Spelling spelling, Operators operators, Lookup lookup) {
        this.budget = budget;
        this.spelling = spelling;
        this.operators = operators;
        this.lookup = lookup;
        this.tests = new Tests(operators);
    }

    Tests tests() {
        return tests;
    }

    Value apply(String name, Value value, Arguments arguments) {
        return switch (name) {
            case "tojson" -> Value.of(spelling.json(value, style(arguments)));
            case "trim" -> Value.of(Strings.strip(spelling.str(value), StringMethods.gone(arguments)));
            case "string", "safe" -> Value.of(spelling.str(value));
            case "upper" -> Value.of(spelling.str(value).toUpperCase(Locale.ROOT));
            case "lower" -> Value.of(spelling.str(value).toLowerCase(Locale.ROOT));
            case "capitalize" -> Value.of(StringMethods.capitalized(spelling.str(value)));
            case "title" -> Value.of(title(spelling.str(value)));
            case "replace" -> StringMethods.replaced(spelling.str(value), arguments);
            case "indent" -> Value.of(indented(spelling.str(value), arguments));
            case "escape", "e" -> Value.of(escaped(spelling.str(value)));
            case "default", "d" -> otherwise(value, arguments);
            case "length", "count" -> new Value.Int(length(value));
            case "first" -> first(lookup.items(value));
            case "last" -> last(lookup.items(value));
            case "list" -> Value.Seq.list(lookup.items(value));
            case "items" -> items(value);
            case "dictsort" -> dictsort(value, arguments);
            case "join" -> Value.of(join(value, arguments));
            case "reverse" -> reversed(value);
            case "sort" -> sorted(value, arguments);
            case "unique" -> unique(value, arguments);
            case "map" -> Value.Seq.list(mapped(value, arguments));
            case "select" -> Value.Seq.list(selected(value, arguments, false, true));
            case "reject" -> Value.Seq.list(selected(value, arguments, false, false));
            case "selectattr" -> Value.Seq.list(selected(value, arguments, true, true));
            case "rejectattr" -> Value.Seq.list(selected(value, arguments, true, false));
            case "min" -> extreme(value, arguments, -1);
            case "max" -> extreme(value, arguments, 1);
            case "sum" -> sum(value, arguments);
            case "int" -> integer(value, arguments);
            case "float" -> real(value, arguments);
            case "abs" -> operators.compare(value, new Value.Int(0)) < 0 ? operators.negative(value) : value;
            case "round" -> round(value, arguments);
            default -> throw new TemplateProblem("unknown or unsupported filter '" + name + "'");
        };
    }

    private static Spelling.Style style(Arguments arguments) {
        // json.dumps(x, ensure_ascii, indent, separators, sort_keys): the order of the filter's parameters
        Value indent = arguments.find(1, "indent");
        String unit = switch (indent) {
            case null -> null;
            case Value.None _ -> null;
            case Value.Int i -> " ".repeat((int) Math.clamp(i.value(), 0, 64));
            case Value.Str s -> s.value();
            default -> throw new TemplateProblem("the argument 'indent' is an int, not " + Value.type(indent));
        };
        String item = unit == null ? ", " : ",";
        String key = ": ";
        if (arguments.find(2, "separators") instanceof Value.Seq both
                && both.items().size() == 2
                && both.items().get(0) instanceof Value.Str i
                && both.items().get(1) instanceof Value.Str k) {
            item = i.value();
            key = k.value();
        }
        return new Spelling.Style(unit, item, key, arguments.truth(0, "ensure_ascii"), arguments.truth(3, "sort_keys"));
    }

    private static String title(String text) {
        StringBuilder result = new StringBuilder();
        boolean starts = true;
        for (int c : text.codePoints().toArray()) {
            result.appendCodePoint(starts ? Character.toUpperCase(c) : Character.toLowerCase(c));
            starts = Strings.isSpace(c) || "-({[<".indexOf(c) >= 0;
        }
        return result.toString();
    }

    private static String indented(String text, Arguments arguments) {
        String unit = arguments.find(0, "width") instanceof Value.Str s
                ? s.value()
                : " ".repeat(Math.clamp(arguments.integer(0, "width", 4), 0, 1000));
        boolean blank = arguments.truth(2, "blank");
        List<String> lines = Strings.lines(text + "\n");
        BoundedText result = new BoundedText();
        for (int i = 0; i < lines.size(); i++) {
            boolean moved = i == 0
                    ? arguments.truth(1, "first")
                    : blank || !lines.get(i).isEmpty();
            result.append(i == 0 ? "" : "\n").append(moved ? unit : "").append(lines.get(i));
        }
        return result.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace(">", "&gt;")
                .replace("<", "&lt;")
                .replace("'", "&#39;")
                .replace("\"", "&#34;");
    }

    private static Value otherwise(Value value, Arguments arguments) {
        boolean missing = value instanceof Value.Undefined || (arguments.truth(1, "boolean") && !Value.truth(value));
        Value fallback = arguments.find(0, "default_value");
        return missing ? (fallback == null ? Value.of("") : fallback) : value;
    }

    static long length(Value value) {
        return switch (value) {
            case Value.Str s -> s.value().codePointCount(0, s.value().length());
            case Value.Seq s -> s.items().size();
            case Value.Dict d -> d.entries().size();
            case Value.Undefined _ -> 0;
            case Value.None _,
                    Value.Bool _,
                    Value.Int _,
                    Value.Real _,
                    Value.Namespace _,
                    Value.Loop _,
                    Value.Function _ -> throw new TemplateProblem("there is no length of " + Value.type(value));
        };
    }

    private static Value first(List<Value> items) {
        return items.isEmpty() ? new Value.Undefined("the first item of nothing") : items.getFirst();
    }

    private static Value last(List<Value> items) {
        return items.isEmpty() ? new Value.Undefined("the last item of nothing") : items.getLast();
    }

    private static Value items(Value value) {
        return switch (value) {
            case Value.Dict d -> Lookup.pairs(d);
            case Value.Undefined _ -> Value.Seq.list(List.of());
            default -> throw new TemplateProblem("there are no key-value items in " + Value.type(value));
        };
    }

    private Value dictsort(Value value, Arguments arguments) {
        if (!(value instanceof Value.Dict dict)) {
            throw new TemplateProblem("cannot sort " + Value.type(value) + " as a dict");
        }
        int by = arguments.string(1, "by", "key").equals("value") ? 1 : 0;
        boolean sensitive = arguments.truth(0, "case_sensitive");
        Comparator<Value> order = (a, b) ->
                ordered(((Value.Seq) a).items().get(by), ((Value.Seq) b).items().get(by), sensitive);
        List<Value> pairs = new ArrayList<>(((Value.Seq) Lookup.pairs(dict)).items());
        pairs.sort(arguments.truth(2, "reverse") ? order.reversed() : order);
        return Value.Seq.list(pairs);
    }

    private String join(Value value, Arguments arguments) {
        String separator = arguments.string(0, "d", "");
        Value attribute = arguments.find(1, "attribute");
        BoundedText text = new BoundedText();
        String between = "";
        for (Value item : lookup.items(value)) {
            text.append(between).append(spelling.str(part(item, attribute)));
            between = separator;
        }
        return text.toString();
    }

    /// The attribute of the item that a filter names by `attribute=`, such as `function.name`; without one the item.
    private Value part(Value item, @Nullable Value attribute) {
        return part(item, attribute, null);
    }

    /// @param otherwise taken at each step where there is nothing
    private Value part(Value item, @Nullable Value attribute, @Nullable Value otherwise) {
        return switch (attribute) {
            case null -> item;
            case Value.Int i -> lookup.item(item, i);
            case Value.Str s -> {
                Value found = item;
                for (String name : s.value().split("\\.")) {
                    found = lookup.item(found, Value.of(name));
                    found = found instanceof Value.Undefined && otherwise != null ? otherwise : found;
                }
                yield found;
            }
            default -> throw new TemplateProblem("an attribute is named by a string, not " + Value.type(attribute));
        };
    }

    private Value reversed(Value value) {
        if (value instanceof Value.Str s) {
            return Value.of(new StringBuilder(s.value()).reverse().toString());
        }
        return Value.Seq.list(new ArrayList<>(lookup.items(value)).reversed());
    }

    private int ordered(Value a, Value b, boolean caseSensitive) {
        budget.work(1);
        if (!caseSensitive && a instanceof Value.Str s && b instanceof Value.Str t) {
            return Operators.comparePoints(
                    s.value().toLowerCase(Locale.ROOT), t.value().toLowerCase(Locale.ROOT));
        }
        return operators.compare(a, b);
    }

    private Value sorted(Value value, Arguments arguments) {
        Value attribute = arguments.find(2, "attribute");
        boolean sensitive = arguments.truth(1, "case_sensitive");
        Comparator<Value> order = (a, b) -> ordered(part(a, attribute), part(b, attribute), sensitive);
        List<Value> items = new ArrayList<>(lookup.items(value));
        items.sort(arguments.truth(0, "reverse") ? order.reversed() : order);
        return Value.Seq.list(items);
    }

    private Value unique(Value value, Arguments arguments) {
        Value attribute = arguments.find(1, "attribute");
        List<Value> kept = new ArrayList<>();
        List<Value> seen = new ArrayList<>();
        for (Value item : lookup.items(value)) {
            Value key = part(item, attribute);
            Value folded = key instanceof Value.Str s && !arguments.truth(0, "case_sensitive")
                    ? Value.of(s.value().toLowerCase(Locale.ROOT))
                    : key;
            if (seen.stream().noneMatch(each -> operators.equal(each, folded))) {
                seen.add(folded);
                kept.add(item);
            }
        }
        return Value.Seq.list(kept);
    }

    private List<Value> mapped(Value value, Arguments arguments) {
        Value attribute = arguments.named().get("attribute");
        List<Value> results = new ArrayList<>();
        for (Value item : lookup.items(value)) {
            if (attribute == null) {
                results.add(apply(arguments.string(0, "filter"), item, without(arguments, 1)));
            } else {
                results.add(part(item, attribute, arguments.named().get("default")));
            }
        }
        return results;
    }

    private List<Value> selected(Value value, Arguments arguments, boolean byAttribute, boolean wanted) {
        int skip = byAttribute ? 1 : 0;
        Value attribute = byAttribute ? arguments.get(0, "attribute") : null;
        List<Value> kept = new ArrayList<>();
        for (Value item : lookup.items(value)) {
            budget.work(1);
            Value part = part(item, attribute);
            boolean holds = arguments.positional().size() > skip
                    ? tests.holds(arguments.string(skip, "test"), part, without(arguments, skip + 1))
                    : Value.truth(part);
            if (holds == wanted) {
                kept.add(item);
            }
        }
        return kept;
    }

    private static Arguments without(Arguments arguments, int first) {
        return new Arguments(
                arguments.positional().subList(first, arguments.positional().size()), arguments.named());
    }

    private Value extreme(Value value, Arguments arguments, int sign) {
        Value attribute = arguments.find(1, "attribute");
        boolean sensitive = arguments.truth(0, "case_sensitive");
        return lookup.items(value).stream()
                .reduce((best, item) ->
                        sign * ordered(part(item, attribute), part(best, attribute), sensitive) > 0 ? item : best)
                .orElse(new Value.Undefined("the extreme of nothing"));
    }

    private Value sum(Value value, Arguments arguments) {
        Value attribute = arguments.find(0, "attribute");
        Value start = arguments.find(1, "start");
        Value total = start == null ? new Value.Int(0) : start;
        for (Value item : lookup.items(value)) {
            total = operators.apply(Expression.Operator.ADD, total, part(item, attribute));
        }
        return total;
    }

    private static Value integer(Value value, Arguments arguments) {
        Value otherwise = arguments.find(0, "default");
        Value fallback = otherwise == null ? new Value.Int(0) : otherwise;
        return switch (value) {
            case Value.Str s -> {
                try {
                    yield new Value.Int((long) Double.parseDouble(s.value().strip()));
                } catch (NumberFormatException _) {
                    yield fallback;
                }
            }
            default ->
                switch (Operators.number(value)) {
                    case Value.Int i -> i;
                    case Value.Real r -> new Value.Int((long) r.value());
                    case null, default -> fallback;
                };
        };
    }

    private static Value real(Value value, Arguments arguments) {
        Value otherwise = arguments.find(0, "default");
        try {
            return switch (value) {
                case Value.Str s -> new Value.Real(Double.parseDouble(s.value().strip()));
                case Value.Int i -> new Value.Real(i.value());
                case Value.Real r -> r;
                default -> otherwise == null ? new Value.Real(0) : otherwise;
            };
        } catch (NumberFormatException _) {
            return otherwise == null ? new Value.Real(0) : otherwise;
        }
    }

    private static Value round(Value value, Arguments arguments) {
        double scale = Math.pow(10, arguments.integer(0, "precision", 0));
        double number = ((Value.Real) real(value, new Arguments(List.of(new Value.Real(0)), Map.of()))).value() * scale;
        double rounded = switch (arguments.string(1, "method", "common")) {
            case "ceil" -> Math.ceil(number);
            case "floor" -> Math.floor(number);
            default -> Math.rint(number);
        };
        return new Value.Real(rounded / scale);
    }
}
