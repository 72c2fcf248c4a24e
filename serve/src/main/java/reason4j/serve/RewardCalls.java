package reason4j.serve;

import java.io.IOException;
import reason4j.core.episode.Outcome;
import reason4j.core.episode.Verdict;
import reason4j.core.io.Json;
import reason4j.verify.stream.Rows;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Verdicts over HTTP: the rows of `reason4j verify --input`, one or many.
final class RewardCalls {

    private final Rows judge = Rows.strict();
    private final Counters counters;

    RewardCalls(Counters counters) {
        this.counters = counters;
    }

    /// A body is one row (`gold`, and `response` or `prediction`), or has an array `rows` of them.
    void answer(Call call) throws IOException {
        ObjectNode body = call.body();
        JsonNode rows = body.path("rows");
        if (rows.isMissingNode()) {
            call.answer(200, judged(body));
            return;
        }
        if (!rows.isArray()) {
            throw Refusal.bad("rows", "rows must be an array");
        }
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        ArrayNode verdicts = all.putArray("verdicts");
        for (JsonNode row : rows) {
            verdicts.add(judged(row));
        }
        call.answer(200, all);
    }

    /// The verdict, and the reward: 1 if correct, 0 if wrong, null if nobody can say.
    private ObjectNode judged(JsonNode row) {
        Verdict verdict = judge.apply(row);
        counters.judged(verdict.outcome());
        ObjectNode node = Json.mapper().valueToTree(verdict);
        if (verdict.outcome() == Outcome.CORRECT || verdict.outcome() == Outcome.WRONG) {
            node.put("reward", verdict.correct() ? 1 : 0);
        } else {
            node.putNull("reward");
        }
        return node;
    }
}
