package reason4j.learn.lora;

import java.util.List;
import reason4j.core.config.Range;

/// How to adapt a model by low-rank matrices: `W + alpha / rank · B A`. There is no dropout.
///
/// @param rank rows of A and columns of B, r
/// @param alpha numerator of the scale
/// @param targets projections, such as `q_proj`; `all` alone for all of them
public record LoraRecipe(int rank, double alpha, List<String> targets) {

    /// The projections of a block, by PEFT's names.
    public static final List<String> PROJECTIONS =
            List.of("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj");

    public LoraRecipe {
        Range.atLeast("rank", rank, 1);
        Range.positive("alpha", alpha);
        if (targets.equals(List.of("all"))) {
            targets = PROJECTIONS;
        }
        targets = List.copyOf(targets);
        Range.check(
                !targets.isEmpty() && PROJECTIONS.containsAll(targets),
                "targets",
                targets,
                "must be [all] or some of " + String.join(", ", PROJECTIONS));
        Range.check(
                targets.stream().distinct().count() == targets.size(), "targets", targets, "names a projection twice");
    }
}
