package reason4j.learn.optimize;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import reason4j.core.config.Range;
import reason4j.learn.model.Trainable;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Tensors;

/// AdamW (arXiv 1711.05101, algorithm 2) over the flat tensors of a model: `m ← β₁m + (1−β₁)g`, `v ← β₂v + (1−β₂)g²`,
/// `w ← w(1 − lr·λ) − lr · m̂ / (√v̂ + ε)`. Decay applies to matrices only. Moments are 32-bit.
public final class AdamW implements AutoCloseable {

    /// Constants.
    ///
    /// @param beta1 β₁
    /// @param beta2 β₂
    /// @param epsilon ε
    /// @param weightDecay λ
    /// @param maxGradNorm gradients of a larger norm are scaled down to it; 0 is off
    public record Settings(double beta1, double beta2, double epsilon, double weightDecay, double maxGradNorm) {
        public Settings {
            Range.check(beta1 >= 0 && beta1 < 1, "beta1", beta1, "must be in [0, 1)");
            Range.check(beta2 >= 0 && beta2 < 1, "beta2", beta2, "must be in [0, 1)");
            Range.positive("epsilon", epsilon);
            Range.notNegative("weight_decay", weightDecay);
            Range.notNegative("max_grad_norm", maxGradNorm);
        }
    }

    private final Settings settings;
    private final Trainable parameters;
    private final Tensor m;
    private final Tensor v;
    private long steps;

    public AdamW(Settings settings, Trainable parameters) {
        this.settings = settings;
        this.parameters = parameters;
        parameters.trackGradients();
        m = Scopes.own(() -> torch.zeros_like(parameters.flat()));
        v = Scopes.own(() -> torch.zeros_like(parameters.flat()));
    }

    /// Takes one step along the gradient that has added up, and clears it. A gradient that is not finite changes
    /// nothing but is cleared.
    ///
    /// @return the norm of the gradient before it was scaled down; not finite if the step was refused
    public double step(double learningRate) {
        parameters.gather();
        double norm = Math.sqrt(Tensors.sumOfSquares(parameters.gradient()));
        if (Double.isFinite(norm)) {
            steps++;
            double max = settings.maxGradNorm;
            apply(learningRate, max > 0 && norm > max ? max / norm : 1);
            parameters.changed();
        }
        Scopes.noGrad(() -> parameters.gradient().zero_());
        return norm;
    }

    private void apply(double lr, double scale) {
        double correction1 = 1 - Math.pow(settings.beta1, steps);
        double correction2 = 1 - Math.pow(settings.beta2, steps);
        Scopes.noGrad(() -> {
            Tensor w = parameters.flat();
            Tensor g = parameters.gradient();
            if (scale != 1) {
                g.mul_(new Scalar(scale));
            }
            m.lerp_(g, new Scalar(1 - settings.beta1));
            v.mul_(new Scalar(settings.beta2)).addcmul_(g, g, new Scalar(1 - settings.beta2));
            if (settings.weightDecay > 0) {
                w.narrow(0, 0, parameters.decayed()).mul_(new Scalar(1 - lr * settings.weightDecay));
            }
            Tensor denominator =
                    v.sqrt().div_(new Scalar(Math.sqrt(correction2))).add_(new Scalar(settings.epsilon));
            w.addcdiv_(m, denominator, new Scalar(-lr / correction1));
        });
    }

    /// First moments, `[elements]`, for checkpoints.
    public Tensor firstMoments() {
        return m;
    }

    /// Second moments, `[elements]`, for checkpoints.
    public Tensor secondMoments() {
        return v;
    }

    /// Steps taken, for checkpoints.
    public long steps() {
        return steps;
    }

    /// Goes on from a checkpoint whose moments were copied in.
    public void resumeAt(long stepsTaken) {
        steps = stepsTaken;
    }

    @Override
    public void close() {
        m.close();
        v.close();
    }
}
