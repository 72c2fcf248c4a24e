package reason4j.learn.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reason4j.learn.algorithm.Advantage.Alpha;
import reason4j.learn.algorithm.Advantage.Baseline;
import reason4j.learn.algorithm.Advantage.Scale;

/// Advantages against reference numbers.
final class GoldenAdvantageTest {

    private static final Offset<Double> ROUNDED = within(Golden.ROUNDED);

    @ParameterizedTest
    @CsvSource({
        "grpo_verl_ddof1_eps1e-06, 1e-6, 1",
        "grpo_trl_ddof1_eps0.0001, 1e-4, 1",
        "grpo_openrlhf_ddof1_eps1e-09, 1e-9, 1",
        "grpo_oat_ddof1_eps1e-08, 1e-8, 1",
        "grpo_ddof0_eps1e-6, 1e-6, 0"
    })
    void groupRelative(String key, double epsilon, int ddof) {
        check(new Advantage.GroupRelative(Scale.GROUP, epsilon, ddof, Singleton.RAW), key);
    }

    @Test
    void dialectsHaveTheseConstants() {
        check(Algorithms.named("grpo", Compat.VERL).advantage(), "grpo_verl_ddof1_eps1e-06");
        check(Algorithms.named("grpo", Compat.TRL).advantage(), "grpo_trl_ddof1_eps0.0001");
        check(Algorithms.named("grpo", Compat.OPENRLHF).advantage(), "grpo_openrlhf_ddof1_eps1e-09");
        check(Algorithms.named("grpo", Compat.OAT).advantage(), "grpo_oat_ddof1_eps1e-08");
        check(Algorithms.named("dr_grpo").advantage(), "drgrpo");
        check(Algorithms.named("rloo").advantage(), "rloo");
        check(Algorithms.named("gpg", Compat.VERL).advantage(), "gpg_verl(alpha=bsz/count_nonzero)", "adv");
        check(Algorithms.named("gpg", Compat.OPENRLHF).advantage(), "gpg_paper(alpha=B/(B-M))", "adv");
    }

    @Test
    void alphaOfPolicyGradient() {
        assertThat(Golden.number("gpg_verl(alpha=bsz/count_nonzero)", "alpha")).isCloseTo(12.0 / 7, ROUNDED);
        check(new Advantage.PolicyGradient(Alpha.ONE, 1, Singleton.RAW), "drgrpo");
    }

    @Test
    void baselineWhitenedOverTokens() {
        List<Sample> batch = Golden.groupsOfLength(4, 3, Golden.row("scores"));
        Advantage rule = Algorithms.named("reinforce++-baseline").advantage();
        assertThat(Golden.first(rule.of(batch))).containsExactly(Golden.row("rpp_baseline_verl_len3"), ROUNDED);
    }

    @Test
    void lengthWeighted() {
        double[] lengths = Golden.row("opo", "lens");
        double[] scores = Golden.row("scores");
        List<Sample> batch = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            int length = (int) lengths[i];
            batch.add(Sample.of(i / 4, scores[i], Golden.trained(length), new double[length]));
        }
        Advantages advantages = Algorithms.named("opo").advantage().of(batch);
        assertThat(Golden.first(advantages)).containsExactly(Golden.row("opo", "adv"), ROUNDED);
    }

    @ParameterizedTest
    @CsvSource({"gae_g1_l1, 1, 1", "gae_g1_l0.95, 1, 0.95", "gae_g0.99_l0.95, 0.99, 0.95"})
    void gae(String key, double gamma, double lambda) {
        double[][] values = Golden.matrix("gae_input", "values");
        double[][] rewards = Golden.matrix("gae_input", "rewards");
        boolean[][] masks = Golden.mask("gae_input", "mask");
        List<Sample> batch = new ArrayList<>();
        for (int i = 0; i < masks.length; i++) {
            batch.add(Sample.of(i, 0, masks[i], new double[masks[i].length])
                    .withValues(values[i])
                    .withTokenRewards(rewards[i]));
        }
        Advantages raw = gae(gamma, lambda, Whitening.NONE).of(batch);
        Advantages whitened = gae(gamma, lambda, Whitening.TOKENS_UNBIASED).of(batch);
        assertThat(raw.perToken()).satisfies(a -> matrix(a, Golden.matrix(key, "raw")));
        assertThat(raw.returns()).satisfies(a -> matrix(a, Golden.matrix(key, "returns")));
        assertThat(whitened.perToken()).satisfies(a -> matrix(a, Golden.matrix(key, "whitened")));
        assertThat(whitened.returns()).as("returns are of the raw advantages").isDeepEqualTo(raw.returns());
    }

    /// The outcome on the last trained token is the same as a reward there.
    @Test
    void outcomeIsEarnedOnTheLastTrainedToken() {
        Sample outcome = Sample.of(0, 1, new boolean[] {true, true, false}, new double[3])
                .withValues(.2, .3, 99);
        Sample token = outcome.withReward(0).withTokenRewards(0, 1, 99);
        Advantage rule = gae(0.9, 0.8, Whitening.NONE);
        assertThat(rule.of(List.of(outcome)).perToken())
                .isDeepEqualTo(rule.of(List.of(token)).perToken());
    }

    /// verl's test_multi_turn_compute_gae_advantage_return.
    @Test
    void gaeSkipsObservations() {
        double[] rewards = {0, 0, .1, .1, .1, 0, 0, .1, 1, 0, 0};
        boolean[] mask = mask(0, 0, 1, 1, 1, 0, 0, 1, 1, 0, 0);
        Sample sample = Sample.of(0, 0, mask, new double[11])
                .withTokenRewards(rewards)
                .withValues(Golden.matrix("gae_multiturn_g.9_l.8", "values")[0]);
        Advantages raw = gae(0.9, 0.8, Whitening.NONE).of(List.of(sample));
        matrix(raw.perToken(), Golden.matrix("gae_multiturn_g.9_l.8", "raw_masked"));
        matrix(raw.returns(), Golden.matrix("gae_multiturn_g.9_l.8", "returns_masked"));
        matrix(
                gae(0.9, 0.8, Whitening.TOKENS_UNBIASED).of(List.of(sample)).perToken(),
                Golden.matrix("gae_multiturn_g.9_l.8", "whitened_masked"));

        double[] garbage = sample.values().clone();
        for (int t = 0; t < garbage.length; t++) {
            garbage[t] = mask[t] ? garbage[t] : Double.NaN;
        }
        assertThat(gae(0.7, 0.6, Whitening.TOKENS_UNBIASED)
                        .of(List.of(sample.withValues(garbage)))
                        .perToken())
                .isDeepEqualTo(gae(0.7, 0.6, Whitening.TOKENS_UNBIASED)
                        .of(List.of(sample))
                        .perToken());
    }

    /// OpenRLHF's reading of the same mask, by hand: the observation is a step of value 0 that discounts.
    @Test
    void gaeMayCountObservations() {
        Sample sample = Sample.of(0, 1, mask(1, 0, 1), new double[3]).withValues(.5, 99, .25);
        Advantage rule = new Advantage.Gae(.9, .8, 0, .8, MaskedTokens.ZERO, Whitening.NONE);
        double last = 1 - .25;
        double between = .9 * .25 + .9 * .8 * last;
        double first = 0 + .9 * 0 - .5 + .9 * .8 * between;
        matrix(rule.of(List.of(sample)).perToken(), new double[][] {{first, 0, last}});
    }

    /// verl's test_reinforce_pp_multiturn_on_cpu.
    @Test
    void returnsSkipObservations() {
        check(returns(.5, MaskedTokens.SKIP), mask(1, 1, 0, 0, 1), 2, .5, 1, 0, 0, 2);
        check(returns(1, MaskedTokens.SKIP), mask(1, 0, 1, 1), 1, 1, 0, 1, 1);
        check(returns(1, MaskedTokens.SKIP), mask(1, 1, 1, 0), 1, 1, 1, 1, 0);
        check(returns(1, MaskedTokens.SKIP), mask(1, 1, 1, 1), 3, 3, 3, 3, 3);
        check(returns(.5, MaskedTokens.ZERO), mask(1, 1, 0, 0, 1), 2, .125, .25, 0, 0, 2);
        assertThat(Golden.matrix("rpp_returns_gamma.5")[0]).containsExactly(.5, 1, 0, 0, 2);
    }

    @Test
    void bestOfGroup() {
        double[] scores = Golden.row("grpo_passk", "scores");
        List<Sample> batch = Golden.groups(4, scores);
        assertThat(Golden.first(new Advantage.BestOfGroup(true, 1e-6).of(batch)))
                .containsExactly(Golden.row("grpo_passk", "adv"), within(5e-6));
        assertThat(Golden.first(new Advantage.BestOfGroup(false, 1e-6).of(batch)))
                .containsExactly(Golden.row("grpo_passk", "adv_nostd"), ROUNDED);
    }

    /// prime-rl's test_advantage.
    @Test
    void meanRelative() {
        Advantage rule = new Advantage.MeanRelative();
        assertThat(Golden.first(rule.of(Golden.groups(4, 1, 0, 0, 0)))).containsExactly(Golden.row("max_rl"), ROUNDED);
        assertThat(Golden.first(rule.of(Golden.groups(2, 0, 0, 1, 1)))).containsExactly(0, 0, 0, 0);
        assertThat(Golden.first(rule.of(Golden.groups(1, 1)))).containsExactly(0);
    }

    @Test
    void perReward() {
        double[] first = Golden.row("trl_normalize_then_sum", "r1");
        double[] second = Golden.row("trl_normalize_then_sum", "r2");
        List<Sample> batch = new ArrayList<>();
        for (int i = 0; i < first.length; i++) {
            batch.add(Sample.of(0, first[i] + second[i], Golden.trained(1), new double[1])
                    .withParts(first[i], second[i]));
        }
        Advantage apart = new Advantage.PerReward(List.of(1.0, 1.0), 1e-4, Whitening.SEQUENCES);
        assertThat(Golden.first(apart.of(batch))).containsExactly(Golden.row("trl_normalize_then_sum", "adv"), ROUNDED);
        assertThat(Golden.first(new Advantage.PerReward(List.of(), 1e-4, Whitening.SEQUENCES).of(batch)))
                .as("no weights are weights of 1")
                .containsExactly(Golden.row("trl_normalize_then_sum", "adv"), ROUNDED);
        Advantage together = Algorithms.named("grpo", Compat.TRL).advantage();
        assertThat(Golden.first(together.of(batch)))
                .containsExactly(Golden.row("trl_normalize_then_sum", "sum_then_normalize"), ROUNDED);
    }

    @Test
    void leaveOneOutOfTheOutcome() {
        Advantage rule = Algorithms.named("rloo").advantage();
        assertThat(Golden.first(rule.of(Golden.groups(4, 1, 0, 0, 1))))
                .containsExactly(Golden.row("prime_rloo_outcome"), ROUNDED);
    }

    /// TRL takes the KL of the sequence off the reward before the baseline.
    @Test
    void klInsideTheBaseline() {
        Algorithm rloo = Algorithms.named("rloo", Compat.TRL);
        double[] rewards = Golden.row("trl_rloo_kl_reward", "rewards");
        double[] kl = Golden.row("trl_rloo_kl_reward", "seq_k1");
        List<Sample> batch = new ArrayList<>();
        for (int i = 0; i < rewards.length; i++) {
            batch.add(Sample.of(0, rewards[i], Golden.trained(2), new double[] {kl[i], 0})
                    .withReference(0, 0)
                    .withSampler(0, 0));
        }
        Update update = rloo.prepare(batch, rloo.kl().coefficient(), 0);
        assertThat(update.samples().stream().mapToDouble(Sample::reward).toArray())
                .containsExactly(Golden.row("trl_rloo_kl_reward", "shaped"), ROUNDED);
        assertThat(java.util.stream.IntStream.range(0, 4)
                        .mapToDouble(update::meanAdvantage)
                        .toArray())
                .containsExactly(Golden.row("trl_rloo_kl_reward", "adv"), ROUNDED);
    }

    /// OpenRLHF: baseline first, then each token pays for what comes from it on.
    @Test
    void klAfterTheBaseline() {
        Algorithm algorithm = Algorithms.named("rloo", Compat.OPENRLHF);
        List<Sample> batch = List.of(
                Sample.of(0, 1, Golden.trained(2), new double[] {-1, -1}).withReference(-2, -1.5),
                Sample.of(0, 0, Golden.trained(2), new double[] {-1, -1}).withReference(-1, -1));
        Update update = algorithm.prepare(batch, 0.1, 0);
        matrix(update.advantages(), new double[][] {{1 - .1 * 1.5, 1 - .1 * .5}, {-1, -1}});
    }

    @Test
    void lambdaGrowsWithTheResponse() {
        Advantage.Gae vapo = (Advantage.Gae) Algorithms.named("vapo").advantage();
        Golden.at("vapo_lambda_alpha.05")
                .properties()
                .forEach(entry -> assertThat(vapo.lambdaFor(Integer.parseInt(entry.getKey())))
                        .as(entry.getKey())
                        .isCloseTo(entry.getValue().asDouble(), ROUNDED));
        assertThat(vapo.lambdaFor(10)).isZero();
    }

    /// verl's test_group_mean_std: a group of one is compared with mean 0 and deviation 1.
    @Test
    void groupOfOne() {
        List<Sample> batch = List.of(one(0, 1), one(1, 2), one(0, 3));
        assertThat(Golden.first(new Advantage.GroupRelative(Scale.GROUP, 0, 1, Singleton.RAW).of(batch)))
                .containsExactly(new double[] {-1 / Math.sqrt(2), 2, 1 / Math.sqrt(2)}, within(1e-12));
        assertThat(Golden.first(new Advantage.GroupRelative(Scale.GROUP, 0, 1, Singleton.ZERO).of(batch))[1])
                .isZero();
    }

    /// verl's low-variance test: deviations of nearly equal rewards do not cancel.
    @Test
    void lowVariance() {
        for (double reward : new double[] {1, 2}) {
            double[] a = Golden.first(new Advantage.GroupRelative(Scale.GROUP, 1e-6, 1, Singleton.RAW)
                    .of(Golden.groups(2, reward, reward + 1e-5)));
            double deviation = 1e-5 / Math.sqrt(2);
            assertThat(a[1]).isCloseTo(.5e-5 / (deviation + 1e-6), within(1e-6));
        }
    }

    private static Sample one(int group, double reward) {
        return Sample.of(group, reward, Golden.trained(1), new double[1]);
    }

    private static void check(Advantage rule, String... key) {
        List<Sample> batch = Golden.groups(4, Golden.row("scores"));
        assertThat(Golden.first(rule.of(batch))).containsExactly(Golden.row(key), ROUNDED);
    }

    private static void check(Advantage rule, boolean[] mask, double reward, double... expected) {
        Sample sample = Sample.of(0, reward, mask, new double[mask.length]);
        assertThat(rule.of(List.of(sample)).perToken()[0]).containsExactly(expected, ROUNDED);
    }

    private static Advantage returns(double gamma, MaskedTokens masked) {
        return new Advantage.Returns(gamma, Baseline.NONE, Singleton.RAW, masked, Whitening.NONE);
    }

    private static Advantage gae(double gamma, double lambda, Whitening whitening) {
        return new Advantage.Gae(gamma, lambda, 0, lambda, MaskedTokens.SKIP, whitening);
    }

    private static boolean[] mask(int... ones) {
        boolean[] mask = new boolean[ones.length];
        for (int t = 0; t < mask.length; t++) {
            mask[t] = ones[t] == 1;
        }
        return mask;
    }

    private static void matrix(double[][] actual, double[][] expected) {
        assertThat(actual).hasDimensions(expected.length, expected[0].length);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).containsExactly(expected[i], ROUNDED);
        }
    }
}
