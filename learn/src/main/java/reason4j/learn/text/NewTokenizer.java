package reason4j.learn.text;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reason4j.core.io.Json;
import reason4j.core.io.WholeFiles;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A tokenizer made here, in the format that Hugging Face's `tokenizers` reads.
///
/// @param json the whole `tokenizer.json`
/// @param vocabularySize tokens in all, added ones included
public record NewTokenizer(String json, int vocabularySize) {

    static final JsonMapper MAPPER = new JsonMapper();

    /// The tokenizer itself, without a directory.
    public Tokenizer open() {
        return Tokenizer.of(json);
    }

    /// Writes `tokenizer.json` and `tokenizer_config.json` into a checkpoint directory.
    ///
    /// @param eos the token that ends a text
    /// @param pad the token that fills up a batch, often the same
    public void write(Path directory, String eos, String pad) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("tokenizer_class", "PreTrainedTokenizerFast");
        config.put("clean_up_tokenization_spaces", false);
        config.put("eos_token", eos);
        config.put("pad_token", pad);
        WholeFiles.write(directory.resolve("tokenizer.json"), json);
        WholeFiles.write(directory.resolve("tokenizer_config.json"), Json.pretty(config));
    }

    /// @param model the `model` part
    /// @param parts the tree to which pre-tokenizer and decoder were given
    /// @param ids of every token, added ones included
    static NewTokenizer of(ObjectNode parts, ObjectNode model, Map<String, Integer> ids, List<AddedToken> added) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("version", "1.0").putNull("truncation").putNull("padding");
        ArrayNode entries = root.putArray("added_tokens");
        for (AddedToken token : added) {
            entries.addObject()
                    .put("id", ids.get(token.text()))
                    .put("content", token.text())
                    .put("single_word", false)
                    .put("lstrip", false)
                    .put("rstrip", false)
                    .put("normalized", false)
                    .put("special", token.special());
        }
        root.putNull("normalizer").set("pre_tokenizer", parts.path("pre_tokenizer"));
        root.putNull("post_processor").set("decoder", parts.path("decoder"));
        root.set("model", model);
        return new NewTokenizer(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n", ids.size());
    }
}
