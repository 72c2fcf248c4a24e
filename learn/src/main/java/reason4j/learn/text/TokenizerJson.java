package reason4j.learn.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reason4j.core.io.UserException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A `tokenizer.json` as data: what the native library does not tell.
final class TokenizerJson {

    private static final JsonMapper MAPPER = new JsonMapper();

    /// Begins the names of hidden special tokens; no character of any text.
    static final char HIDDEN = '\uFDD1';

    /// An entry of `added_tokens`.
    record Added(int id, String text, boolean special) {}

    private final String source;
    private final ObjectNode root;
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<Added> added = new ArrayList<>();

    private TokenizerJson(String source, ObjectNode root) {
        this.source = source;
        this.root = root;
        // what is cut or padded is the caller's decision, never the file's
        root.putNull("truncation");
        root.putNull("padding");
        readVocabulary(root.path("model").path("vocab"));
        for (JsonNode token : root.path("added_tokens")) {
            readAdded(token);
        }
    }

    /// @param source what to call the file in messages
    static TokenizerJson parse(String source, String json) {
        try {
            if (MAPPER.readTree(json) instanceof ObjectNode root) {
                return new TokenizerJson(source, root);
            }
        } catch (JacksonException e) {
            throw broken(source, e.getOriginalMessage());
        }
        throw broken(source, "not a JSON object");
    }

    static UserException broken(String source, String reason) {
        return UserException.data(source + ": not a Hugging Face tokenizer: " + reason
                + "\n  copy tokenizer.json again from where the model was published; a file cut off in the middle"
                + " ends like this too");
    }

    private void readVocabulary(JsonNode vocabulary) {
        if (vocabulary.isObject()) {
            for (Map.Entry<String, JsonNode> entry : vocabulary.properties()) {
                ids.put(entry.getKey(), id(entry.getKey(), entry.getValue()));
            }
        } else if (vocabulary.isArray()) {
            int id = 0;
            for (JsonNode piece : vocabulary) {
                ids.put(piece.path(0).asString(""), id++);
            }
        } else {
            throw broken(source, "it has no model.vocab");
        }
    }

    private void readAdded(JsonNode token) {
        String text = token.path("content").asString("");
        if (text.isEmpty()) {
            throw broken(source, "an entry of added_tokens has no content");
        }
        int id = id(text, token.path("id"));
        added.add(new Added(id, text, token.path("special").asBoolean(false)));
        ids.put(text, id);
    }

    private int id(String token, JsonNode id) {
        if (!id.isInt() || id.asInt() < 0) {
            throw broken(source, "the id of token '" + token + "' is no whole number from 0: " + id);
        }
        return id.asInt();
    }

    Map<String, Integer> ids() {
        return ids;
    }

    List<Added> added() {
        return added;
    }

    /// The file as the native library gets it.
    String json() {
        return MAPPER.writeValueAsString(root);
    }

    /// The same tokenizer with special tokens that no text matches: their texts become ordinary characters, and every
    /// id stays what it was. (The library numbers added tokens in their order, so none that has no other place in
    /// the vocabulary may go missing.)
    String jsonWithoutSpecialTokens() {
        ObjectNode copy = root.deepCopy();
        JsonNode vocabulary = root.path("model").path("vocab");
        ArrayNode kept = copy.putArray("added_tokens");
        int hidden = 0;
        for (JsonNode token : root.path("added_tokens")) {
            if (!token.path("special").asBoolean(false)) {
                kept.add(token);
            } else if (!vocabulary.has(token.path("content").asString())) {
                kept.add(((ObjectNode) token.deepCopy()).put("content", HIDDEN + Integer.toString(hidden++)));
            }
        }
        return MAPPER.writeValueAsString(copy);
    }

    /// Whether special tokens are looked for in normalised text, so that a text which does not show one may hold it.
    boolean specialsHideBehindNormalization() {
        if (root.path("normalizer").isNull() || root.path("normalizer").isMissingNode()) {
            return false;
        }
        for (JsonNode token : root.path("added_tokens")) {
            if (token.path("special").asBoolean(false)
                    && token.path("normalized").asBoolean(false)) {
                return true;
            }
        }
        return false;
    }
}
