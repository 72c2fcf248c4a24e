package reason4j.learn.rlvr;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import reason4j.core.episode.Episode;
import reason4j.core.episode.Evaluator;
import reason4j.core.episode.Verifier;
import reason4j.core.io.JsonLines;
import reason4j.core.io.UserException;
import reason4j.core.problem.Problem;
import reason4j.core.run.Interruption;
import reason4j.core.run.Journal;
import reason4j.core.run.Progress;
import reason4j.core.run.Seed;
import reason4j.learn.algorithm.Algorithm;
import reason4j.learn.algorithm.PolicyLoss;
import reason4j.learn.algorithm.Sample;
import reason4j.learn.algorithm.Update;
import reason4j.learn.checkpoint.Checkpoint;
import reason4j.learn.checkpoint.Checkpoints;
import reason4j.learn.generate.Generator;
import reason4j.learn.lora.Adapter;
import reason4j.learn.lora.Tuning;
import reason4j.learn.model.Sequence;
import reason4j.learn.model.TrainingPass;
import reason4j.learn.model.Transformer;
import reason4j.learn.optimize.AdamW;
import reason4j.learn.tensor.Compute;
import reason4j.learn.tensor.Workers;
import reason4j.learn.text.PromptTemplate;
import reason4j.learn.text.Tokenizer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Reinforcement learning with verifiable rewards: sample a group of completions for each problem, verify, turn rewards
/// into advantages, update the policy; again.
public final class Rlvr {

    private final RlvrRecipe recipe;
    private final Algorithm algorithm;
    private final PromptTemplate template;
    private final Verifier verifier;
    private final Seed seed;
    private final Workers workers;
    private Compute compute = Compute.F32;

    public Rlvr(RlvrRecipe recipe, PromptTemplate template, Verifier verifier, Seed seed, Workers workers) {
        this.recipe = recipe;
        this.algorithm = recipe.algorithm().resolve();
        this.template = template;
        this.verifier = verifier;
        this.seed = seed.of("rlvr");
        this.workers = workers;
    }

    /// Computes in this and there; in 32 bits on the CPU unless told.
    public Rlvr in(Compute wanted) {
        compute = wanted;
        return this;
    }

    /// Trains, or goes on where a killed run left off.
    ///
    /// @param from checkpoint to start from, and the reference of the KL term
    /// @param run directory of the run; its `checkpoints` decide where to go on, `model` is the result
    public void train(List<Problem> problems, Path from, Path run, Evaluator evaluator) {
        Tokenizer tokenizer = Tokenizer.load(from);
        try (Interruption interruption = Interruption.listen("\nrlvr: stopping at the end of this step …\n");
                Transformer model = Checkpoint.load(from, compute);
                Tuning tuning = new Tuning(model, from, recipe.lora(), seed);
                TrainingPass pass = pass(model);
                Reference reference = reference(tuning, pass, from);
                Critic critic = Critic.of(recipe, algorithm, from, compute, workers);
                AdamW optimizer = new AdamW(recipe.adamw(), tuning.trainable())) {
            PolicyUpdate updater = new PolicyUpdate(recipe, algorithm, pass, reference, critic, optimizer);
            Generator policy =
                    new Generator(model, tokenizer, recipe.rows(), workers).stoppedBy(interruption::requested);
            Checkpoints checkpoints = new Checkpoints(run, critic.beside(tuning.content()), recipe.keepLast());
            JsonNode state = checkpoints.restore(optimizer).orElseGet(JsonNodeFactory.instance::objectNode);
            int start = state.path("step").asInt(0);
            ProblemSampler sampler = new ProblemSampler(
                    problems, seed, state.path("problems_drawn").asLong(0));
            Rollout.Sampler rollouts = new Rollout.Sampler(recipe, template, verifier, tokenizer);
            Coefficients coefficients = Coefficients.of(state, algorithm);
            Journal journal = Journal.openAfter(run.resolve("metrics.jsonl"), start - 1);
            Progress progress = Progress.of("rlvr", start, recipe.steps());
            for (int step = start; step < recipe.steps(); step++) {
                Stopwatch watch = new Stopwatch();
                Explored explored = explore(step, rollouts, policy, sampler, updater, watch);
                if (interruption.requested()) {
                    throw interruption.stopped("rlvr: stopped in step " + step + "; the last checkpoint is intact");
                }
                watch.lap("score");
                Replays replays = new Replays(algorithm, tokenizer, explored.rollout.sequences());
                boolean replayed = recipe.replaysEvery() > 0 && step % recipe.replaysEvery() == 0;
                Learnt learnt = learn(
                        step, explored, coefficients, updater, critic, replayed ? replays : PolicyUpdate.Witness.NONE);
                watch.lap("update");
                coefficients = coefficients.after(learnt.stats, explored.samples.size(), algorithm);
                List<Episode> episodes = explored.rollout.marked(learnt.update);
                if (step % recipe.episodesEvery() == 0 || !learnt.finite()) {
                    JsonLines.write(run.resolve(String.format(Locale.ROOT, "episodes/step-%d.jsonl", step)), episodes);
                }
                if (replayed) {
                    replays.write(run, step);
                }
                Map<String, Double> metrics = StepMetrics.of(episodes, explored.samples, learnt.stats, recipe.group());
                metrics.putAll(learnt.valued);
                metrics.put("lr", recipe.schedule().at(step, recipe.steps()));
                metrics.put("kl_coefficient", coefficients.kl);
                watch.addTo(metrics);
                journal.write(step, "rlvr", metrics);
                progress.at(step + 1, StepMetrics.sentence(metrics));
                if (!learnt.finite()) {
                    throw UserException.data("rlvr: the gradient of step " + step + " is not finite; its batch is in"
                            + " episodes/step-" + step + ".jsonl\n  lower rlvr.schedule.learning_rate; the last"
                            + " checkpoint is intact");
                }
                if (due(recipe.evaluateEvery(), step)) {
                    journal.write(step, "eval", evaluator.evaluate(policy));
                }
                if (due(recipe.saveEvery(), step) || interruption.requested()) {
                    checkpoints.save(step + 1, optimizer, coefficients.state(sampler));
                }
                if (interruption.requested()) {
                    throw interruption.stopped("rlvr: stopped and saved after step " + step);
                }
            }
            tuning.finish(run);
        }
    }

    /// What a step has sampled.
    private record Explored(Rollout rollout, List<Sample> samples) {}

    /// Samples until enough groups pass the filter, or as often as the recipe allows.
    private Explored explore(
            int step,
            Rollout.Sampler rollouts,
            Generator policy,
            ProblemSampler sampler,
            PolicyUpdate updater,
            Stopwatch watch) {
        Seed here = seed.at(step);
        Rollout rollout = rollouts.sample(policy, sampler.next(recipe.prompts()), here.at(0), watch);
        List<Sample> samples = new ArrayList<>(updater.samples(rollout, 0));
        for (int more = 1; more <= recipe.extraRollouts() && passing(samples) < recipe.prompts(); more++) {
            Rollout another = rollouts.sample(policy, sampler.next(recipe.prompts()), here.at(more), watch);
            samples.addAll(updater.samples(another, more * recipe.prompts()));
            rollout = rollout.and(another);
        }
        return new Explored(rollout, samples);
    }

    /// What a step has changed.
    private record Learnt(Update update, PolicyUpdate.Stats stats, Map<String, Double> valued) {
        boolean finite() {
            return Double.isFinite(stats.gradNorm()) && Double.isFinite(valued.getOrDefault(Critic.GRADIENT, 0.0));
        }
    }

    /// Credits the samples, and takes the optimizer steps of critic and policy.
    private Learnt learn(
            int step,
            Explored explored,
            Coefficients coefficients,
            PolicyUpdate updater,
            Critic critic,
            PolicyUpdate.Witness witness) {
        Seed here = seed.at(step);
        List<Sequence> sequences = explored.rollout.sequences();
        Update update = algorithm.prepare(
                explored.samples, coefficients.kl, here.of("prune").value());
        Map<String, Double> valued = critic.learn(update, sequences, step, here.of("critic"));
        PolicyLoss loss = algorithm.loss(coefficients.kl, coefficients.entropy);
        PolicyUpdate.Stats stats = critic.lets(step)
                ? updater.run(
                        update, loss, sequences, recipe.schedule().at(step, recipe.steps()), here.of("order"), witness)
                : new PolicyUpdate.Stats();
        return new Learnt(update, stats, valued);
    }

    /// What the algorithm adapts from step to step.
    ///
    /// @param kl β of the KL term
    /// @param entropy coefficient of the entropy bonus
    private record Coefficients(double kl, double entropy) {

        static Coefficients of(JsonNode state, Algorithm algorithm) {
            return new Coefficients(
                    state.path("kl_coefficient").asDouble(algorithm.kl().coefficient()),
                    state.path("entropy_coefficient")
                            .asDouble(algorithm.entropy().coefficient()));
        }

        /// The next step's; the same if nothing trained.
        Coefficients after(PolicyUpdate.Stats stats, int samples, Algorithm algorithm) {
            if (stats.steps() == 0) {
                return this;
            }
            return new Coefficients(
                    algorithm.kl().nextCoefficient(kl, stats.mean(PolicyUpdate.Note.KL), samples),
                    algorithm.entropy().next(entropy, stats.mean(PolicyUpdate.Note.ENTROPY)));
        }

        Map<String, Object> state(ProblemSampler sampler) {
            Map<String, Object> state = new LinkedHashMap<>();
            state.put("problems_drawn", sampler.drawn());
            state.put("kl_coefficient", kl);
            state.put("entropy_coefficient", entropy);
            return state;
        }
    }

    /// The model without its adapter, or another copy of it.
    private Reference reference(Tuning tuning, TrainingPass pass, Path from) {
        if (!algorithm.kl().needsReference()) {
            return Reference.NONE;
        }
        Adapter adapter = tuning.adapter();
        if (adapter != null) {
            return Reference.of(sequences -> adapter.without(() -> pass.score(sequences)));
        }
        Transformer frozen = Checkpoint.load(from, compute);
        return new Reference.Frozen(frozen, pass(frozen));
    }

    private TrainingPass pass(Transformer model) {
        return new TrainingPass(model, recipe.temperature(), recipe.microTokens(), workers);
    }

    private int passing(List<Sample> samples) {
        boolean[] keep = algorithm.filter().keep(samples);
        Set<Integer> groups = new HashSet<>();
        for (int i = 0; i < keep.length; i++) {
            if (keep[i]) {
                groups.add(samples.get(i).group());
            }
        }
        return groups.size();
    }

    private static boolean due(int every, int step) {
        return every > 0 && (step + 1) % every == 0;
    }
}
