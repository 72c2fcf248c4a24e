package reason4j.learn.rlvr;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reason4j.core.config.Range;
import reason4j.learn.algorithm.AlgorithmChoice;
import reason4j.learn.lora.LoraRecipe;
import reason4j.learn.optimize.AdamW;
import reason4j.learn.optimize.Schedule;
import reason4j.learn.reward.RewardChoice;
import reason4j.learn.reward.Rewards;

/// Settings of reinforcement learning with verifiable rewards; defaults in `rlvr-defaults.yaml`.
///
/// @param steps rollout and update, so many times
/// @param prompts problems a step
/// @param group completions a problem, G
/// @param temperature of sampling, and of the log-probabilities in the loss
/// @param maxNewTokens most tokens a completion
/// @param algorithm which advantage, ratio, clip, aggregation, KL
/// @param updates optimizer steps a rollout, each over its share of the completions
/// @param extraRollouts most further rollouts of a step while fewer than `prompts` groups pass the filter (DAPO's
///     dynamic sampling); 0 trains on what passed
/// @param maskTruncated whether completions cut off by the limit are left out of the loss
/// @param rewards parts of the reward, each with its weight
/// @param missingReward what becomes of the reward where a part does not apply
/// @param schedule learning rate over the rollouts
/// @param adamw optimizer
/// @param rows most sequences sampled at a time
/// @param microTokens most tokens a micro-batch, padding included
/// @param saveEvery steps between checkpoints
/// @param keepLast checkpoints to keep
/// @param evaluateEvery steps between evaluations on held-out problems, 0 for none
/// @param episodesEvery steps between files of episodes
/// @param replaysEvery steps between files of all that the losses were computed from, token by token; 0 for none
/// @param critic how the critic learns, where the algorithm has one
/// @param lora the adapter to train, with the model without it as the reference; null for all weights
public record RlvrRecipe(
        int steps,
        int prompts,
        int group,
        double temperature,
        int maxNewTokens,
        AlgorithmChoice algorithm,
        int updates,
        int extraRollouts,
        boolean maskTruncated,
        List<RewardChoice> rewards,
        Rewards.Missing missingReward,
        Schedule schedule,
        AdamW.Settings adamw,
        int rows,
        int microTokens,
        int saveEvery,
        int keepLast,
        int evaluateEvery,
        int episodesEvery,
        int replaysEvery,
        CriticRecipe critic,
        @Nullable LoraRecipe lora) {

    public RlvrRecipe {
        Range.atLeast("steps", steps, 1);
        Range.atLeast("prompts", prompts, 1);
        Range.atLeast("group", group, 1);
        Range.positive("temperature", temperature);
        Range.atLeast("max_new_tokens", maxNewTokens, 1);
        Range.check(
                updates >= 1 && updates <= prompts * group,
                "updates",
                updates,
                "must be from 1 to the completions of a step, " + prompts * group);
        Range.atLeast("extra_rollouts", extraRollouts, 0);
        rewards = List.copyOf(rewards);
        Range.check(
                !rewards.isEmpty(),
                "rewards",
                "[]",
                "needs at least one part, such as {name: accuracy, weight: 1, params: {}}");
        Range.atLeast("rows", rows, 1);
        Range.atLeast("micro_tokens", microTokens, 1);
        Range.atLeast("save_every", saveEvery, 1);
        Range.atLeast("keep_last", keepLast, 1);
        Range.atLeast("evaluate_every", evaluateEvery, 0);
        Range.atLeast("episodes_every", episodesEvery, 1);
        Range.atLeast("replays_every", replaysEvery, 0);
    }
}
