package reason4j.curate.source;

import java.util.Map;
import reason4j.core.io.Json;
import reason4j.core.problem.Problem;
import tools.jackson.databind.JsonNode;

/// The project's own records: sets that were curated before, and generated problems.
final class OwnProblems implements Schema {

    @Override
    public Draft read(JsonNode row, Input input) {
        Problem p = Json.mapper().treeToValue(row, Problem.class);
        return new Draft(
                p.id(), p.prompt(), p.answer(), p.domain(), p.source(), p.difficulty(), p.traces(), Map.of(), null);
    }
}
