package reason4j.learn.algorithm;

import java.util.Arrays;
import java.util.List;

/// What is known of one sampled completion before the update begins, as numbers. All per-token arrays have one
/// entry for each position of `mask`, or none where that quantity does not exist; entries at positions that do not
/// train are never read, so they may hold anything, NaN included.
///
/// @param group which prompt it answers; samples of equal group are compared with one another
/// @param reward the total reward, NaN when it could not be scored
/// @param accuracy 1 if the answer is right, 0 if wrong, NaN when it could not be scored
/// @param mask true for tokens that the policy sampled and that train, false for padding and observations
/// @param old log-probability of each token when the update began, in nats
/// @param reference log-probability under the reference policy, or empty
/// @param sampler log-probability that the sampler reported, or empty
/// @param values the critic's estimate before each token when the update began, or empty
/// @param parts each reward before weighting, NaN where absent; or empty
/// @param tokenRewards what each token earns beside the total reward, such as a KL penalty; or empty
public record Sample(
        int group,
        double reward,
        double accuracy,
        boolean[] mask,
        double[] old,
        double[] reference,
        double[] sampler,
        double[] values,
        double[] parts,
        double[] tokenRewards) {

    private static final double[] NONE = {};

    public Sample {
        int length = mask.length;
        for (double[] perToken : List.of(old, reference, sampler, values, tokenRewards)) {
            if (perToken.length != 0 && perToken.length != length) {
                throw new IllegalArgumentException("a sample of " + length + " tokens has an array of "
                        + perToken.length + ": give one entry for each token, or none");
            }
        }
    }

    /// A completion with its reward and nothing else; right if it earned more than nothing.
    public static Sample of(int group, double reward, boolean[] mask, double[] old) {
        double accuracy = Double.isNaN(reward) ? Double.NaN : reward > 0 ? 1 : 0;
        return new Sample(group, reward, accuracy, mask, old, NONE, NONE, NONE, NONE, NONE);
    }

    /// Number of positions, trained or not.
    public int length() {
        return mask.length;
    }

    /// Number of tokens that train.
    public int trained() {
        int count = 0;
        for (boolean trains : mask) {
            count += trains ? 1 : 0;
        }
        return count;
    }

    /// Whether there is a reward to learn from.
    public boolean scorable() {
        return !Double.isNaN(reward);
    }

    public Sample withReward(double reward) {
        return new Sample(group, reward, accuracy, mask, old, reference, sampler, values, parts, tokenRewards);
    }

    public Sample withAccuracy(double accuracy) {
        return new Sample(group, reward, accuracy, mask, old, reference, sampler, values, parts, tokenRewards);
    }

    public Sample withReference(double... reference) {
        return new Sample(group, reward, accuracy, mask, old, reference, sampler, values, parts, tokenRewards);
    }

    public Sample withSampler(double... sampler) {
        return new Sample(group, reward, accuracy, mask, old, reference, sampler, values, parts, tokenRewards);
    }

    public Sample withValues(double... values) {
        return new Sample(group, reward, accuracy, mask, old, reference, sampler, values, parts, tokenRewards);
    }

    public Sample withParts(double... parts) {
        return new Sample(group, reward, accuracy, mask, old, reference, sampler, values, parts, tokenRewards);
    }

    public Sample withTokenRewards(double... tokenRewards) {
        return new Sample(group, reward, accuracy, mask, old, reference, sampler, values, parts, tokenRewards);
    }

    /// The same completion with other tokens trained, such as none for one that was cut off.
    public Sample withMask(boolean... mask) {
        return new Sample(group, reward, accuracy, mask, old, reference, sampler, values, parts, tokenRewards);
    }

    /// The same completion with its per-token rewards added to its reward.
    Sample folded() {
        double sum = 0;
        for (int t = 0; t < tokenRewards.length; t++) {
            sum += mask[t] ? tokenRewards[t] : 0;
        }
        return withReward(reward + sum).withTokenRewards();
    }

    /// What token t earns: its own reward, and the total reward on the last token that trains.
    double earned(int t) {
        double own = tokenRewards.length == 0 ? 0 : tokenRewards[t];
        return t == lastTrained() ? own + reward : own;
    }

    private int lastTrained() {
        int last = mask.length - 1;
        while (last >= 0 && !mask[last]) {
            last--;
        }
        return last;
    }

    static boolean[][] masks(List<Sample> batch) {
        return batch.stream().map(Sample::mask).toArray(boolean[][]::new);
    }

    static int[] groups(List<Sample> batch) {
        return batch.stream().mapToInt(Sample::group).toArray();
    }

    /// Equal when all numbers are.
    @Override
    public boolean equals(Object other) {
        return other instanceof Sample that
                && group == that.group
                && Double.compare(reward, that.reward) == 0
                && Double.compare(accuracy, that.accuracy) == 0
                && Arrays.equals(mask, that.mask)
                && Arrays.deepEquals(arrays(), that.arrays());
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.deepHashCode(arrays()) + Arrays.hashCode(mask) + Double.hashCode(reward) + group;
    }

    private double[][] arrays() {
        return new double[][] {old, reference, sampler, values, parts, tokenRewards};
    }
}
