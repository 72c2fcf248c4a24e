package reason4j.core.episode;

import java.util.Map;

/// Measures a policy on held-out problems while it trains; handed to the loop by whoever wires.
@FunctionalInterface
public interface Evaluator {

    /// @return named numbers for the journal, such as `heldout_pass_at_1`
    Map<String, Double> evaluate(Completions policy);
}
