package reason4j.learn.lines;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import reason4j.core.io.UserException;
import reason4j.learn.model.LanguageHead;
import reason4j.learn.model.ModelConfig;
import reason4j.learn.model.Sequence;
import reason4j.learn.model.TrainingPass;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Log-probabilities of the tokens of given texts, for a file of them. A line has one of
///
/// - `prompt` or `messages`, and `completion`: the completion's tokens are scored, each part encoded by itself;
/// - `text`: all its tokens are scored but the first, before which nothing stands;
/// - `ids`, and perhaps `prompt_ids` before them: as they are;
/// - `prompt_ids` and `completions` with `ids`, as [CompletionFile] writes them.
public final class ScoreFile {

    /// Tokens that are read before they are scored together.
    private static final int CHUNK = 1 << 16;

    /// A text of a line, and where its scores go.
    ///
    /// @param begins whether the prompt is the text's own first token, which has no score
    private record Text(Sequence sequence, boolean begins, ObjectNode target) {}

    private final Prompts prompts;
    private final ModelConfig model;
    private final TrainingPass pass;

    /// @param pass of the model, at the temperature whose distribution is asked for
    public ScoreFile(Prompts prompts, ModelConfig model, TrainingPass pass) {
        this.prompts = prompts;
        this.model = model;
        this.pass = pass;
    }

    /// @param progress is told how many lines are written
    /// @return how many tokens were scored
    public long score(Path input, Path output, IntConsumer progress) {
        long tokens = 0;
        try (Lines in = Lines.of(input);
                OrderedLines out = OrderedLines.open(output, false)) {
            while (in.hasNext()) {
                List<ObjectNode> lines = new ArrayList<>();
                List<Text> texts = new ArrayList<>();
                int waiting = 0;
                while (in.hasNext() && waiting < CHUNK) {
                    Lines.Line line = in.next();
                    List<Text> found = texts(line);
                    found.forEach(t -> check(t.sequence, line.where()));
                    waiting += found.stream().mapToInt(t -> t.sequence.length()).sum();
                    texts.addAll(found);
                    lines.add(line.object());
                }
                tokens += score(texts);
                lines.forEach(line -> out.put(out.written(), line));
                progress.accept(out.written());
            }
            out.finish();
        }
        return tokens;
    }

    private long score(List<Text> texts) {
        List<Text> scored =
                texts.stream().filter(t -> t.sequence.response().length > 0).toList();
        List<LanguageHead.Scores> scores =
                pass.score(scored.stream().map(Text::sequence).toList());
        long tokens = 0;
        for (int i = 0; i < scored.size(); i++) {
            write(scored.get(i), scores.get(i).logprobs());
            tokens += scores.get(i).logprobs().length;
        }
        texts.stream().filter(t -> t.sequence.response().length == 0).forEach(t -> write(t, new float[0]));
        return tokens;
    }

    private static void write(Text text, float[] logprobs) {
        ArrayNode array = text.target.putArray("logprobs");
        if (text.begins) {
            array.addNull();
        }
        Numbers.add(array, logprobs);
        double sum = 0;
        for (float logprob : logprobs) {
            sum += logprob;
        }
        text.target.put("sum", sum);
    }

    private List<Text> texts(Lines.Line line) {
        ObjectNode object = line.object();
        JsonNode completions = object.path("completions");
        if (completions.isArray()) {
            int[] prompt = ids(object, "prompt_ids", line.where());
            List<Text> texts = new ArrayList<>();
            for (JsonNode completion : completions) {
                if (!(completion instanceof ObjectNode node)) {
                    throw UserException.data(line.where() + ": a completion is no object");
                }
                texts.add(new Text(new Sequence(prompt, ids(node, "ids", line.where())), false, node));
            }
            return texts;
        }
        return List.of(text(object, line.where()));
    }

    private Text text(ObjectNode object, String where) {
        if (object.path("ids").isArray()) {
            int[] ids = ids(object, "ids", where);
            return object.path("prompt_ids").isArray()
                    ? new Text(new Sequence(ids(object, "prompt_ids", where), ids), false, object)
                    : whole(ids, object);
        }
        if (object.path("completion").isString()) {
            int[] prompt = nonEmpty(prompts.of(object, where), "prompt", where);
            int[] ids = prompts.tokenizer().encode(object.path("completion").asString());
            put(object, "prompt_ids", prompt);
            put(object, "ids", ids);
            return new Text(new Sequence(prompt, ids), false, object);
        }
        if (object.path("text").isString()) {
            int[] ids = nonEmpty(
                    prompts.tokenizer().encodePrompt(object.path("text").asString()), "text", where);
            put(object, "ids", ids);
            return whole(ids, object);
        }
        throw UserException.data(where + ": nothing to score\n  a line needs \"prompt\" or \"messages\" with"
                + " \"completion\", or \"text\", or \"ids\"");
    }

    private static Text whole(int[] ids, ObjectNode object) {
        return new Text(new Sequence(Arrays.copyOf(ids, 1), Arrays.copyOfRange(ids, 1, ids.length)), true, object);
    }

    private static int[] ids(ObjectNode object, String name, String where) {
        return nonEmpty(
                Prompts.ids(object.path(name), where + ": \"" + name + "\" must be an array of token ids"),
                name,
                where);
    }

    private static int[] nonEmpty(int[] ids, String name, String where) {
        if (ids.length == 0) {
            throw UserException.data(where + ": \"" + name + "\" has no tokens");
        }
        return ids;
    }

    private static void put(ObjectNode object, String name, int[] ids) {
        ArrayNode array = object.putArray(name);
        for (int id : ids) {
            array.add(id);
        }
    }

    private void check(Sequence sequence, String where) {
        if (sequence.length() > model.context()) {
            throw UserException.data(where + ": has " + sequence.length() + " tokens, but the model's context is "
                    + model.context() + "\n  shorten it, or extend the context by rope_scaling");
        }
        @Nullable Integer stranger = stranger(sequence);
        if (stranger != null) {
            throw UserException.data(where + ": has the token " + stranger + ", but the model knows 0 to "
                    + (model.vocabulary() - 1) + "\n  were the ids made by another tokenizer?");
        }
    }

    private @Nullable Integer stranger(Sequence sequence) {
        for (int[] ids : List.of(sequence.prompt(), sequence.response())) {
            for (int id : ids) {
                if (id < 0 || id >= model.vocabulary()) {
                    return id;
                }
            }
        }
        return null;
    }
}
