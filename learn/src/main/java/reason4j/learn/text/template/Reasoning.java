package reason4j.learn.text.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reasoning beside the content of a message: some write it as `reasoning_content`, some as `thinking` or `reasoning`;
/// templates read the first two. Each message gets both, as in `transformers`.
final class Reasoning {

    private static final List<String> NAMES = List.of("reasoning_content", "thinking", "reasoning");

    private Reasoning() {}

    static JsonNode underItsNames(JsonNode messages) {
        if (!messages.isArray()) {
            throw new TemplateProblem("the messages are no array");
        }
        ArrayNode result = JsonNodeFactory.instance.arrayNode();
        for (JsonNode message : messages) {
            if (!message.isObject()) {
                throw new TemplateProblem("a message is no object: " + message);
            }
            result.add(underItsNames((ObjectNode) message));
        }
        return result;
    }

    private static JsonNode underItsNames(ObjectNode message) {
        Optional<JsonNode> reasoning = NAMES.stream()
                .map(message::path)
                .filter(value -> !value.isMissingNode() && !value.isNull())
                .findFirst();
        if (reasoning.isEmpty()) {
            return message;
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.set("thinking", reasoning.get());
        for (Map.Entry<String, JsonNode> entry : message.properties()) {
            result.set(entry.getKey(), entry.getValue());
        }
        result.set("reasoning_content", reasoning.get());
        return result;
    }
}
