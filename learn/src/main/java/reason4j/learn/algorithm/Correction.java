package reason4j.learn.algorithm;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;

/// What makes up for a sampler whose probabilities differ from the trainer's: a weight w = π_old / π_sampler on the
/// loss of each token. Yao et al., "Your efficient RL framework secretly brings you off-policy training", 2025.
///
/// @param level over what w is taken
/// @param outside what becomes of w outside the bounds
/// @param low, high the bounds
public record Correction(Level level, Outside outside, double low, double high) implements Algorithm.Part {

    /// Log weights beyond this are held, as in verl.
    private static final double LOG_LIMIT = 20;

    /// Over what the weight is taken.
    public enum Level {
        /// No weight.
        @JsonProperty("none")
        NONE,
        /// Each token by itself.
        @JsonProperty("token")
        TOKEN,
        /// The product over the sequence.
        @JsonProperty("sequence-product")
        SEQUENCE_PRODUCT,
        /// The geometric mean over the sequence.
        @JsonProperty("sequence-mean")
        SEQUENCE_MEAN
    }

    /// What becomes of a weight outside the bounds.
    public enum Outside {
        /// It is held at the bound: truncated importance sampling (TIS).
        @JsonProperty("clamp")
        CLAMP,
        /// It becomes 0, the token or sequence drops out while the denominators stay: IcePop, TRL's `*_mask`.
        @JsonProperty("zero")
        ZERO
    }

    public static Correction none() {
        return new Correction(Level.NONE, Outside.CLAMP, 0, Double.POSITIVE_INFINITY);
    }

    /// The weight of each trained token, 0 elsewhere.
    public double[] weights(Sample sample) {
        boolean[] mask = sample.mask();
        double[] weights = new double[mask.length];
        if (level == Level.NONE) {
            Arrays.fill(weights, 1);
            return masked(weights, mask);
        }
        if (sample.sampler().length != mask.length || sample.old().length != mask.length) {
            throw new IllegalArgumentException("the correction needs the log-probability of each of the " + mask.length
                    + " tokens under trainer and sampler, got " + sample.old().length + " and "
                    + sample.sampler().length);
        }
        double sum = 0;
        for (int t = 0; t < mask.length; t++) {
            weights[t] = sample.old()[t] - sample.sampler()[t];
            sum += mask[t] ? weights[t] : 0;
        }
        for (int t = 0; t < mask.length; t++) {
            double log = switch (level) {
                case NONE -> 0;
                case TOKEN -> weights[t];
                case SEQUENCE_PRODUCT -> sum;
                case SEQUENCE_MEAN -> sum / sample.trained();
            };
            weights[t] = mask[t] ? bounded(Math.exp(Math.clamp(log, -LOG_LIMIT, LOG_LIMIT))) : 0;
        }
        return weights;
    }

    /// A weight within the bounds.
    double bounded(double weight) {
        return switch (outside) {
            case CLAMP -> Math.clamp(weight, low, high);
            case ZERO -> weight < low || weight > high ? 0 : weight;
        };
    }

    private static double[] masked(double[] weights, boolean[] mask) {
        for (int t = 0; t < mask.length; t++) {
            weights[t] = mask[t] ? weights[t] : 0;
        }
        return weights;
    }
}
