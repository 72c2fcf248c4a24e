package reason4j.learn.rlvr;

import org.jspecify.annotations.Nullable;
import reason4j.core.config.Range;
import reason4j.learn.optimize.AdamW;
import reason4j.learn.optimize.Schedule;

/// How the critic of PPO, VC-PPO and VAPO learns. All of its weights are trained, whatever is of the policy.
///
/// @param from checkpoint to start from, such as a reward model's; null for the policy's, with values of zero
/// @param schedule learning rate over the rollouts
/// @param adamw optimizer
/// @param updates optimizer steps a rollout, each over its share of the completions
/// @param headStart rollouts from which the critic alone learns, before the policy begins to
public record CriticRecipe(@Nullable String from, Schedule schedule, AdamW.Settings adamw, int updates, int headStart) {

    public CriticRecipe {
        Range.atLeast("updates", updates, 1);
        Range.atLeast("head_start", headStart, 0);
    }
}
