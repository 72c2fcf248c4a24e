package reason4j.learn.algorithm;

import java.util.List;

/// A batch made ready for one optimiser step: what is trained on, and with which credit.
///
/// @param rows where each sample was in the batch that was given
/// @param samples what is trained on
/// @param advantages by sample and token
/// @param returns by sample and token, rows empty without a critic
/// @param weights of the aggregation, by sample and token
/// @param imitation weights of − logπ by sample and token, rows empty without imitation
public record Update(
        int[] rows,
        List<Sample> samples,
        double[][] advantages,
        double[][] returns,
        double[][] weights,
        double[][] imitation) {

    public Update {
        samples = List.copyOf(samples);
    }

    public int size() {
        return samples.size();
    }

    /// What joins a sample to the batch.
    public Credit credit(int sample) {
        return new Credit(advantages[sample], weights[sample], imitation[sample]);
    }

    /// The advantage of a sample as one number: the mean over its trained tokens.
    public double meanAdvantage(int sample) {
        return Algorithm.mean(advantages[sample], samples.get(sample).mask());
    }
}
