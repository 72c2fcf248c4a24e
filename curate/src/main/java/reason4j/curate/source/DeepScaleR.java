package reason4j.curate.source;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/// DeepScaleR-Preview: six rows have no answer, most have no solution.
final class DeepScaleR implements Schema {

    @Override
    public Draft read(JsonNode row, Input input) {
        Draft draft = Draft.math(
                Fields.text(row, "id"),
                Fields.textOrEmpty(row, "problem"),
                Fields.text(row, "answer"),
                Fields.orElse(row, "source", input.name()));
        Double level = Fields.number(row.get("meta"), "difficulty_level");
        return level == null ? draft : draft.withMarks(Map.of("level", level));
    }
}
