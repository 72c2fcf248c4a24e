package reason4j.learn.algorithm;

/// − c·H in the loss of each token, with a coefficient that is fixed or that follows the entropy: MAGIC,
/// Skywork-OR1, arXiv 2505.22312.
///
/// TRL's version differs by an inclusive comparison, delta 0.005 and max 1; Skywork estimates H as the mean of
/// −logπ_old, TRL and this room's trainer know it exactly.
///
/// @param coefficient c at the first step
/// @param target H below which the bonus acts and grows, in nats; 0 for a fixed coefficient
/// @param delta how much the coefficient moves in a step
/// @param max its greatest value
public record EntropyBonus(double coefficient, double target, double delta, double max) implements Algorithm.Part {

    public static EntropyBonus fixed(double coefficient) {
        return new EntropyBonus(coefficient, 0, 0, 0);
    }

    /// Whether the trainer must compute entropies with a gradient.
    public boolean active() {
        return coefficient != 0 || target != 0;
    }

    /// The coefficient after a step.
    ///
    /// @param current before
    /// @param entropy mean over tokens, in nats
    public double next(double current, double entropy) {
        if (target == 0) {
            return current;
        }
        return Math.clamp(entropy < target ? current + delta : current - delta, 0, max);
    }

    /// The coefficient that the loss uses: 0 while the entropy is above the target.
    public double applied(double current, double entropy) {
        return target == 0 || entropy < target ? current : 0;
    }
}
