package reason4j.learn.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reason4j.core.episode.Completion;
import reason4j.core.episode.FinishReason;
import reason4j.core.episode.Sampling;
import reason4j.core.io.UserException;
import reason4j.learn.TinyRun;
import reason4j.learn.checkpoint.Checkpoint;
import reason4j.learn.model.Sequence;
import reason4j.learn.model.TrainingPass;
import reason4j.learn.model.Transformer;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Tensors;
import reason4j.learn.tensor.Workers;
import reason4j.learn.text.Tokenizer;

/// Laws of sampling, on a tiny model with large random weights.
class GeneratorTest {

    @TempDir
    Path dir;

    private final Workers one = new Workers(1);
    private final Workers two = new Workers(2);
    private Transformer model;
    private Tokenizer tokenizer;

    @BeforeEach
    void aModel() {
        Tensors.start(1);
        new TinyRun(dir).init();
        model = Checkpoint.load(dir.resolve("base"));
        tokenizer = Tokenizer.load(dir.resolve("base"));
        Scopes.noGrad(() -> model.parameters().flat().mul_(Tensors.scalar(6)));
    }

    @AfterEach
    void close() {
        model.close();
        one.close();
        two.close();
    }

    private static final List<String> PROMPTS = List.of("1+2=", "3+", "9+9=18", "4", "5+5=", "7+1=8");

    @Test
    void aSampleDoesNotDependOnWhatSharesItsBatch() {
        Sampling sampling = Sampling.at(1, 3, 12, 42);
        List<List<Completion>> wide = new Generator(model, tokenizer, 64, one).complete(PROMPTS, sampling);
        List<List<Completion>> narrow = new Generator(model, tokenizer, 2, one).complete(PROMPTS, sampling);
        List<List<Completion>> spread = new Generator(model, tokenizer, 5, two).complete(PROMPTS, sampling);
        for (int p = 0; p < PROMPTS.size(); p++) {
            for (int s = 0; s < 3; s++) {
                assertThat(narrow.get(p).get(s).ids())
                        .isEqualTo(wide.get(p).get(s).ids());
                assertThat(spread.get(p).get(s).ids())
                        .isEqualTo(wide.get(p).get(s).ids());
            }
        }
        assertThat(wide.get(0).get(0).ids()).isNotEqualTo(wide.get(0).get(1).ids());
    }

    @Test
    void logprobsAreThoseOfTheTrainer() {
        Sampling sampling = Sampling.at(0.8, 2, 12, 1);
        List<List<Completion>> completions = new Generator(model, tokenizer, 64, one).complete(PROMPTS, sampling);
        try (TrainingPass pass = new TrainingPass(model, 0.8, 30, two)) {
            List<Sequence> sequences = IntStream.range(0, PROMPTS.size())
                    .mapToObj(p -> new Sequence(
                            tokenizer.encodePrompt(PROMPTS.get(p)),
                            completions.get(p).get(1).ids()))
                    .toList();
            List<reason4j.learn.model.LanguageHead.Scores> scores = pass.score(sequences);
            for (int p = 0; p < PROMPTS.size(); p++) {
                float[] sampled = completions.get(p).get(1).logprobs();
                for (int t = 0; t < sampled.length; t++) {
                    assertThat(sampled[t]).isCloseTo(scores.get(p).logprobs()[t], within(1e-4f));
                }
            }
        }
    }

    @Test
    void lengthEosStopStringsAndInterruption() {
        Generator generator = new Generator(model, tokenizer, 64, two);
        Sampling all = new Sampling(4, 1, 1, 0, 0, 1, 10, List.of(), true, 3);
        for (List<Completion> group : generator.complete(PROMPTS, all)) {
            for (Completion c : group) {
                assertThat(c.length()).isEqualTo(10);
                assertThat(c.finish()).isEqualTo(FinishReason.LENGTH);
            }
        }
        assertThat(generator.stats().newTokens()).isEqualTo(PROMPTS.size() * 4 * 10L);
        Sampling stopping = new Sampling(4, 1, 1, 0, 0, 1, 10, List.of("1", "+"), true, 3);
        for (Completion c : generator.complete(PROMPTS, stopping).getFirst()) {
            assertThat(c.text()).doesNotContain("1", "+");
        }
        List<List<Completion>> stopped =
                new Generator(model, tokenizer, 2, one).stoppedBy(() -> true).complete(PROMPTS, all);
        assertThat(stopped.getLast().getLast().finish()).isEqualTo(FinishReason.INTERRUPTED);
    }

    @Test
    void promptsThatDoNotFitAreRefused() {
        Generator generator = new Generator(model, tokenizer, 4, one);
        assertThatThrownBy(() -> generator.complete(List.of("1", ""), Sampling.greedy(4)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("prompt 2 has no tokens");
        assertThatThrownBy(() -> generator.complete(List.of("1+".repeat(40)), Sampling.greedy(4)))
                .hasMessageContaining("the model's context is 32");
    }
}
