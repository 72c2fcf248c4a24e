package reason4j.core.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.TreeMap;

/// Why a row was dropped: the step that dropped it, the reason, and what anybody can check.
///
/// @param step `clean`, `duplicate`, `contaminated`, `verify`, `difficulty` or `select`
/// @param reason the rule that dropped it, in a few words
/// @param evidence what shows it, such as the other row's id, the shared text, the score
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Fate(String step, String reason, Map<String, Object> evidence) {
    public Fate {
        evidence = new TreeMap<>(evidence);
    }
}
