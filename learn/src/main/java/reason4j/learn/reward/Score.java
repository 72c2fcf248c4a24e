package reason4j.learn.reward;

import java.util.LinkedHashMap;
import java.util.Map;

/// What a completion earned, part by part.
///
/// @param raw each part before its weight, NaN where it does not apply
/// @param weighted each part times its weight, 0 where it does not apply
/// @param total their sum, NaN when there is nothing to learn from
public record Score(Map<String, Double> raw, Map<String, Double> weighted, double total) {
    public Score {
        raw = new LinkedHashMap<>(raw);
        weighted = new LinkedHashMap<>(weighted);
    }
}
