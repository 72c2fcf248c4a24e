package reason4j.learn.algorithm;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collections;
import java.util.List;

/// How much better a token did than expected. In what follows r is the reward of a sample, μ and σ are mean and
/// standard deviation of the scorable rewards of its group, G is their number.
///
/// Common to all: a sample whose reward is NaN takes no part in any mean and has advantage 0; the total reward is
/// earned on the last token that trains; estimators that give one number for a sequence broadcast it, and add to
/// each token the per-token rewards from there to the end (OpenRLHF's order: baseline first, penalties after).
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Advantage.GroupRelative.class, name = "group-relative"),
    @JsonSubTypes.Type(value = Advantage.LeaveOneOut.class, name = "leave-one-out"),
    @JsonSubTypes.Type(value = Advantage.Returns.class, name = "returns"),
    @JsonSubTypes.Type(value = Advantage.Gae.class, name = "gae"),
    @JsonSubTypes.Type(value = Advantage.LengthWeighted.class, name = "length-weighted"),
    @JsonSubTypes.Type(value = Advantage.PolicyGradient.class, name = "policy-gradient"),
    @JsonSubTypes.Type(value = Advantage.MeanRelative.class, name = "mean-relative"),
    @JsonSubTypes.Type(value = Advantage.BestOfGroup.class, name = "best-of-group"),
    @JsonSubTypes.Type(value = Advantage.PerReward.class, name = "per-reward")
})
public sealed interface Advantage extends Algorithm.Part {

    /// Advantages of a whole batch, all groups complete.
    Advantages of(List<Sample> batch);

    /// Whether a sequence gets one number from its total reward. Only then does it matter whether a penalty enters
    /// the reward before the baseline is taken or after.
    boolean perSequence();

    /// GRPO: (r − μ)/(σ + ε). DeepSeekMath, arXiv 2402.03300, §4.1.2. Without the division: Dr.GRPO, arXiv
    /// 2503.20783.
    ///
    /// @param scale what is divided by
    /// @param epsilon added to σ: verl 1e-6, TRL 1e-4, oat 1e-8, OpenRLHF 1e-9
    /// @param ddof 1 for the sample standard deviation (all of those), 0 for the population's (`np.std`)
    /// @param singleton for groups of one
    record GroupRelative(Scale scale, double epsilon, int ddof, Singleton singleton) implements Advantage {
        @Override
        public Advantages of(List<Sample> batch) {
            return Baselines.broadcast(batch, Baselines.groupRelative(this, batch));
        }

        @Override
        public boolean perSequence() {
            return true;
        }
    }

    /// What [GroupRelative] divides by.
    enum Scale {
        /// The standard deviation of the group.
        @JsonProperty("group")
        GROUP,
        /// The standard deviation of all rewards of the batch, TRL's `scale_rewards: batch`.
        @JsonProperty("batch")
        BATCH,
        /// Nothing.
        @JsonProperty("none")
        NONE
    }

    /// RLOO: r − (Σ r of the others)/(G − 1), which is (r − μ)·G/(G − 1). Ahmadian et al., arXiv 2402.14740.
    ///
    /// @param singleton for groups of one
    /// @param whitening over the batch; TRL's `normalize_advantages` is SEQUENCES
    record LeaveOneOut(Singleton singleton, Whitening whitening) implements Advantage {
        @Override
        public Advantages of(List<Sample> batch) {
            double[] perSequence = whitening.sequences(batch, Baselines.leaveOneOut(singleton, batch));
            return Baselines.whitened(whitening, batch, Baselines.broadcast(batch, perSequence));
        }

        @Override
        public boolean perSequence() {
            return true;
        }
    }

    /// REINFORCE++: discounted returns of the token rewards, whitened over the batch; with a group baseline,
    /// REINFORCE++-baseline. Hu et al., arXiv 2501.03262.
    ///
    /// Difference from verl: with a baseline, verl broadcasts r − μ and ignores γ; equal at γ = 1, which it uses.
    ///
    /// @param gamma discount
    /// @param baseline what is taken off the reward first
    /// @param singleton for groups of one, when there is a baseline
    /// @param masked how discounting passes over tokens that do not train
    /// @param whitening over the tokens of the batch
    record Returns(double gamma, Baseline baseline, Singleton singleton, MaskedTokens masked, Whitening whitening)
            implements Advantage {
        public Returns {
            Discounted.requireTokens(whitening);
        }

        @Override
        public Advantages of(List<Sample> batch) {
            return Baselines.whitened(whitening, batch, Discounted.returns(this, batch));
        }

        @Override
        public boolean perSequence() {
            return baseline == Baseline.GROUP_MEAN;
        }
    }

    /// What [Returns] takes off the reward.
    enum Baseline {
        @JsonProperty("none")
        NONE,
        @JsonProperty("group-mean")
        GROUP_MEAN
    }

    /// Generalised advantage estimation: δ_t = r_t + γ·V_{t+1} − V_t, A_t = δ_t + γλ·A_{t+1}, whitened after the
    /// returns A_t + V_t have been taken. Schulman et al., arXiv 1506.02438, eq. 16; PPO.
    ///
    /// The critic may be taught with a λ of its own (VC-PPO, arXiv 2503.01491), and the policy's may grow with the
    /// response, λ = 1 − 1/(α·l) (VAPO, arXiv 2504.05118), here held within [0, 1]: the formula is negative for
    /// responses of up to 1/α tokens.
    ///
    /// @param gamma discount
    /// @param lambda of the policy, when `lengthAlpha` is 0
    /// @param lengthAlpha α of the length-adaptive λ, or 0 for none
    /// @param criticLambda of the returns
    /// @param masked how discounting passes over tokens that do not train
    /// @param whitening over the tokens of the batch
    record Gae(
            double gamma,
            double lambda,
            double lengthAlpha,
            double criticLambda,
            MaskedTokens masked,
            Whitening whitening)
            implements Advantage {
        public Gae {
            Discounted.requireTokens(whitening);
        }

        @Override
        public Advantages of(List<Sample> batch) {
            return Baselines.whitened(whitening, batch, Discounted.gae(this, batch));
        }

        @Override
        public boolean perSequence() {
            return false;
        }

        /// λ of the policy for a response.
        ///
        /// @param length its number of trained tokens
        public double lambdaFor(int length) {
            if (lengthAlpha == 0) {
                return lambda;
            }
            return Math.clamp(1 - 1 / (lengthAlpha * length), 0, 1);
        }
    }

    /// OPO: r − Σ(l·r)/Σl, the variance-minimising baseline when gradients grow with length l. Hao et al., arXiv
    /// 2505.23585.
    ///
    /// @param singleton for groups of one
    record LengthWeighted(Singleton singleton) implements Advantage {
        @Override
        public Advantages of(List<Sample> batch) {
            return Baselines.broadcast(batch, Baselines.lengthWeighted(singleton, batch));
        }

        @Override
        public boolean perSequence() {
            return true;
        }
    }

    /// GPG: α·(r − μ)/F. Chu et al., arXiv 2504.02546.
    ///
    /// @param alpha how α is found
    /// @param norm F, 1 in the paper
    /// @param singleton for groups of one
    record PolicyGradient(Alpha alpha, double norm, Singleton singleton) implements Advantage {
        @Override
        public Advantages of(List<Sample> batch) {
            return Baselines.broadcast(batch, Baselines.policyGradient(this, batch));
        }

        @Override
        public boolean perSequence() {
            return true;
        }
    }

    /// How GPG makes up for groups without signal.
    enum Alpha {
        /// Groups over groups whose rewards differ: paper and its repository.
        @JsonProperty("groups")
        GROUPS,
        /// Samples over samples whose reward is not 0, which is another number: verl.
        @JsonProperty("nonzero-rewards")
        NONZERO_REWARDS,
        /// 1.
        @JsonProperty("one")
        ONE
    }

    /// MaxRL: (r − μ)/μ, 0 where μ is 0; as in prime-rl.
    record MeanRelative() implements Advantage {
        @Override
        public Advantages of(List<Sample> batch) {
            return Baselines.broadcast(batch, Baselines.meanRelative(batch));
        }

        @Override
        public boolean perSequence() {
            return true;
        }
    }

    /// Only the best of each group counts, by its lead: (r_1 − r_2)/(σ + ε); the rest is 0. verl's `grpo_passk`,
    /// after arXiv 2503.19595. A group of one has no lead and gets 0 (verl refuses it).
    ///
    /// @param scaled whether to divide by σ + ε
    /// @param epsilon added to the sample standard deviation
    record BestOfGroup(boolean scaled, double epsilon) implements Advantage {
        @Override
        public Advantages of(List<Sample> batch) {
            return Baselines.broadcast(batch, Baselines.bestOfGroup(this, batch));
        }

        @Override
        public boolean perSequence() {
            return true;
        }
    }

    /// GDPO: each reward is normalised in its group by itself, then they are summed by weight and whitened over the
    /// batch, so that a reward of small variance is not drowned. arXiv 2601.05242. TRL's `normalize_then_sum`
    /// whitens over SEQUENCES, verl over TOKENS_UNBIASED.
    ///
    /// @param weights of the parts, in their order; none for 1 each
    /// @param epsilon added to each σ
    /// @param whitening over the batch
    record PerReward(List<Double> weights, double epsilon, Whitening whitening) implements Advantage {
        public PerReward {
            weights = List.copyOf(weights);
        }

        @Override
        public Advantages of(List<Sample> batch) {
            double[] perSequence = whitening.sequences(batch, Baselines.perReward(this, batch));
            return Baselines.whitened(whitening, batch, Baselines.broadcast(batch, perSequence));
        }

        @Override
        public boolean perSequence() {
            return true;
        }

        List<Double> weightsFor(List<Sample> batch) {
            int parts = batch.isEmpty() ? 0 : batch.getFirst().parts().length;
            if (weights.isEmpty()) {
                return Collections.nCopies(parts, 1.0);
            }
            if (weights.size() != parts) {
                throw new IllegalArgumentException(
                        weights.size() + " weights for " + parts + " rewards: give one for each, in their order");
            }
            return weights;
        }
    }
}
