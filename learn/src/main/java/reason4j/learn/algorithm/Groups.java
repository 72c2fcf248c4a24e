package reason4j.learn.algorithm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The scorable samples of each group, and moments over them.
final class Groups {

    private Groups() {}

    /// Rows of the batch, by group in order of first appearance; samples without a reward are left out.
    static Collection<int[]> scorable(List<Sample> batch) {
        Map<Integer, List<Integer>> rows = new LinkedHashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            if (batch.get(i).scorable()) {
                rows.computeIfAbsent(batch.get(i).group(), group -> new ArrayList<>())
                        .add(i);
            }
        }
        return rows.values().stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    static double[] rewards(List<Sample> batch, int[] rows) {
        double[] rewards = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            rewards[i] = batch.get(rows[i]).reward();
        }
        return rewards;
    }

    static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /// Standard deviation in two passes, so that nearly equal values do not cancel; 0 when too few.
    ///
    /// @param ddof what is taken off the number of values in the denominator: 1 for a sample, 0 for a population
    static double deviation(double[] values, int ddof) {
        if (values.length <= ddof) {
            return 0;
        }
        double mean = mean(values);
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return Math.sqrt(sum / (values.length - ddof));
    }
}
