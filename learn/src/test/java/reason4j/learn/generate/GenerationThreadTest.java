package reason4j.learn.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reason4j.core.episode.Completion;
import reason4j.core.episode.FinishReason;
import reason4j.core.episode.Sampling;
import reason4j.core.io.UserException;
import reason4j.learn.TinyTalker;
import reason4j.learn.checkpoint.Checkpoint;
import reason4j.learn.model.Parameters;
import reason4j.learn.tensor.Precision;
import reason4j.learn.tensor.Tensors;
import reason4j.learn.tensor.Workers;
import reason4j.learn.text.Tokenizer;
import reason4j.learn.text.WordVocabulary;

/// Laws of generation for whoever asks: who asks when, and beside whom, changes nothing.
class GenerationThreadTest {

    private static final List<String> PROMPTS =
            List.of("the cat", "漢字", "wait and", "the mat ran on", "a", "ähnlich 😀");

    /// Listens to one request and keeps what it hears.
    private static final class Ear implements Listener {
        private final List<StringBuilder> texts = new ArrayList<>();
        private final List<List<SampledToken>> tokens = new ArrayList<>();
        private final @Nullable Completion[] completions;
        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private volatile boolean gone;
        private int left;

        Ear(int samples) {
            this.left = samples;
            this.completions = new @Nullable Completion[samples];
            for (int s = 0; s < samples; s++) {
                texts.add(new StringBuilder());
                tokens.add(new ArrayList<>());
            }
        }

        @Override
        public boolean streams() {
            return true;
        }

        @Override
        public void token(int sample, SampledToken token) {
            texts.get(sample).append(token.text());
            tokens.get(sample).add(token);
        }

        @Override
        public void done(int sample, Completion completion, String rest) {
            texts.get(sample).append(rest);
            completions[sample] = completion;
            if (--left == 0) {
                ended.complete(null);
            }
        }

        @Override
        public void failed(RuntimeException failure) {
            ended.completeExceptionally(failure);
        }

        @Override
        public boolean cancelled() {
            return gone;
        }

        List<Completion> await() throws Exception {
            ended.get(20, TimeUnit.SECONDS);
            return Arrays.stream(completions)
                    .map(java.util.Objects::requireNonNull)
                    .toList();
        }
    }

    @TempDir
    Path dir;

    private Tokenizer tokenizer;

    @BeforeEach
    void aModel() {
        Tensors.start(1);
        TinyTalker.write(dir, 1);
        tokenizer = Tokenizer.load(dir);
    }

    private final List<GenerationThread> started = new ArrayList<>();

    @AfterEach
    void close() {
        started.forEach(GenerationThread::close);
    }

    private GenerationThread start(int rows, int mostWaiting) {
        GenerationThread thread =
                new GenerationThread(Checkpoint.load(dir), tokenizer, new Room(rows, TinyTalker.CONTEXT), mostWaiting);
        started.add(thread);
        return thread;
    }

    private Request request(int place, Sampling sampling, Request.Wishes wishes, Listener listener) {
        return new Request(tokenizer.encodePrompt(PROMPTS.get(place)), place, sampling, wishes, listener);
    }

    private List<List<Completion>> together(Sampling sampling) {
        try (Workers one = new Workers(1);
                reason4j.learn.model.Transformer model = Checkpoint.load(dir)) {
            return new Generator(model, tokenizer, 64, one).complete(PROMPTS, sampling);
        }
    }

    @Test
    void whenAndBesideWhomARequestComesChangesNoToken() throws Exception {
        Sampling sampling = new Sampling(3, 0.9, 0.95, 0, 0, 1.1, 40, List.of("the", "a "), false, 7);
        List<List<Completion>> expected = together(sampling);
        Random random = new Random(3);
        GenerationThread thread = start(4, 100);
        List<Ear> ears = new ArrayList<>(java.util.Collections.nCopies(PROMPTS.size(), new Ear(1)));
        List<Integer> order = new ArrayList<>(List.of(5, 2, 0, 4, 1, 3));
        for (int place : order) {
            Ear ear = new Ear(3);
            ears.set(place, ear);
            assertThat(thread.offer(List.of(request(place, sampling, Request.Wishes.NONE, ear))))
                    .isTrue();
            Thread.sleep(random.nextInt(15));
        }
        for (int p = 0; p < PROMPTS.size(); p++) {
            List<Completion> heard = ears.get(p).await();
            for (int s = 0; s < 3; s++) {
                Completion e = expected.get(p).get(s);
                assertThat(heard.get(s).ids()).as("prompt %d, sample %d", p, s).isEqualTo(e.ids());
                assertThat(heard.get(s).text()).isEqualTo(e.text());
                assertThat(heard.get(s).finish()).isEqualTo(e.finish());
                assertThat(ears.get(p).texts.get(s).toString())
                        .as("pieces make the text")
                        .isEqualTo(e.text());
                assertThat(ears.get(p).tokens.get(s))
                        .extracting(SampledToken::id)
                        .containsExactlyElementsOf(
                                Arrays.stream(e.ids()).boxed().toList());
            }
        }
        // the last step is counted right after the last listener has heard of it
        while (thread.load().rows() > 0) {
            Thread.sleep(1);
        }
        assertThat(thread.load().stats().newTokens())
                .isEqualTo(expected.stream()
                        .flatMap(List::stream)
                        .mapToLong(Completion::length)
                        .sum());
    }

    @Test
    void aFullQueueRefusesAndACancelledRequestMakesRoom() throws Exception {
        GenerationThread thread = start(1, 1);
        Sampling endless = new Sampling(1, 1, 1, 0, 0, 1, 120, List.of(), true, 1);
        Ear first = new Ear(1);
        assertThat(thread.offer(List.of(request(0, endless, Request.Wishes.NONE, first))))
                .isTrue();
        while (thread.load().rows() == 0 && !first.ended.isDone()) {
            Thread.sleep(1);
        }
        // whether the first has ended by now is a matter of speed; that of twenty some are refused is not
        int refused = 0;
        List<Ear> later = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Ear ear = new Ear(1);
            if (thread.offer(List.of(request(1, endless, Request.Wishes.NONE, ear)))) {
                later.add(ear);
            } else {
                refused++;
            }
        }
        assertThat(refused).isPositive();
        later.forEach(ear -> ear.gone = true);
        first.gone = true;
        first.await();
        for (Ear ear : later) {
            assertThat(ear.await().getFirst().finish()).isEqualTo(FinishReason.INTERRUPTED);
        }
        Ear last = new Ear(1);
        assertThat(thread.offer(List.of(request(2, endless, Request.Wishes.NONE, last))))
                .isTrue();
        assertThat(last.await().getFirst().length()).isEqualTo(120);
    }

    @Test
    void weightsAreExchangedBetweenRequests() throws Exception {
        Sampling sampling = new Sampling(2, 1, 1, 0, 0, 1, 60, List.of(), true, 1);
        List<List<Completion>> before = together(sampling);
        GenerationThread thread = start(2, 10);
        Ear old = new Ear(2);
        thread.offer(List.of(request(0, sampling, Request.Wishes.NONE, old)));
        while (thread.load().rows() == 0) {
            Thread.sleep(1);
        }
        TinyTalker.write(dir, 2);
        CompletableFuture<Void> exchanged = thread.exchange(Checkpoint.load(dir));
        Ear fresh = new Ear(2);
        thread.offer(List.of(request(0, sampling, Request.Wishes.NONE, fresh)));
        exchanged.get(20, TimeUnit.SECONDS);
        List<List<Completion>> after = together(sampling);
        for (int s = 0; s < 2; s++) {
            assertThat(old.await().get(s).ids()).isEqualTo(before.get(0).get(s).ids());
            assertThat(fresh.await().get(s).ids())
                    .isEqualTo(after.get(0).get(s).ids())
                    .isNotEqualTo(before.get(0).get(s).ids());
        }
        assertThat(thread.load().weights()).isEqualTo(1);
    }

    @Test
    void reasoningIsHeldWithinItsBounds() throws Exception {
        GenerationThread thread = start(8, 10);
        int end = tokenizer.idOf("</think>").orElseThrow();
        int[] wait = tokenizer.encode("Wait");
        Sampling sampling = new Sampling(8, 1, 1, 0, 0, 1, 100, List.of(), false, 5);
        Thinking bounds = new Thinking("</think>", "Wait", 2, 10, 30).checked(tokenizer);
        Ear ear = new Ear(8);
        thread.offer(List.of(request(0, sampling, new Request.Wishes(Set.of(), false, 0, bounds), ear)));
        for (Completion c : ear.await()) {
            int[] ids = c.ids();
            int reasoned = 0;
            while (reasoned < ids.length && ids[reasoned] != end) {
                reasoned++;
            }
            assertThat(reasoned).isBetween(10, 30);
            for (int t = 0; t < ids.length; t++) {
                boolean forced = Float.isNaN(c.logprobs()[t]);
                if (reasoned == 30 && t == 30) {
                    assertThat(forced).as("the end is put there after too long").isTrue();
                } else if (forced) {
                    assertThat(t).as("only reasoning is interfered with").isLessThan(reasoned);
                    assertThat(wait).contains(ids[t]);
                }
            }
        }
    }

    @Test
    void anEndSpelledInSeveralTokensIsTakenBack() throws Exception {
        GenerationThread thread = start(8, 10);
        Sampling greedy = new Sampling(1, 0, 1, 0, 0, 1, 60, List.of(), true, 5);
        int takenBack = 0;
        for (int place = 0; place < PROMPTS.size(); place++) {
            int[] prompt = tokenizer.encodePrompt(PROMPTS.get(place));
            int[] free = answer(thread, prompt, greedy, Request.Wishes.NONE).ids();
            for (int from = 4; from < 50; from++) {
                String end = tokenizer.decode(Arrays.copyOfRange(free, from, from + 2 + from % 3));
                if (end.contains("\uFFFD") || tokenizer.encode(end).length == 1) {
                    continue;
                }
                Thinking once = new Thinking(end, "Wait", 1, 0, 0);
                Completion held = answer(thread, prompt, greedy, new Request.Wishes(Set.of(), false, 0, once));
                String text = tokenizer.decode(free);
                assertThat(held.text()).startsWith(text.substring(0, text.indexOf(end)) + "Wait");

                int went = 0;
                for (int t = 0; t < 60; t++) {
                    went = Float.isNaN(held.logprobs()[t]) ? t + 1 : went;
                }
                int[] asked = Arrays.copyOf(prompt, prompt.length + went);
                System.arraycopy(held.ids(), 0, asked, prompt.length, went);
                int[] rest = answer(thread, asked, greedy, Request.Wishes.NONE).ids();
                assertThat(Arrays.copyOfRange(held.ids(), went, 60))
                        .as("the model goes on as if it had never begun to write " + end)
                        .isEqualTo(Arrays.copyOf(rest, 60 - went));
                takenBack++;
            }
        }
        assertThat(takenBack).isGreaterThan(10);
    }

    @Test
    void anEndSpelledInSeveralTokensIsPutThere() throws Exception {
        GenerationThread thread = start(8, 10);
        int[] end = tokenizer.encode("</mat>");
        assertThat(end.length).isGreaterThan(1);
        Sampling sampling = new Sampling(1, 1, 1, 0, 0, 1, 60, List.of(), true, 5);
        Thinking bounds = new Thinking("</mat>", "", 0, 0, 30).checked(tokenizer);
        Completion c = answer(
                thread, tokenizer.encodePrompt("the cat"), sampling, new Request.Wishes(Set.of(), false, 0, bounds));
        assertThat(Arrays.copyOfRange(c.ids(), 30, 30 + end.length)).isEqualTo(end);
        assertThat(c.ids()).hasSize(60);
    }

    private static Completion answer(GenerationThread thread, int[] prompt, Sampling sampling, Request.Wishes wishes)
            throws Exception {
        Ear ear = new Ear(1);
        thread.offer(List.of(new Request(prompt, 0, sampling, wishes, ear)));
        return ear.await().getFirst();
    }

    @Test
    void textsThatTheModelCannotWriteAreRefused() {
        Tokenizer words =
                WordVocabulary.of(List.of("<|end|>"), List.of("1", "2")).open();
        assertThatThrownBy(() -> new Thinking("</no>", "Wait", 1, 0, 0).checked(words))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("the end of reasoning, '</no>', cannot be written by this model");
    }

    @Test
    void stopIdsAndTheLikeliest() throws Exception {
        GenerationThread thread = start(8, 10);
        Sampling endless = new Sampling(1, 1, 1, 0, 0, 1, 100, List.of(), true, 5);
        Ear free = new Ear(1);
        thread.offer(List.of(request(0, endless, new Request.Wishes(Set.of(), false, 3, null), free)));
        int[] ids = free.await().getFirst().ids();
        for (SampledToken token : free.tokens.getFirst()) {
            assertThat(token.likeliest()).hasSize(3);
            assertThat(token.likeliest().getFirst().logprob()).isGreaterThanOrEqualTo(token.logprob() - 1e-5f);
        }
        int stop = ids[20];
        int at = java.util.stream.IntStream.range(0, ids.length)
                .filter(i -> ids[i] == stop)
                .findFirst()
                .orElseThrow();
        Ear stopped = new Ear(1);
        thread.offer(List.of(request(0, endless, new Request.Wishes(Set.of(stop), false, 0, null), stopped)));
        Completion c = stopped.await().getFirst();
        assertThat(c.ids()).isEqualTo(Arrays.copyOf(ids, at + 1));
        assertThat(c.text()).isEqualTo(tokenizer.decode(Arrays.copyOf(ids, at)));
        assertThat(c.finish()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void whatDoesNotFitIsRefusedAtOnce() {
        GenerationThread thread = start(1, 1);
        Ear ear = new Ear(1);
        Sampling greedy = Sampling.greedy(4);
        assertThatThrownBy(() -> thread.offer(List.of(new Request(new int[0], 0, greedy, Request.Wishes.NONE, ear))))
                .hasMessageContaining("has no tokens");
        assertThatThrownBy(() -> thread.offer(List.of(new Request(new int[200], 0, greedy, Request.Wishes.NONE, ear))))
                .hasMessageContaining("200 tokens, but the context is 128");
        assertThatThrownBy(() ->
                        thread.offer(List.of(new Request(new int[] {1, 999}, 0, greedy, Request.Wishes.NONE, ear))))
                .hasMessageContaining("the token 999");
    }

    @Test
    void rowsAreChosenToFitTheMemory() {
        reason4j.learn.model.ModelConfig config = Checkpoint.config(dir);
        Room wanted = new Room(16, TinyTalker.CONTEXT);
        for (Precision precision : Precision.values()) {
            long all = wanted.bytes(config, precision);
            assertThat(Room.within(config, precision, 16, 5000, all)).isEqualTo(wanted);
            assertThat(Room.within(config, precision, 16, TinyTalker.CONTEXT, all - 1)
                            .rows())
                    .isEqualTo(15);
        }
        long weights = Parameters.count(config);
        assertThat(Parameters.bytes(config, Precision.F32)).isEqualTo(4 * weights);
        assertThat(Parameters.bytes(config, Precision.BF16))
                .as("32-bit weights, the copy to compute with, and the matrices in the processor's order")
                .isBetween(6 * weights, 8 * weights);
        assertThatThrownBy(() -> Room.within(config, Precision.F32, 16, TinyTalker.CONTEXT, 1000))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("does not hold one sequence");
    }
}
