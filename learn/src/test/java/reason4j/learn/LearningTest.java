package reason4j.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reason4j.core.config.Config;
import reason4j.core.io.Json;
import reason4j.core.io.WholeFiles;
import reason4j.core.problem.AnswerKey;
import reason4j.core.problem.Problem;
import reason4j.core.problem.Trace;
import reason4j.core.run.Seed;
import reason4j.learn.checkpoint.Difference;
import reason4j.learn.checkpoint.Dtype;
import reason4j.learn.checkpoint.Export;
import reason4j.learn.checkpoint.Shards;
import reason4j.learn.lora.Merge;
import reason4j.learn.sft.Sft;
import reason4j.learn.sft.SftRecipe;
import reason4j.learn.tensor.Compute;
import reason4j.learn.tensor.Precision;
import reason4j.learn.tensor.Workers;
import reason4j.learn.text.PromptTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Every learning stage in miniature: it learns, it repeats to the byte, it survives being killed, it does not leak.
class LearningTest {

    @TempDir
    Path dir;

    @Test
    void lossFallsAndRewardRises() throws IOException {
        new TinyRun(dir)
                .sft("save_every=150")
                .rlvr("steps=150", "prompts=8", "group=8")
                .all();
        List<JsonNode> sft = journal(dir.resolve("sft"));
        assertThat(sft.getLast().get("loss").asDouble())
                .isLessThan(0.6 * sft.getFirst().get("loss").asDouble());
        List<JsonNode> rlvr = journal(dir.resolve("rlvr"));
        double first = mean(rlvr.subList(0, 10), "accuracy");
        double last = mean(rlvr.subList(140, 150), "accuracy");
        assertThat(last).isGreaterThan(first + 0.1);
        assertThat(Files.readAllLines(dir.resolve("rlvr/episodes/step-5.jsonl")))
                .hasSizeBetween(64, 128);
    }

    @Test
    void sameSeedSameBytes() throws IOException {
        Path one = dir.resolve("one");
        Path two = dir.resolve("two");
        new TinyRun(one).all();
        new TinyRun(two).all();
        equalRuns(one, two);
    }

    @Test
    void killedAnywhereAndResumedEqualsUninterrupted() throws Exception {
        Path whole = dir.resolve("whole");
        Path killed = dir.resolve("killed");
        new TinyRun(whole).all();
        SplittableRandom random = new Seed(System.nanoTime()).random();
        List<Integer> points = new ArrayList<>();
        // each kill comes after so many more lines of the journals have appeared
        for (int kill = 0; kill < 3; kill++) {
            int lines = 1 + random.nextInt(45);
            points.add(lines);
            Process child = start(killed);
            long target = written(killed) + lines;
            while (child.isAlive() && written(killed) < target) {
                Thread.sleep(5);
            }
            child.destroyForcibly().waitFor();
        }
        Process last = start(killed);
        assertThat(last.waitFor(60, TimeUnit.SECONDS))
                .as("ends after kills at %s", points)
                .isTrue();
        assertThat(last.exitValue()).as("exit after kills at %s", points).isZero();
        equalRuns(whole, killed);
    }

    @Test
    void anAdapterLearnsLeavesTheRestAloneAndGoesOnWhereItWasStopped() throws IOException {
        String[] sft = {"lora={rank: 4, alpha: 16, targets: [all]}", "schedule.decay=constant"};
        String[] rlvr = {"lora={rank: 2, alpha: 4, targets: [q_proj, v_proj]}", "steps=6"};
        Path whole = dir.resolve("whole");
        new TinyRun(whole).sft(sft).rlvr(rlvr).all();
        List<JsonNode> journal = journal(whole.resolve("sft"));
        assertThat(journal.getLast().get("loss").asDouble())
                .isLessThan(journal.getFirst().get("loss").asDouble() - 0.1);
        assertThat(whole.resolve("sft/checkpoints/step-000119/adapter_model.safetensors"))
                .exists();
        Difference rlvrOnly = Difference.between(whole.resolve("sft/model"), whole.resolve("rlvr/model"));
        assertThat(rlvrOnly.tensors().stream()
                        .map(t -> t.name().replaceAll("\\d", "N"))
                        .distinct())
                .containsExactlyInAnyOrder(
                        "model.layers.N.self_attn.q_proj.weight", "model.layers.N.self_attn.v_proj.weight");
        Merge.merge(
                whole.resolve("base"),
                whole.resolve("sft/adapter"),
                new Export.Format(Dtype.F32, Shards.ONE_FILE),
                dir.resolve("merged"));
        assertThat(Difference.between(whole.resolve("sft/model"), dir.resolve("merged"))
                        .none())
                .isTrue();

        Path stopped = dir.resolve("stopped");
        new TinyRun(stopped).sft(sft).sft("steps=40").rlvr(rlvr).rlvr("steps=4").all();
        WholeFiles.deleteTree(stopped.resolve("sft/model"));
        WholeFiles.deleteTree(stopped.resolve("rlvr"));
        new TinyRun(stopped).sft(sft).rlvr(rlvr).rlvr("steps=4").all();
        WholeFiles.deleteTree(stopped.resolve("rlvr/model"));
        new TinyRun(stopped).sft(sft).rlvr(rlvr).all();
        for (String file : List.of("sft/model/model.safetensors", "rlvr/model/model.safetensors")) {
            assertThat(stopped.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
        }
    }

    @Test
    void anAdapterLearnsInBfloat16AndIsWhatTheModelDiffersBy() throws IOException {
        String all = "lora={rank: 4, alpha: 16, targets: [all]}";
        new TinyRun(dir)
                .in(Compute.of(Precision.BF16))
                .sft(all, "schedule.decay=constant")
                .rlvr(all, "steps=3")
                .all();
        List<JsonNode> journal = journal(dir.resolve("sft"));
        assertThat(journal.getLast().get("loss").asDouble())
                .isLessThan(journal.getFirst().get("loss").asDouble() - 0.1);
        assertThat(mean(journal(dir.resolve("rlvr")), "grad_norm")).isPositive();
        for (List<String> stage : List.of(List.of("base", "sft"), List.of("sft/model", "rlvr"))) {
            Path from = dir.resolve(stage.getFirst());
            Path to = dir.resolve(stage.getLast());
            Path merged = to.resolve("merged");
            Merge.merge(from, to.resolve("adapter"), new Export.Format(Dtype.F32, Shards.ONE_FILE), merged);
            assertThat(Difference.between(to.resolve("model"), merged).none()).isTrue();
            assertThat(Difference.between(from, merged).none()).isFalse();
        }
    }

    @Test
    void aRunWithACriticGoesOnWhereItWasStopped() throws IOException {
        String[] ppo = {
            "algorithm={name: ppo, override: {}}", "critic.schedule.learning_rate=0.01", "prompts=8", "steps=20"
        };
        Path whole = dir.resolve("whole");
        new TinyRun(whole).rlvr(ppo).all();
        List<JsonNode> journal = journal(whole.resolve("rlvr"));
        // at first values are zero: the loss is half the mean square of the returns, which is half the mean reward
        JsonNode first = journal.getFirst();
        assertThat(first.get("explained_variance").asDouble()).isZero();
        assertThat(first.get("value_loss").asDouble())
                .isBetween(
                        0.4 * first.get("reward").asDouble(),
                        0.6 * first.get("reward").asDouble());
        assertThat(journal)
                .allSatisfy(step ->
                        assertThat(step.get("critic_grad_norm").asDouble()).isPositive());

        Path stopped = dir.resolve("stopped");
        new TinyRun(stopped).rlvr(ppo).rlvr("steps=11").all();
        assertThat(stopped.resolve("rlvr/checkpoints/step-000009/critic/model.safetensors"))
                .exists();
        WholeFiles.deleteTree(stopped.resolve("rlvr/model"));
        new TinyRun(stopped).rlvr(ppo).all();
        assertThat(stopped.resolve("rlvr/model/model.safetensors"))
                .hasSameBinaryContentAs(whole.resolve("rlvr/model/model.safetensors"));
    }

    @Test
    void aCriticMayLearnBeforeThePolicy() throws IOException {
        new TinyRun(dir)
                .rlvr("algorithm={name: vapo, override: {}}", "critic.head_start=3", "steps=5")
                .all();
        List<JsonNode> journal = journal(dir.resolve("rlvr"));
        for (int step = 0; step < 5; step++) {
            assertThat(journal.get(step).get("critic_grad_norm").asDouble()).isPositive();
            assertThat(journal.get(step).get("grad_norm").asDouble() > 0)
                    .as("step " + step)
                    .isEqualTo(step >= 3);
        }
    }

    @Test
    void twoHundredStepsDoNotGrowInMemory() {
        TinyRun warm = new TinyRun(dir.resolve("warm"))
                .sft("steps=100", "save_every=1000")
                .rlvr("steps=100", "save_every=1000");
        warm.all();
        long pointers = Pointer.totalCount();
        long before = nativeBytes();
        new TinyRun(dir.resolve("long"))
                .sft("steps=100", "save_every=1000")
                .rlvr("steps=200", "save_every=1000")
                .all();
        assertThat(Pointer.totalCount() - pointers)
                .as("native objects left over")
                .isLessThan(200);
        // one step's tensors take about a megabyte: a leak of them would be 300
        assertThat(nativeBytes() - before).as("bytes outside the Java heap").isLessThan(64L << 20);
    }

    @Test
    void aTraceThatEndsInAWrongAnswerIsRefused() {
        new TinyRun(dir).init();
        Problem wrong = Problem.of("sum-x", "1+1=", new AnswerKey.MathAnswer("2"), "sums", "sums")
                .withTraces(List.of(new Trace("sums", "3", "<answer>3</answer>")));
        SftRecipe recipe = Config.defaults(SftRecipe.class, "sft-defaults.yaml").bind(SftRecipe.class);
        try (Workers workers = new Workers(1)) {
            Sft sft = new Sft(recipe, new PromptTemplate("{problem}"), TinyRun.verifier(), new Seed(1), workers);
            assertThatThrownBy(() -> sft.train(List.of(wrong), dir.resolve("base"), dir.resolve("sft"), _ -> Map.of()))
                    .hasMessageContaining("1 problems have a trace that ends in a wrong answer, such as sum-x");
        }
    }

    private static long nativeBytes() {
        System.gc();
        return Pointer.physicalBytes() - Runtime.getRuntime().totalMemory();
    }

    private static Process start(Path target) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "reason4j.learn.TinyRun",
                        target.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static long written(Path run) throws IOException {
        long lines = 0;
        for (String stage : List.of("sft", "rlvr")) {
            Path file = run.resolve(stage).resolve("metrics.jsonl");
            lines += Files.exists(file) ? Files.readAllLines(file).size() : 0;
        }
        return lines;
    }

    private static void equalRuns(Path one, Path two) throws IOException {
        for (String stage : List.of("sft", "rlvr")) {
            assertThat(journal(two.resolve(stage))).as("journal of %s", stage).isEqualTo(journal(one.resolve(stage)));
            assertThat(two.resolve(stage).resolve("model/model.safetensors"))
                    .as("weights of %s", stage)
                    .hasSameBinaryContentAs(one.resolve(stage).resolve("model/model.safetensors"));
        }
        assertThat(mean(journal(one.resolve("rlvr")), "grad_norm"))
                .as("the update did something")
                .isPositive();
        assertThat(two.resolve("rlvr/episodes/step-19.jsonl"))
                .hasSameBinaryContentAs(one.resolve("rlvr/episodes/step-19.jsonl"));
    }

    /// The journal without the columns that depend on the clock.
    private static List<JsonNode> journal(Path run) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
            ObjectNode row = (ObjectNode) Json.mapper().readTree(line);
            row.propertyNames().stream()
                    .filter(name -> name.startsWith("seconds") || name.startsWith("tokens_per_second"))
                    .toList()
                    .forEach(row::remove);
            rows.add(row);
        }
        return rows;
    }

    private static double mean(List<JsonNode> rows, String column) {
        return rows.stream()
                .mapToDouble(r -> r.get(column).asDouble())
                .average()
                .orElse(Double.NaN);
    }
}
