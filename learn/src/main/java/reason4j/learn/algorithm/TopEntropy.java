package reason4j.learn.algorithm;

import java.util.Arrays;

/// Trains only on tokens of high entropy: Wang et al., "Beyond the 80/20 rule", arXiv 2506.01939; TRL's
/// `top_entropy_quantile`, which finds the quantile on each micro-batch. Here it is of the whole batch, so
/// entropies must be known before the update begins.
///
/// @param quantile of the entropies of all trained tokens, from 0 (all train) to 1 (only the highest)
public record TopEntropy(double quantile) {

    public TopEntropy {
        if (!(quantile >= 0 && quantile <= 1)) {
            throw new IllegalArgumentException("the quantile of the entropy is " + quantile + ", not from 0 to 1");
        }
    }

    /// Weights of the aggregation with 0 at tokens below the quantile; the denominators stay.
    public double[][] weights(double[][] weights, double[][] entropies, boolean[][] masks) {
        double threshold = threshold(entropies, masks);
        double[][] kept = new double[weights.length][];
        for (int i = 0; i < weights.length; i++) {
            kept[i] = weights[i].clone();
            for (int t = 0; t < kept[i].length; t++) {
                kept[i][t] = masks[i][t] && entropies[i][t] >= threshold ? kept[i][t] : 0;
            }
        }
        return kept;
    }

    /// The quantile, interpolated between neighbours.
    private double threshold(double[][] entropies, boolean[][] masks) {
        double[] trained =
                new double[Arrays.stream(entropies).mapToInt(row -> row.length).sum()];
        int n = 0;
        for (int i = 0; i < entropies.length; i++) {
            for (int t = 0; t < entropies[i].length; t++) {
                if (masks[i][t]) {
                    trained[n++] = entropies[i][t];
                }
            }
        }
        if (n == 0) {
            return 0;
        }
        Arrays.sort(trained, 0, n);
        double place = quantile * (n - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, n - 1);
        return trained[below] + (place - below) * (trained[above] - trained[below]);
    }
}
