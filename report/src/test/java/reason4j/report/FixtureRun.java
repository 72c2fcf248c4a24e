package reason4j.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import reason4j.core.episode.Completion;
import reason4j.core.episode.Episode;
import reason4j.core.episode.FinishReason;
import reason4j.core.episode.Outcome;
import reason4j.core.episode.Verdict;
import reason4j.core.io.Json;
import reason4j.core.io.JsonLines;
import reason4j.core.io.WholeFiles;
import reason4j.core.problem.AnswerKey;
import reason4j.core.problem.Fate;
import reason4j.core.problem.Problem;
import reason4j.core.run.Seed;

/// Writes the artefacts of a run that never ran: chained arithmetic, with curves and episodes as a real run has them.
/// Everything follows from the seed.
final class FixtureRun {

    private static final int SFT_STEPS = 600;
    private static final int RLVR_STEPS = 60;

    private final Path root;
    private final SplittableRandom random;

    private FixtureRun(Path root) {
        this.root = root;
        this.random = new Seed(7).random();
    }

    /// Fills a directory.
    static void write(Path root) {
        FixtureRun run = new FixtureRun(root);
        run.set();
        run.sft();
        run.rlvr();
        run.evals();
    }

    /// Writes a run and its page below a directory, to look at.
    public static void main(String[] arguments) {
        Path root = Path.of(arguments[0]);
        write(root);
        Report.write(root, root.resolve("report.html"));
    }

    private void set() {
        Path set = root.resolve("sets/arithmetic");
        List<Problem> train = problems(400);
        List<Problem> heldout = problems(100);
        JsonLines.write(set.resolve("train.jsonl"), train);
        JsonLines.write(set.resolve("heldout.jsonl"), heldout);
        List<Map<String, Object>> rejected = new ArrayList<>();
        drop(rejected, 61, new Fate("duplicate", "same text as an earlier row", Map.of("of", "p17")));
        drop(
                rejected,
                23,
                new Fate("duplicate", "near duplicate (MinHash, Jaccard ≥ 0.8)", Map.of("of", "p3", "jaccard", 0.91)));
        drop(
                rejected,
                18,
                new Fate("contaminated", "shares its operands with a held-out problem", Map.of("heldout", "h8")));
        drop(
                rejected,
                4,
                new Fate("verify", "the answer of the trace is not the key", Map.of("key", "12", "answer", "11")));
        drop(rejected, 2, new Fate("clean", "no answer", Map.of()));
        JsonLines.write(set.resolve("rejected.jsonl"), rejected);
        WholeFiles.write(set.resolve("manifest.json"), Json.pretty(Map.of("name", "arithmetic", "seed", 7)));
        WholeFiles.write(set.resolve("CARD.md"), """
                # arithmetic

                Chained arithmetic, five operands, <left to right>, see `manifest.json`.

                | source | train | held out |
                |---|---:|---:|
                | chains | 400 | 100 |

                ```text
                16–31   312 ████████████
                ```
                """);
    }

    private List<Problem> problems(int count) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            problems.add(problem("p" + i));
        }
        return problems;
    }

    private Problem problem(String id) {
        StringBuilder prompt = new StringBuilder(Integer.toString(1 + random.nextInt(9)));
        for (int i = 0; i < 4; i++) {
            prompt.append("+-*".charAt(random.nextInt(3))).append(1 + random.nextInt(9));
        }
        int value = random.nextInt(31);
        return Problem.of(id, prompt.toString(), new AnswerKey.MathAnswer(Integer.toString(value)), "math", "chains");
    }

    private void drop(List<Map<String, Object>> rejected, int count, Fate fate) {
        for (int i = 0; i < count; i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("problem", problem("r" + rejected.size()));
            row.put("fate", fate);
            rejected.add(row);
        }
    }

    private double noise(double size) {
        return size * (random.nextDouble() + random.nextDouble() - 1);
    }

    private void sft() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int step = 0; step < SFT_STEPS; step++) {
            Map<String, Object> row = row(step, "sft");
            row.put("loss", 0.42 + 2.6 * Math.exp(-step / 45.0) + noise(0.04));
            row.put("grad_norm", 0.5 + 2 * Math.exp(-step / 60.0) + Math.abs(noise(0.3)));
            row.put("lr", 2e-3 * Math.min(1, step / 30.0) * (1 - 0.9 * step / SFT_STEPS));
            row.put("tokens", 2100 + random.nextInt(200));
            row.put("seconds_update", 0.085 + Math.abs(noise(0.01)));
            row.put("seconds", 0.1);
            rows.add(row);
        }
        JsonLines.write(root.resolve("sft/metrics.jsonl"), rows);
        WholeFiles.write(root.resolve("sft/config.yaml"), "stage: sft\nsteps: 600\nlearning_rate: 0.002\n");
    }

    private static Map<String, Object> row(int step, String phase) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("step", step);
        row.put("phase", phase);
        return row;
    }

    private static double skill(int step) {
        return 0.42 + 0.5 / (1 + Math.exp(-(step - 22) / 6.0));
    }

    private void rlvr() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int step = 0; step < RLVR_STEPS; step++) {
            double skill = skill(step);
            int kept = (int) Math.round(32 * Math.min(0.95, 4 * skill * (1 - skill)));
            Map<String, Object> row = row(step, "rlvr");
            row.put("loss", noise(0.02));
            row.put("reward", skill + noise(0.06));
            row.put("accuracy", skill + noise(0.06));
            row.put("length", 18 + 14 * skill + noise(1));
            row.put("entropy", 0.31 - 0.2 * skill + noise(0.01));
            row.put("kl", 0.002 * step * skill + Math.abs(noise(0.004)));
            row.put("grad_norm", 0.35 + Math.abs(noise(0.3)));
            row.put("clip_fraction", 0.012 + Math.abs(noise(0.01)));
            row.put("groups_kept", kept);
            row.put("groups_dropped", 32 - kept);
            row.put("lr", 3e-4);
            row.put("tokens", Math.round(512 * (18 + 14 * skill)));
            row.put("tokens_trained", Math.round(512 * (18 + 14 * skill) * kept / 32));
            row.put("seconds_rollout", 0.8 + Math.abs(noise(0.1)));
            row.put("seconds_verify", 0.02);
            row.put("seconds_update", 0.7 + Math.abs(noise(0.1)));
            row.put("seconds", 1.9);
            rows.add(row);
            if (step % 10 == 9) {
                Map<String, Object> eval = row(step, "eval");
                eval.put("heldout_pass_at_1", skill);
                eval.put("heldout_low", skill - 0.03);
                eval.put("heldout_high", skill + 0.03);
                rows.add(eval);
            }
            JsonLines.write(root.resolve("rlvr/episodes/step-" + step + ".jsonl"), episodes(step));
        }
        JsonLines.write(root.resolve("rlvr/metrics.jsonl"), rows);
        WholeFiles.write(root.resolve("rlvr/config.yaml"), "stage: rlvr\nalgorithm: dapo\nsteps: 60\ngroup_size: 8\n");
    }

    private List<Episode> episodes(int step) {
        List<Episode> episodes = new ArrayList<>();
        for (int g = 0; g < 8; g++) {
            Problem problem = problem("t" + step + "-" + g);
            double ease = Math.clamp(skill(step) + noise(0.5), 0, 1);
            List<Completion> group = new ArrayList<>();
            List<Boolean> right = new ArrayList<>();
            for (int s = 0; s < 8; s++) {
                right.add(random.nextDouble() < ease);
                group.add(completion(problem, right.getLast(), skill(step)));
            }
            double mean = right.stream().filter(r -> r).count() / 8.0;
            double deviation = Math.sqrt(mean * (1 - mean));
            for (int s = 0; s < 8; s++) {
                double reward = (right.get(s) ? 1 : 0) + (group.get(s).truncated() ? -0.5 : 0);
                double advantage = deviation == 0 ? 0 : ((right.get(s) ? 1 : 0) - mean) / deviation;
                episodes.add(new Episode(
                        problem,
                        s,
                        group.get(s),
                        verdict(problem, group.get(s), right.get(s)),
                        Map.of(
                                "answer",
                                right.get(s) ? 1.0 : 0.0,
                                "overlong",
                                group.get(s).truncated() ? -0.5 : 0.0),
                        reward,
                        advantage,
                        deviation > 0));
            }
        }
        return episodes;
    }

    private Completion completion(Problem problem, boolean right, double skill) {
        String gold = ((AnswerKey.MathAnswer) problem.answer()).gold();
        String answer = right ? gold : Integer.toString(Integer.parseInt(gold) + 1 + random.nextInt(5));
        StringBuilder text = new StringBuilder("<think>");
        int lines = random.nextDouble() < skill ? 4 : 2;
        for (int i = 0; i < lines; i++) {
            int a = random.nextInt(20);
            int b = 1 + random.nextInt(9);
            text.append(a).append('+').append(b).append('=').append(a + b).append(i + 1 < lines ? "; " : "");
        }
        boolean cut = random.nextInt(25) == 0;
        text.append(cut ? "; 3+" : "</think><answer>" + answer + "</answer>");
        int[] ids = new int[6 * lines + 8];
        float[] logprobs = new float[ids.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = random.nextInt(50);
            logprobs[i] = (float) (-0.4 * random.nextDouble());
        }
        return new Completion(text.toString(), ids, logprobs, cut ? FinishReason.LENGTH : FinishReason.STOP);
    }

    private static Verdict verdict(Problem problem, Completion completion, boolean right) {
        String gold = ((AnswerKey.MathAnswer) problem.answer()).gold();
        int open = completion.text().indexOf("<answer>");
        if (open < 0) {
            return new Verdict(Outcome.WRONG, "no-answer", "There is no <answer> in the response.", gold, null, 0);
        }
        String answer = completion.text().substring(open + 8, completion.text().length() - 9);
        return right
                ? new Verdict(Outcome.CORRECT, "exact-rational", "Both are " + gold + ".", gold, answer, 0)
                : new Verdict(Outcome.WRONG, "exact-rational", answer + " is not " + gold + ".", gold, answer, 0);
    }

    private void evals() {
        List<Map<String, Object>> stages = new ArrayList<>();
        stages.add(eval("base", 0.002, 9));
        stages.add(eval("sft", 0.441, 24));
        stages.add(eval("rlvr", 0.907, 31));
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("seconds", 431.0);
        summary.put("seed", 7);
        summary.put("machine", "2 cores, 24 GiB, JDK 25.0.1, Linux");
        summary.put("stages", stages);
        summary.put("report", "report.html");
        WholeFiles.write(root.resolve("summary.json"), Json.pretty(summary));
    }

    private Map<String, Object> eval(String name, double rate, double length) {
        List<Map<String, Object>> samples = new ArrayList<>();
        SplittableRandom same = new Seed(11).random();
        List<Problem> heldout = new FixtureRun(root).problems(100);
        for (int p = 0; p < 100; p++) {
            Problem problem = heldout.get(p);
            double ease = Math.clamp(rate + (same.nextDouble() - 0.5) * Math.min(rate, 1 - rate), 0, 1);
            for (int s = 0; s < 8; s++) {
                boolean right = random.nextDouble() < ease;
                Completion completion = rate < 0.1 && !right
                        ? new Completion("3 3 = + <think> = 7 7 7", new int[12], new float[12], FinishReason.LENGTH)
                        : completion(problem, right, rate);
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("problem", problem.id());
                row.put("prompt", problem.prompt() + ">");
                row.put("sample", s);
                row.put("completion", completion.text());
                row.put("length", completion.length());
                row.put("finish_reason", completion.finish());
                row.put("verdict", verdict(problem, completion, right));
                row.put("reward", right ? 1 : 0);
                row.put("steps", Map.of("right", right ? 4 : 3, "total", 4));
                samples.add(row);
            }
        }
        Path directory = root.resolve("evals").resolve(name);
        JsonLines.write(directory.resolve("samples.jsonl"), samples);
        Map<String, Object> scores = new LinkedHashMap<>();
        scores.put("name", name);
        scores.put("problems", 100);
        scores.put("samples", 8);
        scores.put("pass_at_1", rate);
        scores.put("low", Math.max(0, rate - 0.034));
        scores.put("high", Math.min(1, rate + 0.031));
        scores.put("pass_at", Map.of("1", rate, "8", Math.min(0.985, 2.1 * rate)));
        scores.put("mean_length", length);
        scores.put("truncated", 0.04);
        scores.put("unscorable", 0.0);
        scores.put("true_steps", 0.5 + rate / 2);
        WholeFiles.write(directory.resolve("scores.json"), Json.pretty(scores));
        Map<String, Object> timing = Map.of("tokens", 800 * length, "seconds_rollout", 3.4, "seconds_verify", 0.2);
        WholeFiles.write(directory.resolve("timing.json"), Json.pretty(timing));
        Map<String, Object> stage = new LinkedHashMap<>();
        for (String key : List.of("name", "problems", "pass_at_1", "low", "high", "mean_length", "true_steps")) {
            stage.put(key, scores.getOrDefault(key, ""));
        }
        stage.put("pass_at_8", Math.min(0.985, 2.1 * rate));
        stage.put("checkpoint", name + "/checkpoints/step-60");
        return stage;
    }
}
