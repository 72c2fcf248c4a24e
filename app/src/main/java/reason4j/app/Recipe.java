package reason4j.app;

import java.util.Map;
import reason4j.core.config.Config;
import reason4j.core.config.Range;
import reason4j.core.episode.Sampling;
import reason4j.core.run.Seed;
import reason4j.curate.CurateRecipe;
import reason4j.evaluate.EvalRecipe;
import reason4j.evaluate.Precedence;
import reason4j.learn.init.ModelRecipe;
import reason4j.learn.rlvr.RlvrRecipe;
import reason4j.learn.sft.SftRecipe;

/// A whole pipeline in one file: a section a stage. Every stage reads all of it, so that a mistake in the last section
/// is
/// found before the first stage begins.
///
/// @param name of the recipe
/// @param seed of everything
/// @param minutes how long it took where it was measured, for people; 0 if nobody did
/// @param data names for paths, to be referred to by `${data.…}`
/// @param prompt how a problem becomes a prompt, with `{problem}`
/// @param curate the set
/// @param model to start from
/// @param sft supervised fine-tuning
/// @param rlvr reinforcement
/// @param evaluate how models are measured
record Recipe(
        String name,
        long seed,
        double minutes,
        Map<String, String> data,
        String prompt,
        CurateRecipe curate,
        ModelRecipe model,
        SftRecipe sft,
        RlvrRecipe rlvr,
        Evaluate evaluate) {

    /// How models are measured on the held-out problems.
    ///
    /// @param problems at most so many, the first ones; 0 for all
    /// @param samples completions a problem
    /// @param temperature of sampling
    /// @param maxNewTokens most tokens a completion
    /// @param steps how equations in traces are read
    /// @param batch problems at a time
    /// @param problemsWhileTraining at most so many for the evaluations between training steps
    record Evaluate(
            int problems,
            int samples,
            double temperature,
            int maxNewTokens,
            Precedence steps,
            int batch,
            int problemsWhileTraining) {
        Evaluate {
            Range.atLeast("problems", problems, 0);
            Range.atLeast("samples", samples, 1);
            Range.notNegative("temperature", temperature);
            Range.atLeast("max_new_tokens", maxNewTokens, 1);
            Range.atLeast("batch", batch, 1);
            Range.atLeast("problems_while_training", problemsWhileTraining, 1);
        }

        EvalRecipe recipe(Seed seed, String prompt) {
            return new EvalRecipe(
                    Sampling.at(
                            temperature,
                            samples,
                            maxNewTokens,
                            seed.of("evaluate").value()),
                    prompt,
                    "math, strict",
                    steps,
                    batch,
                    10_000);
        }
    }

    /// The defaults of all sections, to lay a recipe over.
    static Config defaults() {
        return Config.defaults(Recipe.class, "recipe-defaults.yaml")
                .over(CurateRecipe.defaults().under("curate"))
                .over(Config.defaults(ModelRecipe.class, "model-defaults.yaml").under("model"))
                .over(Config.defaults(SftRecipe.class, "sft-defaults.yaml").under("sft"))
                .over(Config.defaults(RlvrRecipe.class, "rlvr-defaults.yaml").under("rlvr"));
    }
}
