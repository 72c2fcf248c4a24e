package reason4j.learn.text.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reason4j.learn.text.template.Value.Undefined;

/// Attributes, items, slices, and what a loop goes through.
final class Lookup {

    private final StringMethods strings;

    Lookup(StringMethods strings) {
        this.strings = strings;
    }

    /// `of.name`: a method or field first, then an item.
    Value attribute(Value of, String name) {
        Value found = switch (of) {
            case Value.Dict d -> {
                Value method = dictMethod(d, name);
                yield method == null ? d.get(name) : method;
            }
            case Value.Str s -> strings.method(s.value(), name);
            case Value.Seq s -> sequenceMethod(s, name);
            case Value.Namespace n -> n.fields().get(name);
            case Value.Loop l -> loopField(l, name);
            case Undefined u -> throw missing(u, name);
            case Value.None _, Value.Bool _, Value.Int _, Value.Real _, Value.Function _ -> null;
        };
        return found == null ? new Undefined("'" + name + "' of " + Value.type(of)) : found;
    }

    private static TemplateProblem missing(Undefined value, String name) {
        return new TemplateProblem(value.what() + " is not there, so it has no '" + name + "'");
    }

    /// `of[key]`: an item first, then an attribute.
    Value item(Value of, Value key) {
        return switch (of) {
            case Value.Dict d
            when Operators.isKey(key) && d.entries().containsKey(key) ->
                d.entries().get(key);
            case Value.Seq s when key instanceof Value.Int i -> at(s.items(), i.value(), Value.type(of));
            case Value.Str s
            when key instanceof Value.Int i -> at(Strings.characters(s.value()), i.value(), "a string");
            case Undefined u -> throw missing(u, key instanceof Value.Str s ? s.value() : "item");
            default ->
                key instanceof Value.Str name
                        ? attribute(of, name.value())
                        : new Undefined("item of " + Value.type(of));
        };
    }

    private static Value at(List<Value> items, long index, String type) {
        long place = index < 0 ? index + items.size() : index;
        return place >= 0 && place < items.size()
                ? items.get((int) place)
                : new Undefined("item " + index + " of " + type + " of " + items.size());
    }

    Value slice(Value of, @Nullable Long start, @Nullable Long stop, @Nullable Long step) {
        List<Value> items = switch (of) {
            case Value.Str s -> Strings.characters(s.value());
            case Value.Seq s -> s.items();
            default -> throw new TemplateProblem("cannot take a slice of " + Value.type(of));
        };
        long stride = step == null ? 1 : step;
        if (stride == 0) {
            throw new TemplateProblem("the step of a slice is 0");
        }
        long size = items.size();
        long from = bound(start, stride > 0 ? 0 : size - 1, size, stride);
        long to = bound(stop, stride > 0 ? size : -1, size, stride);
        List<Value> taken = new ArrayList<>();
        for (long i = from; stride > 0 ? i < to : i > to; i += stride) {
            taken.add(items.get((int) i));
            if (Math.abs(stride) > size) {
                break;
            }
        }
        if (of instanceof Value.Seq s) {
            return new Value.Seq(taken, s.tuple());
        }
        StringBuilder text = new StringBuilder();
        taken.forEach(c -> text.append(((Value.Str) c).value()));
        return Value.of(text.toString());
    }

    private static long bound(@Nullable Long index, long otherwise, long size, long stride) {
        if (index == null) {
            return otherwise;
        }
        long place = index < 0 ? index + size : index;
        return Math.clamp(place, stride > 0 ? 0 : -1, stride > 0 ? size : size - 1);
    }

    /// What a loop over the value goes through.
    List<Value> items(Value value) {
        return switch (value) {
            case Value.Seq s -> s.items();
            case Value.Str s -> Strings.characters(s.value());
            case Value.Dict d -> List.copyOf(d.entries().keySet());
            case Undefined _ -> List.of();
            case Value.None _,
                    Value.Bool _,
                    Value.Int _,
                    Value.Real _,
                    Value.Namespace _,
                    Value.Loop _,
                    Value.Function _ -> throw new TemplateProblem("cannot go through " + Value.type(value));
        };
    }

    static Value pairs(Value.Dict dict) {
        List<Value> pairs = new ArrayList<>();
        for (Map.Entry<Value, Value> entry : dict.entries().entrySet()) {
            pairs.add(new Value.Seq(List.of(entry.getKey(), entry.getValue()), true));
        }
        return Value.Seq.list(pairs);
    }

    private static @Nullable Value dictMethod(Value.Dict dict, String name) {
        return switch (name) {
            case "items" -> new Value.Function(name, _ -> pairs(dict));
            case "keys" ->
                new Value.Function(
                        name, _ -> Value.Seq.list(List.copyOf(dict.entries().keySet())));
            case "values" ->
                new Value.Function(
                        name, _ -> Value.Seq.list(List.copyOf(dict.entries().values())));
            case "get" ->
                new Value.Function(name, arguments -> {
                    Value found = dict.entries().get(arguments.get(0, "key"));
                    Value otherwise = arguments.find(1, "default");
                    return found != null ? found : otherwise != null ? otherwise : Value.NONE;
                });
            case "clear", "copy", "fromkeys", "pop", "popitem", "setdefault", "update" ->
                new Value.Function(name, _ -> {
                    throw new TemplateProblem("a template cannot call '" + name + "' of a dict");
                });
            default -> null;
        };
    }

    private @Nullable Value sequenceMethod(Value.Seq sequence, String name) {
        return switch (name) {
            case "index" ->
                new Value.Function(name, arguments -> {
                    int place = sequence.items().indexOf(arguments.get(0, "value"));
                    if (place < 0) {
                        throw new TemplateProblem("index: the value is not in the list");
                    }
                    return new Value.Int(place);
                });
            case "count" ->
                new Value.Function(name, arguments -> {
                    Value wanted = arguments.get(0, "value");
                    return new Value.Int(
                            sequence.items().stream().filter(wanted::equals).count());
                });
            case "append", "extend", "insert", "pop", "remove", "clear", "sort", "reverse" ->
                new Value.Function(name, _ -> {
                    throw new TemplateProblem("a template cannot change a list by '" + name + "'");
                });
            default -> null;
        };
    }

    private static @Nullable Value loopField(Value.Loop loop, String name) {
        int size = loop.items().size();
        int index = loop.index();
        return switch (name) {
            case "index" -> new Value.Int(index + 1L);
            case "index0" -> new Value.Int(index);
            case "revindex" -> new Value.Int(size - index);
            case "revindex0" -> new Value.Int(size - index - 1L);
            case "first" -> Value.of(index == 0);
            case "last" -> Value.of(index == size - 1);
            case "length" -> new Value.Int(size);
            case "depth" -> new Value.Int(1); // Jinja counts recursive loops only
            case "depth0" -> new Value.Int(0);
            case "previtem" -> index == 0 ? null : loop.items().get(index - 1);
            case "nextitem" -> index == size - 1 ? null : loop.items().get(index + 1);
            case "cycle" ->
                new Value.Function(
                        name,
                        arguments -> arguments
                                .positional()
                                .get(index % Math.max(1, arguments.positional().size())));
            default -> null;
        };
    }
}
