package reason4j.learn.sft;

import org.jspecify.annotations.Nullable;
import reason4j.core.config.Range;
import reason4j.learn.lora.LoraRecipe;
import reason4j.learn.optimize.AdamW;
import reason4j.learn.optimize.Schedule;

/// Settings of supervised fine-tuning; defaults in `sft-defaults.yaml`.
///
/// @param steps optimizer steps
/// @param batch traces a step
/// @param schedule learning rate
/// @param adamw optimizer
/// @param microTokens most tokens a micro-batch, padding included
/// @param saveEvery steps between checkpoints
/// @param keepLast checkpoints to keep
/// @param evaluateEvery steps between evaluations on held-out problems, 0 for none
/// @param lora the adapter to train; null for all weights
public record SftRecipe(
        int steps,
        int batch,
        Schedule schedule,
        AdamW.Settings adamw,
        int microTokens,
        int saveEvery,
        int keepLast,
        int evaluateEvery,
        @Nullable LoraRecipe lora) {

    public SftRecipe {
        Range.atLeast("steps", steps, 1);
        Range.atLeast("batch", batch, 1);
        Range.atLeast("micro_tokens", microTokens, 1);
        Range.atLeast("save_every", saveEvery, 1);
        Range.atLeast("keep_last", keepLast, 1);
        Range.atLeast("evaluate_every", evaluateEvery, 0);
    }
}
