package reason4j.learn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reason4j.core.run.Seed;
import reason4j.learn.optimize.AdamW;
import reason4j.learn.tensor.Compute;
import reason4j.learn.tensor.Precision;
import reason4j.learn.tensor.Tensors;
import reason4j.learn.tensor.Workers;

/// A critic's values and gradients.
class ValuePassTest {

    private static final ModelConfig CONFIG = ModelConfig.qwen2(40, 32, 2, 2, 1, 64);

    private static final List<Sequence> SEQUENCES = List.of(
            new Sequence(new int[] {1, 2, 3}, new int[] {4, 5, 6, 7}),
            new Sequence(new int[] {8}, new int[] {9, 10}),
            new Sequence(new int[] {11, 12}, new int[] {13, 14, 15, 16, 17, 18}));

    @BeforeEach
    void oneThread() {
        Tensors.start(1);
    }

    private static Transformer critic(Precision precision) {
        Parameters parameters = new Parameters(CONFIG, Compute.of(precision), Parameters.Head.VALUE);
        parameters.initialise(new Seed(5), CONFIG.layers());
        return new Transformer(CONFIG, parameters);
    }

    /// Σ ½(v − target)² with targets that are functions of the place.
    private static ValuePass.Derivatives squared(int[] members, float[] values) {
        float[] byValue = new float[values.length];
        double loss = 0;
        int at = 0;
        for (int m : members) {
            for (int t = 0; t < SEQUENCES.get(m).response().length; t++, at++) {
                byValue[at] = values[at] - (m + 0.1f * t);
                loss += 0.5 * byValue[at] * byValue[at];
            }
        }
        return new ValuePass.Derivatives(byValue, new double[] {loss});
    }

    private static double loss(Transformer critic, ValuePass pass) {
        List<float[]> values = pass.values(SEQUENCES);
        double sum = 0;
        for (int m = 0; m < values.size(); m++) {
            assertThat(values.get(m)).hasSize(SEQUENCES.get(m).response().length);
            sum += squared(new int[] {m}, values.get(m)).notes()[0];
        }
        return sum;
    }

    @Test
    void gradientsAreThoseOfFiniteDifferences() {
        try (Workers workers = new Workers(2);
                Transformer critic = critic(Precision.F32);
                ValuePass pass = new ValuePass(critic, 16, workers)) {
            double[] notes = pass.accumulate(SEQUENCES, ValuePassTest::squared);
            assertThat(notes[0]).isEqualTo(loss(critic, pass), within(1e-5));
            Parameters parameters = critic.parameters();
            Tensor flat = parameters.flat();
            int n = Math.toIntExact(parameters.elements());
            float[] weights = new float[n];
            float[] gradient = new float[n];
            Tensors.get(flat, 0, weights, n);
            Tensors.get(parameters.gradient(), 0, gradient, n);
            float step = 1e-2f;
            for (Parameters.Part part : parameters.parts()) {
                int at = Math.toIntExact(part.offset() + part.elements() / 2);
                double[] around = new double[2];
                for (int side = 0; side < 2; side++) {
                    Tensors.put(flat, at, new float[] {weights[at] + (2 * side - 1) * step}, 1);
                    parameters.changed();
                    around[side] = loss(critic, pass);
                }
                Tensors.put(flat, at, new float[] {weights[at]}, 1);
                parameters.changed();
                double difference = (around[1] - around[0]) / (2 * step);
                assertThat((double) gradient[at]).as(part.name()).isEqualTo(difference, within(2e-3));
            }
            assertThat(parameters.parts())
                    .extracting(Parameters.Part::name)
                    .contains("score.weight")
                    .doesNotContain("lm_head.weight");
        }
    }

    @ParameterizedTest
    @EnumSource
    void valuesAreLearnt(Precision precision) {
        AdamW.Settings settings = new AdamW.Settings(0.9, 0.95, 1e-8, 0, 0);
        try (Workers workers = new Workers(2);
                Transformer critic = critic(precision);
                ValuePass pass = new ValuePass(critic, 16, workers);
                AdamW optimizer = new AdamW(settings, critic.parameters())) {
            double first = pass.accumulate(SEQUENCES, ValuePassTest::squared)[0];
            double last = first;
            for (int step = 0; step < 60; step++) {
                optimizer.step(0.01);
                last = pass.accumulate(SEQUENCES, ValuePassTest::squared)[0];
            }
            assertThat(last).isLessThan(0.05 * first);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBatchIsTheSumOfItsSequences(Precision precision) {
        try (Workers workers = new Workers(1);
                Transformer critic = critic(precision);
                ValuePass pass = new ValuePass(critic, 1000, workers)) {
            pass.accumulate(SEQUENCES, ValuePassTest::squared);
            float[] together = gradient(critic);
            for (int m = 0; m < SEQUENCES.size(); m++) {
                int only = m;
                pass.accumulate(SEQUENCES.subList(m, m + 1), (_, values) -> squared(new int[] {only}, values));
            }
            float[] apart = gradient(critic);
            double difference = 0;
            double size = 0;
            for (int i = 0; i < together.length; i++) {
                difference += Math.pow(apart[i] - together[i], 2);
                size += Math.pow(together[i], 2);
            }
            assertThat(Math.sqrt(difference / size)).isLessThan(precision.half() ? 0.02 : 1e-5);
        }
    }

    private static float[] gradient(Transformer critic) {
        int n = Math.toIntExact(critic.parameters().elements());
        float[] gradient = new float[n];
        Tensors.get(critic.parameters().gradient(), 0, gradient, n);
        reason4j.learn.tensor.Scopes.noGrad(() -> critic.parameters().gradient().zero_());
        return gradient;
    }
}
