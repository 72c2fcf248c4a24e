package reason4j.learn.rlvr;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import reason4j.core.episode.Completion;
import reason4j.core.episode.Episode;
import reason4j.core.episode.Sampling;
import reason4j.core.episode.Verifier;
import reason4j.core.problem.Problem;
import reason4j.core.run.Seed;
import reason4j.learn.algorithm.Update;
import reason4j.learn.generate.Generator;
import reason4j.learn.model.Sequence;
import reason4j.learn.reward.Judged;
import reason4j.learn.reward.Rewards;
import reason4j.learn.reward.Score;
import reason4j.learn.text.PromptTemplate;
import reason4j.learn.text.Tokenizer;

/// Groups of completions, sampled and graded. Ids go from the generator to the update as they are.
///
/// @param sequences what was sampled, group after group
/// @param episodes the same, with verdicts and rewards; advantages come with the update
record Rollout(List<Sequence> sequences, List<Episode> episodes) {

    /// Samples and grades.
    static final class Sampler {
        private final RlvrRecipe recipe;
        private final PromptTemplate template;
        private final Verifier verifier;
        private final Tokenizer tokenizer;
        private final Rewards rewards;

        Sampler(RlvrRecipe recipe, PromptTemplate template, Verifier verifier, Tokenizer tokenizer) {
            this.recipe = recipe;
            this.template = template;
            this.verifier = verifier;
            this.tokenizer = tokenizer;
            this.rewards = Rewards.of(recipe.rewards(), recipe.missingReward());
        }

        /// @param seed of this rollout
        /// @param watch is told of the phases `rollout` and `verify`
        Rollout sample(Generator policy, List<Problem> problems, Seed seed, Stopwatch watch) {
            List<int[]> prompts = problems.stream()
                    .map(p -> tokenizer.encodePrompt(template.render(p)))
                    .toList();
            List<List<Completion>> completions = policy.generate(
                    prompts, Sampling.at(recipe.temperature(), recipe.group(), recipe.maxNewTokens(), seed.value()));
            List<Sequence> sequences = new ArrayList<>();
            for (int p = 0; p < prompts.size(); p++) {
                for (Completion completion : completions.get(p)) {
                    sequences.add(new Sequence(prompts.get(p), completion.ids()));
                }
            }
            watch.lap("rollout");
            // verdicts on all cores: a verifier is a pure function with bounds of its own, and the order is kept
            List<Episode> episodes = IntStream.range(0, problems.size())
                    .parallel()
                    .mapToObj(p -> graded(problems.get(p), completions.get(p)))
                    .flatMap(List::stream)
                    .toList();
            watch.lap("verify");
            return new Rollout(sequences, episodes);
        }

        private List<Episode> graded(Problem problem, List<Completion> group) {
            List<Judged> judged = group.stream()
                    .map(c -> new Judged(
                            c, verifier.verify(problem.answer(), c.text()).timeless()))
                    .toList();
            List<Score> scores = rewards.score(judged);
            return IntStream.range(0, group.size())
                    .mapToObj(i -> new Episode(
                            problem.withTraces(List.of()),
                            i,
                            group.get(i),
                            judged.get(i).verdict(),
                            scores.get(i).weighted(),
                            scores.get(i).total(),
                            0,
                            false))
                    .toList();
        }
    }

    /// The episodes with the advantages that an update was told; those that it left out stay untrained.
    List<Episode> marked(Update update) {
        List<Episode> marked = new ArrayList<>(episodes);
        for (int i = 0; i < update.size(); i++) {
            int row = update.rows()[i];
            marked.set(row, marked.get(row).trainedWith(update.meanAdvantage(i)));
        }
        return marked;
    }

    /// Both, one after the other.
    Rollout and(Rollout other) {
        List<Sequence> s = new ArrayList<>(sequences);
        s.addAll(other.sequences);
        List<Episode> e = new ArrayList<>(episodes);
        e.addAll(other.episodes);
        return new Rollout(s, e);
    }
}
