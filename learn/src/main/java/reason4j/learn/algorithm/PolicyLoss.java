package reason4j.learn.algorithm;

import java.util.ArrayList;
import java.util.List;

/// The loss of the policy and its gradient by each token's log-probability, in closed form.
///
/// L = Σ_t weight_t · (correction_t · ℓ(z_t, A_t) + β·k(d_t) − c·H_t), where z comes from the log ratios by
/// [Ratio], ℓ from [Clip], k from [Kl]. A sequence is evaluated on its own: what joins it to its batch are the
/// advantages and the weights, both found before.
///
/// @param ratio which probabilities are compared
/// @param clip the loss of a token
/// @param kl the KL term
/// @param beta its coefficient in this step
/// @param entropy coefficient c of the entropy bonus in this step
/// @param correction for the sampler's mismatch
/// @param staleness a sequence of negative mean advantage is dropped when the mean of logπ_sampler − logπ exceeds
///     this (DeepSeek-V3.2, arXiv 2512.02556, §3.1, eq. 9; TRL's `off_policy_mask_threshold`); infinity for none
public record PolicyLoss(
        Ratio ratio, Clip clip, Kl kl, double beta, double entropy, Correction correction, double staleness) {

    /// @param sample what was known before
    /// @param forward what the current policy says
    /// @param credit what joins the sequence to its batch
    public SequenceLoss evaluate(Sample sample, Forward forward, Credit credit) {
        requireLengths(sample.length(), forward, credit);
        double[] logp = forward.logp();
        LogRatios ratios = LogRatios.of(this, sample, logp, credit.advantages());
        double[] corrections = correction.weights(sample);
        Clip.Term[] terms = terms(sample, logp, credit.advantages(), ratios);

        double[] gradient = new double[logp.length];
        double[] slopes = new double[logp.length];
        double policy = 0;
        for (int t = 0; t < logp.length; t++) {
            if (sample.mask()[t]) {
                double weight = credit.weights()[t] * corrections[t];
                policy += weight * terms[t].loss();
                slopes[t] = weight * terms[t].slope();
                gradient[t] = weight * terms[t].direct();
            }
        }
        double[] spread = ratio.spread(slopes, ratios.x, sample.mask());
        for (int t = 0; t < logp.length; t++) {
            gradient[t] += ratios.free[t] ? spread[t] : 0;
        }
        double[] kls = new double[logp.length];
        double klLoss = addKl(sample, logp, credit.weights(), new KlSums(kls, gradient));
        double imitated = addImitation(logp, credit.imitation(), gradient);
        double[] entropyGradient = entropyGradient(sample, forward, credit.weights());
        double bonus = bonus(sample, forward, entropyGradient);

        List<TokenLoss> tokens = new ArrayList<>(logp.length);
        for (int t = 0; t < logp.length; t++) {
            tokens.add(
                    sample.mask()[t]
                            ? new TokenLoss(
                                    credit.advantages()[t],
                                    Math.exp(ratios.z[t]),
                                    ratios.state(t, terms[t].state()),
                                    terms[t].loss(),
                                    kls[t],
                                    corrections[t],
                                    credit.weights()[t],
                                    gradient[t])
                            : TokenLoss.MASKED);
        }
        return new SequenceLoss(policy, klLoss, bonus, imitated, gradient, entropyGradient, tokens);
    }

    /// The loss of each trained token before weights; entries of other tokens are not to be read.
    private Clip.Term[] terms(Sample sample, double[] logp, double[] advantages, LogRatios ratios) {
        Clip.Term[] terms = new Clip.Term[logp.length];
        boolean dropped = stale(sample, logp, advantages);
        for (int t = 0; t < logp.length; t++) {
            if (sample.mask()[t]) {
                terms[t] = dropped
                        ? Clip.Term.through(0, 0, ClipState.DROPPED)
                        : clip.term(ratios.z[t], logp[t], ratios.old[t], advantages[t]);
            }
        }
        return terms;
    }

    private static double addImitation(double[] logp, double[] imitation, double[] gradient) {
        double sum = 0;
        for (int t = 0; t < imitation.length; t++) {
            if (imitation[t] != 0) {
                sum -= imitation[t] * logp[t];
                gradient[t] -= imitation[t];
            }
        }
        return sum;
    }

    private static double bonus(Sample sample, Forward forward, double[] entropyGradient) {
        double sum = 0;
        for (int t = 0; t < entropyGradient.length; t++) {
            sum += sample.mask()[t] ? entropyGradient[t] * forward.entropy()[t] : 0;
        }
        return sum;
    }

    private record KlSums(double[] values, double[] gradient) {}

    /// Adds the KL term to the gradient and tells its part of the loss.
    private double addKl(Sample sample, double[] logp, double[] weights, KlSums into) {
        if (kl.placement() != Kl.Placement.LOSS || beta == 0) {
            return 0;
        }
        double[] reference = Kl.reference(sample);
        double[] old = ratio.denominator(sample);
        double sum = 0;
        for (int t = 0; t < logp.length; t++) {
            if (!sample.mask()[t]) {
                continue;
            }
            Kl.Estimate estimate = kl.at(logp[t], reference[t]);
            double value = estimate.value();
            double slope = estimate.slope();
            if (kl.weighted()) {
                double tokenRatio = Math.exp(logp[t] - old[t]);
                slope = tokenRatio * (slope + value);
                value *= tokenRatio;
            }
            into.values[t] = value;
            into.gradient[t] += weights[t] * beta * slope;
            sum += weights[t] * beta * value;
        }
        return sum;
    }

    private double[] entropyGradient(Sample sample, Forward forward, double[] weights) {
        if (entropy == 0) {
            return new double[0];
        }
        requireLength("entropies", sample.length(), forward.entropy().length);
        double[] gradient = new double[sample.length()];
        for (int t = 0; t < gradient.length; t++) {
            gradient[t] = sample.mask()[t] ? -entropy * weights[t] : 0;
        }
        return gradient;
    }

    private boolean stale(Sample sample, double[] logp, double[] advantages) {
        if (staleness == Double.POSITIVE_INFINITY) {
            return false;
        }
        requireLength("log-probabilities of the sampler", sample.length(), sample.sampler().length);
        double drift = 0;
        double advantage = 0;
        for (int t = 0; t < logp.length; t++) {
            drift += sample.mask()[t] ? sample.sampler()[t] - logp[t] : 0;
            advantage += sample.mask()[t] ? advantages[t] : 0;
        }
        return advantage < 0 && drift / sample.trained() > staleness;
    }

    private static void requireLengths(int length, Forward forward, Credit credit) {
        requireLength("log-probabilities", length, forward.logp().length);
        requireLength("advantages", length, credit.advantages().length);
        requireLength("weights", length, credit.weights().length);
    }

    private static void requireLength(String what, int expected, int actual) {
        if (expected != actual) {
            throw new IllegalArgumentException("a sequence of " + expected + " tokens has " + actual + " " + what);
        }
    }

    /// Log ratios of a sequence.
    ///
    /// @param old log-probabilities of the denominator
    /// @param x log ratio of each token after limit and gate
    /// @param free whether gradient flows through x
    /// @param z log ratio at the level of the ratio
    /// @param gated what the gate did, by token
    private record LogRatios(double[] old, double[] x, boolean[] free, double[] z, ClipState[] gated) {

        static LogRatios of(PolicyLoss loss, Sample sample, double[] logp, double[] advantages) {
            double[] old = loss.ratio.denominator(sample);
            double[] x = new double[logp.length];
            boolean[] free = new boolean[logp.length];
            ClipState[] gated = new ClipState[logp.length];
            boolean limits = loss.ratio.level() == Ratio.Level.TOKEN;
            for (int t = 0; t < logp.length; t++) {
                if (sample.mask()[t]) {
                    double raw = logp[t] - old[t];
                    double limit = loss.ratio.logLimit();
                    double held = limits ? Math.clamp(raw, -limit, limit) : raw;
                    x[t] = loss.clip.gate(held, advantages[t]);
                    free[t] = x[t] == raw;
                    gated[t] = held != raw ? ClipState.LIMIT : x[t] < held ? ClipState.HIGH : ClipState.LOW;
                }
            }
            return new LogRatios(old, x, free, loss.ratio.collect(x, sample.mask()), gated);
        }

        ClipState state(int t, ClipState ofTerm) {
            return free[t] ? ofTerm : gated[t];
        }
    }
}
