package reason4j.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reason4j.core.episode.FinishReason;
import reason4j.core.episode.Outcome;
import reason4j.core.io.Json;
import reason4j.core.io.UserException;
import reason4j.core.run.Seed;

/// The numbers of an evaluation; `evals/<id>/scores.json`. Rates are from 0 to 1.
///
/// @param name what was evaluated, such as `base`, `sft`, `rlvr`
/// @param problems how many
/// @param samples samples a problem
/// @param passAt1 the mean over problems of the share of right samples
/// @param low lower bound of its 95 % interval, see [Interval]
/// @param high upper bound
/// @param passAt for k = 1, 2, 4, … up to `samples`: the unbiased probability that one of k is right
/// @param majorityAt for the same k: the share of problems whose commonest answer of the first k is right
/// @param meanLength tokens a sample
/// @param truncated share of samples that the limit of tokens cut off
/// @param unscorable share of samples that no verifier could judge, timeouts included; they count as not right
/// @param trueSteps share of true equations among those that the samples state, null where they state none
/// @param steps how many equations the samples state
/// @param recipe how all this was measured
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Scores(
        String name,
        int problems,
        int samples,
        @JsonProperty("pass_at_1") double passAt1,
        double low,
        double high,
        @JsonProperty("pass_at") Map<Integer, Double> passAt,
        @JsonProperty("majority_at") Map<Integer, Double> majorityAt,
        @JsonProperty("mean_length") double meanLength,
        double truncated,
        double unscorable,
        @JsonProperty("true_steps") @Nullable Double trueSteps,
        long steps,
        EvalRecipe recipe) {

    public Scores {
        passAt = new TreeMap<>(passAt);
        majorityAt = new TreeMap<>(majorityAt);
    }

    /// Computes the numbers; the bootstrap is seeded by the sampling's seed.
    ///
    /// @param samples all samples of a problem beside one another, equally many for each, at least one
    public static Scores of(String name, List<Sample> samples, EvalRecipe recipe) {
        List<List<Sample>> groups = PassRates.byProblem(samples);
        if (groups.isEmpty()) {
            throw UserException.data(
                    name + ": no problems to evaluate\n  give a held-out set with at least one problem");
        }
        int n = groups.getFirst().size();
        Interval interval = Interval.bootstrap(
                PassRates.means(groups),
                recipe.resamples(),
                new Seed(recipe.sampling().seed()));
        Map<Integer, Double> passAt = new TreeMap<>();
        Map<Integer, Double> majorityAt = new TreeMap<>();
        for (int k = 1; k <= n; k *= 2) {
            passAt.put(k, PassRates.passAt(k, groups));
            majorityAt.put(k, PassRates.majorityAt(k, groups));
        }
        TrueSteps steps = samples.stream().map(Sample::steps).reduce(TrueSteps.NONE, TrueSteps::plus);
        return new Scores(
                name,
                groups.size(),
                n,
                interval.mean(),
                interval.low(),
                interval.high(),
                passAt,
                majorityAt,
                samples.stream().mapToInt(Sample::length).average().orElse(0),
                share(samples, s -> s.finish() == FinishReason.LENGTH),
                share(samples, s -> undecided(s.verdict().outcome())),
                steps.total() == 0 ? null : steps.share(),
                steps.total(),
                recipe);
    }

    /// Reads `scores.json` back.
    public static Scores read(Path file) {
        return Json.mapper().readValue(file, Scores.class);
    }

    public Interval interval() {
        return new Interval(passAt1, low, high);
    }

    private static boolean undecided(Outcome outcome) {
        return switch (outcome) {
            case UNSCORABLE, TIMEOUT -> true;
            case CORRECT, WRONG -> false;
        };
    }

    private static double share(List<Sample> samples, Predicate<Sample> which) {
        return (double) samples.stream().filter(which).count() / samples.size();
    }
}
