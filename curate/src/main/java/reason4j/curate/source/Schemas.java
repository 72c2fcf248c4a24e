package reason4j.curate.source;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import reason4j.core.io.UserException;

/// The visible list of schemas.
public final class Schemas {

    private static final Map<String, Schema> ALL = new TreeMap<>(Map.of(
            "plain", new Plain(),
            "problems", new OwnProblems(),
            "gsm8k", new Gsm8k()));

    private Schemas() {}

    /// @throws UserException if there is none of this name
    public static Schema named(String name) {
        Schema schema = ALL.get(name);
        if (schema == null) {
            throw UserException.usage("source " + name + ": unknown; there are " + new TreeSet<>(ALL.keySet()));
        }
        return schema;
    }

    public static boolean has(String name) {
        return ALL.containsKey(name);
    }
}
