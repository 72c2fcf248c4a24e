package reason4j.learn.rlvr;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import reason4j.core.episode.Completion;
import reason4j.core.episode.Episode;
import reason4j.core.episode.Sampling;
import reason4j.core.episode.Verdict;
import reason4j.core.episode.Verifier;
import reason4j.core.problem.Problem;
import reason4j.core.run.Seed;
import reason4j.learn.generate.Generator;
import reason4j.learn.model.Sequence;
import reason4j.learn.text.PromptTemplate;
import reason4j.learn.text.Tokenizer;

/// Groups of completions, sampled and graded. Ids go from the generator to the update as they are.
///
/// @param sequences what was sampled, group after group
/// @param episodes the same, with verdicts and rewards; advantages come with the update
record Rollout(List<Sequence> sequences, List<Episode> episodes) {

    /// Samples and grades.
    record Sampler(RlvrRecipe recipe, PromptTemplate template, Verifier verifier, Tokenizer tokenizer) {

        /// @param seed of this rollout
        Rollout sample(Generator policy, List<Problem> problems, Seed seed) {
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
            int g = recipe.group();
            // verdicts on all cores: a verifier is a pure function with bounds of its own, and the order is kept
            List<Episode> episodes = IntStream.range(0, sequences.size())
                    .parallel()
                    .mapToObj(i -> graded(
                            problems.get(i / g), i % g, completions.get(i / g).get(i % g), seed.at(i)))
                    .toList();
            return new Rollout(sequences, episodes);
        }

        private Episode graded(Problem problem, int sample, Completion completion, Seed seed) {
            Verdict verdict =
                    verifier.verify(problem.answer(), completion.text()).timeless();
            Map<String, Double> parts = new TreeMap<>();
            double reward = 0;
            for (RewardPart part : recipe.rewards()) {
                double value = part.of(completion, verdict, seed);
                parts.put(part.name().name().toLowerCase(java.util.Locale.ROOT), value);
                reward += value;
            }
            return new Episode(problem.withTraces(List.of()), sample, completion, verdict, parts, reward, 0, false);
        }
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
