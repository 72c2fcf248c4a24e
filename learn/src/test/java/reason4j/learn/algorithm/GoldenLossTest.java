package reason4j.learn.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reason4j.learn.algorithm.Aggregation.Mode;
import reason4j.learn.algorithm.Ratio.Against;
import reason4j.learn.algorithm.Ratio.Level;

/// Losses against reference numbers.
final class GoldenLossTest {

    private static final double NO = Double.POSITIVE_INFINITY;
    private static final Offset<Double> EXACT = within(1e-9);
    /// The reference adds 1e-8 to lengths.
    private static final Offset<Double> LENGTH_EPSILON = within(1e-8);
    private static final Offset<Double> ROUNDED = within(Golden.ROUNDED);
    private static final Clip PPO = new Clip.Clipped(.2, .2, NO);
    private static final Clip DAPO = new Clip.Clipped(.2, .28, NO);
    private static final Batch INPUT = Batch.of(
            Golden.matrix("loss_input", "logp"),
            Golden.matrix("loss_input", "old"),
            Golden.matrix("loss_input", "adv"),
            Golden.mask("loss_input", "mask"));

    @ParameterizedTest
    @CsvSource({"loss_ppo.2, .2, Infinity", "loss_dapo.2_.28, .28, Infinity", "loss_dual_c3, .2, 3"})
    void clippedUnderEachAggregation(String key, double high, double dual) {
        Clip clip = new Clip.Clipped(.2, high, dual);
        perToken(INPUT, clip, Golden.matrix(key, "per_token"));
        check(clip, Mode.TOKEN_MEAN, Golden.number(key, "token-mean"));
        check(clip, Mode.SEQUENCE_MEAN_TOKEN_SUM, Golden.number(key, "seq-mean-token-sum"));
        check(clip, Mode.SEQUENCE_MEAN_TOKEN_MEAN, Golden.number(key, "seq-mean-token-mean"));
        Aggregation constant = new Aggregation(Mode.SEQUENCE_MEAN_TOKEN_SUM_OVER_CONSTANT, 4);
        assertThat(INPUT.loss(token(), clip, constant)).isCloseTo(Golden.number(key, "norm"), EXACT);
    }

    @Test
    void ratios() {
        double[][] expected = Golden.matrix("loss_input", "ratio");
        for (int i = 0; i < expected.length; i++) {
            SequenceLoss loss = INPUT.sequence(i, token(), PPO, Aggregation.of(Mode.TOKEN_SUM));
            for (int t = 0; t < expected[i].length; t++) {
                if (INPUT.samples().get(i).mask()[t]) {
                    assertThat(loss.tokens().get(t).ratio()).isCloseTo(expected[i][t], ROUNDED);
                }
            }
        }
    }

    @Test
    void dualClip() {
        Batch batch = Batch.of(
                Golden.matrix("dual_clip_active", "logp"),
                Golden.matrix("dual_clip_active", "old"),
                Golden.matrix("dual_clip_active", "adv"),
                new boolean[][] {{true, true}});
        perToken(batch, PPO, Golden.matrix("dual_clip_active", "no_dual"));
        perToken(batch, new Clip.Clipped(.2, .2, 3), Golden.matrix("dual_clip_active", "dual_c3"));
        perToken(batch, new Clip.Clipped(.2, .2, 10), Golden.matrix("dual_clip_active", "dual_c10"));
        SequenceLoss held = batch.sequence(0, token(), new Clip.Clipped(.2, .2, 3), Aggregation.of(Mode.TOKEN_SUM));
        assertThat(held.tokens()).extracting(TokenLoss::clip).containsExactly(ClipState.DUAL, ClipState.HIGH);
        assertThat(held.gradient()).containsExactly(0, 0);
    }

    /// TRL's two-sided bound is the dual clip under another name.
    @Test
    void twoSided() {
        Clip delta = new Clip.Clipped(.2, .2, 1.4);
        perToken(INPUT, delta, Golden.matrix("trl_delta1.4", "per_token"));
        check(delta, Mode.TOKEN_MEAN, Golden.number("trl_delta1.4", "bnpo"));
    }

    @Test
    void lossTypesOfTrl() {
        check(PPO, Mode.SEQUENCE_MEAN_TOKEN_MEAN, Golden.number("trl_loss_types", "grpo"));
        check(PPO, Mode.TOKEN_MEAN, Golden.number("trl_loss_types", "bnpo"));
        check(PPO, Mode.TOKEN_MEAN, Golden.number("trl_loss_types", "dapo(global tokens=7,1 proc)"));
        Aggregation constant = new Aggregation(Mode.SEQUENCE_MEAN_TOKEN_SUM_OVER_CONSTANT, 6);
        assertThat(INPUT.loss(token(), PPO, constant))
                .isCloseTo(Golden.number("trl_loss_types", "dr_grpo(max_completion=6)"), within(1e-7));
    }

    @ParameterizedTest
    @CsvSource({"SEQUENCE_MEAN", "SEQUENCE_MEAN_PER_TOKEN"})
    void gspo(Level level) {
        Ratio ratio = new Ratio(level, Against.OLD, NO);
        Aggregation mean = Aggregation.of(Mode.SEQUENCE_MEAN_TOKEN_MEAN);
        assertThat(INPUT.loss(ratio, PPO, mean)).isCloseTo(Golden.number("gspo_.2", "loss"), LENGTH_EPSILON);
        assertThat(INPUT.sequence(0, ratio, PPO, mean).tokens().get(1).ratio())
                .isCloseTo(Golden.row("gspo_.2", "s")[0], ROUNDED);
        assertThat(INPUT.sequence(1, ratio, PPO, mean).tokens().get(3).ratio())
                .isCloseTo(Golden.row("gspo_.2", "s")[1], ROUNDED);
    }

    @Test
    void heldWeights() {
        check(new Clip.HeldWeight(.8, 1.28), Mode.TOKEN_MEAN, Golden.number("cispo_verl(.2,.28)", "token-mean"));
        check(new Clip.HeldWeight(0, 5), Mode.TOKEN_MEAN, Golden.number("cispo_trl(max5)", "token-mean"));
        assertThat(Algorithms.named("cispo", Compat.VERL).clip()).isEqualTo(new Clip.HeldWeight(.8, 1.28));
        assertThat(Algorithms.named("cispo", Compat.TRL).clip()).isEqualTo(new Clip.HeldWeight(0, 5));
    }

    @Test
    void others() {
        check(new Clip.Likelihood(), Mode.TOKEN_MEAN, Golden.number("gpg", "token-mean"));
        check(new Clip.SoftGate(1, 1.05), Mode.SEQUENCE_MEAN_TOKEN_MEAN, Golden.number("sapo", "seq-mean-token-mean"));
    }

    /// verl's test of `dro`.
    @Test
    void quadratic() {
        Batch batch = Batch.of(
                new double[][] {{-.8, -.9, -.1}},
                new double[][] {{-1, -.7, -.2}},
                new double[][] {{2, -1.5, 9}},
                new boolean[][] {{true, true, false}});
        assertThat(batch.loss(token(), new Clip.Quadratic(.05), Aggregation.of(Mode.TOKEN_MEAN)))
                .isCloseTo(Golden.number("verl_dro_beta.05"), EXACT)
                .isCloseTo(0.126, EXACT);
    }

    @Test
    void leaveOneOutOverWholeSequences() {
        Algorithm rloo = Algorithms.named("rloo", Compat.TRL);
        assertThat(rloo.ratio().level()).isEqualTo(Level.SEQUENCE_PRODUCT);
        double[] expected = Golden.row("trl_rloo_seq", "seq_ratio");
        double[][] advantages = {{.5, .5, .5, .5}, {-.5, -.5, -.5, -.5}};
        Batch halves = new Batch(INPUT.samples(), INPUT.logps(), advantages);
        for (int i = 0; i < expected.length; i++) {
            SequenceLoss loss = halves.sequence(i, rloo.ratio(), rloo.clip(), rloo.aggregation());
            assertThat(loss.tokens().get(0).ratio()).isCloseTo(expected[i], ROUNDED);
        }
        assertThat(halves.loss(rloo.ratio(), rloo.clip(), rloo.aggregation()))
                .isCloseTo(Golden.number("trl_rloo_seq", "loss"), EXACT);
    }

    @Test
    void trustRegion() {
        Algorithm prime = Algorithms.named("prime_rl");
        Ratio againstOld = new Ratio(Level.TOKEN, Against.OLD, NO);
        double[][] dropped = Golden.matrix("prime_rl_default", "masked");
        for (int i = 0; i < dropped.length; i++) {
            SequenceLoss loss = INPUT.sequence(i, againstOld, prime.clip(), Aggregation.of(Mode.TOKEN_SUM));
            for (int t = 0; t < dropped[i].length; t++) {
                assertThat(loss.tokens().get(t).clip() == ClipState.DROPPED).isEqualTo(dropped[i][t] == 1);
            }
        }
        assertThat(INPUT.loss(againstOld, prime.clip(), Aggregation.of(Mode.TOKEN_SUM)))
                .isCloseTo(Golden.number("prime_rl_default", "sum_over_mask"), EXACT);
        assertThat(INPUT.loss(againstOld, prime.clip(), prime.aggregation()))
                .isCloseTo(Golden.number("prime_rl_default", "div_tokens"), EXACT);
    }

    @ParameterizedTest
    @CsvSource({"K1, k1", "K2, k2", "K3, k3"})
    void klEstimates(Kl.Estimator estimator, String key) {
        Kl kl = Kl.fixed(estimator, Kl.Placement.LOSS, 1);
        double[][] expected = Golden.matrix("kl", key);
        for (int i = 0; i < expected.length; i++) {
            for (int t = 0; t < expected[i].length; t++) {
                double logp = Golden.matrix("loss_input", "logp")[i][t];
                double old = Golden.matrix("loss_input", "old")[i][t];
                Kl.Estimate estimate = kl.at(logp, old);
                assertThat(estimate.value()).isCloseTo(expected[i][t], ROUNDED);
                double slope = switch (estimator) {
                    case K1 -> 1;
                    case K2 -> Golden.matrix("kl", "k2_grad")[i][t];
                    case K3 -> Golden.matrix("kl", "k3_grad_wrt_logp")[i][t];
                    case ABS -> Double.NaN;
                };
                assertThat(estimate.slope()).isCloseTo(slope, ROUNDED);
            }
        }
    }

    /// verl's test_kl_penalty_k3_plus_uses_k2_gradient; and its limits.
    @Test
    void klWithAnotherSlopeAndLimits() {
        Kl k3 = Kl.fixed(Kl.Estimator.K3, Kl.Placement.LOSS, 1);
        Kl plus = new Kl(Kl.Estimator.K3, Kl.Placement.LOSS, 1, NO, NO, Kl.Slope.K2, false, 0, 0);
        assertThat(plus.at(-3, -1).value()).isEqualTo(k3.at(-3, -1).value());
        assertThat(plus.at(-3, -1).slope()).isEqualTo(-2);
        assertThat(k3.within(20, 10).at(-30, -1)).isEqualTo(new Kl.Estimate(10, 0));
        assertThat(Kl.fixed(Kl.Estimator.K1, Kl.Placement.LOSS, 1).at(-100, 0).value())
                .as("not limited: OpenRLHF's test")
                .isEqualTo(-100);
    }

    @Test
    void adaptiveKl() {
        Kl adaptive = new Kl(Kl.Estimator.K1, Kl.Placement.REWARD, .001, NO, NO, Kl.Slope.OWN, false, .1, 10000);
        assertThat(adaptive.nextCoefficient(.001, .2, 256))
                .isCloseTo(Golden.number("adaptive_kl", "(.001,cur .2,n 256)"), within(1e-12));
        assertThat(adaptive.nextCoefficient(.001, .05, 256))
                .isCloseTo(Golden.number("adaptive_kl", "(.001,cur .05,n 256)"), within(1e-12));
        assertThat(Kl.none().nextCoefficient(.001, 5, 256)).isEqualTo(.001);
    }

    @Test
    void adaptiveEntropy() {
        EntropyBonus magic = Algorithms.named("magic").entropy();
        double coefficient = magic.coefficient();
        for (double[] step : Golden.matrix("magic_entropy_trace(H,coef,applied)")) {
            coefficient = magic.next(coefficient, step[0]);
            assertThat(coefficient).isCloseTo(step[1], within(1e-12));
            assertThat(magic.applied(coefficient, step[0])).isCloseTo(step[2], within(1e-12));
        }
    }

    @Test
    void correctionWeights() {
        double[] raw = Golden.row("is_correction", "raw");
        weights(raw, Correction.Outside.CLAMP, 0, 2, "verl_token_tis2");
        weights(raw, Correction.Outside.CLAMP, .5, 5, "openrlhf_tis[.5,5]");
        weights(raw, Correction.Outside.ZERO, .5, 5, "icepop[.5,5]");
        weights(raw, Correction.Outside.CLAMP, 0, 3, "trl_token_truncate(3)");
        weights(raw, Correction.Outside.ZERO, 0, 3, "trl_token_mask(3)");
    }

    private static void weights(double[] raw, Correction.Outside outside, double low, double high, String key) {
        double[] old = new double[raw.length];
        for (int t = 0; t < raw.length; t++) {
            old[t] = Math.log(raw[t]);
        }
        Sample sample = Sample.of(0, 0, Golden.trained(raw.length), old).withSampler(new double[raw.length]);
        assertThat(new Correction(Correction.Level.TOKEN, outside, low, high).weights(sample))
                .containsExactly(Golden.row("is_correction", key), within(1e-12));
    }

    private static void check(Clip clip, Mode mode, double expected) {
        assertThat(INPUT.loss(token(), clip, Aggregation.of(mode))).isCloseTo(expected, within(1e-8));
    }

    private static void perToken(Batch batch, Clip clip, double[][] expected) {
        for (int i = 0; i < expected.length; i++) {
            SequenceLoss loss = batch.sequence(i, token(), clip, Aggregation.of(Mode.TOKEN_SUM));
            for (int t = 0; t < expected[i].length; t++) {
                assertThat(loss.tokens().get(t).policy()).isCloseTo(expected[i][t], ROUNDED);
            }
        }
    }

    private static Ratio token() {
        return new Ratio(Level.TOKEN, Against.OLD, NO);
    }
}
