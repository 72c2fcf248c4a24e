package reason4j.learn.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reason4j.learn.algorithm.Aggregation.Mode;

/// Numbers that the tests of other trainers state.
final class PublishedTest {

    private static final double NO = Double.POSITIVE_INFINITY;
    private static final Offset<Double> CLOSE = within(1e-9);

    /// OpenRLHF's tests/test_loss_aggregation.py.
    @Test
    void aggregationsOfOpenRlhf() {
        double[][] loss = {{1, 2, 0}, {3, 4, 5}, {7, 0, 0}};
        boolean[][] mask = {{true, true, false}, {true, true, true}, {true, false, false}};
        assertThat(aggregate(Mode.TOKEN_MEAN, loss, mask))
                .isCloseTo(22 / 6.0, CLOSE)
                .isCloseTo(Golden.number("openrlhf_token_mean"), CLOSE);
        double[][] other = {{1, 3, 9}, {2, 4, 0}, {8, 0, 0}};
        boolean[][] otherMask = {{true, true, false}, {true, true, false}, {true, false, false}};
        assertThat(aggregate(Mode.SEQUENCE_MEAN_TOKEN_MEAN, other, otherMask))
                .isCloseTo(13 / 3.0, CLOSE)
                .isCloseTo(Golden.number("openrlhf_seq_mean"), CLOSE);
        assertThat(aggregate(Mode.SEQUENCE_MEAN_TOKEN_MEAN, new double[][] {{1, 3}, {9, 9}}, new boolean[][] {
                    {true, true}, {false, false}
                }))
                .as("a fully masked sequence does not count")
                .isCloseTo(2, CLOSE);
    }

    /// Its policy loss over a batch with masked tokens.
    @Test
    void policyLossOfOpenRlhf() {
        double[][] logp = {{-.2, -.4, -.1}, {-.7, -.3, -.2}, {-.6, -.1, -.5}};
        double[][] change = {{.03, -.04, .01}, {.02, .05, -.03}, {.04, 0, -.02}};
        double[][] advantages = {{1, -.5, 0}, {.3, -1.2, .5}, {1.5, 0, -.7}};
        boolean[][] mask = {{true, true, false}, {true, true, true}, {true, false, true}};
        double[][] old = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int t = 0; t < 3; t++) {
                old[i][t] = logp[i][t] - change[i][t];
            }
        }
        Algorithm grpo = Algorithms.named("grpo", Compat.OPENRLHF);
        assertThat(Batch.of(logp, old, advantages, mask).loss(grpo.ratio(), grpo.clip(), grpo.aggregation()))
                .isCloseTo(Golden.number("openrlhf_policy_loss_full"), within(1e-8));
    }

    /// The global mean of 2 and 5 tokens is (3 + 25)/7 = 4, the mean of the two means is not.
    @Test
    void accumulationIsGlobal() {
        double[][] loss = {{1, 2}, {5, 5, 5, 5, 5}};
        boolean[][] mask = {{true, true}, {true, true, true, true, true}};
        assertThat(aggregate(Mode.TOKEN_MEAN, loss, mask)).isCloseTo(4, CLOSE);
        assertThat(aggregate(Mode.SEQUENCE_MEAN_TOKEN_MEAN, loss, mask)).isCloseTo(3.25, CLOSE);
    }

    /// verl's test_loss_aggregation_on_cpu: its 52 is the sum 13 times the 4 ranks over which it will be averaged.
    @Test
    void tokenSumOfVerl() {
        double[][] loss = {{1, 2, 30}, {4, 50, 6}};
        boolean[][] mask = {{true, true, false}, {true, false, true}};
        assertThat(4 * aggregate(Mode.TOKEN_SUM, loss, mask)).isCloseTo(52, CLOSE);
    }

    /// verl's test_masked_mean: NaN outside the mask stays there, NaN inside comes out.
    @Test
    void nanOutsideTheMask() {
        boolean[][] mask = {{true, false, false, true}};
        double nan = Double.NaN;
        assertThat(aggregate(Mode.TOKEN_MEAN, new double[][] {{1, nan, nan, 4}}, mask))
                .isCloseTo(2.5, CLOSE);
        assertThat(aggregate(Mode.TOKEN_MEAN, new double[][] {{1, nan, nan, nan}}, mask))
                .isNaN();
    }

    /// verl's test_rollout_corr, test_exact_icepop_zeroes_weights_without_changing_mask.
    @Test
    void icePopZeroesWeights() {
        Correction icePop = new Correction(Correction.Level.TOKEN, Correction.Outside.ZERO, .5, 5);
        assertThat(IntStream.of(0, 1, 2)
                        .mapToDouble(i -> icePop.bounded(new double[] {.4, .8, 6}[i]))
                        .toArray())
                .containsExactly(0, .8, 0);
    }

    /// The product over a sequence drops it as a whole; the geometric mean does not depend on its length.
    @Test
    void correctionsOverSequences() {
        Sample sample = Sample.of(0, 0, new boolean[] {true, true, false}, new double[] {0, 0, 9})
                .withSampler(-Math.log(2), -Math.log(2), 0);
        assertThat(new Correction(Correction.Level.SEQUENCE_PRODUCT, Correction.Outside.ZERO, 0, 3).weights(sample))
                .containsExactly(0, 0, 0);
        assertThat(new Correction(Correction.Level.SEQUENCE_PRODUCT, Correction.Outside.ZERO, 0, 5).weights(sample))
                .containsExactly(new double[] {4, 4, 0}, CLOSE);
        assertThat(new Correction(Correction.Level.SEQUENCE_MEAN, Correction.Outside.CLAMP, 0, 3).weights(sample))
                .containsExactly(new double[] {2, 2, 0}, CLOSE);
    }

    /// TRL's test_get_off_policy_mask: of A = 1, −1, −1 with drift 2, 0.5, 2 and threshold 1 the last drops; its
    /// padding test: what is masked does not count.
    @ParameterizedTest
    @CsvSource({"1, 2, false", "-1, 0.5, false", "-1, 2, true"})
    void staleSequences(double advantage, double drift, boolean dropped) {
        PolicyLoss loss = new PolicyLoss(
                new Ratio(Ratio.Level.TOKEN, Ratio.Against.OLD, NO),
                new Clip.Unclipped(),
                Kl.none(),
                0,
                0,
                Correction.none(),
                1);
        Sample sample = Sample.of(0, 0, new boolean[] {true, true, false}, new double[] {-3, -3, 0})
                .withSampler(-3 + drift, -3 + drift, 10000);
        double[] a = {advantage, advantage, -10000};
        SequenceLoss evaluated = loss.evaluate(sample, Forward.of(-3, -3, 0), Credit.of(a, new double[] {1, 1, 0}));
        assertThat(evaluated.tokens().get(0).clip()).isEqualTo(dropped ? ClipState.DROPPED : ClipState.FREE);
        assertThat(evaluated.policy()).isCloseTo(dropped ? 0 : -2 * advantage, CLOSE);
    }

    /// TRL's TestGetHighEntropyMask.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.8 | 0 0 0 0 0 0 | 0 0 1 1 0 0",
                "0.5 | 0 0 0 0 0 1 | 1 1 1 1 0 0",
                "0 | 1 1 1 1 1 1 | 1 1 1 1 0 0",
                "1 | 0 0 0 0 0 0 | 0 0 0 1 0 0"
            })
    void highEntropy(double quantile, String first, String second) {
        double[][] entropies = {{.1, .2, .3, .4, .5, .6}, {.7, .8, .9, 1.0, 1.1, 1.2}};
        boolean[][] masks = {Golden.trained(6), {true, true, true, true, false, false}};
        double[][] ones = {{1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 1}};
        double[][] kept = new TopEntropy(quantile).weights(ones, entropies, masks);
        assertThat(kept).isDeepEqualTo(new double[][] {numbers(first), numbers(second)});
        boolean[][] none = {new boolean[6], new boolean[6]};
        assertThat(new TopEntropy(quantile).weights(ones, entropies, none)).isDeepEqualTo(new double[2][6]);
    }

    private static double[] numbers(String row) {
        return java.util.Arrays.stream(row.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /// CPPO keeps (1 − P)·N of each group by the size of the advantage.
    @Test
    void pruning() {
        double[] advantages = {.5, -2, .1, 1, 3, 2.5, -.2, 0};
        int[] groups = {0, 0, 0, 0, 1, 1, 1, 1};
        assertThat(new Pruning(.5, Pruning.Order.LARGEST, Pruning.Scope.GROUP).keep(advantages, groups, 0))
                .containsExactly(false, true, false, true, true, true, false, false);
        assertThat(new Pruning(.5, Pruning.Order.SMALLEST, Pruning.Scope.GROUP).keep(advantages, groups, 0))
                .containsExactly(true, false, true, false, false, false, true, true);
        assertThat(new Pruning(.625, Pruning.Order.LARGEST, Pruning.Scope.BATCH).keep(advantages, groups, 0))
                .containsExactly(false, true, false, false, true, true, false, false);
        assertThat(new Pruning(.9, Pruning.Order.LARGEST, Pruning.Scope.GROUP).keep(advantages, groups, 0))
                .as("one at least")
                .containsExactly(false, true, false, false, true, false, false, false);
        boolean[] random = new Pruning(.5, Pruning.Order.RANDOM, Pruning.Scope.BATCH).keep(advantages, groups, 5);
        assertThat(random)
                .isEqualTo(new Pruning(.5, Pruning.Order.RANDOM, Pruning.Scope.BATCH).keep(advantages, groups, 5));
        assertThat(Pruning.none().keep(advantages, groups, 0)).doesNotContain(false);
        assertThatThrownBy(() -> new Pruning(1, Pruning.Order.LARGEST, Pruning.Scope.GROUP))
                .hasMessageContaining("below 1");
    }

    /// What is pruned does not count in the means.
    @Test
    void weightsAreOfWhatRemains() {
        Algorithm cppo =
                Algorithms.named("cppo", Compat.TRL).with(Correction.none()).with(Kl.none());
        Update update = cppo.prepare(Golden.groupsOfLength(4, 2, 1, 0, 0, 0), 0, 0);
        assertThat(update.rows()).containsExactly(0, 1);
        assertThat(update.weights()[0]).containsExactly(.25, .25);
        assertThat(cppo.part(update, 1).weights()[0]).containsExactly(.5, .5);
    }

    @Test
    void filters() {
        List<Sample> batch = new ArrayList<>(Golden.groups(4, 1, 0, 0, 1, 1, 1, 1, 1));
        batch.addAll(shaped(2, .1 + .2, .3, .3, .3));
        batch.addAll(shaped(3, Double.NaN, Double.NaN, Double.NaN, Double.NaN));
        assertThat(groupsKept(new GroupFilter.Varied(1e-6), batch)).containsExactly(0);
        assertThat(groupsKept(new GroupFilter.AccuracyBand(.2, .8), batch)).containsExactly(0);
        assertThat(groupsKept(new GroupFilter.AccuracyBand(.2, 1), batch)).containsExactly(0, 1, 2);
        assertThat(groupsKept(new GroupFilter.All(), batch)).containsExactly(0, 1, 2, 3);
        Update update = Algorithms.named("dapo").prepare(batch, 0, 0);
        assertThat(update.rows()).containsExactly(0, 1, 2, 3);
    }

    /// A shaped reward may differ where the answers do not: the band looks at answers.
    @Test
    void bandIsOfAccuracyNotOfReward() {
        List<Sample> allWrong =
                shaped(0, .1, .2, .3, .4).stream().map(s -> s.withAccuracy(0)).toList();
        assertThat(groupsKept(new GroupFilter.AccuracyBand(.1, .9), allWrong)).isEmpty();
        assertThat(groupsKept(new GroupFilter.Varied(1e-6), allWrong)).containsExactly(0);
    }

    /// The critic's loss, by hand: v = 0.8 from v_old = 0.2 is held at 0.7, R = 1: max(0.04, 0.09)/2.
    @Test
    void criticIsClipped() {
        Sample sample =
                Sample.of(0, 0, new boolean[] {true, false}, new double[2]).withValues(.2, Double.NaN);
        double[] values = {.8, Double.NaN};
        double[] returns = {1, 0};
        double[] weights = {1, 0};
        ValueLoss.Loss loss = new ValueLoss(.5).evaluate(sample, values, returns, weights);
        assertThat(loss.value()).isCloseTo(.045, CLOSE);
        assertThat(loss.gradient()).containsExactly(0, 0);
        ValueLoss.Loss free = new ValueLoss(NO).evaluate(sample, values, returns, weights);
        assertThat(free.value()).isCloseTo(.02, CLOSE);
        assertThat(free.gradient()).containsExactly(new double[] {-.2, 0}, CLOSE);
    }

    @Test
    void whatIsMissingIsNamed() {
        Sample bare = Sample.of(0, 1, new boolean[] {true}, new double[1]);
        assertThatThrownBy(() -> Algorithms.named("ppo").advantage().of(List.of(bare)))
                .hasMessageContaining("critic's value");
        assertThatThrownBy(() -> Algorithms.named("grpo").loss().evaluate(bare, Forward.of(0), credit()))
                .hasMessageContaining("reference's log-probability");
        assertThatThrownBy(() -> Algorithms.named("max_rl").loss().evaluate(bare, Forward.of(0), credit()))
                .hasMessageContaining("sampler");
        assertThatThrownBy(() -> Algorithms.named("magic").loss(0, .1).evaluate(bare, Forward.of(0), credit()))
                .hasMessageContaining("entropies");
        assertThatThrownBy(() -> Algorithms.named("dapo").loss().evaluate(bare, Forward.of(0, 0), credit()))
                .hasMessageContaining("1 tokens has 2 log-probabilities");
        assertThatThrownBy(() -> bare.withReference(0, 0)).hasMessageContaining("array of 2");
    }

    private static Credit credit() {
        return Credit.of(new double[1], new double[1]);
    }

    private static List<Sample> shaped(int group, double... rewards) {
        List<Sample> samples = new ArrayList<>();
        for (double reward : rewards) {
            samples.add(Sample.of(group, reward, new boolean[] {true}, new double[1]));
        }
        return samples;
    }

    private static List<Integer> groupsKept(GroupFilter filter, List<Sample> batch) {
        boolean[] keep = filter.keep(batch);
        return IntStream.range(0, keep.length)
                .filter(i -> keep[i])
                .mapToObj(i -> batch.get(i).group())
                .distinct()
                .toList();
    }

    /// Aggregates given token losses by way of −A·logπ with A = −1.
    private static double aggregate(Mode mode, double[][] loss, boolean[][] mask) {
        double[][] advantages = new double[loss.length][];
        double[][] olds = new double[loss.length][];
        for (int i = 0; i < loss.length; i++) {
            advantages[i] = new double[loss[i].length];
            olds[i] = new double[loss[i].length];
            java.util.Arrays.fill(advantages[i], -1);
        }
        return Batch.of(loss, olds, advantages, mask)
                .loss(new Ratio(Ratio.Level.TOKEN, Ratio.Against.OLD, NO), new Clip.Likelihood(), Aggregation.of(mode));
    }
}
