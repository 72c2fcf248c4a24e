package reason4j.learn.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import reason4j.core.run.Seed;
import reason4j.learn.model.ModelConfig;
import reason4j.learn.model.Parameters;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Tensors;

/// Against the formulas of the paper, in doubles.
class AdamWTest {

    private static final AdamW.Settings SETTINGS = new AdamW.Settings(0.9, 0.95, 1e-8, 0.1, 1);

    @Test
    void threeStepsFollowTheFormula() {
        ModelConfig config = ModelConfig.qwen2(7, 8, 1, 2, 1, 16);
        try (Parameters parameters = new Parameters(config);
                AdamW optimizer = new AdamW(SETTINGS, parameters)) {
            parameters.initialise(new Seed(1), 1);
            float[] start = Tensors.floats(parameters.flat());
            double[] w = new double[start.length];
            double[] m = new double[w.length];
            double[] v = new double[w.length];
            for (int i = 0; i < w.length; i++) {
                w[i] = start[i];
            }
            for (int step = 1; step <= 3; step++) {
                float[] g = gradient(w.length, step);
                Tensors.put(parameters.gradient(), 0, g, g.length);
                double norm = optimizer.step(0.01);
                assertThat(norm).isCloseTo(norm(g), within(1e-4));
                double scale = norm(g) > 1 ? 1 / norm(g) : 1;
                for (int i = 0; i < w.length; i++) {
                    double grad = g[i] * scale;
                    m[i] = 0.9 * m[i] + 0.1 * grad;
                    v[i] = 0.95 * v[i] + 0.05 * grad * grad;
                    double decay = i < parameters.decayed() ? 0.1 : 0;
                    double mHat = m[i] / (1 - Math.pow(0.9, step));
                    double vHat = v[i] / (1 - Math.pow(0.95, step));
                    w[i] = w[i] * (1 - 0.01 * decay) - 0.01 * mHat / (Math.sqrt(vHat) + 1e-8);
                }
            }
            float[] end = Tensors.floats(parameters.flat());
            for (int i = 0; i < w.length; i++) {
                assertThat((double) end[i]).as("weight %d", i).isCloseTo(w[i], within(2e-6));
            }
        }
    }

    @Test
    void aGradientThatIsNotFiniteChangesNothing() {
        ModelConfig config = ModelConfig.qwen2(7, 8, 1, 2, 1, 16);
        try (Parameters parameters = new Parameters(config);
                AdamW optimizer = new AdamW(SETTINGS, parameters)) {
            parameters.initialise(new Seed(1), 1);
            float[] before = Tensors.floats(parameters.flat());
            Tensors.put(parameters.gradient(), 3, new float[] {Float.NaN}, 1);
            assertThat(optimizer.step(0.01)).isNaN();
            assertThat(Tensors.floats(parameters.flat())).isEqualTo(before);
            assertThat(Scopes.get(() -> Tensors.sumOfSquares(parameters.gradient())))
                    .isZero();
            assertThat(optimizer.steps()).isZero();
        }
    }

    @Test
    void schedulesWarmUpAndDecay() {
        Schedule cosine = new Schedule(1, 10, Schedule.Decay.COSINE, 0.1);
        assertThat(cosine.at(0, 110)).isCloseTo(0.1, within(1e-12));
        assertThat(cosine.at(9, 110)).isCloseTo(1, within(1e-12));
        assertThat(cosine.at(60, 110)).isCloseTo(0.55, within(1e-12));
        assertThat(cosine.at(109, 110)).isBetween(0.1, 0.101);
        Schedule linear = new Schedule(2, 0, Schedule.Decay.LINEAR, 0.5);
        assertThat(linear.at(0, 100)).isCloseTo(2, within(1e-12));
        assertThat(linear.at(50, 100)).isCloseTo(1.5, within(1e-12));
        assertThat(new Schedule(3, 0, Schedule.Decay.CONSTANT, 1).at(77, 100)).isEqualTo(3);
    }

    private static float[] gradient(int n, int step) {
        float[] g = new float[n];
        for (int i = 0; i < n; i++) {
            g[i] = (float) (Math.sin(i * 0.7 + step) * (step == 2 ? 1e-3 : 0.3));
        }
        return g;
    }

    private static double norm(float[] g) {
        double sum = 0;
        for (float x : g) {
            sum += (double) x * x;
        }
        return Math.sqrt(sum);
    }
}
