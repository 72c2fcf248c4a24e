package reason4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reason4j.core.episode.Completion;
import reason4j.core.episode.Completions;
import reason4j.core.episode.FinishReason;
import reason4j.core.episode.Outcome;
import reason4j.core.episode.Sampling;
import reason4j.core.episode.Verdict;
import reason4j.core.episode.Verifier;
import reason4j.core.io.JsonLines;
import reason4j.core.io.UserException;
import reason4j.core.problem.AnswerKey;
import reason4j.core.problem.Problem;
import reason4j.core.run.Seed;

class EvaluationTest {

    /// Adds `a+b`, and gets every so many sums wrong, by random numbers that depend on seed, prompt and sample alone.
    private static final Completions ADDS = (prompts, sampling) -> IntStream.range(0, prompts.size())
            .mapToObj(p -> IntStream.range(0, sampling.samples())
                    .mapToObj(s -> answer(
                            prompts.get(p), new Seed(sampling.seed()).at(p, s).random()))
                    .toList())
            .toList();

    private static final Verifier EXACT = (key, response) -> {
        String gold = ((AnswerKey.MathAnswer) key).gold();
        String answer = response.substring(response.indexOf('=') + 1);
        Outcome outcome = gold.isEmpty() ? Outcome.UNSCORABLE : gold.equals(answer) ? Outcome.CORRECT : Outcome.WRONG;
        return new Verdict(outcome, "exact", "compared", gold, answer, System.nanoTime());
    };

    private static Completion answer(String prompt, SplittableRandom random) {
        String sum = prompt.substring(2);
        String[] operands = sum.split("\\+");
        int right = Integer.parseInt(operands[0]) + Integer.parseInt(operands[1]);
        int said = random.nextInt(10) < Integer.parseInt(operands[0]) ? right + 1 + random.nextInt(3) : right;
        FinishReason finish = random.nextInt(4) == 0 ? FinishReason.LENGTH : FinishReason.STOP;
        return new Completion(sum + "=" + said, new int[5 + random.nextInt(4)], new float[0], finish);
    }

    private static List<Problem> problems(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Problem.of(
                        "p" + i,
                        i % 10 + "+" + i,
                        new AnswerKey.MathAnswer(Integer.toString(i % 10 + i)),
                        "math",
                        "test"))
                .toList();
    }

    private static Evaluation evaluation(int samples, int batch, long seed) {
        EvalRecipe recipe = new EvalRecipe(
                Sampling.at(1, samples, 16, seed), "Q:{prompt}", "exact", Precedence.NORMAL, batch, 2_000);
        return new Evaluation(recipe, problem -> "Q:" + problem.prompt(), EXACT);
    }

    @Test
    void gradesInOrderAndScores() {
        List<String> progress = new ArrayList<>();
        Evaluation.Result result =
                evaluation(8, 64, 7).run("sft", ADDS, problems(150), (done, total) -> progress.add(done + "/" + total));

        assertThat(progress).containsExactly("64/150", "128/150", "150/150");
        assertThat(result.samples()).hasSize(1200);
        assertThat(result.samples())
                .extracting(Sample::problem)
                .startsWith("p0", "p0")
                .endsWith("p149");
        assertThat(result.samples()).extracting(Sample::sample).startsWith(0, 1, 2, 3, 4, 5, 6, 7, 0);
        assertThat(result.samples().get(8).prompt()).isEqualTo("Q:1+1");

        Scores scores = result.scores();
        double right = result.samples().stream().mapToDouble(Sample::reward).sum();
        assertThat(scores.passAt1()).isCloseTo(right / 1200, within(1e-12));
        assertThat(scores.passAt1()).isBetween(0.45, 0.65);
        assertThat(scores.low()).isLessThan(scores.passAt1());
        assertThat(scores.high()).isGreaterThan(scores.passAt1());
        assertThat(scores.passAt().keySet()).containsExactly(1, 2, 4, 8);
        assertThat(scores.passAt().get(1)).isCloseTo(scores.passAt1(), within(1e-12));
        assertThat(scores.passAt().get(8)).isGreaterThan(scores.passAt().get(2));
        assertThat(scores.majorityAt().get(8)).isGreaterThan(0.5);
        assertThat(scores.meanLength()).isBetween(6.0, 7.0);
        assertThat(scores.truncated()).isBetween(0.2, 0.3);
        assertThat(scores.unscorable()).isZero();
        assertThat(scores.steps()).isEqualTo(1200);
        assertThat(scores.trueSteps()).isCloseTo(scores.passAt1(), within(1e-12));
        assertThat(result.timing().tokens()).isEqualTo(Math.round(scores.meanLength() * 1200));
    }

    @Test
    void sameSeedSameBytes(@TempDir Path dir) throws IOException {
        evaluation(4, 32, 7)
                .run("a", ADDS, problems(50), Evaluation.Progress.NONE)
                .write(dir.resolve("one"));
        evaluation(4, 32, 7)
                .run("a", ADDS, problems(50), Evaluation.Progress.NONE)
                .write(dir.resolve("two"));
        evaluation(4, 32, 8)
                .run("a", ADDS, problems(50), Evaluation.Progress.NONE)
                .write(dir.resolve("other"));
        for (String file : List.of("samples.jsonl", "scores.json")) {
            assertThat(dir.resolve("one").resolve(file))
                    .hasSameBinaryContentAs(dir.resolve("two").resolve(file));
            assertThat(Files.readString(dir.resolve("other").resolve(file)))
                    .isNotEqualTo(Files.readString(dir.resolve("one").resolve(file)));
        }
        assertThat(dir.resolve("one/timing.json")).exists();
    }

    @Test
    void batchesDoNotRepeatRandomNumbers() {
        List<Problem> same = IntStream.range(0, 40)
                .mapToObj(i -> Problem.of("p" + i, "5+1", new AnswerKey.MathAnswer("6"), "math", "test"))
                .toList();
        List<Sample> samples = evaluation(4, 20, 1)
                .run("a", ADDS, same, Evaluation.Progress.NONE)
                .samples();
        assertThat(samples.subList(0, 80))
                .extracting(Sample::completion)
                .isNotEqualTo(samples.subList(80, 160).stream()
                        .map(Sample::completion)
                        .toList());
    }

    @Test
    void filesReadBack(@TempDir Path dir) {
        Evaluation.Result result = evaluation(4, 32, 7).run("a", ADDS, problems(10), Evaluation.Progress.NONE);
        result.write(dir);
        assertThat(Scores.read(dir.resolve("scores.json"))).isEqualTo(result.scores());
        assertThat(JsonLines.read(dir.resolve("samples.jsonl"), Sample.class)).isEqualTo(result.samples());
        assertThat(dir.resolve("scores.json"))
                .content()
                .contains(
                        "\"pass_at_1\"",
                        "\"low\"",
                        "\"high\"",
                        "\"mean_length\"",
                        "\"true_steps\"",
                        "\"recipe\"",
                        "\"normal\"");
        assertThat(dir.resolve("samples.jsonl")).content().contains("\"finish_reason\":\"stop\"", "\"millis\":0.0");
    }

    @Test
    void unscorableIsAShareOfItsOwn() {
        List<Problem> withoutKey = List.of(
                Problem.of("a", "0+1", new AnswerKey.MathAnswer(""), "math", "test"),
                Problem.of("b", "0+1", new AnswerKey.MathAnswer("1"), "math", "test"));
        Scores scores = evaluation(2, 8, 1)
                .run("a", ADDS, withoutKey, Evaluation.Progress.NONE)
                .scores();
        assertThat(scores.unscorable()).isEqualTo(0.5);
        assertThat(scores.passAt1()).isEqualTo(0.5);
    }

    @Test
    void refusesNoProblemsAndSharedIds() {
        assertThatThrownBy(() -> evaluation(2, 8, 1).run("sft", ADDS, List.of(), Evaluation.Progress.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("sft: no problems");
        List<Problem> twice = List.of(problems(1).getFirst(), problems(1).getFirst());
        assertThatThrownBy(() -> evaluation(2, 8, 1).run("sft", ADDS, twice, Evaluation.Progress.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("p0");
    }

    @Test
    void isAnEvaluatorForTheLoop() {
        assertThat(evaluation(2, 8, 1).on(problems(20)).evaluate(ADDS))
                .containsKeys(
                        "heldout_pass_at_1", "heldout_low", "heldout_high", "heldout_length", "heldout_true_steps");
    }
}
