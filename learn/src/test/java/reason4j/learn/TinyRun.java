package reason4j.learn;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import reason4j.core.config.Config;
import reason4j.core.episode.Outcome;
import reason4j.core.episode.Verdict;
import reason4j.core.episode.Verifier;
import reason4j.core.problem.AnswerKey;
import reason4j.core.problem.Problem;
import reason4j.core.problem.Trace;
import reason4j.core.run.Seed;
import reason4j.learn.init.FromScratch;
import reason4j.learn.init.ModelRecipe;
import reason4j.learn.init.PositionsRecipe;
import reason4j.learn.rlvr.Rlvr;
import reason4j.learn.rlvr.RlvrRecipe;
import reason4j.learn.sft.Sft;
import reason4j.learn.sft.SftRecipe;
import reason4j.learn.tensor.Compute;
import reason4j.learn.tensor.Tensors;
import reason4j.learn.tensor.WantedPrecision;
import reason4j.learn.tensor.Workers;
import reason4j.learn.text.PromptTemplate;

/// The learning stages in miniature: sums of two digits, a model of a few thousand weights. Also a program of its own,
/// so that a test can kill it.
public final class TinyRun {

    private static final PromptTemplate TEMPLATE = new PromptTemplate("{problem}");
    private final Path dir;
    private final List<String> sftSettings = new ArrayList<>();
    private final List<String> rlvrSettings = new ArrayList<>();
    private Compute compute = Compute.F32;

    public TinyRun(Path dir) {
        this.dir = dir;
    }

    /// @param args directory
    public static void main(String[] args) {
        new TinyRun(Path.of(args[0])).all();
    }

    public TinyRun sft(String... settings) {
        sftSettings.addAll(List.of(settings));
        return this;
    }

    public TinyRun rlvr(String... settings) {
        rlvrSettings.addAll(List.of(settings));
        return this;
    }

    public TinyRun in(Compute wanted) {
        compute = wanted;
        return this;
    }

    /// All stages; what is done already is not done again.
    public void all() {
        Tensors.start(1);
        if (!Files.exists(dir.resolve("base/config.json"))) {
            init();
        }
        if (!Files.exists(dir.resolve("sft/model/config.json"))) {
            sft();
        }
        if (!Files.exists(dir.resolve("rlvr/model/config.json"))) {
            rlvr();
        }
    }

    public void init() {
        ModelRecipe.TokenizerRecipe words =
                new ModelRecipe.TokenizerRecipe(ModelRecipe.TokenizerRecipe.Kind.WORDS, List.of("+", "="), 19, 0);
        FromScratch.make(
                new ModelRecipe(
                        null, words, 16, 2, 2, 1, 32, 2, 1, WantedPrecision.F32, "cpu", PositionsRecipe.UNCHANGED),
                problems(),
                new Seed(3),
                dir.resolve("base"));
    }

    private void sft() {
        SftRecipe recipe = Config.defaults(SftRecipe.class, "sft-defaults.yaml")
                .set(List.of("steps=120", "batch=16", "save_every=7", "micro_tokens=80"))
                .set(List.of("schedule.learning_rate=0.02", "schedule.warmup_steps=10", "schedule.floor=0.3"))
                .set(sftSettings)
                .bind(SftRecipe.class);
        try (Workers workers = new Workers(2)) {
            new Sft(recipe, TEMPLATE, verifier(), new Seed(3), workers)
                    .in(compute)
                    .train(problems(), dir.resolve("base"), dir.resolve("sft"), _ -> Map.of());
        }
    }

    private void rlvr() {
        RlvrRecipe recipe = Config.defaults(RlvrRecipe.class, "rlvr-defaults.yaml")
                .set(List.of("steps=20", "prompts=4", "group=4", "max_new_tokens=10", "save_every=3"))
                .set(List.of(
                        "extra_rollouts=1",
                        "schedule.learning_rate=0.003",
                        "algorithm.override={kl: {placement: loss, coefficient: 0.01}}"))
                .set(rlvrSettings)
                .bind(RlvrRecipe.class);
        try (Workers workers = new Workers(2)) {
            new Rlvr(recipe, TEMPLATE, verifier(), new Seed(3), workers)
                    .in(compute)
                    .train(problems(), dir.resolve("sft/model"), dir.resolve("rlvr"), _ -> Map.of());
        }
    }

    /// Right when the answer stands between the tags; so small that it is obviously right.
    static Verifier verifier() {
        return (key, response) -> {
            String gold = ((AnswerKey.MathAnswer) key).gold();
            boolean right = response.endsWith("<answer>" + gold + "</answer>");
            return new Verdict(right ? Outcome.CORRECT : Outcome.WRONG, "tags", "compared", gold, null, 0);
        };
    }

    static List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        for (int a = 0; a < 10; a++) {
            for (int b = 0; b < 10; b++) {
                String sum = String.valueOf(a + b);
                Trace trace = new Trace("sums", sum, "<answer>" + sum + "</answer>");
                problems.add(Problem.of(
                                "sum-" + a + "-" + b, a + "+" + b + "=", new AnswerKey.MathAnswer(sum), "sums", "sums")
                        .withTraces(List.of(trace)));
            }
        }
        return problems;
    }
}
