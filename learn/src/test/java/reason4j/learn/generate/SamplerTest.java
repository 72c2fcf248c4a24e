package reason4j.learn.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import reason4j.core.episode.Sampling;

/// The distribution that is drawn from, by hand.
class SamplerTest {

    private static final float[] LOGITS = {0, 1, 2, 3};

    private static Sampling sampling(double temperature, double topP, int topK, double minP, double penalty) {
        return new Sampling(1, temperature, topP, topK, minP, penalty, 8, List.of(), false, 0);
    }

    /// Probabilities, found by sweeping the uniform number over a fine grid.
    private static double[] probabilities(Sampling sampling, int... seen) {
        Sampler sampler = new Sampler(sampling);
        double[] share = new double[LOGITS.length];
        int n = 20_000;
        for (int i = 0; i < n; i++) {
            Sampler.Choice choice = sampler.choose(LOGITS.clone(), LOGITS.length, seen, (i + 0.5) / n);
            share[choice.id()] += 1.0 / n;
        }
        for (int i = 0; i < share.length; i++) {
            if (share[i] > 0) {
                double u = 0;
                for (int j = 0; j < i; j++) {
                    u += share[j];
                }
                Sampler.Choice choice = sampler.choose(LOGITS.clone(), LOGITS.length, seen, u + share[i] / 2);
                assertThat(choice.id()).isEqualTo(i);
                assertThat(Math.exp(choice.logprob()))
                        .as("log-probability of exactly the distribution sampled from")
                        .isCloseTo(share[i], within(2e-4));
            }
        }
        return share;
    }

    private static void close(double[] actual, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("token %d", i).isCloseTo(expected[i], within(2e-4));
        }
    }

    @Test
    void plainSoftmaxAndTemperature() {
        close(probabilities(sampling(1, 1, 0, 0, 1)), 0.032059, 0.087144, 0.236883, 0.643914);
        close(probabilities(sampling(2, 1, 0, 0, 1)), 0.101536, 0.167405, 0.276003, 0.455055);
    }

    @Test
    void topKTopPMinP() {
        close(probabilities(sampling(1, 1, 2, 0, 1)), 0, 0, 0.268941, 0.731059);
        close(probabilities(sampling(1, 0.8, 0, 0, 1)), 0, 0, 0.268941, 0.731059);
        close(probabilities(sampling(1, 0.6, 0, 0, 1)), 0, 0, 0, 1);
        close(probabilities(sampling(1, 1, 0, 0.1, 1)), 0, 0.090031, 0.244728, 0.665241);
    }

    @Test
    void repetitionPenaltyDividesAndMultiplies() {
        // token 3 was seen twice: its logit 3 becomes 1.5, once
        close(probabilities(sampling(1, 1, 0, 0, 2), 3, 3), 0.064148, 0.174372, 0.473991, 0.287490);
    }

    @Test
    void greedyTakesTheFirstOfTheLikeliest() {
        Sampler greedy = new Sampler(sampling(0, 1, 0, 0, 1));
        Sampler.Choice choice = greedy.choose(new float[] {1, 5, 5, 2}, 4, new int[0], 0.9);
        assertThat(choice.id()).isEqualTo(1);
        assertThat(choice.logprob()).isCloseTo((float) -Math.log(2 + Math.exp(-4) + Math.exp(-3)), within(1e-5f));
    }

    @Test
    void uniformNumbersDependOnTheirPlaceAlone() {
        assertThat(Sampler.uniform(7, 1, 2, 3))
                .isEqualTo(Sampler.uniform(7, 1, 2, 3))
                .isBetween(0.0, 1.0);
        assertThat(Sampler.uniform(7, 1, 2, 3)).isNotEqualTo(Sampler.uniform(7, 1, 3, 2));
    }
}
