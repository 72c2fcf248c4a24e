package reason4j.curate.source;

import reason4j.core.problem.Trace;
import tools.jackson.databind.JsonNode;

/// LIMO: the reasoning is the solution up to `**Final Answer**`.
final class Limo implements Schema {

    @Override
    public Draft read(JsonNode row, Input input) {
        String solution = Fields.textOrEmpty(row, "solution");
        int end = solution.indexOf("**Final Answer**");
        String reasoning = end < 0 ? solution : solution.substring(0, end);
        String response = end < 0 ? "" : solution.substring(end);
        return Draft.math(
                        Fields.text(row, "id"),
                        Fields.textOrEmpty(row, "question"),
                        Fields.text(row, "answer"),
                        input.name())
                .with(new Trace("LIMO", reasoning.strip(), response.strip()));
    }
}
