package reason4j.serve;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reason4j.core.episode.Completion;
import reason4j.core.io.Json;
import reason4j.learn.generate.SampledToken;
import tools.jackson.databind.JsonNode;

/// Answers calls for completions: puts them into the model's queue, waits for what comes, writes it down. A client that
/// is gone frees its rows.
final class CompletionCalls {

    /// How long nothing is written while an answer is being made; then something meaningless is, to see whether anybody
    /// still waits.
    private static final long BEAT_MILLIS = 2000;

    private final Served served;
    private final Set<Events> live = ConcurrentHashMap.newKeySet();

    CompletionCalls(Served served) {
        this.served = served;
    }

    /// Calls that are being answered.
    int live() {
        return live.size();
    }

    /// Ends all calls as they are.
    void cancelAll() {
        live.forEach(Events::cancel);
    }

    void answer(Call call, Ask ask) throws IOException, InterruptedException {
        int most = served.generation().mostWaiting();
        if (ask.prompts().size() > most) {
            throw Refusal.bad("prompt", ask.prompts().size() + " prompts at once; at most " + most + " can wait");
        }
        Events events = new Events(ask);
        live.add(events);
        try {
            if (!served.generation().offer(events.requests())) {
                call.header("Retry-After", "1");
                throw Refusal.of(429, "too many requests are waiting; ask again later");
            }
            String id = (ask.chat() ? "chatcmpl-" : "cmpl-")
                    + UUID.randomUUID().toString().replace("-", "");
            Wording wording = new Wording(
                    ask,
                    id,
                    served.name(),
                    System.currentTimeMillis() / 1000,
                    served.prompts().tokenizer());
            if (ask.shape().stream()) {
                stream(call, ask, events, wording);
            } else {
                whole(call, ask, events, wording);
            }
        } finally {
            events.cancel();
            live.remove(events);
        }
    }

    private static void whole(Call call, Ask ask, Events events, Wording wording)
            throws IOException, InterruptedException {
        @Nullable Completion[] done = new @Nullable Completion[ask.choices()];
        List<List<List<SampledToken.Alternative>>> likeliest = new ArrayList<>();
        for (int c = 0; c < done.length; c++) {
            likeliest.add(new ArrayList<>());
        }
        int left = done.length;
        long beat = System.nanoTime();
        while (left > 0) {
            // counted from what was last written, not from what last came: nothing that comes is written before the end
            long quiet = (System.nanoTime() - beat) / 1_000_000;
            if (quiet >= BEAT_MILLIS) {
                call.beat();
                beat = System.nanoTime();
                continue;
            }
            switch (events.next(BEAT_MILLIS - quiet)) {
                case null -> {}
                case Events.Event.Token(int choice, SampledToken token) ->
                    likeliest.get(choice).add(token.likeliest());
                case Events.Event.Done(int choice, Completion completion, String _) -> {
                    done[choice] = completion;
                    left--;
                }
                case Events.Event.Failed(RuntimeException why) -> throw failed(why);
            }
        }
        List<Completion> completions =
                Arrays.stream(done).map(Objects::requireNonNull).toList();
        call.answer(200, wording.whole(completions, likeliest));
    }

    private static void stream(Call call, Ask ask, Events events, Wording wording)
            throws IOException, InterruptedException {
        int[] offsets = new int[ask.choices()];
        List<Boolean> begun = new ArrayList<>(Collections.nCopies(ask.choices(), false));
        boolean every = ask.shape().logprobs() || ask.shape().tokenIds();
        int left = ask.choices();
        int written = 0;
        while (left > 0) {
            switch (events.next(BEAT_MILLIS)) {
                case null -> call.eventBeat();
                case Events.Event.Token(int choice, SampledToken token) -> {
                    begin(call, wording, begun, choice);
                    if (every || !token.text().isEmpty()) {
                        call.event(Json.line(wording.token(choice, token, offsets[choice])));
                    }
                    offsets[choice] += every ? wording.text(token.id()).length() : 0;
                }
                case Events.Event.Done(int choice, Completion completion, String rest) -> {
                    begin(call, wording, begun, choice);
                    call.event(Json.line(wording.last(choice, rest, completion.finish())));
                    written += completion.length();
                    left--;
                }
                case Events.Event.Failed(RuntimeException why) -> throw failed(why);
            }
        }
        if (ask.shape().usage()) {
            call.event(Json.line(wording.usagePiece(written)));
        }
        call.event("[DONE]");
        call.end();
    }

    private static void begin(Call call, Wording wording, List<Boolean> begun, int choice) throws IOException {
        if (!begun.get(choice)) {
            begun.set(choice, true);
            JsonNode first = wording.first(choice);
            call.event(Json.line(first));
        }
    }

    private static Refusal failed(RuntimeException why) {
        return Refusal.of(500, "the model failed: " + why.getMessage());
    }
}
