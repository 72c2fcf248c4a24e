package reason4j.learn.text.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a function, filter or test is called with.
record Arguments(List<Value> positional, Map<String, Value> named) {

    static final Arguments NONE = new Arguments(List.of(), Map.of());

    /// The argument at this place or of this name.
    @Nullable
    Value find(int place, String name) {
        return place < positional.size() ? positional.get(place) : named.get(name);
    }

    Value get(int place, String name) {
        Value value = find(place, name);
        if (value == null) {
            throw new TemplateProblem("the argument '" + name + "' is missing");
        }
        return value;
    }

    String string(int place, String name) {
        if (get(place, name) instanceof Value.Str s) {
            return s.value();
        }
        throw new TemplateProblem("the argument '" + name + "' is a string, not " + Value.type(get(place, name)));
    }

    String string(int place, String name, String otherwise) {
        return find(place, name) == null ? otherwise : string(place, name);
    }

    int integer(int place, String name) {
        if (get(place, name) instanceof Value.Int i && i.value() == (int) i.value()) {
            return (int) i.value();
        }
        throw new TemplateProblem("the argument '" + name + "' is an int, not " + Value.type(get(place, name)));
    }

    int integer(int place, String name, int otherwise) {
        Value value = find(place, name);
        return value == null || value instanceof Value.None ? otherwise : integer(place, name);
    }

    boolean truth(int place, String name) {
        Value value = find(place, name);
        return value != null && Value.truth(value);
    }
}
