package reason4j.learn.algorithm;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// An algorithm: four pure functions (advantage, ratio with its clip, aggregation, KL) and what some add to them.
///
/// A step is: [#prepare] the batch; then for each micro-batch forward, [PolicyLoss#evaluate] each sequence with its
/// [Update#credit], backward with the gradient; then the optimiser; then the next coefficients from
/// [Kl#nextCoefficient] and [EntropyBonus#next].
///
/// @param name its row in [Algorithms]
/// @param compat whose constants it has
/// @param advantage how much better each token did than expected
/// @param ratio which probabilities are compared
/// @param clip the loss of a token
/// @param aggregation the weight of each token
/// @param kl how the policy is held near the reference
/// @param entropy the entropy bonus
/// @param correction for the sampler's mismatch
/// @param staleness see [PolicyLoss]; infinity for none
/// @param filter which groups enter
/// @param pruning which completions enter
/// @param value the critic's loss, used when the advantage needs a critic
/// @param imitation μ of the extra loss −μ·mean logπ over tokens of right answers (VAPO, arXiv 2504.05118); or 0
public record Algorithm(
        String name,
        Compat compat,
        Advantage advantage,
        Ratio ratio,
        Clip clip,
        Aggregation aggregation,
        Kl kl,
        EntropyBonus entropy,
        Correction correction,
        double staleness,
        GroupFilter filter,
        Pruning pruning,
        ValueLoss value,
        double imitation) {

    /// Whether values of a critic must be given with each sample.
    public boolean needsCritic() {
        return advantage instanceof Advantage.Gae;
    }

    /// Whether log-probabilities of the sampler must be given with each sample.
    public boolean needsSampler() {
        return ratio.against() == Ratio.Against.SAMPLER
                || correction.level() != Correction.Level.NONE
                || staleness != Double.POSITIVE_INFINITY;
    }

    /// The loss with the coefficients of the first step.
    public PolicyLoss loss() {
        return loss(kl.coefficient(), entropy.coefficient());
    }

    /// The loss with the coefficients of a step.
    ///
    /// @param beta of the KL term
    /// @param entropyCoefficient of the entropy bonus, as [EntropyBonus#applied]
    public PolicyLoss loss(double beta, double entropyCoefficient) {
        return new PolicyLoss(ratio, clip, kl, beta, entropyCoefficient, correction, staleness);
    }

    /// From scored samples to credit: KL into the reward, filter, advantage, pruning, weights.
    ///
    /// @param batch all samples of a step, groups complete; a sample without a reward has NaN
    /// @param beta of the KL term in this step
    /// @param seed for random pruning
    public Update prepare(List<Sample> batch, double beta, long seed) {
        boolean[] entering = filter.keep(batch);
        int[] rows = IntStream.range(0, batch.size()).filter(i -> entering[i]).toArray();
        boolean fold = kl.placement() == Kl.Placement.REWARD && advantage.perSequence();
        List<Sample> samples = IntStream.of(rows)
                .mapToObj(batch::get)
                .map(sample -> kl.intoRewards(sample, beta))
                .map(sample -> fold ? sample.folded() : sample)
                .toList();
        Advantages advantages = advantage.of(samples);
        double[] perSequence = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            perSequence[i] = mean(advantages.perToken()[i], samples.get(i).mask());
        }
        boolean[] kept = pruning.keep(perSequence, Sample.groups(samples), seed);
        int[] pruned = IntStream.range(0, rows.length).filter(i -> kept[i]).toArray();
        Update whole = new Update(
                rows,
                samples,
                advantages.perToken(),
                advantages.returns(),
                new double[rows.length][0],
                new double[rows.length][0]);
        return part(whole, pruned);
    }

    /// Some samples of an update, weighted as a batch of their own: the mini-batch of one optimiser step.
    ///
    /// @param which indices into the update's samples
    public Update part(Update whole, int... which) {
        List<Sample> samples =
                IntStream.of(which).mapToObj(whole.samples()::get).toList();
        return new Update(
                IntStream.of(which).map(i -> whole.rows()[i]).toArray(),
                samples,
                pick(whole.advantages(), which),
                pick(whole.returns(), which),
                aggregation.weights(Sample.masks(samples), Sample.groups(samples)),
                imitationWeights(samples));
    }

    private double[][] imitationWeights(List<Sample> samples) {
        double[][] weights = new double[samples.size()][0];
        if (imitation == 0) {
            return weights;
        }
        double tokens = samples.stream()
                .filter(Algorithm::right)
                .mapToInt(Sample::trained)
                .sum();
        for (int i = 0; i < weights.length; i++) {
            Sample sample = samples.get(i);
            weights[i] = new double[sample.length()];
            for (int t = 0; t < weights[i].length; t++) {
                weights[i][t] = right(sample) && sample.mask()[t] ? imitation / tokens : 0;
            }
        }
        return weights;
    }

    private static boolean right(Sample sample) {
        return sample.accuracy() >= 1;
    }

    private static double[][] pick(double[][] rows, int[] which) {
        return IntStream.of(which).mapToObj(i -> rows[i]).toArray(double[][]::new);
    }

    static double mean(double[] values, boolean[] mask) {
        double sum = 0;
        int count = 0;
        for (int t = 0; t < values.length; t++) {
            sum += mask[t] ? values[t] : 0;
            count += mask[t] ? 1 : 0;
        }
        return count == 0 ? 0 : sum / count;
    }

    /// One of the parts that make an algorithm.
    public sealed interface Part
            permits Advantage,
                    Ratio,
                    Clip,
                    Aggregation,
                    Kl,
                    EntropyBonus,
                    Correction,
                    GroupFilter,
                    Pruning,
                    ValueLoss {}

    public Algorithm named(String name) {
        return changed(name, imitation, null);
    }

    public Algorithm withImitation(double imitation) {
        return changed(name, imitation, null);
    }

    /// The same algorithm with another part of this kind.
    public Algorithm with(Part part) {
        return changed(name, imitation, part);
    }

    private Algorithm changed(String name, double imitation, @Nullable Part part) {
        return new Algorithm(
                name,
                compat,
                part instanceof Advantage other ? other : advantage,
                part instanceof Ratio other ? other : ratio,
                part instanceof Clip other ? other : clip,
                part instanceof Aggregation other ? other : aggregation,
                part instanceof Kl other ? other : kl,
                part instanceof EntropyBonus other ? other : entropy,
                part instanceof Correction other ? other : correction,
                staleness,
                part instanceof GroupFilter other ? other : filter,
                part instanceof Pruning other ? other : pruning,
                part instanceof ValueLoss other ? other : value,
                imitation);
    }
}
