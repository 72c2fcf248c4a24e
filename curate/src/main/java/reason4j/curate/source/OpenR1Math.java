package reason4j.curate.source;

import java.util.ArrayList;
import java.util.List;
import reason4j.core.problem.Trace;
import tools.jackson.databind.JsonNode;

/// OpenR1-Math-220k: several generations a problem, each with its checks, some of them null or of another length.
final class OpenR1Math implements Schema {

    @Override
    public Draft read(JsonNode row, Input input) {
        List<JsonNode> generations = Fields.list(row, "generations");
        List<JsonNode> complete = Fields.list(row, "is_reasoning_complete");
        List<JsonNode> byRule = Fields.list(row, "correctness_math_verify");
        List<JsonNode> byJudge = Fields.list(row, "correctness_llama");
        List<Trace> traces = new ArrayList<>();
        for (int i = 0; i < generations.size(); i++) {
            boolean right = Fields.flag(byRule, i, false) || Fields.flag(byJudge, i, false);
            Trace trace = Reasoning.trace("DeepSeek-R1", generations.get(i).asString());
            if (trace != null && right && Fields.flag(complete, i, true)) {
                traces.add(trace);
            }
        }
        Draft draft = Draft.math(
                        Fields.text(row, "uuid"),
                        Fields.textOrEmpty(row, "problem"),
                        Fields.text(row, "answer"),
                        Fields.orElse(row, "source", input.name()))
                .withTraces(traces);
        return generations.isEmpty() || !traces.isEmpty() ? draft : draft.defective("no correct trace");
    }
}
