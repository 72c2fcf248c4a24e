package reason4j.learn.algorithm;

import java.util.Map;
import java.util.TreeMap;
import reason4j.core.io.UserException;
import tools.jackson.databind.node.ObjectNode;

/// What a recipe says of the algorithm: a row of [Algorithms], whose constants, and single parts that differ.
///
/// ```yaml
/// algorithm:
///   name: dapo
///   compat: verl
///   override:
///     clip: {high: 0.3}                            # of the same kind: these constants alone
///     advantage: {kind: leave-one-out, singleton: zero, whitening: none}   # of another kind: the whole part
///     kl: {placement: loss, estimator: k3, coefficient: 0.001}
/// ```
///
/// A number without limit is written `Infinity`.
///
/// @param name of the row
/// @param compat whose constants
/// @param override parts and constants by name, as the row shows them; empty for the row as it is
public record AlgorithmChoice(String name, Compat compat, Map<String, Object> override) {

    private static final String PATH = "algorithm.override";

    public AlgorithmChoice {
        override = new TreeMap<>(override);
    }

    public static AlgorithmChoice of(String name) {
        return new AlgorithmChoice(name, Compat.VERL, Map.of());
    }

    /// The algorithm.
    ///
    /// @throws UserException if the name, a key or a value is wrong
    public Algorithm resolve() {
        Algorithm row = Algorithms.named(name, compat);
        for (String fixed : new String[] {"name", "compat"}) {
            if (override.containsKey(fixed)) {
                throw UserException.usage(PATH + "." + fixed + ": is chosen beside the override, not in it");
            }
        }
        return Overrides.apply(row, Algorithm.class, override, PATH);
    }

    /// All parts and constants of an algorithm, as a recipe would write them.
    public static ObjectNode tree(Algorithm algorithm) {
        return Overrides.tree(algorithm);
    }
}
