package reason4j.learn.algorithm;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// The loss ℓ of one token, to be minimised, from its ratio ρ = exp(z) and its advantage A, with the derivative by
/// z, dρ/dz being ρ. `sg` marks what is held constant for the gradient.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Clip.Clipped.class, name = "clipped"),
    @JsonSubTypes.Type(value = Clip.Unclipped.class, name = "unclipped"),
    @JsonSubTypes.Type(value = Clip.Likelihood.class, name = "likelihood"),
    @JsonSubTypes.Type(value = Clip.HeldWeight.class, name = "held-weight"),
    @JsonSubTypes.Type(value = Clip.SoftGate.class, name = "soft-gate"),
    @JsonSubTypes.Type(value = Clip.GeometricMean.class, name = "geometric-mean"),
    @JsonSubTypes.Type(value = Clip.Quadratic.class, name = "quadratic"),
    @JsonSubTypes.Type(value = Clip.TrustRegion.class, name = "trust-region"),
    @JsonSubTypes.Type(value = Clip.GammaWeight.class, name = "gamma-weight")
})
public sealed interface Clip extends Algorithm.Part {

    /// @param z log of the ratio, at the level of the [Ratio]
    /// @param logp of the token under the current policy
    /// @param old of the token under the policy in the denominator
    /// @param advantage A
    Term term(double z, double logp, double old, double advantage);

    /// The log ratio of a token as it enters the collection over a sequence; no gradient flows where this changes
    /// it.
    default double gate(double x, double advantage) {
        return x;
    }

    /// The loss of a token and its derivatives.
    ///
    /// @param loss ℓ
    /// @param slope dℓ/dz
    /// @param direct dℓ/dlogπ of the token beside what flows through z
    /// @param state what the clip did
    record Term(double loss, double slope, double direct, ClipState state) {

        static Term through(double loss, double slope, ClipState state) {
            return new Term(loss, slope, 0, state);
        }
    }

    /// PPO: ℓ = max(−Aρ, −A·clip(ρ, 1−low, 1+high)); where A < 0 no more than −A·dual. Schulman et al., arXiv
    /// 1707.06347, eq. 7; DAPO's clip-higher, arXiv 2503.14476, eq. 10; dual clip, Ye et al., arXiv 1912.09729.
    ///
    /// TRL's two-sided `delta`, min(ρ, δ) in the unclipped term, is the same as dual = δ, as δ > 1 + high there
    /// too.
    ///
    /// @param low, high how far below and above 1
    /// @param dual the bound for bad tokens, above 1 + high; infinity for none. verl has 3 by default and cannot
    ///     switch it off
    record Clipped(double low, double high, double dual) implements Clip {
        public Clipped {
            if (!(low >= 0 && high >= 0 && dual > 1 + high)) {
                throw new IllegalArgumentException("clip low " + low + ", high " + high + ", dual " + dual
                        + ": low and high must not be negative, dual must be above 1 + high");
            }
        }

        @Override
        public Term term(double z, double logp, double old, double advantage) {
            if (advantage == 0) {
                return Term.through(0, 0, ClipState.FREE);
            }
            double ratio = Math.exp(z);
            double free = -advantage * ratio;
            double held = -advantage * Math.clamp(ratio, 1 - low, 1 + high);
            if (advantage < 0 && Math.max(free, held) > -advantage * dual) {
                return Term.through(-advantage * dual, 0, ClipState.DUAL);
            }
            if (held > free) {
                return Term.through(held, 0, ratio > 1 ? ClipState.HIGH : ClipState.LOW);
            }
            return Term.through(free, free, ClipState.FREE);
        }
    }

    /// ℓ = −Aρ: importance-weighted policy gradient.
    record Unclipped() implements Clip {
        @Override
        public Term term(double z, double logp, double old, double advantage) {
            double loss = advantage == 0 ? 0 : -advantage * Math.exp(z);
            return Term.through(loss, loss, ClipState.FREE);
        }
    }

    /// ℓ = −A·logπ: no ratio at all. REINFORCE; GPG, arXiv 2504.02546.
    record Likelihood() implements Clip {
        @Override
        public Term term(double z, double logp, double old, double advantage) {
            return new Term(-advantage * logp, 0, -advantage, ClipState.FREE);
        }
    }

    /// CISPO: ℓ = −sg(clamp(ρ, min, max))·A·logπ: every token keeps its gradient. MiniMax-M1, arXiv 2506.13585, eq.
    /// 4–5. The bounds are of ρ itself: verl's ε are min = 1 − ε_low, max = 1 + ε_high; TRL's `epsilon_high` is
    /// max, and min is 0.
    ///
    /// @param min, max bounds of the weight
    record HeldWeight(double min, double max) implements Clip {
        @Override
        public Term term(double z, double logp, double old, double advantage) {
            double ratio = Math.exp(z);
            double weight = Math.clamp(ratio, min, max);
            ClipState state = ratio > max ? ClipState.HIGH : ratio < min ? ClipState.LOW : ClipState.FREE;
            return new Term(-weight * advantage * logp, 0, -weight * advantage, state);
        }
    }

    /// SAPO: ℓ = −A·σ(τ(ρ−1))·4/τ, a soft clip whose slope at ρ = 1 is that of PPO. arXiv 2511.20347, eq. 5–6.
    ///
    /// @param positive τ where A > 0
    /// @param negative τ elsewhere
    record SoftGate(double positive, double negative) implements Clip {
        @Override
        public Term term(double z, double logp, double old, double advantage) {
            double tau = advantage > 0 ? positive : negative;
            double ratio = Math.exp(z);
            double sigmoid = 1 / (1 + Math.exp(-tau * (ratio - 1)));
            double slope = sigmoid == 0 || sigmoid == 1 ? 0 : 4 * sigmoid * (1 - sigmoid) * ratio;
            return Term.through(-advantage * sigmoid * 4 / tau, -advantage * slope, ClipState.FREE);
        }
    }

    /// GMPO: ℓ = −A·ρ with ρ the geometric mean of token ratios, each held at exp(high) where A > 0 and at
    /// exp(−low) where A < 0. arXiv 2507.20673. Goes with a ratio of level SEQUENCE_MEAN. verl averages A over the
    /// sequence; here each token has its own, which is the same for outcome rewards.
    ///
    /// @param low, high bounds of the log ratio, 0.4 and 0.4 in the paper
    record GeometricMean(double low, double high) implements Clip {
        @Override
        public Term term(double z, double logp, double old, double advantage) {
            double loss = -advantage * Math.exp(z);
            return Term.through(loss, loss, ClipState.FREE);
        }

        @Override
        public double gate(double x, double advantage) {
            if (advantage > 0) {
                return Math.min(x, high);
            }
            return advantage < 0 ? Math.max(x, -low) : 0;
        }
    }

    /// DRO: ℓ = −(A·logπ − ½β·x²). Richemond et al., arXiv 2405.19107; as in verl's `dro`.
    ///
    /// @param beta weight of the square
    record Quadratic(double beta) implements Clip {
        @Override
        public Term term(double z, double logp, double old, double advantage) {
            return new Term(-advantage * logp + 0.5 * beta * z * z, beta * z, -advantage, ClipState.FREE);
        }
    }

    /// prime-rl: ℓ = −keep·A·ρ + τ·z², where a token is dropped once its probability has moved too far: up by more
    /// than `up` where A > 0, down by more than `down` elsewhere (DPPO, arXiv 2602.04879, with the square of Kimi
    /// K2.5); if symmetric, either way whatever the sign (prime-rl's `ipo`).
    ///
    /// @param up, down greatest change of probability
    /// @param symmetric whether both bounds hold for each sign of A
    /// @param tau weight of the square, 1e-3 there
    record TrustRegion(double up, double down, boolean symmetric, double tau) implements Clip {
        @Override
        public Term term(double z, double logp, double old, double advantage) {
            double change = Math.exp(logp) - Math.exp(old);
            boolean tooHigh = change > up && (symmetric || advantage > 0);
            boolean tooLow = change < -down && (symmetric || advantage <= 0);
            boolean dropped = tooHigh || tooLow;
            double gain = dropped || advantage == 0 ? 0 : -advantage * Math.exp(z);
            return Term.through(gain + tau * z * z, gain + 2 * tau * z, dropped ? ClipState.DROPPED : ClipState.FREE);
        }
    }

    /// VESPO: ℓ = −sg(φ(ρ))·A·logπ with φ(ρ) = e^λ·ρ^k·e^(−λρ), which is 1 at ρ = 1 when ρ is the ratio of the
    /// whole sequence (level SEQUENCE_PRODUCT). As in TRL: k, λ = 2, 3 where A ≥ 0, and 3, 2 elsewhere.
    ///
    /// @param kPositive, lambdaPositive where A ≥ 0
    /// @param kNegative, lambdaNegative elsewhere
    record GammaWeight(double kPositive, double lambdaPositive, double kNegative, double lambdaNegative)
            implements Clip {
        @Override
        public Term term(double z, double logp, double old, double advantage) {
            double k = advantage >= 0 ? kPositive : kNegative;
            double lambda = advantage >= 0 ? lambdaPositive : lambdaNegative;
            double weight = Math.exp(lambda + k * z - lambda * Math.exp(z));
            return new Term(-weight * advantage * logp, 0, -weight * advantage, ClipState.FREE);
        }
    }
}
