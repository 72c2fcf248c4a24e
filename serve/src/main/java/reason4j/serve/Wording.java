package reason4j.serve;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reason4j.core.episode.Completion;
import reason4j.core.episode.FinishReason;
import reason4j.learn.generate.SampledToken;
import reason4j.learn.text.Tokenizer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// How choices are written: as text completions or as messages, whole or piece by piece.
final class Wording {

    /// What stands for a log-probability that does not exist where a number must stand, as in OpenAI's API.
    private static final double NONE = -9999;

    private final Ask ask;
    private final String id;
    private final String model;
    private final long created;
    private final Tokenizer tokenizer;

    /// @param created seconds since 1970
    Wording(Ask ask, String id, String model, long created, Tokenizer tokenizer) {
        this.ask = ask;
        this.id = id;
        this.model = model;
        this.created = created;
        this.tokenizer = tokenizer;
    }

    private ObjectNode root(String object) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("id", id);
        root.put("object", object);
        root.put("created", created);
        root.put("model", model);
        return root;
    }

    /// The whole answer.
    ///
    /// @param likeliest for each choice the likeliest tokens at each place, empty lists if not asked for
    ObjectNode whole(List<Completion> completions, List<List<List<SampledToken.Alternative>>> likeliest) {
        ObjectNode root = root(ask.chat() ? "chat.completion" : "text_completion");
        ArrayNode choices = root.putArray("choices");
        int written = 0;
        for (int c = 0; c < completions.size(); c++) {
            Completion completion = completions.get(c);
            written += completion.length();
            ObjectNode choice = choice(choices, c);
            if (ask.chat()) {
                choice.putObject("message")
                        .put("role", "assistant")
                        .put("content", completion.text())
                        .putNull("refusal");
            } else {
                choice.put("text", completion.text());
            }
            logprobs(choice, completion.ids(), completion.logprobs(), likeliest.get(c), 0);
            choice.put("finish_reason", reason(completion.finish()));
            if (ask.shape().tokenIds()) {
                put(choice, "token_ids", completion.ids());
                promptIds(ask.chat() ? root : choice, c);
            }
        }
        usage(root, written);
        return root;
    }

    private static ObjectNode choice(ArrayNode choices, int index) {
        ObjectNode choice = choices.addObject();
        choice.put("index", index);
        return choice;
    }

    private void promptIds(ObjectNode target, int choice) {
        put(
                target,
                "prompt_token_ids",
                ask.prompts().get(choice / ask.sampling().samples()));
    }

    /// The first piece of a choice.
    ObjectNode first(int choice) {
        ObjectNode root = piece(choice, "", null);
        ObjectNode c = (ObjectNode) root.path("choices").get(0);
        if (ask.chat()) {
            ((ObjectNode) c.path("delta")).put("role", "assistant");
        }
        if (ask.shape().tokenIds()) {
            promptIds(ask.chat() ? root : c, choice);
        }
        return root;
    }

    /// A piece of a choice.
    ///
    /// @param offset characters of the tokens before it
    ObjectNode token(int choice, SampledToken token, int offset) {
        ObjectNode root = piece(choice, token.text(), null);
        ObjectNode c = (ObjectNode) root.path("choices").get(0);
        int[] ids = {token.id()};
        logprobs(c, ids, new float[] {token.logprob()}, List.of(token.likeliest()), offset);
        if (ask.shape().tokenIds()) {
            put(c, "token_ids", ids);
        }
        return root;
    }

    /// The last piece of a choice.
    ///
    /// @param rest text that was held back
    ObjectNode last(int choice, String rest, FinishReason reason) {
        return piece(choice, rest, reason(reason));
    }

    private ObjectNode piece(int index, String text, @Nullable String reason) {
        ObjectNode root = root(ask.chat() ? "chat.completion.chunk" : "text_completion");
        ObjectNode choice = choice(root.putArray("choices"), index);
        if (ask.chat()) {
            choice.putObject("delta").put("content", text);
        } else {
            choice.put("text", text);
        }
        choice.putNull("logprobs");
        choice.put("finish_reason", reason);
        return root;
    }

    /// What is said after the last piece, if it was asked for.
    ObjectNode usagePiece(int written) {
        ObjectNode root = root(ask.chat() ? "chat.completion.chunk" : "text_completion");
        root.putArray("choices");
        usage(root, written);
        return root;
    }

    private void usage(ObjectNode root, int written) {
        int read = ask.prompts().stream().mapToInt(p -> p.length).sum();
        root.putObject("usage")
                .put("prompt_tokens", read)
                .put("completion_tokens", written)
                .put("total_tokens", read + written);
    }

    private static String reason(FinishReason reason) {
        return switch (reason) {
            case STOP -> "stop";
            case LENGTH -> "length";
            case INTERRUPTED -> "abort";
        };
    }

    private static void put(ObjectNode target, String name, int[] ids) {
        ArrayNode array = target.putArray(name);
        for (int id : ids) {
            array.add(id);
        }
    }

    /// Text of a token by itself.
    String text(int id) {
        return tokenizer.decode(new int[] {id});
    }

    private void logprobs(
            ObjectNode choice,
            int[] ids,
            float[] logprobs,
            List<List<SampledToken.Alternative>> likeliest,
            int offset) {
        if (!ask.shape().logprobs()) {
            choice.putNull("logprobs");
        } else if (ask.chat()) {
            ArrayNode content = choice.putObject("logprobs").putArray("content");
            for (int t = 0; t < ids.length; t++) {
                ObjectNode entry = entry(content, ids[t], logprobs[t]);
                ArrayNode top = entry.putArray("top_logprobs");
                for (SampledToken.Alternative a : at(likeliest, t)) {
                    entry(top, a.id(), a.logprob());
                }
            }
        } else {
            columns(choice.putObject("logprobs"), ids, logprobs, likeliest, offset);
        }
    }

    private static List<SampledToken.Alternative> at(List<List<SampledToken.Alternative>> likeliest, int t) {
        return t < likeliest.size() ? likeliest.get(t) : List.of();
    }

    private ObjectNode entry(ArrayNode array, int id, float logprob) {
        String text = text(id);
        ObjectNode entry = array.addObject();
        entry.put("token", text);
        entry.put("logprob", Float.isNaN(logprob) ? NONE : logprob);
        if (text.indexOf('\uFFFD') >= 0) {
            // a part of a character has bytes, but they cannot be told from the text
            entry.putNull("bytes");
        } else {
            ArrayNode bytes = entry.putArray("bytes");
            for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
                bytes.add(b & 0xFF);
            }
        }
        return entry;
    }

    private void columns(
            ObjectNode target,
            int[] ids,
            float[] logprobs,
            List<List<SampledToken.Alternative>> likeliest,
            int offset) {
        ArrayNode tokens = target.putArray("tokens");
        ArrayNode values = target.putArray("token_logprobs");
        ArrayNode top = ask.wishes().likeliest() > 0 ? target.putArray("top_logprobs") : null;
        ArrayNode offsets = target.putArray("text_offset");
        int at = offset;
        for (int t = 0; t < ids.length; t++) {
            String text = text(ids[t]);
            tokens.add(text);
            offsets.add(at);
            at += text.length();
            if (Float.isNaN(logprobs[t])) {
                values.addNull();
            } else {
                values.add(logprobs[t]);
            }
            if (top != null) {
                ObjectNode table = top.addObject();
                at(likeliest, t)
                        .forEach(
                                a -> table.putIfAbsent(text(a.id()), JsonNodeFactory.instance.numberNode(a.logprob())));
            }
        }
    }
}
