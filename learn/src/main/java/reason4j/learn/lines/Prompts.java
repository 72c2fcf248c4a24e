package reason4j.learn.lines;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import reason4j.core.io.UserException;
import reason4j.learn.text.Tokenizer;
import reason4j.learn.text.template.ChatTemplate;
import tools.jackson.databind.JsonNode;

/// The token ids of what somebody asks: text as it is, ids as they are, or messages in the model's chat template.
public final class Prompts {

    private final Path model;
    private final Tokenizer tokenizer;
    private final Optional<ChatTemplate> template;

    private Prompts(Path model, Tokenizer tokenizer, Optional<ChatTemplate> template) {
        this.model = model;
        this.tokenizer = tokenizer;
        this.template = template;
    }

    /// Those of a checkpoint.
    ///
    /// @param now what a template is told that asks for the date
    public static Prompts of(Path model, Tokenizer tokenizer, LocalDateTime now) {
        return new Prompts(model, tokenizer, ChatTemplate.load(model, ChatTemplate.Given.of(tokenizer, now)));
    }

    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /// Ids of an object with either `prompt` (text or an array of ids) or `messages` (and `chat_template_kwargs`, if
    /// the template is to be told more).
    ///
    /// @param where the object stands, for messages
    public int[] of(JsonNode object, String where) {
        JsonNode prompt = object.path("prompt");
        JsonNode messages = object.path("messages");
        if (present(prompt) == present(messages)) {
            throw UserException.data(where + ": needs either \"prompt\" or \"messages\""
                    + (present(prompt) ? ", has both" : ", has neither"));
        }
        return present(prompt) ? text(prompt, where) : chat(messages, object.path("chat_template_kwargs"), where);
    }

    private static boolean present(JsonNode node) {
        return !node.isMissingNode() && !node.isNull();
    }

    /// Ids of text as it is, or an array of ids.
    public int[] text(JsonNode prompt, String where) {
        if (prompt.isString()) {
            return tokenizer.encodePrompt(prompt.asString());
        }
        return ids(prompt, where + ": \"prompt\" must be text or an array of token ids");
    }

    /// An array of whole numbers.
    ///
    /// @param otherwise what to say if it is none
    static int[] ids(JsonNode array, String otherwise) {
        if (!array.isArray()) {
            throw UserException.data(otherwise);
        }
        int[] ids = new int[array.size()];
        for (int i = 0; i < ids.length; i++) {
            JsonNode id = array.get(i);
            if (!id.isInt()) {
                throw UserException.data(otherwise + "; number " + (i + 1) + " is " + id);
            }
            ids[i] = id.asInt();
        }
        return ids;
    }

    /// Ids of a conversation up to where the assistant begins.
    ///
    /// @param variables an object with more for the template, or missing
    public int[] chat(JsonNode messages, JsonNode variables, String where) {
        if (template.isEmpty()) {
            throw UserException.data(where + ": " + model + " has no chat template\n  give \"prompt\" instead of"
                    + " \"messages\", or put a chat_template.jinja into the model's directory");
        }
        Map<String, JsonNode> given = new HashMap<>();
        variables.properties().forEach(e -> given.put(e.getKey(), e.getValue()));
        try {
            return template.get().encode(tokenizer, messages, true, given).ids();
        } catch (UserException e) {
            throw UserException.data(where + ": " + e.getMessage(), e);
        }
    }
}
