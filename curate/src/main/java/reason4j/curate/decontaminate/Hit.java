package reason4j.curate.decontaminate;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Why a row counts as contaminated.
///
/// @param reason in a few words
/// @param benchmark the benchmark's name
/// @param id of the problem in it
/// @param score how alike, from 0 to 1
/// @param spans what both share, for people
public record Hit(String reason, String benchmark, String id, double score, List<String> spans)
        implements Serializable {

    public Hit {
        spans = List.copyOf(spans);
    }

    /// As evidence of a fate.
    public Map<String, Object> evidence() {
        Map<String, Object> evidence = new TreeMap<>();
        evidence.put("benchmark", benchmark);
        evidence.put("id", id);
        evidence.put("score", Math.round(score * 1000) / 1000.0);
        if (!spans.isEmpty()) {
            evidence.put("spans", spans);
        }
        return evidence;
    }
}
