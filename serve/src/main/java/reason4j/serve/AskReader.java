package reason4j.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reason4j.core.episode.Sampling;
import reason4j.learn.generate.Request;
import reason4j.learn.generate.SamplingDefaults;
import reason4j.learn.generate.Thinking;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads the body of a completions call: OpenAI's fields, and those of vLLM that sampling from open models needs.
final class AskReader {

    private static final int MOST_CHOICES = 128;
    private static final int MOST_LIKELIEST = 20;
    /// OpenAI's default of `/v1/completions`.
    private static final int DEFAULT_TOKENS = 16;

    private final Served served;
    private final LongSupplier seeds;

    /// @param seeds for requests that name none
    AskReader(Served served, LongSupplier seeds) {
        this.served = served;
        this.seeds = seeds;
    }

    /// Reads a body of `/v1/completions`.
    Ask completion(JsonNode body) {
        Fields fields = new Fields(body);
        model(fields);
        List<int[]> prompts = prompts(fields.any("prompt"));
        int likeliest = fields.whole("logprobs", -1, 0, MOST_LIKELIEST);
        fields.refused("echo", "ask `reason4j score` for the log-probabilities of a prompt", isFalse());
        fields.refused(
                "suffix",
                "the model only continues",
                v -> v.isString() && v.asString().isEmpty());
        Integer limit = limit(fields, "max_tokens", null);
        Ask.Shape shape = shape(fields, likeliest >= 0);
        Sampling sampling = sampling(fields, limit == null ? DEFAULT_TOKENS : limit);
        Request.Wishes wishes = wishes(fields, Math.max(0, likeliest), shape.stream());
        fields.refused("best_of", "ask for n and choose yourself", v -> v.asInt(0) == sampling.samples());
        others(fields);
        return new Ask(false, prompts, sampling, wishes, shape);
    }

    /// Reads a body of `/v1/chat/completions`.
    Ask chat(JsonNode body) {
        Fields fields = new Fields(body);
        model(fields);
        JsonNode messages = fields.any("messages");
        if (messages == null) {
            throw Refusal.bad("messages", "messages is missing");
        }
        JsonNode variables = fields.any("chat_template_kwargs");
        int[] prompt = served.prompts()
                .chat(
                        messages(messages),
                        variables == null ? JsonNodeFactory.instance.objectNode() : variables,
                        "messages");
        boolean logprobs = fields.flag("logprobs", false);
        int likeliest = fields.whole("top_logprobs", 0, 0, MOST_LIKELIEST);
        if (likeliest > 0 && !logprobs) {
            throw Refusal.bad("top_logprobs", "top_logprobs needs logprobs to be true");
        }
        Integer limit = limit(fields, "max_completion_tokens", limit(fields, "max_tokens", null));
        Ask.Shape shape = shape(fields, logprobs);
        Sampling sampling =
                sampling(fields, limit == null ? served.generation().room().context() : limit);
        Request.Wishes wishes = wishes(fields, likeliest, shape.stream());
        chatOthers(fields);
        others(fields);
        return new Ask(true, List.of(prompt), sampling, wishes, shape);
    }

    private static Predicate<JsonNode> isFalse() {
        return v -> v.isBoolean() && !v.asBoolean();
    }

    private void model(Fields fields) {
        String model = fields.text("model");
        if (model != null && !model.equals(served.name())) {
            throw Refusal.of(404, "the model " + model + " is not served here; the one that is, is " + served.name());
        }
    }

    /// Text, ids, or an array of either.
    private List<int[]> prompts(@Nullable JsonNode prompt) {
        if (prompt == null) {
            throw Refusal.bad("prompt", "prompt is missing");
        }
        boolean several = prompt.isArray()
                && !prompt.isEmpty()
                && (prompt.get(0).isString() || prompt.get(0).isArray());
        if (!several) {
            return List.of(served.prompts().text(prompt, "prompt"));
        }
        List<int[]> prompts = new ArrayList<>();
        for (int i = 0; i < prompt.size(); i++) {
            prompts.add(served.prompts().text(prompt.get(i), "prompt[" + i + "]"));
        }
        return prompts;
    }

    /// Templates want text as content; clients may send it in parts.
    private static JsonNode messages(JsonNode messages) {
        if (!messages.isArray() || messages.isEmpty()) {
            throw Refusal.bad("messages", "messages must be an array with at least one message");
        }
        JsonNode copy = messages.deepCopy();
        for (JsonNode message : copy) {
            JsonNode content = message.path("content");
            if (message instanceof ObjectNode object && content.isArray()) {
                StringBuilder text = new StringBuilder();
                for (JsonNode part : content) {
                    if (!part.path("type").asString("").equals("text")) {
                        throw Refusal.bad("messages", "parts of a message must be text, not " + part.path("type"));
                    }
                    text.append(part.path("text").asString(""));
                }
                object.put("content", text.toString());
            }
        }
        return copy;
    }

    private static @Nullable Integer limit(Fields fields, String name, @Nullable Integer otherwise) {
        int limit = fields.whole(name, -1, 1, Integer.MAX_VALUE);
        return limit < 0 ? otherwise : Integer.valueOf(limit);
    }

    private static Ask.Shape shape(Fields fields, boolean logprobs) {
        boolean stream = fields.flag("stream", false);
        boolean usage = false;
        Fields options = fields.object("stream_options");
        if (options != null) {
            usage = options.flag("include_usage", false);
            options.ignored("include_obfuscation");
            options.end();
        }
        return new Ask.Shape(stream, usage, logprobs, fields.flag("return_token_ids", false));
    }

    private Sampling sampling(Fields fields, int limit) {
        SamplingDefaults defaults = served.defaults();
        Long seed = fields.seed("seed");
        try {
            return new Sampling(
                    fields.whole("n", 1, 1, MOST_CHOICES),
                    fields.number("temperature", defaults.temperature()),
                    fields.number("top_p", defaults.topP()),
                    Math.max(0, fields.whole("top_k", defaults.topK(), -1, Integer.MAX_VALUE)),
                    fields.number("min_p", defaults.minP()),
                    fields.number("repetition_penalty", defaults.repetitionPenalty()),
                    limit,
                    fields.texts("stop"),
                    fields.flag("ignore_eos", false),
                    seed == null ? seeds.getAsLong() : seed);
        } catch (IllegalArgumentException e) {
            throw Refusal.bad(null, String.valueOf(e.getMessage()));
        }
    }

    private Request.Wishes wishes(Fields fields, int likeliest, boolean stream) {
        Thinking thinking = thinking(fields.object("thinking"));
        if (thinking != null
                && (stream || likeliest > 0)
                && thinking.takesBack(served.prompts().tokenizer())) {
            throw Refusal.bad(
                    "thinking",
                    "thinking.end is no token of this model, so what was streamed might have to be taken back: leave out"
                            + " stream and top_logprobs, or set max_tokens of thinking alone");
        }
        return new Request.Wishes(
                fields.ids("stop_token_ids"), fields.flag("skip_special_tokens", true), likeliest, thinking);
    }

    private @Nullable Thinking thinking(@Nullable Fields fields) {
        if (fields == null) {
            return null;
        }
        String end = fields.text("end");
        String wait = fields.text("wait");
        int waits = fields.whole("waits", 0, 0, Integer.MAX_VALUE);
        int least = fields.whole("min_tokens", 0, 0, Integer.MAX_VALUE);
        int most = fields.whole("max_tokens", 0, 0, Integer.MAX_VALUE);
        fields.end();
        try {
            return new Thinking(end == null ? "</think>" : end, wait == null ? "Wait" : wait, waits, least, most)
                    .checked(served.prompts().tokenizer());
        } catch (IllegalArgumentException e) {
            throw Refusal.bad("thinking", String.valueOf(e.getMessage()));
        }
    }

    private static void chatOthers(Fields fields) {
        fields.refused("tools", "describe tools in a message", JsonNode::isEmpty);
        fields.refused("functions", "describe tools in a message", JsonNode::isEmpty);
        fields.refused("tool_choice", "there are no tools", v -> v.asString("").matches("none|auto"));
        fields.refused(
                "response_format",
                "check the answer yourself",
                v -> v.path("type").asString("").equals("text"));
        fields.refused("reasoning_effort", "set thinking or chat_template_kwargs", _ -> false);
        fields.refused("modalities", "there is text alone", v -> v.toString().equals("[\"text\"]"));
        fields.ignored("parallel_tool_calls", "service_tier", "prompt_cache_key", "safety_identifier");
    }

    private static void others(Fields fields) {
        fields.refused("presence_penalty", "set repetition_penalty", v -> v.isNumber() && v.asDouble() == 0);
        fields.refused("frequency_penalty", "set repetition_penalty", v -> v.isNumber() && v.asDouble() == 0);
        fields.refused("logit_bias", "there is none", JsonNode::isEmpty);
        fields.ignored("user", "metadata", "store");
        fields.end();
    }
}
