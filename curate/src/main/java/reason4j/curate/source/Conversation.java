package reason4j.curate.source;

import java.util.List;
import reason4j.core.problem.Trace;
import tools.jackson.databind.JsonNode;

/// Questions and traces as conversations: OpenThoughts-114k (`default`), OpenThoughts3-1.2M, Light-R1-SFT,
/// Bespoke-Stratos-17k. The answer is what the response boxes; a reasoning that was cut off makes no trace.
final class Conversation implements Schema {

    @Override
    public Draft read(JsonNode row, Input input) {
        List<JsonNode> turns = Fields.list(row, "conversations");
        String text = Turns.first(turns, "assistant");
        Trace trace =
                text == null ? null : Reasoning.trace(input.options().getOrDefault("teacher", "DeepSeek-R1"), text);
        String answer = trace == null ? null : Reasoning.boxed(trace.response());
        String source = Fields.text(row, "source");
        Draft draft = Draft.math(
                        Fields.text(row, "id"), Turns.question(turns), answer, source == null ? input.name() : source)
                .withDifficulty(Fields.scaled(row, "difficulty", 10));
        String domain = Fields.text(row, "domain");
        draft = domain == null ? draft : draft.withDomain(domain);
        return trace == null ? draft.defective(text == null ? "no response" : "reasoning cut off") : draft.with(trace);
    }
}
