package reason4j.learn.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import reason4j.core.io.Json;

final class ReplayTest {

    private static final Sample SAMPLE = Sample.of(
                    0, 1, new boolean[] {true, false, true}, new double[] {-1, Double.NaN, -.5})
            .withReference(-1, Double.NaN, -.7);
    private static final Replay REPLAY = new Replay(
            Algorithms.named("grpo"),
            .1,
            0,
            SAMPLE,
            Forward.of(-.5, Double.NaN, -.6),
            Credit.of(new double[] {2, 0, -1}, new double[] {.5, 0, .5}),
            List.of(" So\n", "<tool>", "42"));

    @Test
    void aStoredStepGivesTheSameLoss() {
        Replay read = Json.mapper().readValue(Json.line(REPLAY), Replay.class);
        assertThat(read.algorithm()).isEqualTo(REPLAY.algorithm());
        assertThat(read.sample()).isEqualTo(REPLAY.sample());
        assertThat(read.loss().tokens()).isEqualTo(REPLAY.loss().tokens());
        assertThat(read.loss().gradient()).containsExactly(REPLAY.loss().gradient());
        assertThat(read.explain()).isEqualTo(REPLAY.explain());
    }

    @Test
    void explainsEachToken() {
        assertThat(REPLAY.explain()).isEqualToNormalizingNewlines("""
                loss -0.742013 = policy -0.747581 + KL 0.005568 + entropy 0.000000 + imitation 0.000000; tokens: 1 free, 1 high, 1 masked
                    t  token                    A     ratio  clip         loss        kl   correct     weight    dL/dlogp
                    0  ␣So⏎                2.0000    1.6487  high      -2.4000    0.1065    1.0000   0.500000   +0.019673
                    1  <tool>           does not train
                    2  42                 -1.0000    0.9048  free       0.9048    0.0048    1.0000   0.500000   +0.457177
                """);
    }

    @Test
    void anotherAlgorithmJudgesTheSameTokens() {
        // the probability of a good token has grown by 65 %: free where nothing clips
        assertThat(REPLAY.loss().tokens().getFirst().clip()).isEqualTo(ClipState.HIGH);
        Replay other = REPLAY.under(Algorithms.named("reinforce"));
        assertThat(other.loss().tokens().getFirst().clip()).isEqualTo(ClipState.FREE);
        assertThat(other.credit()).isSameAs(REPLAY.credit());
        Sample alone = Sample.of(0, 1, new boolean[] {true}, new double[] {-1});
        Replay without = new Replay(
                Algorithms.named("reinforce"),
                0,
                0,
                alone,
                Forward.of(-.5),
                Credit.of(new double[] {1}, new double[] {1}),
                List.of());
        assertThat(without.under(Algorithms.named("grpo")).loss().kl()).isZero();
    }

    @Test
    void textsMustMatchTokens() {
        assertThatThrownBy(() ->
                        new Replay(REPLAY.algorithm(), 0, 0, SAMPLE, REPLAY.forward(), REPLAY.credit(), List.of("a")))
                .hasMessageContaining("1 texts for 3 tokens");
    }
}
