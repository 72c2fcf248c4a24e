package reason4j.curate.source;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The layout of verl, used by Skywork-OR1, DAPO, Light-R1 and One-Shot-RLVR: `prompt` as turns, the key in
/// `reward_model.ground_truth`, a string, a number, or a JSON list of one; the number of the row in `extra_info.index`.
final class VerlRows implements Schema {

    @Override
    public Draft read(JsonNode row, Input input) {
        JsonNode extra = row.get("extra_info");
        String question = Fields.text(extra, "raw_problem");
        String asked = question == null ? Turns.question(Fields.list(row, "prompt")) : question;
        String gold = Fields.text(row.get("reward_model"), "ground_truth");
        String ability = Fields.orElse(row, "ability", "math");
        boolean code = ability.equalsIgnoreCase("code");
        Draft draft = Draft.math(
                        id(row, extra),
                        asked,
                        code ? null : unlisted(gold),
                        Fields.orElse(row, "data_source", input.name()))
                .withDomain(code ? "code" : "math")
                .withMarks(difficulty(extra));
        return code && gold != null ? draft.withAnswer(Tests.of(gold)) : draft;
    }

    /// The index is one within a file only.
    private static @Nullable String id(JsonNode row, @Nullable JsonNode extra) {
        String index = Fields.text(extra, "index");
        return index == null ? null : Fields.orElse(row, "data_source", "verl") + "-" + index;
    }

    /// The golds of Skywork are JSON lists of one string.
    private static @Nullable String unlisted(@Nullable String gold) {
        if (gold == null || !gold.startsWith("[\"")) {
            return gold;
        }
        JsonNode list = Fields.json(gold);
        return list == null ? gold : Fields.text(list);
    }

    private static Map<String, Double> difficulty(@Nullable JsonNode extra) {
        Map<String, Double> marks = new TreeMap<>();
        JsonNode models = Fields.object(extra, "model_difficulty");
        if (models != null) {
            models.propertyNames().forEach(model -> {
                Double wrong = Fields.number(models, model);
                if (wrong != null) {
                    marks.put("model_difficulty." + model, wrong);
                }
            });
        }
        return marks;
    }
}
