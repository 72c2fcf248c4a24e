package reason4j.learn.text.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A value of the template language, with Python's meaning.
sealed interface Value {

    Value NONE = new None();
    Value TRUE = new Bool(true);
    Value FALSE = new Bool(false);

    record None() implements Value {}

    /// A name, attribute or item that is not there: false, empty, and an error only when something is done with it.
    record Undefined(String what) implements Value {}

    record Bool(boolean value) implements Value {}

    record Int(long value) implements Value {}

    record Real(double value) implements Value {}

    record Str(String value) implements Value {}

    /// A list or a tuple.
    record Seq(List<Value> items, boolean tuple) implements Value {
        static Seq list(List<Value> items) {
            return new Seq(items, false);
        }
    }

    record Dict(Map<Value, Value> entries) implements Value {
        @Nullable
        Value get(String key) {
            return entries.get(new Str(key));
        }
    }

    /// What `namespace(…)` makes: the only value that can change.
    record Namespace(Map<String, Value> fields) implements Value {
        static Namespace of(Map<String, Value> fields) {
            return new Namespace(new LinkedHashMap<>(fields));
        }
    }

    /// The variable `loop`.
    record Loop(List<Value> items, int index) implements Value {}

    /// A function, a macro, or a method bound to its value.
    record Function(String name, Body body) implements Value {}

    /// What a function does.
    @FunctionalInterface
    interface Body {
        Value call(Arguments arguments);
    }

    static Value of(boolean value) {
        return value ? TRUE : FALSE;
    }

    static Value of(String value) {
        return new Str(value);
    }

    static boolean truth(Value value) {
        return switch (value) {
            case None _, Undefined _ -> false;
            case Bool b -> b.value;
            case Int i -> i.value != 0;
            case Real r -> r.value != 0;
            case Str s -> !s.value.isEmpty();
            case Seq s -> !s.items.isEmpty();
            case Dict d -> !d.entries.isEmpty();
            case Namespace _, Loop _, Function _ -> true;
        };
    }

    /// Python's name of the type, for messages.
    static String type(Value value) {
        return switch (value) {
            case None _ -> "None";
            case Undefined u -> "the undefined " + u.what;
            case Bool _ -> "a bool";
            case Int _ -> "an int";
            case Real _ -> "a float";
            case Str _ -> "a string";
            case Seq s -> s.tuple ? "a tuple" : "a list";
            case Dict _ -> "a dict";
            case Namespace _ -> "a namespace";
            case Loop _ -> "the loop";
            case Function f -> "the function " + f.name;
        };
    }
}
