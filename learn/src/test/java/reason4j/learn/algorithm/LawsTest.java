package reason4j.learn.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import reason4j.learn.algorithm.Aggregation.Mode;

/// What holds for every algorithm under every dialect.
final class LawsTest {

    private static final int GROUPS = 5;
    private static final int SIZE = 4;
    private static final double[] NO_REWARDS = {};

    static Stream<Algorithm> algorithms() {
        return Algorithms.names().stream()
                .flatMap(name -> Arrays.stream(Compat.values()).map(compat -> Algorithms.named(name, compat)));
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void orderDoesNotMatter(Algorithm algorithm) {
        List<Sample> batch = batch(1);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, batch.size()).boxed().toList());
        Collections.shuffle(order, new Random(7));
        double[][] straight = algorithm.advantage().of(batch).perToken();
        double[][] shuffled = algorithm
                .advantage()
                .of(order.stream().map(batch::get).toList())
                .perToken();
        for (int i = 0; i < order.size(); i++) {
            assertThat(shuffled[i]).containsExactly(straight[order.get(i)], within(1e-9));
        }
    }

    /// Group baselines see differences only. Not so: a lone sample compared with nothing, MaxRL (relative to the
    /// mean), verl's α of GPG (counts rewards that are not 0), and estimators without a baseline.
    @ParameterizedTest
    @MethodSource("algorithms")
    void aShiftOfAllRewardsDoesNotMatter(Algorithm algorithm) {
        boolean relative = algorithm.advantage().perSequence()
                && !(algorithm.advantage() instanceof Advantage.MeanRelative)
                && !(algorithm.advantage() instanceof Advantage.PolicyGradient gpg
                        && gpg.alpha() == Advantage.Alpha.NONZERO_REWARDS);
        List<Sample> batch = batch(2);
        List<Sample> shifted =
                batch.stream().map(s -> s.withReward(s.reward() + 3)).toList();
        double[][] before = algorithm.advantage().of(batch).perToken();
        double[][] after = algorithm.advantage().of(shifted).perToken();
        if (relative) {
            near(after, before, 1e-9);
        } else if (!(algorithm.advantage() instanceof Advantage.Returns)) {
            assertThat(after).isNotEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void theMicroBatchSplitDoesNotMatter(Algorithm algorithm) {
        Evaluated whole = evaluate(algorithm, batch(3));
        double[] gradients = whole.gradient;
        Update update = algorithm.prepare(batch(3), .01, 0);
        for (int micro : new int[] {1, 2, 3, 7}) {
            double sum = 0;
            int at = 0;
            for (int from = 0; from < update.size(); from += micro) {
                double partial = 0;
                for (int i = from; i < Math.min(update.size(), from + micro); i++) {
                    SequenceLoss loss = algorithm
                            .loss(.01, 0)
                            .evaluate(
                                    update.samples().get(i),
                                    forward(update.samples().get(i)),
                                    update.credit(i));
                    partial += loss.value();
                    for (double g : loss.gradient()) {
                        assertThat(g).isEqualTo(gradients[at++]);
                    }
                }
                sum += partial;
            }
            assertThat(sum).isCloseTo(whole.value, within(1e-12));
        }
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void paddingAndGarbageDoNotMatter(Algorithm algorithm) {
        List<Sample> batch = batch(4);
        List<Sample> padded = batch.stream().map(sample -> padded(sample, 9)).toList();
        Evaluated before = evaluate(algorithm, batch);
        Evaluated after = evaluate(algorithm, padded);
        assertThat(after.value).isEqualTo(before.value);
        double[] kept = Arrays.stream(after.gradient).filter(g -> g != 0).toArray();
        assertThat(kept)
                .containsExactly(
                        Arrays.stream(before.gradient).filter(g -> g != 0).toArray());
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void samplesWithoutRewardTakeNoPart(Algorithm algorithm) {
        List<Sample> batch = batch(5);
        List<Sample> more = new ArrayList<>();
        for (Sample sample : batch) {
            more.add(sample);
            more.add(sample.withReward(Double.NaN).withAccuracy(Double.NaN));
        }
        double[][] before = algorithm.advantage().of(batch).perToken();
        double[][] after = algorithm.advantage().of(more).perToken();
        for (int i = 0; i < before.length; i++) {
            assertThat(after[2 * i]).containsExactly(before[i], within(1e-12));
            assertThat(after[2 * i + 1]).containsOnly(0);
        }
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void nothingToLearnIsNoTrouble(Algorithm algorithm) {
        double nan = Double.NaN;
        for (double[] rewards : new double[][] {{nan, nan, nan, nan}, {1, 1, 1, 1}, {0, 0, 0, 0}, {.1, .1, .1, .1}}) {
            List<Sample> batch = new ArrayList<>(batch(6).subList(0, SIZE));
            for (int i = 0; i < SIZE; i++) {
                batch.set(
                        i,
                        batch.get(i)
                                .withReward(rewards[i])
                                .withAccuracy(rewards[i])
                                .withParts(rewards[i], rewards[i]));
            }
            Advantages advantages = algorithm.advantage().of(batch);
            for (int i = 0; i < SIZE; i++) {
                for (double a : advantages.perToken()[i]) {
                    assertThat(a).isFinite();
                }
                boolean compares = algorithm.advantage().perSequence();
                if (compares || Double.isNaN(rewards[i])) {
                    assertThat(advantages.perToken()[i]).containsOnly(0);
                }
            }
        }
        assertThat(algorithm.advantage().of(List.of()).perToken()).isEmpty();
        assertThat(algorithm.prepare(List.of(), 0, 0).size()).isZero();
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void aGroupOfOneIsFinite(Algorithm algorithm) {
        List<Sample> batch = batch(7).subList(0, 1);
        for (double a : algorithm.advantage().of(batch).perToken()[0]) {
            assertThat(a).isFinite();
        }
    }

    /// A completion none of whose tokens train, such as one that was cut off, changes no weight of the others.
    @ParameterizedTest
    @EnumSource
    void fullyMaskedSequencesDoNotCount(Mode mode) {
        Aggregation aggregation = new Aggregation(mode, 10);
        boolean[][] masks = {{true, true}, {false, false, false}, {true}};
        double[][] with = aggregation.weights(masks, new int[] {0, 0, 1});
        double[][] without = aggregation.weights(new boolean[][] {masks[0], masks[2]}, new int[] {0, 1});
        assertThat(with[0]).containsExactly(without[0]);
        assertThat(with[1]).containsOnly(0);
        assertThat(with[2]).containsExactly(without[1]);
    }

    @Test
    void meansSumToOne() {
        boolean[][] masks = {{true, true, false}, {true, true, true, true}, {true}};
        for (Mode mode : List.of(Mode.TOKEN_MEAN, Mode.SEQUENCE_MEAN_TOKEN_MEAN, Mode.GROUP_MEAN_TOKEN_MEAN)) {
            double sum = Arrays.stream(Aggregation.of(mode).weights(masks, new int[] {0, 0, 1}))
                    .flatMapToDouble(Arrays::stream)
                    .sum();
            assertThat(sum).as(mode.name()).isCloseTo(1, within(1e-12));
        }
        assertThat(Aggregation.of(Mode.GROUP_MEAN_TOKEN_MEAN).weights(masks, new int[] {0, 0, 1})[2])
                .containsExactly(.5);
    }

    /// At ρ = 1 every clip has the same gradient −A: the first step on policy is plain policy gradient.
    @ParameterizedTest
    @MethodSource("algorithms")
    void onPolicyEveryAlgorithmIsPolicyGradient(Algorithm algorithm) {
        Algorithm plain = algorithm.with(Kl.none()).with(Correction.none()).with(Aggregation.of(Mode.TOKEN_SUM));
        for (Sample sample : batch(8)) {
            Sample fresh = sample.withSampler(sample.old());
            double[] advantages = new double[sample.length()];
            Arrays.fill(advantages, sample.reward() - .5);
            double[] weights = plain.aggregation().weights(new boolean[][] {sample.mask()}, new int[] {0})[0];
            double[] gradient = plain.loss()
                    .evaluate(fresh, Forward.of(sample.old()), Credit.of(advantages, weights))
                    .gradient();
            double factor =
                    plain.ratio().level() == Ratio.Level.SEQUENCE_PRODUCT && !(plain.clip() instanceof Clip.GammaWeight)
                            ? sample.trained()
                            : 1;
            for (int t = 0; t < gradient.length; t++) {
                double expected = sample.mask()[t] ? -advantages[t] * factor : 0;
                assertThat(gradient[t]).isCloseTo(expected, within(1e-9));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void floatInputsChangeLittle(Algorithm algorithm) {
        List<Sample> exact = batch(9);
        List<Sample> rounded = exact.stream()
                .map(s -> new Sample(
                        s.group(),
                        s.reward(),
                        s.accuracy(),
                        s.mask(),
                        rounded(s.old()),
                        rounded(s.reference()),
                        rounded(s.sampler()),
                        rounded(s.values()),
                        s.parts(),
                        NO_REWARDS))
                .toList();
        assertThat(evaluate(algorithm, rounded).value).isCloseTo(evaluate(algorithm, exact).value, within(1e-4));
    }

    private record Evaluated(double value, double[] gradient) {}

    private static Evaluated evaluate(Algorithm algorithm, List<Sample> batch) {
        Update update = algorithm.prepare(batch, .01, 0);
        double value = 0;
        List<Double> gradient = new ArrayList<>();
        for (int i = 0; i < update.size(); i++) {
            Sample sample = update.samples().get(i);
            SequenceLoss loss = algorithm.loss(.01, 0).evaluate(sample, forward(sample), update.credit(i));
            value += loss.value();
            Arrays.stream(loss.gradient()).forEach(gradient::add);
        }
        return new Evaluated(
                value, gradient.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /// A current policy a little off the old one, as a function of it.
    private static Forward forward(Sample sample) {
        double[] logp = sample.old().clone();
        for (int t = 0; t < logp.length; t++) {
            logp[t] += .3 * Math.sin(50 * logp[t]);
        }
        return Forward.of(logp);
    }

    private static List<Sample> batch(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < GROUPS * SIZE; i++) {
            int length = 1 + random.nextInt(6);
            double right = random.nextInt(2);
            double style = random.nextDouble();
            double[] old = logps(random, length);
            samples.add(Sample.of(i / SIZE, right + style, Golden.trained(length), old)
                    .withAccuracy(right)
                    .withParts(right, style)
                    .withReference(logps(random, length))
                    .withSampler(near(random, old))
                    .withValues(logps(random, length)));
        }
        return samples;
    }

    private static double[] logps(SplittableRandom random, int length) {
        return IntStream.range(0, length)
                .mapToDouble(t -> -random.nextDouble(.1, 2))
                .toArray();
    }

    private static double[] near(SplittableRandom random, double[] values) {
        return Arrays.stream(values).map(v -> v + random.nextDouble(-.1, .1)).toArray();
    }

    private static double[] rounded(double[] values) {
        return Arrays.stream(values).map(v -> (float) v).toArray();
    }

    private static Sample padded(Sample s, int length) {
        boolean[] mask = Arrays.copyOf(s.mask(), length);
        return new Sample(
                s.group(),
                s.reward(),
                s.accuracy(),
                mask,
                padded(s.old(), length),
                padded(s.reference(), length),
                padded(s.sampler(), length),
                padded(s.values(), length),
                s.parts(),
                NO_REWARDS);
    }

    private static double[] padded(double[] values, int length) {
        double[] padded = new double[length];
        Arrays.fill(padded, Double.NaN);
        System.arraycopy(values, 0, padded, 0, values.length);
        return padded;
    }

    private static void near(double[][] actual, double[][] expected, double tolerance) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).containsExactly(expected[i], within(tolerance));
        }
    }
}
