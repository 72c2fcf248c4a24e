package reason4j.learn.algorithm;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Which groups enter the update at all. What a filter drops is sampled again or missing: that is for the loop to
/// say.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = GroupFilter.All.class, name = "all"),
    @JsonSubTypes.Type(value = GroupFilter.Varied.class, name = "varied"),
    @JsonSubTypes.Type(value = GroupFilter.AccuracyBand.class, name = "accuracy-band")
})
public sealed interface GroupFilter extends Algorithm.Part {

    /// Whether a group enters.
    ///
    /// @param group all samples of one group
    boolean keeps(List<Sample> group);

    /// For each sample of a batch, whether its group enters.
    default boolean[] keep(List<Sample> batch) {
        Map<Integer, Boolean> decisions = batch.stream()
                .collect(Collectors.groupingBy(
                        Sample::group, TreeMap::new, Collectors.collectingAndThen(Collectors.toList(), this::keeps)));
        boolean[] keep = new boolean[batch.size()];
        for (int i = 0; i < keep.length; i++) {
            keep[i] = decisions.getOrDefault(batch.get(i).group(), false);
        }
        return keep;
    }

    /// Every group.
    record All() implements GroupFilter {
        @Override
        public boolean keeps(List<Sample> group) {
            return true;
        }
    }

    /// Groups whose scorable rewards differ by more than a tolerance, not by comparison of floating-point
    /// deviations with 0. DAPO's dynamic sampling, MAGIC's rejection.
    ///
    /// @param tolerance the greatest difference that counts as none
    record Varied(double tolerance) implements GroupFilter {
        @Override
        public boolean keeps(List<Sample> group) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (Sample sample : group) {
                if (sample.scorable()) {
                    low = Math.min(low, sample.reward());
                    high = Math.max(high, sample.reward());
                }
            }
            return high - low > tolerance;
        }
    }

    /// Groups whose share of right answers, not whose reward, lies within bounds, both included. PRIME: 0.2 to 0.8.
    ///
    /// @param low, high bounds
    record AccuracyBand(double low, double high) implements GroupFilter {
        @Override
        public boolean keeps(List<Sample> group) {
            double mean = group.stream()
                    .mapToDouble(Sample::accuracy)
                    .filter(accuracy -> !Double.isNaN(accuracy))
                    .average()
                    .orElse(Double.NaN);
            return mean >= low && mean <= high;
        }
    }
}
