package reason4j.learn.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import reason4j.core.io.Json;
import reason4j.core.io.UserException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// How a model wants to be sampled from if nobody says anything: what `generation_config.json` names, else the model's
/// own distribution. Unlike in `transformers`, a file that does not say `do_sample` does not make generation greedy.
///
/// @param named what the file names, for a person; empty if it names nothing
public record SamplingDefaults(
        double temperature, double topP, int topK, double minP, double repetitionPenalty, List<String> named) {

    /// The model's own distribution.
    public static final SamplingDefaults PLAIN = new SamplingDefaults(1, 1, 0, 0, 1, List.of());

    private static final List<String> KEYS =
            List.of("do_sample", "temperature", "top_p", "top_k", "min_p", "repetition_penalty");

    /// Those of a checkpoint.
    public static SamplingDefaults read(Path model) {
        Path file = model.resolve("generation_config.json");
        if (!Files.exists(file)) {
            return PLAIN;
        }
        JsonNode json;
        try {
            json = Json.mapper().readTree(Files.readString(file));
        } catch (IOException | JacksonException e) {
            throw UserException.data(file + ": cannot be read as JSON: " + e.getMessage(), e);
        }
        JsonNode config = json.isObject() ? json : JsonNodeFactory.instance.objectNode();
        boolean greedy = config.path("do_sample").isBoolean()
                && !config.path("do_sample").asBoolean();
        List<String> named = KEYS.stream()
                .filter(key -> config.path(key).isNumber() || config.path(key).isBoolean())
                .map(key -> key + " " + config.path(key))
                .toList();
        return new SamplingDefaults(
                greedy ? 0 : config.path("temperature").asDouble(1),
                greedy ? 1 : config.path("top_p").asDouble(1),
                greedy ? 0 : Math.max(0, config.path("top_k").asInt(0)),
                greedy ? 0 : config.path("min_p").asDouble(0),
                config.path("repetition_penalty").asDouble(1),
                named);
    }
}
