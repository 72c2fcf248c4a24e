package reason4j.learn.text;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the files beside `tokenizer.json` say about special tokens.
///
/// @param bos begins a text; null if the model has none
/// @param eos ends a text; null if the model has none
/// @param pad fills up a batch; null if none is named
/// @param eosIds every id that ends a generation: `generation_config.json`, else `config.json`, else the id of `eos`
record SpecialTokens(
        @Nullable String bos,
        @Nullable String eos,
        @Nullable String pad,
        List<Integer> eosIds) {

    static SpecialTokens none() {
        return new SpecialTokens(null, null, null, List.of());
    }

    /// @param idOf the id of a token, or null
    static SpecialTokens read(Path directory, Function<String, @Nullable Integer> idOf) {
        JsonNode tokenizer = JsonFiles.readIfThere(directory.resolve("tokenizer_config.json"));
        String eos = text(tokenizer.path("eos_token"));
        List<Integer> ids = Stream.of("generation_config.json", "config.json")
                .map(name -> ids(JsonFiles.readIfThere(directory.resolve(name)).path("eos_token_id")))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .or(() -> Optional.ofNullable(eos).map(idOf).map(List::of))
                .orElse(List.of());
        return new SpecialTokens(text(tokenizer.path("bos_token")), eos, text(tokenizer.path("pad_token")), ids);
    }

    /// A token is written as a string or as an object with its `content`.
    private static @Nullable String text(JsonNode token) {
        JsonNode content = token.isObject() ? token.path("content") : token;
        return content.isString() && !content.asString().isEmpty() ? content.asString() : null;
    }

    private static List<Integer> ids(JsonNode node) {
        if (node.isInt()) {
            return List.of(node.asInt());
        }
        return node.isArray()
                ? node.valueStream()
                        .filter(JsonNode::isInt)
                        .map(JsonNode::asInt)
                        .toList()
                : List.of();
    }
}
