package reason4j.learn.algorithm;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/// Normalisation of advantages over the whole batch; implementations differ in the variance and in what counts
/// once.
///
/// Differences from the implementations: means divide by the number of tokens, not by that number plus 1e-8; a
/// batch of one token whitens to 0 instead of failing; samples without a reward take no part and stay at 0.
public enum Whitening {
    /// Advantages as they are.
    @JsonProperty("none")
    NONE,
    /// Over tokens, (x − mean) / sqrt(var + 1e-8), unbiased variance: verl's `masked_whiten`.
    @JsonProperty("tokens-unbiased")
    TOKENS_UNBIASED,
    /// Over tokens, (x − mean) / sqrt(max(var, 1e-8)), population variance: OpenRLHF, Open-Reasoner-Zero.
    @JsonProperty("tokens-population")
    TOKENS_POPULATION,
    /// Over tokens, x − mean: OpenRLHF's `no_advantage_std_norm`.
    @JsonProperty("tokens-centred")
    TOKENS_CENTRED,
    /// Over sequences, (x − mean) / (std + 1e-4), sample standard deviation: TRL's `normalize_advantages` and the
    /// batch step of its `normalize_then_sum`.
    @JsonProperty("sequences")
    SEQUENCES;

    private static final double VARIANCE_FLOOR = 1e-8;
    private static final double SEQUENCE_EPSILON = 1e-4;

    /// Whether each token counts once, so that long sequences weigh more.
    boolean overTokens() {
        return switch (this) {
            case TOKENS_UNBIASED, TOKENS_POPULATION, TOKENS_CENTRED -> true;
            case NONE, SEQUENCES -> false;
        };
    }

    /// The step over sequences; leaves other kinds as they are.
    double[] sequences(List<Sample> batch, double[] perSequence) {
        if (this != SEQUENCES) {
            return perSequence;
        }
        double[] scorable =
                new double[(int) batch.stream().filter(Sample::scorable).count()];
        int n = 0;
        for (int i = 0; i < perSequence.length; i++) {
            if (batch.get(i).scorable()) {
                scorable[n++] = perSequence[i];
            }
        }
        double mean = Groups.mean(scorable);
        double deviation = Groups.deviation(scorable, 1);
        double[] whitened = new double[perSequence.length];
        for (int i = 0; i < perSequence.length; i++) {
            whitened[i] = batch.get(i).scorable() ? (perSequence[i] - mean) / (deviation + SEQUENCE_EPSILON) : 0;
        }
        return whitened;
    }

    /// The step over tokens; leaves other kinds as they are.
    double[][] tokens(List<Sample> batch, double[][] perToken) {
        if (!overTokens()) {
            return perToken;
        }
        double[] trained = trained(batch, perToken);
        if (trained.length == 0) {
            return perToken;
        }
        double mean = Groups.mean(trained);
        double scale = scale(trained);
        double[][] whitened = new double[perToken.length][];
        for (int i = 0; i < perToken.length; i++) {
            Sample sample = batch.get(i);
            whitened[i] = new double[perToken[i].length];
            for (int t = 0; t < perToken[i].length; t++) {
                whitened[i][t] = sample.scorable() && sample.mask()[t] ? (perToken[i][t] - mean) * scale : 0;
            }
        }
        return whitened;
    }

    private double scale(double[] values) {
        double unbiased = Groups.deviation(values, 1);
        double population = Groups.deviation(values, 0);
        return switch (this) {
            case TOKENS_UNBIASED -> 1 / Math.sqrt(unbiased * unbiased + VARIANCE_FLOOR);
            case TOKENS_POPULATION -> 1 / Math.sqrt(Math.max(population * population, VARIANCE_FLOOR));
            case TOKENS_CENTRED, NONE, SEQUENCES -> 1;
        };
    }

    private static double[] trained(List<Sample> batch, double[][] perToken) {
        int count = 0;
        for (Sample sample : batch) {
            count += sample.scorable() ? sample.trained() : 0;
        }
        double[] values = new double[count];
        int n = 0;
        for (int i = 0; i < perToken.length; i++) {
            for (int t = 0; t < perToken[i].length; t++) {
                if (batch.get(i).scorable() && batch.get(i).mask()[t]) {
                    values[n++] = perToken[i][t];
                }
            }
        }
        return values;
    }
}
