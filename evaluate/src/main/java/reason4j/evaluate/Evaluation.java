package reason4j.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import reason4j.core.episode.Completion;
import reason4j.core.episode.Completions;
import reason4j.core.episode.Evaluator;
import reason4j.core.episode.Sampling;
import reason4j.core.episode.Verdict;
import reason4j.core.episode.Verifier;
import reason4j.core.io.Json;
import reason4j.core.io.JsonLines;
import reason4j.core.io.UserException;
import reason4j.core.io.WholeFiles;
import reason4j.core.problem.Problem;
import reason4j.core.run.Seed;

/// Measures a model on held-out problems: samples, grades on all cores, scores. The same model, problems and recipe
/// give the same samples and scores, byte for byte.
///
/// @param recipe how, kept with the scores
/// @param template makes a problem's prompt
/// @param verifier grades
public record Evaluation(EvalRecipe recipe, Function<Problem, String> template, Verifier verifier) {

    /// Told how far an evaluation is.
    @FunctionalInterface
    public interface Progress {
        /// Nobody is told.
        Progress NONE = (_, _) -> {};

        /// @param done problems sampled and graded
        /// @param total problems in all
        void at(int done, int total);
    }

    /// Where the time went; `timing.json`, apart from the scores since it differs from run to run.
    ///
    /// @param tokens sampled tokens
    /// @param secondsRollout wall time of sampling
    /// @param secondsVerify wall time of grading
    public record Timing(
            long tokens,
            @JsonProperty("seconds_rollout") double secondsRollout,
            @JsonProperty("seconds_verify") double secondsVerify) {}

    /// What an evaluation found.
    ///
    /// @param samples in the order of problems and samples
    /// @param scores the numbers
    /// @param timing where the time went
    public record Result(List<Sample> samples, Scores scores, Timing timing) {
        public Result {
            samples = List.copyOf(samples);
        }

        /// Writes `samples.jsonl`, `timing.json` and, last, `scores.json`: where that one is, the evaluation is
        /// complete.
        public void write(Path directory) {
            JsonLines.write(directory.resolve("samples.jsonl"), samples);
            WholeFiles.write(directory.resolve("timing.json"), Json.pretty(timing));
            WholeFiles.write(directory.resolve("scores.json"), Json.pretty(scores));
        }
    }

    /// Samples and grades all problems.
    ///
    /// @param name what is evaluated, such as `sft`
    /// @throws UserException if there are no problems, or two share an id
    public Result run(String name, Completions policy, List<Problem> problems, Progress progress) {
        refuseSharedIds(problems);
        List<Sample> samples = new ArrayList<>();
        long tokens = 0;
        long sampling = 0;
        long grading = 0;
        for (int from = 0; from < problems.size(); from += recipe.batch()) {
            List<Problem> batch = problems.subList(from, Math.min(problems.size(), from + recipe.batch()));
            List<String> prompts = batch.stream().map(template).toList();
            long begin = System.nanoTime();
            List<List<Completion>> completions = policy.complete(prompts, samplingFrom(from));
            long sampled = System.nanoTime();
            List<Sample> graded = grade(batch, prompts, completions);
            grading += System.nanoTime() - sampled;
            sampling += sampled - begin;
            tokens += graded.stream().mapToLong(Sample::length).sum();
            samples.addAll(graded);
            progress.at(from + batch.size(), problems.size());
        }
        return new Result(samples, Scores.of(name, samples, recipe), new Timing(tokens, sampling / 1e9, grading / 1e9));
    }

    /// The same measurement as numbers for a journal while a policy trains: `heldout_pass_at_1`, `heldout_low`,
    /// `heldout_high`, `heldout_length`, `heldout_truncated` and, where the samples state equations,
    /// `heldout_true_steps`.
    public Evaluator on(List<Problem> problems) {
        return policy -> {
            Scores scores = run("heldout", policy, problems, Progress.NONE).scores();
            Map<String, Double> numbers = new TreeMap<>();
            numbers.put("heldout_pass_at_1", scores.passAt1());
            numbers.put("heldout_low", scores.low());
            numbers.put("heldout_high", scores.high());
            numbers.put("heldout_length", scores.meanLength());
            numbers.put("heldout_truncated", scores.truncated());
            if (scores.trueSteps() != null) {
                numbers.put("heldout_true_steps", scores.trueSteps());
            }
            return numbers;
        };
    }

    private static void refuseSharedIds(List<Problem> problems) {
        Set<String> ids = new HashSet<>();
        for (Problem problem : problems) {
            if (!ids.add(problem.id())) {
                throw UserException.data("two held-out problems have the id " + problem.id()
                        + "\n  give each problem an id of its own: rates are means over problems");
            }
        }
    }

    /// A model counts prompts from 0 in each call, so each batch has a seed of its own.
    private Sampling samplingFrom(int first) {
        Sampling s = recipe.sampling();
        return new Sampling(
                s.samples(),
                s.temperature(),
                s.topP(),
                s.topK(),
                s.minP(),
                s.repetitionPenalty(),
                s.maxNewTokens(),
                s.stop(),
                s.ignoreEos(),
                new Seed(s.seed()).of("evaluate").at(first).value());
    }

    private List<Sample> grade(List<Problem> problems, List<String> prompts, List<List<Completion>> completions) {
        int each = recipe.sampling().samples();
        return IntStream.range(0, problems.size() * each)
                .parallel()
                .mapToObj(i -> grade(
                        problems.get(i / each),
                        prompts.get(i / each),
                        i % each,
                        completions.get(i / each).get(i % each)))
                .toList();
    }

    private Sample grade(Problem problem, String prompt, int index, Completion completion) {
        Verdict verdict = verifier.verify(problem.answer(), completion.text()).timeless();
        return new Sample(
                problem.id(),
                prompt,
                index,
                completion.text(),
                completion.length(),
                completion.finish(),
                verdict,
                verdict.correct() ? 1 : 0,
                TrueSteps.in(completion.text(), recipe.steps()));
    }
}
