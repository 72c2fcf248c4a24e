package reason4j.learn.algorithm;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How the policy is held near a reference: an estimator of the KL divergence at each sampled token, from d = logπ
/// − logπ_ref, and the place where it enters.
///
/// @param estimator which estimate
/// @param placement where it enters
/// @param coefficient β at the first step
/// @param logLimit K3 holds d within ±this (verl 20; infinity for none); no gradient beyond
/// @param valueLimit K3 holds its value below this (verl 10; infinity for none); no gradient beyond
/// @param slope whose derivative is used in the loss
/// @param weighted whether the estimate is multiplied by the token ratio ρ, which makes its expectation that of the
///     current policy (TRL's `use_bias_correction_kl`); in the loss only
/// @param target the KL that β is steered to, or 0 for a fixed β
/// @param horizon over how many samples β follows
public record Kl(
        Estimator estimator,
        Placement placement,
        double coefficient,
        double logLimit,
        double valueLimit,
        Slope slope,
        boolean weighted,
        double target,
        double horizon)
        implements Algorithm.Part {

    private static final double ERROR_LIMIT = 0.2;

    /// Schulman's estimators, joschu.net/blog/kl-approx.html.
    public enum Estimator {
        /// d: unbiased, of high variance; of no use in the loss, where its expected gradient is 0.
        @JsonProperty("k1")
        K1,
        /// ½d²: its gradient is that of the reverse KL divergence.
        @JsonProperty("k2")
        K2,
        /// e^(−d) + d − 1: unbiased and never negative, but its gradient is that of the forward divergence.
        @JsonProperty("k3")
        K3,
        /// |d|.
        @JsonProperty("abs")
        ABS
    }

    /// Where the estimate enters.
    public enum Placement {
        @JsonProperty("none")
        NONE,
        /// + β·k in the loss of each token: GRPO, DeepSeek-R1.
        @JsonProperty("loss")
        LOSS,
        /// − β·k in the reward, before any baseline is taken: verl's `use_kl_in_reward`, RLOO in TRL.
        @JsonProperty("reward")
        REWARD,
        /// − β·k in the reward of each token, after the baseline is taken: OpenRLHF.
        @JsonProperty("reward-after-baseline")
        REWARD_AFTER_BASELINE
    }

    /// Whose derivative the loss uses.
    public enum Slope {
        /// The estimator's own.
        @JsonProperty("own")
        OWN,
        /// That of K2, an unbiased gradient under any value: verl's estimators with a plus, such as `k3+`.
        @JsonProperty("k2")
        K2
    }

    /// An estimate and its derivative by logπ.
    record Estimate(double value, double slope) {}

    public static Kl none() {
        return fixed(Estimator.K3, Placement.NONE, 0);
    }

    /// A fixed β and no limits.
    public static Kl fixed(Estimator estimator, Placement placement, double coefficient) {
        double no = Double.POSITIVE_INFINITY;
        return new Kl(estimator, placement, coefficient, no, no, Slope.OWN, false, 0, 0);
    }

    /// The same with the limits of K3.
    public Kl within(double logLimit, double valueLimit) {
        return new Kl(estimator, placement, coefficient, logLimit, valueLimit, slope, weighted, target, horizon);
    }

    /// Whether a reference policy must be asked.
    public boolean needsReference() {
        return placement != Placement.NONE && (coefficient != 0 || target != 0);
    }

    /// The next β: β·(1 + clip(kl/target − 1, ±0.2)·n/horizon). Ziegler et al., arXiv 1909.08593, §2.2.
    ///
    /// @param beta the current one
    /// @param kl mean KL of the step
    /// @param samples n, how many samples the step had
    public double nextCoefficient(double beta, double kl, double samples) {
        if (target == 0) {
            return beta;
        }
        double error = Math.clamp(kl / target - 1, -ERROR_LIMIT, ERROR_LIMIT);
        return beta * (1 + error * samples / horizon);
    }

    /// The estimate at a token.
    Estimate at(double logp, double reference) {
        double d = logp - reference;
        Estimate own = switch (estimator) {
            case K1 -> new Estimate(d, 1);
            case K2 -> new Estimate(0.5 * d * d, d);
            case K3 -> k3(d);
            case ABS -> new Estimate(Math.abs(d), Math.signum(d));
        };
        return switch (slope) {
            case OWN -> own;
            case K2 -> new Estimate(own.value, d);
        };
    }

    private Estimate k3(double d) {
        double held = Math.clamp(d, -logLimit, logLimit);
        double value = Math.expm1(-held) + held;
        boolean free = held == d && value <= valueLimit;
        return new Estimate(Math.min(value, valueLimit), free ? -Math.expm1(-held) : 0);
    }

    /// The sample with −β·k among its per-token rewards, or as it is when the estimate does not enter the reward.
    Sample intoRewards(Sample sample, double beta) {
        if (placement == Placement.NONE || placement == Placement.LOSS || beta == 0) {
            return sample;
        }
        double[] rewards = new double[sample.length()];
        for (int t = 0; t < rewards.length; t++) {
            if (sample.mask()[t]) {
                double before = sample.tokenRewards().length == 0 ? 0 : sample.tokenRewards()[t];
                rewards[t] = before - beta * at(sample.old()[t], reference(sample)[t]).value;
            }
        }
        return sample.withTokenRewards(rewards);
    }

    static double[] reference(Sample sample) {
        if (sample.reference().length != sample.length()) {
            throw new IllegalArgumentException("the KL term needs the reference's log-probability of each of the "
                    + sample.length() + " tokens, got " + sample.reference().length);
        }
        return sample.reference();
    }
}
