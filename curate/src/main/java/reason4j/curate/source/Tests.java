package reason4j.curate.source;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reason4j.core.problem.AnswerKey;
import tools.jackson.databind.JsonNode;

/// Tests of programs in the layouts of the sets: `{inputs, outputs}` or a list of `{input, output}`.
final class Tests {

    private Tests() {}

    /// @return null if there is no test that can be read
    static @Nullable AnswerKey of(String json) {
        JsonNode tests = Fields.json(json);
        if (tests == null) {
            return null;
        }
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        if (tests.isArray()) {
            tests.forEach(test -> add(test.get("input"), test.get("output"), inputs, outputs));
        } else {
            List<JsonNode> in = Fields.list(tests, "inputs");
            List<JsonNode> out = Fields.list(tests, "outputs");
            for (int i = 0; i < Math.min(in.size(), out.size()); i++) {
                add(in.get(i), out.get(i), inputs, outputs);
            }
        }
        return inputs.isEmpty() ? null : new AnswerKey.ProgramTests("python", inputs, outputs);
    }

    private static void add(
            @Nullable JsonNode input, @Nullable JsonNode output, List<String> inputs, List<String> outputs) {
        if (input != null && output != null) {
            inputs.add(input.isString() ? input.asString() : input.toString());
            outputs.add(output.isString() ? output.asString() : output.toString());
        }
    }
}
