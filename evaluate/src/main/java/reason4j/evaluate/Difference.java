package reason4j.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reason4j.core.io.UserException;
import reason4j.core.run.Seed;

/// By how much one model solves more of the same problems than another: the mean over problems of the difference of
/// their shares of right samples, with a bootstrap over the pairs. Since a hard problem is hard for both, this
/// interval is narrower than those of the two rates.
///
/// @param difference mean, low and high of `after − before`, in −1 … 1
/// @param problems how many pairs
public record Difference(Interval difference, int problems) {

    /// @param before samples of one model
    /// @param after samples of the other, of the same problems; how many a problem may differ
    /// @throws UserException if the problems are not the same
    public static Difference between(List<Sample> before, List<Sample> after, int resamples, Seed seed) {
        Map<String, Double> first = rates(before);
        Map<String, Double> second = rates(after);
        if (!first.keySet().equals(second.keySet())) {
            throw UserException.data("the two evaluations are not of the same problems: " + first.size() + " and "
                    + second.size() + " problems, of which "
                    + first.keySet().stream().filter(second::containsKey).count()
                    + " are shared\n  evaluate both models on the same held-out set");
        }
        double[] differences = first.entrySet().stream()
                .mapToDouble(entry -> second.getOrDefault(entry.getKey(), 0.0) - entry.getValue())
                .toArray();
        return new Difference(Interval.bootstrap(differences, resamples, seed), differences.length);
    }

    /// Whether the interval leaves out zero.
    public boolean significant() {
        return difference.low() > 0 || difference.high() < 0;
    }

    private static Map<String, Double> rates(List<Sample> samples) {
        Map<String, Double> rates = new LinkedHashMap<>();
        for (List<Sample> group : PassRates.byProblem(samples)) {
            rates.put(group.getFirst().problem(), PassRates.averageAt(group.size(), List.of(group)));
        }
        return rates;
    }
}
