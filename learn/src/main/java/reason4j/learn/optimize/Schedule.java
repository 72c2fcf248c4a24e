package reason4j.learn.optimize;

import reason4j.core.config.Range;

/// A learning rate over the steps of a run: a linear warm-up, then a shape down to a share of the peak.
///
/// @param learningRate the peak
/// @param warmupSteps steps from 0 to the peak
/// @param decay the shape after it
/// @param floor what is left at the end, as a share of the peak
public record Schedule(double learningRate, int warmupSteps, Decay decay, double floor) {

    /// Shapes.
    public enum Decay {
        CONSTANT,
        COSINE,
        LINEAR
    }

    public Schedule {
        Range.positive("learning_rate", learningRate);
        Range.atLeast("warmup_steps", warmupSteps, 0);
        Range.check(floor >= 0 && floor <= 1, "floor", floor, "must be in [0, 1]");
    }

    /// @param step from 0
    /// @param steps of the whole run
    public double at(int step, int steps) {
        if (step < warmupSteps) {
            return learningRate * (step + 1) / warmupSteps;
        }
        double progress = steps <= warmupSteps ? 1 : (double) (step - warmupSteps) / (steps - warmupSteps);
        double shape = switch (decay) {
            case CONSTANT -> 1;
            case COSINE -> floor + (1 - floor) * (1 + Math.cos(Math.PI * progress)) / 2;
            case LINEAR -> floor + (1 - floor) * (1 - progress);
        };
        return learningRate * shape;
    }
}
