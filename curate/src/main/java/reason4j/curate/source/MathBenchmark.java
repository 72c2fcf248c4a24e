package reason4j.curate.source;

import tools.jackson.databind.JsonNode;

/// MATH, MATH-500, AIME, AMC: `problem` or `question`, `answer` or what the solution boxes.
final class MathBenchmark implements Schema {

    @Override
    public Draft read(JsonNode row, Input input) {
        String answer = Fields.text(row, "answer");
        String boxed = Reasoning.boxed(Fields.text(row, "solution"));
        Draft draft = Draft.math(
                Fields.firstText(row, "unique_id", "id", "ID"),
                Fields.orElse(row, "problem", Fields.orElse(row, "question", Fields.textOrEmpty(row, "Problem"))),
                answer == null || answer.isBlank() ? boxed : answer,
                input.name());
        return draft.withDifficulty(Fields.scaled(row, "level", 5));
    }
}
