package reason4j.learn.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import reason4j.core.io.Json;
import reason4j.core.io.UserException;
import reason4j.learn.model.ModelConfig;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The `config.json` of a model that came from another directory: that file with what has changed.
final class ConfigText {

    private static final List<String> POSITIONS =
            List.of("rope_theta", "rope_scaling", "rope_parameters", "original_max_position_embeddings");

    private ConfigText() {}

    /// @param from the directory that the model came from
    /// @param dtype of the weights
    static String of(ModelConfig config, Path from, Dtype dtype) {
        Path file = from.resolve("config.json");
        if (!Files.exists(file)) {
            return Json.pretty(config.toJson());
        }
        JsonNode tree = Checkpoint.json(file);
        ObjectNode ours = config.toJson();
        if (!(tree instanceof ObjectNode before) || !before.path("model_type").equals(ours.path("model_type"))) {
            return Json.pretty(ours);
        }
        boolean same = config.equals(ModelConfig.fromJson(before, file.toString()));
        if (same && dtype.torchName().equals(dtypeOf(before))) {
            return text(file);
        }
        ObjectNode after = before.deepCopy();
        if (!same) {
            after.remove(POSITIONS);
            after.setAll(ours);
        }
        after.remove(List.of("dtype", "torch_dtype"));
        after.put(before.has("dtype") ? "dtype" : "torch_dtype", dtype.torchName());
        return Json.pretty(after);
    }

    /// The same for a sequence classifier of `transformers` with one label, whose `score.weight` is a critic's.
    static String classifier(String config) {
        ObjectNode tree = (ObjectNode) Json.mapper().readTree(config);
        String model = tree.path("architectures").path(0).asString("").replaceFirst("For[A-Za-z]+$", "");
        tree.putArray("architectures").add(model + "ForSequenceClassification");
        tree.putObject("id2label").put("0", "value");
        tree.putObject("label2id").put("value", 0);
        return Json.pretty(tree);
    }

    private static String dtypeOf(JsonNode config) {
        return config.path("dtype").asString(config.path("torch_dtype").asString(""));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw UserException.data(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
