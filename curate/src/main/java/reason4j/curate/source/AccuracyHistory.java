package reason4j.curate.source;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// One-Shot-RLVR and LIMR: questions with what training found out about them. Marks: `variance` and `pass_rate` of the
/// accuracy by epoch (the population variance is the selection of One-Shot-RLVR), `lim_score` (LIMR keeps 0.6 and
/// more).
final class AccuracyHistory implements Schema {

    @Override
    public Draft read(JsonNode row, Input input) {
        JsonNode meta = row.get("meta");
        Map<String, Double> marks = new TreeMap<>();
        double[] history = Fields.list(meta, "acc_history").stream()
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
        if (history.length > 0) {
            double mean = Arrays.stream(history).average().orElse(0);
            marks.put("pass_rate", mean);
            marks.put(
                    "variance",
                    Arrays.stream(history)
                            .map(a -> (a - mean) * (a - mean))
                            .average()
                            .orElse(0));
        }
        Double score = Fields.number(meta, "lim_score");
        if (score != null) {
            marks.put("lim_score", score);
        }
        return Draft.math(
                        Fields.text(row, "id"),
                        Fields.textOrEmpty(row, "problem"),
                        Fields.text(row, "answer"),
                        input.name())
                .withMarks(marks);
    }
}
