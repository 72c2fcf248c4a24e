package reason4j.learn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reason4j.learn.tensor.Compute;
import reason4j.learn.tensor.Precision;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Tensors;
import reason4j.learn.tensor.Workers;

/// Passes by hand against autograd.
class TrunkTest {

    private static final int LENGTH = 150;

    static List<DecoderTest.Case> byHand() {
        return DecoderTest.cases().stream()
                .filter(c -> c.compute().equals(Compute.F32) && !c.config().qkNorm())
                .toList();
    }

    private static List<Sequence> sequences() {
        SplittableRandom random = new SplittableRandom(3);
        return List.of(
                new Sequence(
                        random.ints(4, 0, 37).toArray(),
                        random.ints(LENGTH - 3, 0, 37).toArray()),
                new Sequence(
                        random.ints(9, 0, 37).toArray(), random.ints(60, 0, 37).toArray()));
    }

    /// A loss with every kind of derivative.
    private static TrainingPass.Derivatives loss(int[] members, LanguageHead.Scores scores) {
        int n = scores.logprobs().length;
        float[] byLogprob = new float[n];
        float[] byEntropy = new float[n];
        double value = 0;
        for (int i = 0; i < n; i++) {
            byLogprob[i] = (float) Math.sin(i) / n;
            byEntropy[i] = (float) Math.cos(3 * i) / n;
            value += byLogprob[i] * scores.logprobs()[i] + byEntropy[i] * scores.entropies()[i];
        }
        return new TrainingPass.Derivatives(byLogprob, byEntropy, new double[] {value});
    }

    @ParameterizedTest
    @MethodSource("byHand")
    void gradientsByHandEqualThoseOfAutograd(DecoderTest.Case c) {
        SplittableRandom random = new SplittableRandom(5);
        long[] ids = random.longs(2 * LENGTH, 0, 37).toArray();
        int[] labels = random.ints(2 * LENGTH, 0, 37).toArray();
        float[] hidden = new float[2 * LENGTH * c.config().hidden()];
        try (Transformer model = DecoderTest.model(c)) {
            model.parameters().trackGradients();
            Scopes.run(() -> {
                Tensor h_NC = model.hidden_BTC(Tensors.ofLongs(ids, 2, LENGTH))
                        .view(-1, c.config().hidden());
                LanguageHead head = new LanguageHead(model, 0.7);
                TrainingPass.Derivatives d = loss(new int[0], head.score(h_NC, labels));
                Tensor by = head.backward(h_NC, labels, d.byLogprob_N(), d.byEntropy_N());
                h_NC.backward(
                        by,
                        new org.bytedeco.pytorch.BoolOptional(),
                        false,
                        new org.bytedeco.pytorch.TensorArrayRefOptional());
                System.arraycopy(Tensors.floats(h_NC), 0, hidden, 0, hidden.length);
            });
            float[] expected = Tensors.floats(model.parameters().gradient());
            Scopes.noGrad(() -> {
                model.parameters().gradient().zero_();
                Trunk trunk = model.trunk(Tensors.ofLongs(ids, 2, LENGTH), true);
                Tensor h_NC = trunk.forward(null);
                near(Tensors.floats(h_NC), hidden);
                HeadPass head = new HeadPass(model, 0.7, h_NC, labels);
                TrainingPass.Derivatives d = loss(new int[0], head.scores());
                trunk.backward(head.backward(d.byLogprob_N(), d.byEntropy_N()));
            });
            near(Tensors.floats(model.parameters().gradient()), expected);
        }
    }

    private static void near(float[] actual, float[] expected) {
        double largest = 0;
        for (float e : expected) {
            largest = Math.max(largest, Math.abs(e));
        }
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i]).as("%d", i).isCloseTo(expected[i], within(1e-4 * Math.max(1, largest)));
        }
    }

    @Test
    void halfPrecisionPointsTheSameWay() {
        for (DecoderTest.Case c : DecoderTest.cases()) {
            if (c.compute().precision() == Precision.BF16) {
                double[] exact = new double[1];
                double[] rounded = new double[1];
                float[] a = gradient(new DecoderTest.Case(c.name(), c.config(), Compute.F32), exact);
                float[] b = gradient(c, rounded);
                assertThat(cosine(a, b)).as("%s", c).isGreaterThan(0.99);
                assertThat(rounded[0]).isCloseTo(exact[0], within(0.05));
            }
        }
    }

    private static float[] gradient(DecoderTest.Case c, double[] value) {
        try (Transformer model = DecoderTest.model(c);
                Workers workers = new Workers(2);
                TrainingPass pass = new TrainingPass(model, 0.7, 200, workers)) {
            value[0] = pass.accumulate(sequences(), TrunkTest::loss)[0];
            return Tensors.floats(model.parameters().gradient());
        }
    }

    private static double cosine(float[] a, float[] b) {
        double ab = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (double) a[i] * b[i];
        }
        return ab / Math.sqrt(squares(a) * squares(b));
    }

    private static double squares(float[] a) {
        return Arrays.stream(java.util.stream.IntStream.range(0, a.length)
                        .mapToDouble(i -> a[i])
                        .toArray())
                .map(x -> x * x)
                .sum();
    }
}
