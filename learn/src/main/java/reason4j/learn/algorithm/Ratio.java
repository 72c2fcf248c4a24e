package reason4j.learn.algorithm;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Which probabilities are compared, and over what: ρ = exp(z), with x_t = logπ(t) − logπ_old(t) at each trained
/// token.
///
/// @param level over what x is collected into z
/// @param against whose probabilities are in the denominator
/// @param logLimit x is held within ±this at token level, z below this at sequence level; where it binds, no
///     gradient flows. verl: 20 and 10; TRL: none, written infinity
public record Ratio(Level level, Against against, double logLimit) implements Algorithm.Part {

    /// Over what log ratios are collected.
    public enum Level {
        /// z_t = x_t: PPO, GRPO, DAPO.
        @JsonProperty("token")
        TOKEN,
        /// z = mean_t x_t, one number that all tokens share: GSPO, arXiv 2507.18071, eq. 7; TRL, OpenRLHF.
        @JsonProperty("sequence-mean")
        SEQUENCE_MEAN,
        /// The same number, but each token feels only its own gradient: GSPO-token, eq. 14; what verl runs as
        /// `gspo`. Equal to SEQUENCE_MEAN when advantages and weights are the same all over the sequence.
        @JsonProperty("sequence-mean-per-token")
        SEQUENCE_MEAN_PER_TOKEN,
        /// z = Σ_t x_t, the probability ratio of the whole sequence: RLOO in TRL.
        @JsonProperty("sequence-product")
        SEQUENCE_PRODUCT
    }

    /// Whose probabilities are in the denominator.
    public enum Against {
        /// The trainer's, when the update began.
        @JsonProperty("old")
        OLD,
        /// The sampler's own, as prime-rl does: then no other correction is due.
        @JsonProperty("sampler")
        SAMPLER
    }

    double[] denominator(Sample sample) {
        double[] logps = switch (against) {
            case OLD -> sample.old();
            case SAMPLER -> sample.sampler();
        };
        if (logps.length != sample.length()) {
            throw new IllegalArgumentException("the ratio needs the log-probability of each of the " + sample.length()
                    + " tokens under the " + (against == Against.OLD ? "old policy" : "sampler") + ", got "
                    + logps.length);
        }
        return logps;
    }

    /// z at each trained token.
    ///
    /// @param x log ratio of each token, gated already
    double[] collect(double[] x, boolean[] mask) {
        double sum = 0;
        int count = 0;
        for (int t = 0; t < x.length; t++) {
            sum += mask[t] ? x[t] : 0;
            count += mask[t] ? 1 : 0;
        }
        double[] z = new double[x.length];
        for (int t = 0; t < x.length; t++) {
            if (mask[t]) {
                z[t] = switch (level) {
                    case TOKEN -> x[t];
                    case SEQUENCE_MEAN, SEQUENCE_MEAN_PER_TOKEN -> Math.min(sum / count, logLimit);
                    case SEQUENCE_PRODUCT -> Math.min(sum, logLimit);
                };
            }
        }
        return z;
    }

    /// From the derivative of the loss by each z to that by each x: the transpose of [#collect].
    ///
    /// @param slopes dL/dz at each token
    double[] spread(double[] slopes, double[] x, boolean[] mask) {
        if (level == Level.TOKEN || level == Level.SEQUENCE_MEAN_PER_TOKEN) {
            return slopes;
        }
        double slope = 0;
        double sum = 0;
        int count = 0;
        for (int t = 0; t < slopes.length; t++) {
            slope += mask[t] ? slopes[t] : 0;
            sum += mask[t] ? x[t] : 0;
            count += mask[t] ? 1 : 0;
        }
        boolean mean = level == Level.SEQUENCE_MEAN;
        boolean limited = (mean ? sum / count : sum) > logLimit;
        double share = limited ? 0 : mean ? slope / count : slope;
        double[] gradient = new double[slopes.length];
        for (int t = 0; t < slopes.length; t++) {
            gradient[t] = mask[t] ? share : 0;
        }
        return gradient;
    }
}
