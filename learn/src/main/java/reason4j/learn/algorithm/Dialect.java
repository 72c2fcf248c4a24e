package reason4j.learn.algorithm;

/// The constants in which implementations differ, one row for each. Where a system does not ship an algorithm, its
/// row still says which constants the algorithm would have there.
///
/// @param compat whose
/// @param epsilon added to the standard deviation of a group
/// @param ddof of that deviation
/// @param singleton what a group of one is compared with
/// @param whitening over the batch, for PPO and REINFORCE++
/// @param masked how discounting passes over tokens that do not train
/// @param dual bound of the loss of bad tokens
/// @param logLimit of the log ratio of a token
/// @param aggregation of `grpo` and what has no rule of its own
/// @param kl of `grpo`; of `ppo`, `reinforce++` and `rloo` too where it enters the reward
/// @param sequenceRatio level of GSPO's ratio
/// @param leaveOneOutRatio level of RLOO's ratio
/// @param heldWeight bounds of CISPO's weight
/// @param alpha how GPG makes up for groups without signal
/// @param correction for the sampler's mismatch, when nothing else is said
/// @param adaptive the entropy controller of MAGIC
/// @param valueClip of the critic
record Dialect(
        Compat compat,
        double epsilon,
        int ddof,
        Singleton singleton,
        Whitening whitening,
        MaskedTokens masked,
        double dual,
        double logLimit,
        Aggregation.Mode aggregation,
        Kl kl,
        Ratio.Level sequenceRatio,
        Ratio.Level leaveOneOutRatio,
        Clip.HeldWeight heldWeight,
        Advantage.Alpha alpha,
        Correction correction,
        EntropyBonus adaptive,
        double valueClip) {

    private static final double NO = Double.POSITIVE_INFINITY;
    private static final EntropyBonus SKYWORK = new EntropyBonus(0, 0.2, 1e-4, 0.005);
    private static final EntropyBonus OF_TRL = new EntropyBonus(0, 0.2, 0.005, 1);
    private static final Clip.HeldWeight RELATIVE = new Clip.HeldWeight(1 - 0.2, 1 + 0.28);

    static Dialect of(Compat compat) {
        return switch (compat) {
            case VERL ->
                new Dialect(
                        compat,
                        1e-6,
                        1,
                        Singleton.RAW,
                        Whitening.TOKENS_UNBIASED,
                        MaskedTokens.SKIP,
                        3,
                        20,
                        Aggregation.Mode.TOKEN_MEAN,
                        Kl.fixed(Kl.Estimator.K3, Kl.Placement.LOSS, 0.001).within(20, 10),
                        Ratio.Level.SEQUENCE_MEAN_PER_TOKEN,
                        Ratio.Level.TOKEN,
                        RELATIVE,
                        Advantage.Alpha.NONZERO_REWARDS,
                        Correction.none(),
                        SKYWORK,
                        0.5);
            case TRL ->
                new Dialect(
                        compat,
                        1e-4,
                        1,
                        Singleton.ZERO,
                        Whitening.TOKENS_UNBIASED,
                        MaskedTokens.SKIP,
                        NO,
                        NO,
                        Aggregation.Mode.SEQUENCE_MEAN_TOKEN_MEAN,
                        Kl.none(),
                        Ratio.Level.SEQUENCE_MEAN,
                        Ratio.Level.SEQUENCE_PRODUCT,
                        new Clip.HeldWeight(0, 5),
                        Advantage.Alpha.GROUPS,
                        new Correction(Correction.Level.SEQUENCE_PRODUCT, Correction.Outside.ZERO, 0, 3),
                        OF_TRL,
                        0.2);
            case OPENRLHF ->
                new Dialect(
                        compat,
                        1e-9,
                        1,
                        Singleton.ZERO,
                        Whitening.TOKENS_POPULATION,
                        MaskedTokens.ZERO,
                        NO,
                        20,
                        Aggregation.Mode.TOKEN_MEAN,
                        Kl.fixed(Kl.Estimator.K1, Kl.Placement.REWARD_AFTER_BASELINE, 0.01),
                        Ratio.Level.SEQUENCE_MEAN,
                        Ratio.Level.TOKEN,
                        RELATIVE,
                        Advantage.Alpha.GROUPS,
                        Correction.none(),
                        SKYWORK,
                        0.5);
            case OAT ->
                new Dialect(
                        compat,
                        1e-8,
                        1,
                        Singleton.ZERO,
                        Whitening.TOKENS_UNBIASED,
                        MaskedTokens.SKIP,
                        NO,
                        NO,
                        Aggregation.Mode.SEQUENCE_MEAN_TOKEN_MEAN,
                        Kl.none(),
                        Ratio.Level.SEQUENCE_MEAN,
                        Ratio.Level.TOKEN,
                        RELATIVE,
                        Advantage.Alpha.GROUPS,
                        Correction.none(),
                        SKYWORK,
                        0.2);
            case ORZ ->
                new Dialect(
                        compat,
                        1e-8,
                        0,
                        Singleton.ZERO,
                        Whitening.TOKENS_POPULATION,
                        MaskedTokens.ZERO,
                        NO,
                        NO,
                        Aggregation.Mode.TOKEN_MEAN,
                        Kl.none(),
                        Ratio.Level.SEQUENCE_MEAN,
                        Ratio.Level.TOKEN,
                        RELATIVE,
                        Advantage.Alpha.GROUPS,
                        Correction.none(),
                        SKYWORK,
                        0.2);
        };
    }
}
