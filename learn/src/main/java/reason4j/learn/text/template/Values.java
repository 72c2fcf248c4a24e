package reason4j.learn.text.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// JSON as values of the template language.
final class Values {

    private Values() {}

    static Value of(JsonNode node) {
        return switch (node.getNodeType()) {
            case NULL, MISSING -> Value.NONE;
            case BOOLEAN -> Value.of(node.asBoolean());
            case STRING -> Value.of(node.asString());
            case NUMBER -> number(node);
            case ARRAY -> {
                List<Value> items = new ArrayList<>();
                node.forEach(item -> items.add(of(item)));
                yield Value.Seq.list(items);
            }
            case OBJECT -> {
                Map<Value, Value> entries = new LinkedHashMap<>();
                node.properties().forEach(entry -> entries.put(Value.of(entry.getKey()), of(entry.getValue())));
                yield new Value.Dict(entries);
            }
            case BINARY, POJO -> throw new TemplateProblem("a message holds something that is not JSON");
        };
    }

    private static Value number(JsonNode node) {
        if (!node.isIntegralNumber()) {
            return new Value.Real(node.asDouble());
        }
        if (!node.canConvertToLong()) {
            throw new TemplateProblem("the number " + node + " in a message has more than 64 bits");
        }
        return new Value.Int(node.asLong());
    }
}
