package reason4j.learn.generate;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reason4j.core.episode.Completion;
import reason4j.core.episode.FinishReason;
import reason4j.core.episode.Sampling;
import reason4j.learn.text.Tokenizer;

/// One sample as it grows.
final class Row {

    /// A request on its way into rows.
    static final class Group {
        private final Request request;
        private final Sampler sampler;
        private final Set<Integer> ends;
        private int started;

        Group(Request request, Tokenizer tokenizer) {
            this.request = request;
            this.sampler = new Sampler(request.sampling());
            this.ends = new HashSet<>(request.wishes().stopIds());
            if (!request.sampling().ignoreEos()) {
                ends.addAll(tokenizer.eosIds());
            }
        }

        Request request() {
            return request;
        }

        /// Samples that have no row yet.
        int left() {
            return request.sampling().samples() - started;
        }

        Row start(Tokenizer tokenizer, int context) {
            return new Row(this, started++, tokenizer, context);
        }

        /// Ends what has no row yet.
        void abandon() {
            abandon(request, started);
            started = request.sampling().samples();
        }

        /// Ends samples that have no row yet.
        static void abandon(Request request, int from) {
            for (int s = from; s < request.sampling().samples(); s++) {
                request.listener().done(s, new Completion("", new int[0], new float[0], FinishReason.INTERRUPTED), "");
            }
        }
    }

    private final Group group;
    private final int sample;
    private final Tokenizer tokenizer;
    private final int[] ids;
    private final float[] logprobs;
    private @Nullable Transcript transcript;
    private final @Nullable Thought thought;
    private int length;
    private List<SampledToken.Alternative> likeliest = List.of();

    private Row(Group group, int sample, Tokenizer tokenizer, int context) {
        Request request = group.request;
        Sampling sampling = request.sampling();
        Request.Wishes wishes = request.wishes();
        int limit = Math.min(sampling.maxNewTokens(), context - request.prompt().length);
        this.group = group;
        this.sample = sample;
        this.tokenizer = tokenizer;
        this.ids = new int[limit];
        this.logprobs = new float[limit];
        boolean needsText = request.listener().streams() || !sampling.stop().isEmpty();
        this.transcript = needsText ? transcript() : null;
        this.thought = wishes.thinking() == null ? null : new Thought(wishes.thinking(), tokenizer);
    }

    private Transcript transcript() {
        return new Transcript(
                tokenizer.stream(group.request.wishes().skipSpecial()),
                group.request.sampling().stop());
    }

    Listener listener() {
        return group.request.listener();
    }

    /// The token that the model reads next.
    int last() {
        return ids[length - 1];
    }

    /// Writes the next token.
    ///
    /// @param logits of this row, as the model gave them; changed
    /// @return how many tokens that the model has read were taken back
    int choose(float[] logits) {
        if (thought != null && thought.forces()) {
            return write(thought.next(), Float.NaN, List.of());
        }
        Request request = group.request;
        Sampling sampling = request.sampling();
        int[] seen = sampling.repetitionPenalty() == 1 ? new int[0] : seen();
        double u = sampling.temperature() == 0 ? 0 : Sampler.uniform(sampling.seed(), request.place(), sample, length);
        int count = request.wishes().likeliest();
        float[] given = count == 0 ? logits : logits.clone();
        Sampler.Choice choice = group.sampler.choose(logits, logits.length, seen, u);
        if (thought != null && thought.refuses(choice.id(), group.ends.contains(choice.id()))) {
            return write(thought.next(), Float.NaN, List.of());
        }
        return write(
                choice.id(),
                choice.logprob(),
                count == 0 ? List.of() : Likeliest.of(given, sampling, seen, choice, count));
    }

    private int write(int id, float logprob, List<SampledToken.Alternative> alternatives) {
        ids[length] = id;
        logprobs[length] = logprob;
        length++;
        likeliest = alternatives;
        int back = thought == null ? 0 : thought.wrote(ids, length, !Float.isNaN(logprob));
        if (thought != null && back > 0) {
            length -= back;
            transcript = transcript == null ? null : replayed();
            write(thought.next(), Float.NaN, List.of());
            // of those taken back the last one was not read yet
            return back - 1;
        }
        if (transcript != null && !ended()) {
            transcript.add(id);
        }
        return 0;
    }

    private Transcript replayed() {
        Transcript again = transcript();
        for (int i = 0; i < length; i++) {
            again.add(ids[i]);
        }
        return again;
    }

    private int[] seen() {
        int[] prompt = group.request.prompt();
        int[] seen = Arrays.copyOf(prompt, prompt.length + length);
        System.arraycopy(ids, 0, seen, prompt.length, length);
        return seen;
    }

    // an end that was put there by force is none: forced tokens never end a completion
    private boolean ended() {
        return group.ends.contains(ids[length - 1]) && !Float.isNaN(logprobs[length - 1]);
    }

    /// Tells the listener of the token just written.
    void report() {
        if (listener().streams() && transcript != null) {
            listener()
                    .token(
                            sample,
                            new SampledToken(ids[length - 1], logprobs[length - 1], transcript.release(), likeliest));
        }
    }

    /// Why the sample ends here, or null if it goes on.
    @Nullable
    FinishReason finished() {
        if (ended() || (transcript != null && transcript.stopped())) {
            return FinishReason.STOP;
        }
        return length == ids.length ? FinishReason.LENGTH : null;
    }

    /// Tells the listener that the sample has ended.
    void finish(FinishReason reason) {
        int[] written = Arrays.copyOf(ids, length);
        float[] known = Arrays.copyOf(logprobs, length);
        if (transcript == null) {
            int[] shown = length > 0 && ended() ? Arrays.copyOf(written, length - 1) : written;
            String text = tokenizer.decode(shown, group.request.wishes().skipSpecial());
            listener().done(sample, new Completion(text, written, known, reason), text);
            return;
        }
        transcript.end();
        String rest = transcript.rest();
        listener().done(sample, new Completion(transcript.text(), written, known, reason), rest);
    }
}
