package reason4j.learn.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import reason4j.core.episode.Sampling;

/// The likeliest tokens of the distribution that a token was sampled from.
///
/// Filters (top-k, top-p, min-p) keep the likeliest tokens and scale what they keep; by how much is known from the
/// token that was chosen, so that they need not be computed again.
final class Likeliest {

    private static final double SLACK = 1e-6;

    private Likeliest() {}

    /// @param logits of one row, as the model gave them
    /// @param seen tokens before this one, for the repetition penalty
    /// @param chosen what was sampled from them
    /// @param count how many to report, at most; fewer if the filters kept fewer
    static List<SampledToken.Alternative> of(
            float[] logits, Sampling sampling, int[] seen, Sampler.Choice chosen, int count) {
        double[] z = scaled(logits, sampling, seen);
        double max = Arrays.stream(z).max().orElse(0);
        double total = 0;
        for (double value : z) {
            total += Math.exp(value - max);
        }
        double norm = max + Math.log(total);
        double unfiltered = z[chosen.id()] - norm;
        double shift = chosen.logprob() - unfiltered;
        double kept = Math.exp(-shift) * (1 - SLACK);
        List<SampledToken.Alternative> result = new ArrayList<>();
        double sum = 0;
        for (int id : best(z, count)) {
            if (sum >= kept) {
                break;
            }
            sum += Math.exp(z[id] - norm);
            result.add(new SampledToken.Alternative(id, (float) (z[id] - norm + shift)));
        }
        return result;
    }

    private static double[] scaled(float[] logits, Sampling sampling, int[] seen) {
        double[] z = new double[logits.length];
        for (int i = 0; i < z.length; i++) {
            z[i] = logits[i];
        }
        double penalty = sampling.repetitionPenalty();
        if (penalty != 1) {
            Arrays.stream(seen).distinct().forEach(id -> z[id] = z[id] > 0 ? z[id] / penalty : z[id] * penalty);
        }
        if (sampling.temperature() != 0) {
            for (int i = 0; i < z.length; i++) {
                z[i] /= sampling.temperature();
            }
        }
        return z;
    }

    /// Indices of the greatest values, greatest first, of equal ones the first.
    private static int[] best(double[] z, int count) {
        int[] best = new int[Math.min(count, z.length)];
        int n = 0;
        for (int i = 0; i < z.length; i++) {
            if (n == best.length && (n == 0 || z[i] <= z[best[n - 1]])) {
                continue;
            }
            int at = n < best.length ? n++ : n - 1;
            while (at > 0 && z[best[at - 1]] < z[i]) {
                best[at] = best[at - 1];
                at--;
            }
            best[at] = i;
        }
        return best;
    }
}
