package reason4j.learn.algorithm;

import java.util.ArrayList;
import java.util.List;

/// A batch with given advantages, to evaluate losses on.
record Batch(List<Sample> samples, double[][] logps, double[][] advantages) {

    static Batch of(double[][] logps, double[][] olds, double[][] advantages, boolean[][] masks) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < logps.length; i++) {
            samples.add(Sample.of(i, 0, masks[i], olds[i]));
        }
        return new Batch(samples, logps, advantages);
    }

    double[][] weights(Aggregation aggregation) {
        return aggregation.weights(Sample.masks(samples), Sample.groups(samples));
    }

    SequenceLoss sequence(int i, Ratio ratio, Clip clip, Aggregation aggregation) {
        PolicyLoss loss = new PolicyLoss(ratio, clip, Kl.none(), 0, 0, Correction.none(), Double.POSITIVE_INFINITY);
        return loss.evaluate(samples.get(i), Forward.of(logps[i]), Credit.of(advantages[i], weights(aggregation)[i]));
    }

    double loss(Ratio ratio, Clip clip, Aggregation aggregation) {
        double sum = 0;
        for (int i = 0; i < samples.size(); i++) {
            sum += sequence(i, ratio, clip, aggregation).value();
        }
        return sum;
    }
}
