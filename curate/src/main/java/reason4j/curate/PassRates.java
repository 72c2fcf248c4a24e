package reason4j.curate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reason4j.core.io.JsonLines;
import reason4j.core.io.UserException;
import reason4j.core.problem.AnswerKey;
import reason4j.verify.math.MathVerifier;
import tools.jackson.databind.JsonNode;

/// How often a model solves each problem, from a file of its completions. Rows of one problem add up, so that a row may
/// hold one completion or many:
///
/// - `{id, correct, of}`: counted elsewhere;
/// - `{id, completions: [...]}`, also `responses` or one `completion`: judged here;
/// - `samples.jsonl` and `episodes/*.jsonl` of this project: their verdicts are taken;
/// - the output of a batch at an OpenAI-compatible server: `{custom_id, response: {body: {choices: [...]}}}`, or
///   `{id, choices: [...]}`: judged here.
final class PassRates {

    private final Path file;
    private final Function<String, @Nullable String> golds;
    private final MathVerifier verifier = MathVerifier.strict();
    private final Map<String, int[]> counts = new HashMap<>();

    private PassRates(Path file, Function<String, @Nullable String> golds) {
        this.file = file;
        this.golds = golds;
    }

    /// @param golds the answer of a problem by its id, null for problems that do not matter
    /// @return the share of correct completions by id
    static Map<String, Double> read(Path file, Function<String, @Nullable String> golds) {
        PassRates rates = new PassRates(file, golds);
        JsonLines.stream(file, JsonNode.class, rates::row);
        Map<String, Double> shares = new HashMap<>();
        rates.counts.forEach((id, n) -> shares.put(id, (double) n[0] / n[1]));
        return shares;
    }

    private void row(JsonNode row) {
        String id = id(row);
        String gold = golds.apply(id);
        if (gold == null) {
            return;
        }
        if (row.has("correct") && row.has("of")) {
            add(id, row.get("correct").intValue(), row.get("of").intValue());
        } else if (row.has("verdict")) {
            add(id, row.get("verdict").path("outcome").asString("").equals("correct") ? 1 : 0, 1);
        } else {
            List<String> texts = texts(row);
            if (texts.isEmpty()) {
                throw UserException.data(file + ": " + id + ": neither correct/of nor completions"
                        + "\n  docs/data.md lists the forms that are read");
            }
            AnswerKey key = new AnswerKey.MathAnswer(gold);
            add(
                    id,
                    (int) texts.stream()
                            .filter(t -> verifier.verify(key, t).correct())
                            .count(),
                    texts.size());
        }
    }

    private void add(String id, int correct, int of) {
        if (of < 1 || correct < 0 || correct > of) {
            throw UserException.data(file + ": " + id + ": " + correct + " correct of " + of
                    + "\n  correct must be from 0 to of, and of at least 1");
        }
        int[] n = counts.computeIfAbsent(id, _ -> new int[2]);
        n[0] += correct;
        n[1] += of;
    }

    private String id(JsonNode row) {
        for (String name : List.of("custom_id", "id", "problem")) {
            JsonNode node = row.get(name);
            if (node != null && node.isObject() && node.has("id")) {
                return node.get("id").asString();
            }
            if (node != null && node.isValueNode()) {
                return node.asString();
            }
        }
        throw UserException.data(file + ": a row without id\n  each row needs the id of its problem");
    }

    private static List<String> texts(JsonNode row) {
        JsonNode body = row.path("response").path("body");
        JsonNode choices = body.has("choices") ? body.get("choices") : row.path("choices");
        List<String> texts = new ArrayList<>();
        for (JsonNode choice : choices) {
            JsonNode text = choice.has("message") ? choice.get("message").path("content") : choice.path("text");
            texts.add(text.asString(""));
        }
        for (String name : List.of("completions", "responses")) {
            row.path(name).forEach(text -> texts.add(text.asString("")));
        }
        JsonNode one = row.path("completion");
        String text = one.isString() ? one.asString() : one.path("text").asString("");
        if (!Objects.equals(text, "")) {
            texts.add(text);
        }
        return texts;
    }
}
