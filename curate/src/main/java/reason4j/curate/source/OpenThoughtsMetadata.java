package reason4j.curate.source;

import reason4j.core.problem.Trace;
import tools.jackson.databind.JsonNode;

/// OpenThoughts-114k, configuration `metadata`. Proofs (an empty box) and questions about a picture are no use.
final class OpenThoughtsMetadata implements Schema {

    @Override
    public Draft read(JsonNode row, Input input) {
        String solution = Fields.text(row, "ground_truth_solution");
        String domain = Fields.textOrEmpty(row, "domain");
        Draft draft = Draft.math(
                        null,
                        Fields.textOrEmpty(row, "problem"),
                        Reasoning.boxed(solution),
                        Fields.orElse(row, "source", input.name()))
                .withDomain(domain.isEmpty() ? "math" : domain)
                .with(new Trace(
                        "DeepSeek-R1",
                        Fields.textOrEmpty(row, "deepseek_reasoning"),
                        Fields.textOrEmpty(row, "deepseek_solution")));
        String tests = Fields.text(row, "test_cases");
        return domain.equals("code") && tests != null ? draft.withAnswer(Tests.of(tests)) : draft;
    }
}
