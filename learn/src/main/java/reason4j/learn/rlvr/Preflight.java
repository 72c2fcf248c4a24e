package reason4j.learn.rlvr;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import reason4j.core.episode.Outcome;
import reason4j.core.episode.Verifier;
import reason4j.core.io.UserException;
import reason4j.core.problem.AnswerKey;
import reason4j.core.problem.Problem;
import reason4j.learn.generate.Room;
import reason4j.learn.model.MemoryNeed;
import reason4j.learn.model.ModelConfig;
import reason4j.learn.tensor.Precision;
import reason4j.learn.text.PromptTemplate;
import reason4j.learn.text.Tokenizer;

/// What would go wrong after the first rollout is found before it: every answer key is parsed, the reward is asked
/// about a right and a wrong answer, the arithmetic of the batch is shown, memory is estimated.
public final class Preflight {

    private static final int SHOWN = 5;

    private Preflight() {}

    /// @param precision that the model computes in
    /// @return lines for a person
    /// @throws UserException if keys cannot be scored, prompts do not fit, or there is no problem
    public static List<String> check(
            RlvrRecipe recipe,
            List<Problem> problems,
            ModelConfig model,
            Precision precision,
            Tokenizer tokenizer,
            PromptTemplate template,
            Verifier verifier) {
        if (problems.isEmpty()) {
            throw UserException.data("rlvr: the training set is empty");
        }
        keys(problems, verifier);
        int longest = problems.stream()
                .mapToInt(p -> tokenizer.encodePrompt(template.render(p)).length)
                .max()
                .orElse(0);
        if (longest + 1 > model.context()) {
            throw UserException.data(
                    "rlvr: the longest prompt has " + longest + " tokens, but the model's context is " + model.context()
                            + "\n  drop long problems in the curation, or extend the context (model.max_positions, model.positions)");
        }
        int completions = recipe.prompts() * recipe.group();
        long rows = Math.min(recipe.rows(), completions);
        long capacity = Math.min(longest + recipe.maxNewTokens(), model.context());
        MemoryNeed memory = MemoryNeed.of(model, precision, new MemoryNeed.Work(rows, capacity, recipe.microTokens()));
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "batch    %d problems × %d completions = %d a step, in %d updates of about %d; %d steps see %d problems of %d",
                recipe.prompts(),
                recipe.group(),
                completions,
                recipe.updates(),
                completions / recipe.updates(),
                recipe.steps(),
                (long) recipe.steps() * recipe.prompts(),
                problems.size()));
        lines.add(String.format(
                Locale.ROOT,
                "memory   %s for weights, gradients and moments, about %s for a micro-batch, %s for the cache of %d rows × %d tokens",
                Room.size(memory.training()),
                Room.size(memory.activations()),
                Room.size(memory.cache()),
                rows,
                capacity));
        if (recipe.algorithm().resolve().needsCritic()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "critic   %s more for its weights, gradients and moments; it learns alone for %d steps",
                    Room.size(memory.training()),
                    recipe.critic().headStart()));
        }
        lines.add("verifier accepts each of the " + problems.size() + " keys as its own answer, and no empty answer");
        return lines;
    }

    private static void keys(List<Problem> problems, Verifier verifier) {
        List<String> bad = problems.parallelStream()
                .filter(p -> !scorable(p, verifier))
                .map(p -> p.id() + " (" + p.answer() + ")")
                .toList();
        if (!bad.isEmpty()) {
            throw UserException.data("rlvr: the verifier cannot score " + bad.size() + " answer keys, such as "
                    + String.join(", ", bad.subList(0, Math.min(SHOWN, bad.size())))
                    + "\n  let the curation drop them (curate.verify.keys: true)");
        }
    }

    private static boolean scorable(Problem problem, Verifier verifier) {
        if (!(problem.answer() instanceof AnswerKey.MathAnswer math)) {
            return false;
        }
        return verifier.verify(math, "<answer>" + math.gold() + "</answer>").correct()
                && verifier.verify(math, "<answer></answer>").outcome() != Outcome.CORRECT;
    }
}
