package reason4j.learn.lines;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import reason4j.core.episode.Completion;
import reason4j.core.episode.FinishReason;
import reason4j.core.episode.Sampling;
import reason4j.core.io.UserException;
import reason4j.learn.generate.Generator;
import reason4j.learn.generate.Listener;
import reason4j.learn.generate.Request;
import reason4j.learn.generate.Room;
import reason4j.learn.model.ModelConfig;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Completions for a file of prompts. Every line is looked at before the first token is sampled; then lines are drawn
/// as rows become free, and written in their order. A line's random numbers depend on the seed and its index alone.
public final class CompletionFile {

    /// What to do.
    ///
    /// @param input a prompt a line, see [Prompts#of]
    /// @param output gets the same lines with `prompt_ids` and `completions`
    /// @param resume go on from what an earlier attempt with the same settings has written
    public record Job(Path input, Path output, boolean resume, Sampling sampling, Request.Wishes wishes) {}

    /// What a file asks for.
    ///
    /// @param lines prompts
    /// @param longest tokens of the longest
    public record Survey(int lines, int longest) {

        /// Tokens that a row needs.
        public int context(Sampling sampling, ModelConfig model) {
            return (int) Math.min((long) longest + sampling.maxNewTokens(), model.context());
        }
    }

    /// What came of it.
    ///
    /// @param lines written in all, those of earlier attempts included
    /// @param whole whether no line is missing
    public record Outcome(int lines, boolean whole, Generator.Stats stats) {}

    private final Prompts prompts;
    private final ModelConfig model;

    public CompletionFile(Prompts prompts, ModelConfig model) {
        this.prompts = prompts;
        this.model = model;
    }

    /// Reads all lines.
    ///
    /// @throws UserException with file and line of the first that cannot be completed
    public Survey survey(Path input) {
        Room most = new Room(1, model.context());
        int lines = 0;
        int longest = 0;
        try (Lines all = Lines.of(input)) {
            while (all.hasNext()) {
                Lines.Line line = all.next();
                int[] ids = prompts.of(line.object(), line.where());
                most.check(ids, model.vocabulary(), line.where() + ": the prompt");
                longest = Math.max(longest, ids.length);
                lines++;
            }
        }
        if (lines == 0) {
            throw UserException.data(input + ": has no lines");
        }
        return new Survey(lines, longest);
    }

    /// Completes what is not written yet.
    ///
    /// @param lines how many the input has, as [#survey] found
    /// @param progress is told how many lines are written, and the tokens sampled so far
    public Outcome complete(Generator generator, Room room, Job job, int lines, BiConsumer<Integer, Long> progress) {
        try (OrderedLines out = OrderedLines.open(job.output(), job.resume());
                Lines in = Lines.of(job.input())) {
            if (out.written() > lines) {
                throw UserException.data(job.output() + ".part has more lines than " + job.input()
                        + "\n  it belongs to another input; start without --resume");
            }
            for (int i = 0; i < out.written(); i++) {
                in.next();
            }
            Generator.Stats stats = generator.run(new Requests(in, out, job, progress), room);
            boolean whole = out.written() == lines;
            if (whole) {
                out.finish();
            }
            return new Outcome(out.written(), whole, stats);
        }
    }

    /// The lines of the input as requests.
    private final class Requests implements Iterator<Request> {
        private final Lines in;
        private final OrderedLines out;
        private final Job job;
        private final BiConsumer<Integer, Long> progress;
        private int index;
        private long tokens;

        private Requests(Lines in, OrderedLines out, Job job, BiConsumer<Integer, Long> progress) {
            this.in = in;
            this.out = out;
            this.job = job;
            this.progress = progress;
            this.index = out.written();
        }

        @Override
        public boolean hasNext() {
            return in.hasNext();
        }

        @Override
        public Request next() {
            Lines.Line line = in.next();
            int[] ids = prompts.of(line.object(), line.where());
            int place = index++;
            return new Request(ids, place, job.sampling(), job.wishes(), new Group(this, place, line.object(), ids));
        }
    }

    /// The samples of one line, as they end.
    private static final class Group implements Listener {
        private final Requests all;
        private final int index;
        private final ObjectNode line;
        private final @Nullable Completion[] completions;
        private int left;
        private boolean interrupted;

        private Group(Requests all, int index, ObjectNode line, int[] prompt) {
            this.all = all;
            this.index = index;
            this.line = line;
            this.left = all.job.sampling().samples();
            this.completions = new @Nullable Completion[left];
            ArrayNode ids = line.putArray("prompt_ids");
            for (int id : prompt) {
                ids.add(id);
            }
        }

        @Override
        public void done(int sample, Completion completion, String rest) {
            completions[sample] = completion;
            interrupted |= completion.finish() == FinishReason.INTERRUPTED;
            all.tokens += completion.length();
            if (--left > 0 || interrupted) {
                return;
            }
            ArrayNode array = line.putArray("completions");
            for (Completion c : completions) {
                if (c != null) {
                    array.add(json(c));
                }
            }
            all.out.put(index, line);
            all.progress.accept(all.out.written(), all.tokens);
        }
    }

    /// A completion as it is written: a log-probability is null where the token was put there by force.
    static ObjectNode json(Completion completion) {
        ObjectNode node = tools.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        node.put("text", completion.text());
        ArrayNode ids = node.putArray("ids");
        for (int id : completion.ids()) {
            ids.add(id);
        }
        Numbers.add(node.putArray("logprobs"), completion.logprobs());
        node.put("finish_reason", completion.finish().name().toLowerCase(Locale.ROOT));
        return node;
    }
}
