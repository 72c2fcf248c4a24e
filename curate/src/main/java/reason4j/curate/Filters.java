package reason4j.curate;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reason4j.core.config.Range;

/// The visible list of published difficulty filters, as bounds on a mark.
///
/// @param mark what is looked at where the recipe names nothing else
/// @param strict whether the bounds themselves are out
/// @param top how many rows of the highest marks are kept; 0 for all
record Filters(String mark, double least, double most, boolean strict, int top) {

    private static final String RATE = "pass_rate";

    private static final Map<String, Filters> ALL = new TreeMap<>(Map.ofEntries(
            // open-r1's pass-rate script: above 0.1 and below 0.9
            Map.entry("open-r1", new Filters(RATE, 0.1, 0.9, true, 0)),
            // LIMO (arXiv 2502.03387): solved in 1 to 3 of 32 attempts
            Map.entry("limo", new Filters(RATE, 1 / 32.0, 3 / 32.0, false, 0)),
            // Skywork-OR1: neither all nor none of 16 attempts; on its own column `model_difficulty.NAME` 1 to 15
            Map.entry("skywork-or1", new Filters(RATE, 1 / 16.0, 15 / 16.0, false, 0)),
            // Light-R1, first stage: what its small model does not always solve
            Map.entry("light-r1", new Filters(RATE, -1, 1, true, 0)),
            // Light-R1, reinforcement: Big-Math's solve rates from 0.2 to 0.625
            Map.entry("light-r1-rl", new Filters(RATE, 0.2, 0.625, false, 0)),
            // Open-Reasoner-Zero, the hard questions of its last phase: fewer than 4 of 64
            Map.entry("orz-hard", new Filters(RATE, -1, 4 / 64.0, true, 0)),
            // PRIME's accuracy filter
            Map.entry("prime", new Filters(RATE, 0.2, 0.8, false, 0)),
            // DAPO and AM-Thinking: neither always nor never
            Map.entry("dapo", new Filters(RATE, 0, 1, true, 0)),
            // LIMR (arXiv 2502.11886)
            Map.entry("limr", new Filters("lim_score", 0.6, 1, false, 0)),
            // One-Shot-RLVR (arXiv 2504.20571): the highest variance of the accuracy over training
            Map.entry("one-shot-rlvr", new Filters("variance", 0, 1, false, 1))));

    /// @return null for the empty name
    static @Nullable Filters named(String name) {
        Range.check(
                name.isEmpty() || ALL.containsKey(name),
                "filter",
                name,
                "must be one of " + String.join(", ", ALL.keySet()));
        return ALL.get(name);
    }

    /// The bounds for the mark of a recipe: Skywork's own columns count attempts, not shares.
    Filters on(String other) {
        if (other.startsWith("model_difficulty.")) {
            return new Filters(other, Math.rint(least * 16), Math.rint(most * 16), strict, top);
        }
        return other.isEmpty() ? this : new Filters(other, least, most, strict, top);
    }
}
