package reason4j.curate.make;

import java.util.Map;
import java.util.TreeMap;
import reason4j.core.io.UserException;

/// The visible list of makers.
public final class Makers {

    private static final Map<String, Maker> ALL = new TreeMap<>(Map.of("chained-arithmetic", new ChainedArithmetic()));

    private Makers() {}

    public static boolean has(String name) {
        return ALL.containsKey(name);
    }

    /// @throws UserException if there is none of this name
    public static Maker named(String name) {
        Maker maker = ALL.get(name);
        if (maker == null) {
            throw UserException.usage("maker " + name + ": unknown; there are " + ALL.keySet());
        }
        return maker;
    }
}
