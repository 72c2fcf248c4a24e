package reason4j.learn.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reason4j.core.episode.Sampling;

/// The reported alternatives are those of the distribution sampled from, filters and all.
class LikeliestTest {

    private static final float[] LOGITS = {0, 3, 1, 2, -5, 2.5f};

    @ParameterizedTest
    @CsvSource({
        "1, 1, 0, 0, 1",
        "0.5, 1, 0, 0, 1",
        "1, 0.8, 0, 0, 1",
        "1, 1, 2, 0, 1",
        "2, 1, 0, 0.3, 1",
        "1, 0.9, 4, 0.05, 1.5",
        "0, 1, 0, 0, 1.3"
    })
    void theyAreWhatTheSamplerWouldChoose(double temperature, double topP, int topK, double minP, double penalty) {
        Sampling sampling = new Sampling(1, temperature, topP, topK, minP, penalty, 8, List.of(), false, 0);
        Sampler sampler = new Sampler(sampling);
        int[] seen = {1, 1, 4};
        Sampler.Choice one = sampler.choose(LOGITS.clone(), LOGITS.length, seen, 0.3);
        List<SampledToken.Alternative> all = Likeliest.of(LOGITS, sampling, seen, one, LOGITS.length);
        assertThat(all).isSortedAccordingTo((a, b) -> Float.compare(b.logprob(), a.logprob()));
        if (temperature > 0) {
            assertThat(all.stream().mapToDouble(a -> Math.exp(a.logprob())).sum())
                    .as("nothing that was kept is missing")
                    .isCloseTo(1, within(1e-5));
        }
        for (double u = 0.005; u < 1; u += 0.01) {
            Sampler.Choice choice = sampler.choose(LOGITS.clone(), LOGITS.length, seen, u);
            assertThat(all).anySatisfy(a -> {
                assertThat(a.id()).isEqualTo(choice.id());
                assertThat(a.logprob()).isCloseTo(choice.logprob(), within(1e-5f));
            });
        }
    }

    @Test
    void onlySoManyAndTheBestFirst() {
        Sampling plain = Sampling.at(1, 1, 8, 0);
        Sampler.Choice choice = new Sampler(plain).choose(LOGITS.clone(), LOGITS.length, new int[0], 0.3);
        assertThat(Likeliest.of(LOGITS, plain, new int[0], choice, 3))
                .extracting(SampledToken.Alternative::id)
                .containsExactly(1, 5, 3);
    }
}
