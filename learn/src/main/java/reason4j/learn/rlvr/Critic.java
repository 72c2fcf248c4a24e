package reason4j.learn.rlvr;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import reason4j.core.run.Seed;
import reason4j.learn.algorithm.Algorithm;
import reason4j.learn.algorithm.Sample;
import reason4j.learn.algorithm.Update;
import reason4j.learn.algorithm.ValueLoss;
import reason4j.learn.checkpoint.Checkpoint;
import reason4j.learn.checkpoint.Checkpoints;
import reason4j.learn.model.Sequence;
import reason4j.learn.model.Transformer;
import reason4j.learn.model.ValuePass;
import reason4j.learn.optimize.AdamW;
import reason4j.learn.tensor.Compute;
import reason4j.learn.tensor.Workers;

/// What tells each token's value where the algorithm estimates advantages by one (PPO, arXiv 1707.06347).
sealed interface Critic extends AutoCloseable {

    /// The algorithm needs none.
    Critic NONE = new Absent();

    /// The journal's name of the norm of the critic's gradient.
    String GRADIENT = "critic_grad_norm";

    /// Values before all response tokens, with which samples are to be credited.
    ///
    /// @return per sequence, in order; empty if there is no critic
    List<float[]> values(List<Sequence> sequences);

    /// Takes the critic's optimizer steps of one rollout.
    ///
    /// @param update all that trains, with its returns
    /// @param sequences of the whole rollout
    /// @param step of the run
    /// @param seed decides which samples share an optimizer step
    /// @return numbers for the journal
    Map<String, Double> learn(Update update, List<Sequence> sequences, int step, Seed seed);

    /// Whether the policy learns in this step.
    boolean lets(int step);

    /// What a checkpoint holds beside what is of the policy.
    Checkpoints.Content beside(Checkpoints.Content policy);

    @Override
    void close();

    /// A model of its own.
    ///
    /// @param from the checkpoint that the policy starts from
    static Critic of(RlvrRecipe recipe, Algorithm algorithm, Path from, Compute compute, Workers workers) {
        if (!algorithm.needsCritic()) {
            return NONE;
        }
        CriticRecipe mine = recipe.critic();
        Transformer model = Checkpoint.loadCritic(mine.from() == null ? from : Path.of(mine.from()), compute);
        return new Model(
                recipe,
                algorithm,
                model,
                new ValuePass(model, recipe.microTokens(), workers),
                new AdamW(mine.adamw(), model.parameters()),
                from);
    }

    /// No critic.
    record Absent() implements Critic {
        @Override
        public List<float[]> values(List<Sequence> sequences) {
            return List.of();
        }

        @Override
        public Map<String, Double> learn(Update update, List<Sequence> sequences, int step, Seed seed) {
            return Map.of();
        }

        @Override
        public boolean lets(int step) {
            return true;
        }

        @Override
        public Checkpoints.Content beside(Checkpoints.Content policy) {
            return policy;
        }

        @Override
        public void close() {
            // there is nothing to close
        }
    }

    /// A transformer with a value head.
    ///
    /// @param tokenizer the directory whose tokenizer goes along into checkpoints
    record Model(
            RlvrRecipe recipe, Algorithm algorithm, Transformer model, ValuePass pass, AdamW optimizer, Path tokenizer)
            implements Critic {

        @Override
        public List<float[]> values(List<Sequence> sequences) {
            return pass.values(sequences);
        }

        @Override
        public boolean lets(int step) {
            return step >= recipe.critic().headStart();
        }

        @Override
        public Checkpoints.Content beside(Checkpoints.Content policy) {
            return Checkpoints.withCritic(policy, model, optimizer, tokenizer);
        }

        @Override
        public Map<String, Double> learn(Update update, List<Sequence> sequences, int step, Seed seed) {
            double lr = recipe.critic().schedule().at(step, recipe.steps());
            int n = update.size();
            int[] order = seed.permutation(n);
            int parts = Math.min(recipe.critic().updates(), n);
            double loss = 0;
            double norm = 0;
            for (int k = 0; k < parts; k++) {
                Update part = algorithm.part(update, Arrays.copyOfRange(order, k * n / parts, (k + 1) * n / parts));
                List<Sequence> these =
                        IntStream.of(part.rows()).mapToObj(sequences::get).toList();
                loss += pass.accumulate(these, (members, values) -> derivatives(part, members, values))[0] / parts;
                norm += optimizer.step(lr) / parts;
            }
            Map<String, Double> metrics = new LinkedHashMap<>();
            metrics.put("value_loss", loss);
            double explained = explained(update);
            if (Double.isFinite(explained)) {
                metrics.put("explained_variance", explained);
            }
            metrics.put(GRADIENT, norm);
            metrics.put("critic_lr", lr);
            return metrics;
        }

        private ValuePass.Derivatives derivatives(Update part, int[] members, float[] values) {
            float[] byValue = new float[values.length];
            double sum = 0;
            int at = 0;
            for (int m : members) {
                Sample sample = part.samples().get(m);
                double[] mine = new double[sample.length()];
                for (int t = 0; t < mine.length; t++) {
                    mine[t] = values[at + t];
                }
                ValueLoss.Loss loss = algorithm.value().evaluate(sample, mine, part.returns()[m], part.weights()[m]);
                sum += loss.value();
                for (double gradient : loss.gradient()) {
                    byValue[at++] = (float) gradient;
                }
            }
            return new ValuePass.Derivatives(byValue, new double[] {sum});
        }

        /// 1 − Var(R − V)/Var(R) over the trained tokens, V before the update: 1 where values tell all, 0 where they
        /// tell nothing, NaN where returns do not differ.
        private static double explained(Update update) {
            Moments returns = new Moments();
            Moments errors = new Moments();
            for (int i = 0; i < update.size(); i++) {
                Sample sample = update.samples().get(i);
                for (int t = 0; t < sample.length(); t++) {
                    if (sample.mask()[t]) {
                        double value = update.returns()[i][t];
                        returns.add(value);
                        errors.add(value - sample.values()[t]);
                    }
                }
            }
            return returns.variance() == 0 ? Double.NaN : 1 - errors.variance() / returns.variance();
        }

        @Override
        public void close() {
            optimizer.close();
            pass.close();
            model.close();
        }
    }

    /// Mean and variance of numbers that come one by one (Welford 1962).
    final class Moments {
        private long count;
        private double mean;
        private double squares;

        void add(double value) {
            count++;
            double before = value - mean;
            mean += before / count;
            squares += before * (value - mean);
        }

        double variance() {
            return count == 0 ? 0 : squares / count;
        }
    }
}
