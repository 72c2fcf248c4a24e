package reason4j.curate.source;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Big-Math-RL-Verified: the domain is a list of paths, the solve rate of Llama-3.1-8B may be null.
final class BigMath implements Schema {

    @Override
    public Draft read(JsonNode row, Input input) {
        Double solved = Fields.number(row, "llama8b_solve_rate");
        Draft draft = Draft.math(
                null,
                Fields.textOrEmpty(row, "problem"),
                Fields.text(row, "answer"),
                Fields.orElse(row, "source", input.name()));
        List<JsonNode> domains = Fields.list(row, "domain");
        draft = domains.isEmpty() ? draft : draft.withDomain(domains.getFirst().asString());
        return solved == null ? draft : draft.withDifficulty(1 - solved).withMarks(Map.of("pass_rate", solved));
    }
}
