package reason4j.curate.source;

import reason4j.core.problem.Trace;
import tools.jackson.databind.JsonNode;

/// Light-R1-DPO: the chosen answer becomes the trace; the rejected one stays in the raw data.
final class Preference implements Schema {

    @Override
    public Draft read(JsonNode row, Input input) {
        String chosen = Fields.text(row.get("chosen"), "value");
        Trace trace = chosen == null ? null : Reasoning.trace("DeepSeek-R1", chosen);
        String answer = trace == null ? null : Reasoning.boxed(trace.response());
        Draft draft = Draft.math(null, Turns.question(Fields.list(row, "conversations")), answer, input.name());
        return trace == null ? draft.defective("no chosen response") : draft.with(trace);
    }
}
