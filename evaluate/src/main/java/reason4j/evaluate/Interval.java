package reason4j.evaluate;

import java.util.Arrays;
import java.util.SplittableRandom;
import reason4j.core.run.Seed;

/// A mean with its 95 % confidence interval by a percentile bootstrap (Efron 1979): as many values are drawn with
/// replacement as there are, their mean is taken, and the 2.5 and 97.5 percentiles of many such means (interpolated
/// linearly between order statistics) are the bounds.
///
/// @param mean of the values
/// @param low 2.5 percentile of the resampled means
/// @param high 97.5 percentile
public record Interval(double mean, double low, double high) {

    /// @param values one number a problem, at least one
    /// @param resamples how many means to draw, such as 10,000
    /// @param seed equal seeds give equal intervals
    public static Interval bootstrap(double[] values, int resamples, Seed seed) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no values to take a mean of");
        }
        SplittableRandom random = seed.of("bootstrap").random();
        double[] means = new double[resamples];
        for (int r = 0; r < resamples; r++) {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += values[random.nextInt(values.length)];
            }
            means[r] = sum / values.length;
        }
        Arrays.sort(means);
        return new Interval(mean(values), quantile(means, 0.025), quantile(means, 0.975));
    }

    /// Whether all of this interval lies above all of the other.
    public boolean above(Interval other) {
        return low > other.high;
    }

    static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private static double quantile(double[] sorted, double q) {
        double place = q * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
