package reason4j.learn.rlvr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import reason4j.core.episode.Completion;
import reason4j.core.episode.Episode;
import reason4j.core.episode.Outcome;
import reason4j.core.run.Seed;
import reason4j.learn.algorithm.Algorithm;
import reason4j.learn.algorithm.ClipState;
import reason4j.learn.algorithm.Credit;
import reason4j.learn.algorithm.Forward;
import reason4j.learn.algorithm.PolicyLoss;
import reason4j.learn.algorithm.Sample;
import reason4j.learn.algorithm.SequenceLoss;
import reason4j.learn.algorithm.Update;
import reason4j.learn.model.LanguageHead;
import reason4j.learn.model.Sequence;
import reason4j.learn.model.TrainingPass;
import reason4j.learn.optimize.AdamW;

/// Turns a rollout into optimizer steps: samples → credit → loss and its gradient, token by token → backward → step.
final class PolicyUpdate {

    /// What an update found out. Token sums are over the trained tokens of all its optimizer steps.
    static final class Stats {
        private double[] sums = new double[Note.values().length];
        private double gradNorm;
        private double advantage;
        private int steps;
        private int trainedSequences;

        double sum(Note note) {
            return sums[note.ordinal()];
        }

        /// Mean over trained tokens.
        double mean(Note note) {
            double tokens = sum(Note.TOKENS);
            return tokens == 0 ? 0 : sum(note) / tokens;
        }

        double gradNorm() {
            return gradNorm;
        }

        /// Mean absolute advantage of the sequences that trained.
        double advantage() {
            return advantage;
        }

        int steps() {
            return steps;
        }

        int trainedSequences() {
            return trainedSequences;
        }
    }

    /// What is summed over trained tokens.
    enum Note {
        TOKENS,
        LOSS,
        ENTROPY,
        /// k3 of the policy against the one that sampled.
        KL,
        CLIPPED,
        /// |ln π − ln π_sampler|, which before the first optimizer step is rounding alone.
        DRIFT
    }

    /// Sees what each loss was computed from. Called by several threads at once, in no order.
    @FunctionalInterface
    interface Witness {

        Witness NONE = (_, _, _, _, _, _) -> {};

        /// @param update which optimizer step of the rollout
        /// @param row of the sample in the rollout
        void saw(int update, int row, PolicyLoss loss, Sample sample, Forward forward, Credit credit);
    }

    private final RlvrRecipe recipe;
    private final Algorithm algorithm;
    private final TrainingPass policy;
    private final Reference reference;
    private final Critic critic;
    private final AdamW optimizer;

    /// @param reference what the KL term holds the policy to
    /// @param critic what values tokens
    PolicyUpdate(
            RlvrRecipe recipe,
            Algorithm algorithm,
            TrainingPass policy,
            Reference reference,
            Critic critic,
            AdamW optimizer) {
        this.recipe = recipe;
        this.algorithm = algorithm;
        this.policy = policy;
        this.reference = reference;
        this.critic = critic;
        this.optimizer = optimizer;
    }

    /// What the algorithm knows of a rollout before the update.
    ///
    /// @param firstGroup number of the rollout's first group, where a step samples more than once
    List<Sample> samples(Rollout rollout, int firstGroup) {
        List<LanguageHead.Scores> references = reference.score(rollout.sequences());
        List<float[]> values = critic.values(rollout.sequences());
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < rollout.episodes().size(); i++) {
            Episode episode = rollout.episodes().get(i);
            Completion completion = episode.completion();
            double[] logprobs = doubles(completion.logprobs());
            boolean[] mask = new boolean[completion.length()];
            Arrays.fill(mask, !(recipe.maskTruncated() && completion.truncated()));
            Sample sample = Sample.of(firstGroup + i / recipe.group(), episode.reward(), mask, logprobs)
                    .withAccuracy(accuracy(episode.verdict().outcome()))
                    .withSampler(logprobs);
            if (!references.isEmpty()) {
                sample = sample.withReference(doubles(references.get(i).logprobs()));
            }
            if (!values.isEmpty()) {
                sample = sample.withValues(doubles(values.get(i)));
            }
            samples.add(sample);
        }
        return samples;
    }

    /// Takes the optimizer steps of one rollout.
    ///
    /// @param update all that trains
    /// @param loss with this step's coefficients
    /// @param sequences of the whole rollout
    /// @param seed decides which samples share an optimizer step
    /// @param witness sees each loss
    Stats run(
            Update update, PolicyLoss loss, List<Sequence> sequences, double learningRate, Seed seed, Witness witness) {
        Stats stats = new Stats();
        int n = update.size();
        stats.trainedSequences = n;
        for (int i = 0; i < n; i++) {
            stats.advantage += Math.abs(update.meanAdvantage(i)) / n;
        }
        int[] order = seed.permutation(n);
        int parts = Math.min(recipe.updates(), n);
        for (int k = 0; k < parts; k++) {
            int[] which = Arrays.copyOfRange(order, k * n / parts, (k + 1) * n / parts);
            Update part = algorithm.part(update, which);
            List<Sequence> mine =
                    IntStream.of(part.rows()).mapToObj(sequences::get).toList();
            int at = k;
            double[] notes = policy.accumulate(
                    mine, (members, scores) -> derivatives(new Part(at, part, loss, witness), members, scores));
            for (int i = 0; i < notes.length; i++) {
                stats.sums[i] += notes[i];
            }
            stats.gradNorm += optimizer.step(learningRate) / parts;
            stats.steps++;
        }
        return stats;
    }

    /// What one optimizer step trains on.
    private record Part(int number, Update update, PolicyLoss loss, Witness witness) {}

    private static TrainingPass.Derivatives derivatives(Part part, int[] members, LanguageHead.Scores scores) {
        PolicyLoss loss = part.loss;
        double[] notes = new double[Note.values().length];
        float[] byLogprob = new float[scores.logprobs().length];
        float[] byEntropy = loss.entropy() == 0 ? null : new float[byLogprob.length];
        int at = 0;
        for (int m : members) {
            Sample sample = part.update.samples().get(m);
            int to = at + sample.length();
            Forward forward = new Forward(
                    doubles(Arrays.copyOfRange(scores.logprobs(), at, to)),
                    doubles(Arrays.copyOfRange(scores.entropies(), at, to)));
            Credit credit = part.update.credit(m);
            SequenceLoss sequence = loss.evaluate(sample, forward, credit);
            part.witness.saw(part.number, part.update.rows()[m], loss, sample, forward, credit);
            for (int t = 0; t < sample.length(); t++) {
                byLogprob[at + t] = (float) sequence.gradient()[t];
                if (byEntropy != null) {
                    byEntropy[at + t] = (float) sequence.entropyGradient()[t];
                }
            }
            note(notes, sample, forward, sequence);
            at = to;
        }
        return new TrainingPass.Derivatives(byLogprob, byEntropy, notes);
    }

    private static void note(double[] notes, Sample sample, Forward forward, SequenceLoss sequence) {
        notes[Note.LOSS.ordinal()] += sequence.value();
        for (int t = 0; t < sample.length(); t++) {
            if (sample.mask()[t]) {
                double d = forward.logp()[t] - sample.old()[t];
                notes[Note.TOKENS.ordinal()]++;
                notes[Note.ENTROPY.ordinal()] += forward.entropy()[t];
                notes[Note.KL.ordinal()] += Math.expm1(-d) + d;
                notes[Note.CLIPPED.ordinal()] += sequence.tokens().get(t).clip() == ClipState.FREE ? 0 : 1;
                notes[Note.DRIFT.ordinal()] += Math.abs(d);
            }
        }
    }

    private static double accuracy(Outcome outcome) {
        return switch (outcome) {
            case CORRECT -> 1;
            case WRONG, TIMEOUT -> 0;
            case UNSCORABLE -> Double.NaN;
        };
    }

    private static double[] doubles(float[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[i];
        }
        return result;
    }
}
