package reason4j.learn.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reason4j.learn.algorithm.Ratio.Against;
import reason4j.learn.algorithm.Ratio.Level;

/// Gradients against finite differences of the value. Where a part of the loss is held constant, the value to
/// differentiate is the one with that part held.
final class GradientTest {

    private static final double NO = Double.POSITIVE_INFINITY;
    private static final double STEP = 1e-6;
    private static final int LENGTH = 7;

    static Stream<PolicyLoss> differentiable() {
        Clip clipped = new Clip.Clipped(.2, .28, 2);
        Kl none = Kl.none();
        Stream<PolicyLoss> clips = Stream.of(
                        clipped,
                        new Clip.Unclipped(),
                        new Clip.Likelihood(),
                        new Clip.SoftGate(1, 1.05),
                        new Clip.Quadratic(.05),
                        new Clip.TrustRegion(.2, .2, false, .1),
                        new Clip.TrustRegion(.1, .1, true, .1))
                .map(clip -> loss(ratio(Level.TOKEN, NO), clip, none));
        Stream<PolicyLoss> levels = Stream.of(
                loss(ratio(Level.TOKEN, .4), new Clip.Unclipped(), none),
                loss(ratio(Level.SEQUENCE_MEAN, NO), clipped, none),
                loss(ratio(Level.SEQUENCE_MEAN, NO), new Clip.Unclipped(), none),
                loss(ratio(Level.SEQUENCE_MEAN, -.2), new Clip.Unclipped(), none),
                loss(ratio(Level.SEQUENCE_PRODUCT, NO), new Clip.Unclipped(), none),
                loss(ratio(Level.SEQUENCE_PRODUCT, NO), clipped, none),
                loss(ratio(Level.SEQUENCE_MEAN, NO), new Clip.GeometricMean(.1, .1), none),
                loss(new Ratio(Level.TOKEN, Against.SAMPLER, NO), clipped, none));
        Stream<PolicyLoss> kls = Arrays.stream(Kl.Estimator.values())
                .flatMap(estimator -> Stream.of(false, true)
                        .map(weighted -> loss(
                                ratio(Level.TOKEN, NO),
                                clipped,
                                new Kl(estimator, Kl.Placement.LOSS, .3, 20, 10, Kl.Slope.OWN, weighted, 0, 0))));
        Kl limited = Kl.fixed(Kl.Estimator.K3, Kl.Placement.LOSS, .3).within(.3, .05);
        return Stream.of(clips, levels, kls, Stream.of(loss(ratio(Level.TOKEN, NO), clipped, limited)))
                .flatMap(stream -> stream);
    }

    @ParameterizedTest
    @MethodSource("differentiable")
    void isTheDerivativeOfTheValue(PolicyLoss loss) {
        for (int seed = 0; seed < 20; seed++) {
            Case random = Case.random(seed);
            check(
                    loss,
                    random,
                    forward ->
                            loss.evaluate(random.sample, forward, random.credit).value());
        }
    }

    /// Held weights: −sg(w)·A·logπ, w read off the same evaluation.
    @ParameterizedTest
    @MethodSource("held")
    void holdsTheWeight(PolicyLoss loss) {
        for (int seed = 0; seed < 20; seed++) {
            Case random = Case.random(seed);
            double[] logp = random.forward.logp();
            SequenceLoss at = loss.evaluate(random.sample, random.forward, random.credit);
            check(loss, random, forward -> {
                double sum = 0;
                for (int t = 0; t < LENGTH; t++) {
                    if (random.sample.mask()[t]) {
                        TokenLoss token = at.tokens().get(t);
                        double held = token.policy() / logp[t];
                        sum += token.weight() * token.correction() * held * forward.logp()[t];
                    }
                }
                return sum;
            });
        }
    }

    static Stream<PolicyLoss> held() {
        return Stream.of(
                loss(ratio(Level.TOKEN, NO), new Clip.HeldWeight(.8, 1.28), Kl.none()),
                loss(ratio(Level.SEQUENCE_PRODUCT, 20), new Clip.GammaWeight(2, 3, 3, 2), Kl.none()));
    }

    /// GSPO-token: s·π/sg(π) at each token, s held.
    @Test
    void sequenceRatioPerTokenHoldsTheRatio() {
        PolicyLoss loss = loss(ratio(Level.SEQUENCE_MEAN_PER_TOKEN, NO), new Clip.Clipped(.05, .05, NO), Kl.none());
        Clip clip = loss.clip();
        for (int seed = 0; seed < 20; seed++) {
            Case random = Case.random(seed);
            double[] at = random.forward.logp();
            SequenceLoss here = loss.evaluate(random.sample, random.forward, random.credit);
            check(loss, random, forward -> {
                double sum = 0;
                for (int t = 0; t < LENGTH; t++) {
                    if (random.sample.mask()[t]) {
                        TokenLoss token = here.tokens().get(t);
                        double z = Math.log(token.ratio()) + forward.logp()[t] - at[t];
                        sum += token.weight()
                                * token.correction()
                                * clip.term(z, 0, 0, token.advantage()).loss();
                    }
                }
                return sum;
            });
        }
    }

    /// For one advantage and one weight all over the sequence, both forms of GSPO have the same gradient.
    @Test
    void bothSequenceRatiosAgreeOnOutcomes() {
        Case random = Case.random(3);
        double[] same = new double[LENGTH];
        Arrays.fill(same, .7);
        Credit outcome = Credit.of(same, same);
        Clip clip = new Clip.Clipped(.2, .2, NO);
        Sample onPolicy = random.sample.withSampler(random.sample.old());
        double[] whole = loss(ratio(Level.SEQUENCE_MEAN, NO), clip, Kl.none())
                .evaluate(onPolicy, random.forward, outcome)
                .gradient();
        double[] each = loss(ratio(Level.SEQUENCE_MEAN_PER_TOKEN, NO), clip, Kl.none())
                .evaluate(onPolicy, random.forward, outcome)
                .gradient();
        assertThat(each).containsExactly(whole, within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyAlgorithmExplainsItsLoss(String name) {
        for (Compat compat : Compat.values()) {
            Algorithm algorithm = Algorithms.named(name, compat);
            Case random = Case.random(5);
            PolicyLoss loss = algorithm.loss(.1, .01);
            SequenceLoss evaluated = loss.evaluate(random.sample, random.forward, random.credit);
            double sum = 0;
            for (int t = 0; t < LENGTH; t++) {
                TokenLoss token = evaluated.tokens().get(t);
                assertThat(token.gradient()).isEqualTo(evaluated.gradient()[t]);
                if (token.trained()) {
                    sum += token.weight()
                            * (token.correction() * token.policy()
                                    + .1 * token.kl()
                                    - .01 * random.forward.entropy()[t]);
                    assertThat(evaluated.entropyGradient()[t]).isEqualTo(-.01 * token.weight());
                }
            }
            assertThat(evaluated.value()).isCloseTo(sum, within(1e-12));
        }
    }

    static Stream<String> names() {
        return Algorithms.names().stream();
    }

    /// VAPO's likelihood of right answers.
    @Test
    void imitation() {
        Case random = Case.random(1);
        double[] imitation = {.1, .2, 0, .3, 0, 0, .1};
        Credit credit = new Credit(random.credit.advantages(), random.credit.weights(), imitation);
        PolicyLoss loss = Algorithms.named("vapo").loss();
        check(
                loss,
                new Case(random.sample, random.forward, credit),
                forward -> loss.evaluate(random.sample, forward, credit).value());
    }

    @Test
    void ofTheCritic() {
        ValueLoss loss = new ValueLoss(.2);
        for (int seed = 0; seed < 20; seed++) {
            Case random = Case.random(seed);
            double[] values = random.forward.logp();
            Sample sample = random.sample.withValues(random.sample.old());
            double[] returns = random.sample.reference();
            double[] weights = random.credit.weights();
            double[] gradient = loss.evaluate(sample, values, returns, weights).gradient();
            for (int t = 0; t < LENGTH; t++) {
                double numeric = derivative(
                        values,
                        t,
                        v -> loss.evaluate(sample, v, returns, weights).value());
                assertThat(gradient[t]).isCloseTo(numeric, within(1e-6));
            }
        }
    }

    private static void check(PolicyLoss loss, Case at, ToDoubleFunction<Forward> value) {
        double[] gradient = loss.evaluate(at.sample, at.forward, at.credit).gradient();
        for (int t = 0; t < LENGTH; t++) {
            if (at.sample.mask()[t]) {
                double numeric = derivative(
                        at.forward.logp(), t, logp -> value.applyAsDouble(new Forward(logp, at.forward.entropy())));
                assertThat(gradient[t]).as(loss + " token " + t).isCloseTo(numeric, within(1e-6));
            } else {
                assertThat(gradient[t]).isZero();
            }
        }
    }

    private static double derivative(double[] at, int t, ToDoubleFunction<double[]> value) {
        double[] up = at.clone();
        double[] down = at.clone();
        up[t] += STEP;
        down[t] -= STEP;
        return (value.applyAsDouble(up) - value.applyAsDouble(down)) / (2 * STEP);
    }

    private static PolicyLoss loss(Ratio ratio, Clip clip, Kl kl) {
        Correction correction = new Correction(Correction.Level.TOKEN, Correction.Outside.CLAMP, .5, 2);
        return new PolicyLoss(ratio, clip, kl, kl.coefficient(), 0, correction, NO);
    }

    private static Ratio ratio(Level level, double limit) {
        return new Ratio(level, Against.OLD, limit);
    }

    /// One sequence with everything that a loss may ask for, one observation in it, NaN where it must not look.
    private record Case(Sample sample, Forward forward, Credit credit) {

        static Case random(int seed) {
            SplittableRandom random = new SplittableRandom(seed);
            boolean[] mask = Golden.trained(LENGTH);
            mask[2] = false;
            double[] old = logps(random, mask);
            Sample sample =
                    Sample.of(0, 1, mask, old).withReference(near(random, old)).withSampler(near(random, old));
            double[] advantages = near(random, new double[LENGTH]);
            double[] weights = new double[LENGTH];
            for (int t = 0; t < LENGTH; t++) {
                weights[t] = random.nextDouble(.1, 1);
            }
            Forward forward = new Forward(near(random, old), logps(random, mask));
            return new Case(sample, forward, Credit.of(advantages, weights));
        }

        private static double[] logps(SplittableRandom random, boolean[] mask) {
            double[] logps = new double[LENGTH];
            for (int t = 0; t < LENGTH; t++) {
                logps[t] = mask[t] ? -random.nextDouble(.1, 3) : Double.NaN;
            }
            return logps;
        }

        private static double[] near(SplittableRandom random, double[] values) {
            double[] moved = values.clone();
            for (int t = 0; t < LENGTH; t++) {
                moved[t] += random.nextDouble(-1, 1);
            }
            return moved;
        }
    }

    /// That finite differences see the clip at all: each state occurs in these cases.
    @Test
    void casesReachEveryState() {
        Map<ClipState, Long> states = new java.util.EnumMap<>(ClipState.class);
        Stream.concat(differentiable(), held()).forEach(loss -> {
            for (int seed = 0; seed < 20; seed++) {
                Case random = Case.random(seed);
                loss.evaluate(random.sample, random.forward, random.credit)
                        .tokens()
                        .forEach(token -> states.merge(token.clip(), 1L, Long::sum));
            }
        });
        assertThat(states).containsOnlyKeys(ClipState.values());
    }
}
