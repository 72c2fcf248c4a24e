package reason4j.learn.sft;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reason4j.core.episode.Evaluator;
import reason4j.core.episode.Outcome;
import reason4j.core.episode.Verifier;
import reason4j.core.io.UserException;
import reason4j.core.problem.Problem;
import reason4j.core.problem.Trace;
import reason4j.core.run.Interruption;
import reason4j.core.run.Journal;
import reason4j.core.run.Progress;
import reason4j.core.run.Seed;
import reason4j.learn.checkpoint.Checkpoint;
import reason4j.learn.checkpoint.Checkpoints;
import reason4j.learn.generate.Generator;
import reason4j.learn.lora.Tuning;
import reason4j.learn.model.LanguageHead;
import reason4j.learn.model.Sequence;
import reason4j.learn.model.TrainingPass;
import reason4j.learn.model.Transformer;
import reason4j.learn.optimize.AdamW;
import reason4j.learn.tensor.Compute;
import reason4j.learn.tensor.Workers;
import reason4j.learn.text.PromptTemplate;
import reason4j.learn.text.Tokenizer;

/// Supervised fine-tuning on verified traces: the mean negative log-probability of response tokens, the prompt's left
/// out, over batches drawn by a permutation for each epoch.
public final class Sft {

    /// Most sequences sampled at a time for an evaluation.
    private static final int ROWS = 512;

    private final SftRecipe recipe;
    private final PromptTemplate template;
    private final Seed seed;
    private final Workers workers;
    private Compute compute = Compute.F32;
    private final Verifier verifier;

    /// @param verifier asked about every trace before the first step
    public Sft(SftRecipe recipe, PromptTemplate template, Verifier verifier, Seed seed, Workers workers) {
        this.recipe = recipe;
        this.template = template;
        this.verifier = verifier;
        this.seed = seed.of("sft");
        this.workers = workers;
    }

    /// Computes in this and there; in 32 bits on the CPU unless told.
    public Sft in(Compute wanted) {
        compute = wanted;
        return this;
    }

    /// Trains, or goes on where a killed run left off.
    ///
    /// @param from checkpoint to start from
    /// @param run directory of the run; its `checkpoints` decide where to go on, `model` is the result
    public void train(List<Problem> problems, Path from, Path run, Evaluator evaluator) {
        refuseWrongTraces(problems);
        Tokenizer tokenizer = Tokenizer.load(from);
        List<Sequence> sequences = sequences(problems, tokenizer);
        try (Interruption interruption = Interruption.listen("\nsft: stopping at the end of this step …\n");
                Transformer model = Checkpoint.load(from, compute);
                Tuning tuning = new Tuning(model, from, recipe.lora(), seed);
                TrainingPass pass = new TrainingPass(model, 1, recipe.microTokens(), workers);
                AdamW optimizer = new AdamW(recipe.adamw(), tuning.trainable())) {
            Checkpoints checkpoints = new Checkpoints(run, tuning.content(), recipe.keepLast());
            int start = checkpoints
                    .restore(optimizer)
                    .map(state -> state.path("step").asInt())
                    .orElse(0);
            Journal journal = Journal.openAfter(run.resolve("metrics.jsonl"), start - 1);
            Progress progress = Progress.of("sft", start, recipe.steps());
            for (int step = start; step < recipe.steps(); step++) {
                long begun = System.nanoTime();
                List<Sequence> batch = batch(sequences, step);
                double loss = accumulate(pass, batch);
                double lr = recipe.schedule().at(step, recipe.steps());
                double norm = optimizer.step(lr);
                journal.write(step, "sft", metrics(batch, loss, lr, norm, begun));
                progress.at(step + 1, String.format(java.util.Locale.ROOT, "loss %.4f", loss));
                if (!Double.isFinite(norm)) {
                    throw UserException.data("sft: the gradient of step " + step + " is not finite (loss " + loss
                            + ")\n  lower sft.schedule.learning_rate; the last checkpoint is intact");
                }
                if (due(recipe.evaluateEvery(), step)) {
                    journal.write(step, "eval", evaluator.evaluate(new Generator(model, tokenizer, ROWS, workers)));
                }
                if (due(recipe.saveEvery(), step) || interruption.requested()) {
                    checkpoints.save(step + 1, optimizer, Map.of());
                }
                if (interruption.requested()) {
                    throw interruption.stopped("sft: stopped and saved after step " + step);
                }
            }
            tuning.finish(run);
        }
    }

    /// A trace that ends in a wrong answer teaches it. What nobody can judge is let through.
    private void refuseWrongTraces(List<Problem> problems) {
        List<String> wrong = problems.parallelStream()
                .filter(p -> p.traces().stream()
                        .anyMatch(t -> verifier.verify(p.answer(), t.text()).outcome() == Outcome.WRONG))
                .map(Problem::id)
                .toList();
        if (!wrong.isEmpty()) {
            throw UserException.data(
                    "sft: " + wrong.size() + " problems have a trace that ends in a wrong answer, such as "
                            + wrong.getFirst()
                            + "\n  reason4j verify --gold … --answer … --explain says why; drop them from the"
                            + " training set");
        }
    }

    private boolean due(int every, int step) {
        return every > 0 && (step + 1) % every == 0;
    }

    private List<Sequence> sequences(List<Problem> problems, Tokenizer tokenizer) {
        int end = tokenizer
                .eosId()
                .orElseThrow(() -> UserException.data(
                        "the tokenizer has no end-of-sequence token; SFT would never teach" + " the model to stop"));
        List<Sequence> sequences = new ArrayList<>();
        for (Problem problem : problems) {
            int[] prompt = tokenizer.encodePrompt(template.render(problem));
            for (Trace trace : problem.traces()) {
                int[] text = tokenizer.encode(trace.text());
                int[] response = Arrays.copyOf(text, text.length + 1);
                response[text.length] = end;
                sequences.add(new Sequence(prompt, response));
            }
        }
        if (sequences.isEmpty()) {
            throw UserException.data("no problem of the training set has a trace; SFT needs some");
        }
        return sequences;
    }

    /// The batch of a step: a function of seed and step alone, so that a resumed run sees the same.
    private List<Sequence> batch(List<Sequence> sequences, int step) {
        List<Sequence> batch = new ArrayList<>();
        int n = sequences.size();
        int epoch = -1;
        int[] order = new int[0];
        for (long i = (long) step * recipe.batch(); i < (long) (step + 1) * recipe.batch(); i++) {
            if (i / n != epoch) {
                epoch = Math.toIntExact(i / n);
                order = seed.at(epoch).permutation(n);
            }
            batch.add(sequences.get(order[(int) (i % n)]));
        }
        return batch;
    }

    /// Adds the gradient of the mean negative log-probability of all response tokens of the batch.
    ///
    /// @return that mean
    private static double accumulate(TrainingPass pass, List<Sequence> batch) {
        int tokens = batch.stream().mapToInt(s -> s.response().length).sum();
        double[] sum = pass.accumulate(batch, (_, scores) -> negativeLogLikelihood(scores, tokens));
        return sum[0] / tokens;
    }

    private static TrainingPass.Derivatives negativeLogLikelihood(LanguageHead.Scores scores, int tokens) {
        float[] derivatives = new float[scores.logprobs().length];
        Arrays.fill(derivatives, -1f / tokens);
        double sum = 0;
        for (float logprob : scores.logprobs()) {
            sum -= logprob;
        }
        return new TrainingPass.Derivatives(derivatives, null, new double[] {sum});
    }

    private static Map<String, Double> metrics(List<Sequence> batch, double loss, double lr, double norm, long begun) {
        Map<String, Double> m = new LinkedHashMap<>();
        int tokens = batch.stream().mapToInt(Sequence::length).sum();
        double seconds = (System.nanoTime() - begun) / 1e9;
        m.put("loss", loss);
        m.put("lr", lr);
        m.put("grad_norm", norm);
        m.put("tokens", (double) tokens);
        m.put("seconds", seconds);
        m.put("tokens_per_second", tokens / seconds);
        return m;
    }
}
