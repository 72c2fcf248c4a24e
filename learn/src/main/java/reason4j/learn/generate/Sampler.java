package reason4j.learn.generate;

import java.util.Arrays;
import java.util.SplittableRandom;
import reason4j.core.episode.Sampling;
import reason4j.core.run.Seed;
import reason4j.learn.kernel.Softmax;

/// Chooses a token from one row of logits. The order of the filters is that of `transformers`: repetition penalty,
/// temperature, top-k, top-p, min-p. Pure but for the random number, which is a function of its seed.
final class Sampler {

    /// A token and the logarithm of its probability under the distribution it was drawn from; for greedy choice under
    /// the model's own distribution.
    record Choice(int id, float logprob) {}

    private final Sampling sampling;

    Sampler(Sampling sampling) {
        this.sampling = sampling;
    }

    /// The uniform number for a token of a sample: it depends on nothing but its place.
    static double uniform(long seed, int prompt, int sample, int position) {
        SplittableRandom random = new Seed(seed).at(prompt, sample, position).random();
        return random.nextDouble();
    }

    /// @param logits of one row, changed in place
    /// @param vocabulary how many of them count
    /// @param seen tokens before this one, for the repetition penalty
    /// @param uniform in [0, 1)
    Choice choose(float[] logits, int vocabulary, int[] seen, double uniform) {
        if (sampling.repetitionPenalty() != 1) {
            penalise(logits, seen);
        }
        if (sampling.temperature() == 0) {
            return greedy(logits, vocabulary);
        }
        float max = Softmax.max(logits, vocabulary);
        float[] sums = Softmax.weigh(logits, vocabulary, max, (float) (1 / sampling.temperature()));
        if (filtered()) {
            double total = filter(logits, vocabulary, total(sums));
            return draw(logits, 0, vocabulary, total, uniform * total);
        }
        return draw(logits, vocabulary, sums, uniform);
    }

    private static double total(float[] sums) {
        double total = 0;
        for (float sum : sums) {
            total += sum;
        }
        return total;
    }

    /// Draws from weights of which the sums of blocks are known.
    private static Choice draw(float[] weights, int vocabulary, float[] sums, double uniform) {
        double total = total(sums);
        double left = uniform * total;
        int block = 0;
        while (block < sums.length - 1 && left >= sums[block]) {
            left -= sums[block++];
        }
        int from = block * Softmax.BLOCK;
        return draw(weights, from, Math.min(vocabulary, from + Softmax.BLOCK), total, left);
    }

    private static Choice draw(float[] weights, int from, int to, double total, double target) {
        double sum = 0;
        int last = from;
        for (int i = from; i < to; i++) {
            if (weights[i] > 0) {
                sum += weights[i];
                last = i;
                if (sum > target) {
                    break;
                }
            }
        }
        return new Choice(last, (float) Math.log(weights[last] / total));
    }

    private static Choice greedy(float[] logits, int vocabulary) {
        float max = Softmax.max(logits, vocabulary);
        int best = 0;
        while (best < vocabulary - 1 && logits[best] != max) {
            best++;
        }
        return new Choice(best, (float) -Math.log(total(Softmax.weigh(logits, vocabulary, max, 1))));
    }

    /// Keskar et al. 2019 (CTRL), as `transformers` applies it: positive logits divided, negative ones multiplied, once
    /// for each distinct token.
    private void penalise(float[] logits, int[] seen) {
        float penalty = (float) sampling.repetitionPenalty();
        Arrays.stream(seen)
                .distinct()
                .forEach(id -> logits[id] = logits[id] > 0 ? logits[id] / penalty : logits[id] * penalty);
    }

    private boolean filtered() {
        return sampling.topK() > 0 || sampling.topP() < 1 || sampling.minP() > 0;
    }

    /// Sets to zero what the filters exclude.
    ///
    /// @return the sum of what is left
    private double filter(float[] weights, int vocabulary, double total) {
        float threshold = 0;
        if (sampling.topK() > 0 && sampling.topK() < vocabulary) {
            float[] sorted = sorted(weights, vocabulary);
            threshold = sorted[vocabulary - sampling.topK()];
            total = keep(weights, vocabulary, threshold);
        }
        if (sampling.topP() < 1) {
            // keep the fewest tokens whose probabilities reach top-p; ties at the border stay together
            float[] sorted = sorted(weights, vocabulary);
            double sum = 0;
            int i = vocabulary;
            while (i > 0 && sum < sampling.topP() * total) {
                sum += sorted[--i];
            }
            total = keep(weights, vocabulary, sorted[i]);
        }
        if (sampling.minP() > 0) {
            float max = 0;
            for (int i = 0; i < vocabulary; i++) {
                max = Math.max(max, weights[i]);
            }
            total = keep(weights, vocabulary, (float) (max * sampling.minP()));
        }
        return total;
    }

    private static float[] sorted(float[] weights, int vocabulary) {
        float[] sorted = Arrays.copyOf(weights, vocabulary);
        Arrays.sort(sorted);
        return sorted;
    }

    private static double keep(float[] weights, int vocabulary, float threshold) {
        double total = 0;
        for (int i = 0; i < vocabulary; i++) {
            if (weights[i] < threshold) {
                weights[i] = 0;
            }
            total += weights[i];
        }
        return total;
    }
}
