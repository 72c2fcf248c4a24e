package reason4j.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reason4j.core.io.Json;
import tools.jackson.databind.JsonNode;

/// The command line from curation to report, in miniature, with all its processes.
class DemoIT {

    private static final List<String> TINY = List.of(
            "--set", "curate.sources=[{source: chained-arithmetic, options: {problems: 400}}]",
            "--set", "curate.split.count=20",
            "--set", "model.hidden=32",
            "--set", "model.layers=2",
            "--set", "sft.steps=60",
            "--set", "sft.save_every=20",
            "--set", "rlvr.steps=6",
            "--set", "rlvr.prompts=4",
            "--set", "rlvr.save_every=2",
            "--set", "evaluate.problems=12");

    @TempDir
    static Path dir;

    private static Path demo;
    private static Launcher.Result result;

    private static String[] demo(Path out, String... more) {
        List<String> all = new ArrayList<>(List.of("demo", "--out", out.toString(), "--seed", "5"));
        all.addAll(TINY);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @BeforeAll
    static void runTheDemo() throws IOException, InterruptedException {
        demo = dir.resolve("demo");
        result = Launcher.run(demo(demo));
    }

    @Test
    void endsWithATableASummaryAndAReport() throws IOException {
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).contains("base", "sft", "rlvr", "report: ");
        JsonNode summary = Json.mapper().readTree(Files.readString(demo.resolve("summary.json")));
        assertThat(summary.get("seed").asLong()).isEqualTo(5);
        assertThat(summary.get("stages").size()).isEqualTo(3);
        for (JsonNode stage : summary.get("stages")) {
            assertThat(stage.get("problems").asInt()).isEqualTo(12);
            assertThat(stage.get("low").asDouble())
                    .isLessThanOrEqualTo(stage.get("pass_at_1").asDouble());
            assertThat(stage.get("high").asDouble())
                    .isGreaterThanOrEqualTo(stage.get("pass_at_1").asDouble());
            assertThat(Path.of(stage.get("checkpoint").asString()).resolve("model.safetensors"))
                    .exists();
        }
        assertThat(Path.of(summary.get("report").asString())).exists();
        assertThat(Files.readString(demo.resolve("report.html"))).contains("</html>");
    }

    @Test
    void trainSharesNoOperandsWithHeldOut() throws IOException {
        Path set = demo.resolve("sets/chains");
        List<String> heldOut = operands(set.resolve("heldout.jsonl"));
        assertThat(heldOut).hasSizeGreaterThanOrEqualTo(20);
        assertThat(operands(set.resolve("train.jsonl"))).isNotEmpty().doesNotContainAnyElementsOf(heldOut);
    }

    private static List<String> operands(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> {
                        String prompt =
                                Json.mapper().readTree(line).get("prompt").asString();
                        return prompt.chars()
                                .filter(Character::isDigit)
                                .sorted()
                                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                                .toString();
                    })
                    .toList();
        }
    }

    @Test
    void theTrainedModelAnswers() throws IOException, InterruptedException {
        Launcher.Result answer = Launcher.run(
                "generate", "--model", demo.resolve("rlvr/model").toString(), "--prompt", "3-2*2+6-6=", "--greedy");
        assertThat(answer.exitCode()).as(answer.err()).isZero();
        assertThat(answer.out()).startsWith("3-2*2+6-6=");
    }

    @Test
    void killedAndResumedEndsWithTheSameWeights() throws IOException, InterruptedException {
        Path killed = dir.resolve("killed");
        Path log = dir.resolve("killed.log");
        Process process = Launcher.start(log, log, demo(killed));
        Path journal = killed.resolve("rlvr/metrics.jsonl");
        while (process.isAlive()
                && !(Files.exists(journal) && Files.readAllLines(journal).size() >= 3)) {
            Thread.sleep(10);
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        Launcher.Result refused = Launcher.run(demo(killed));
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("holds a run already", "--resume");
        Launcher.Result resumed = Launcher.run(demo(killed, "--resume"));
        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(resumed.err()).contains("sft: done before");
        for (String stage : List.of("sft", "rlvr")) {
            assertThat(killed.resolve(stage).resolve("model/model.safetensors"))
                    .hasSameBinaryContentAs(demo.resolve(stage).resolve("model/model.safetensors"));
        }
    }

    @Test
    void interruptedSavesAndSaysHowToGoOn() throws IOException, InterruptedException {
        Path stopped = dir.resolve("stopped");
        Path log = dir.resolve("stopped.log");
        Process process = Launcher.start(log, log, demo(stopped, "--set", "sft.steps=100000"));
        Path journal = stopped.resolve("sft/metrics.jsonl");
        while (process.isAlive()
                && !(Files.exists(journal) && Files.readAllLines(journal).size() >= 3)) {
            Thread.sleep(10);
        }
        // as a terminal does: to every process of the group
        for (ProcessHandle handle : Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList()) {
            new ProcessBuilder("kill", "-INT", String.valueOf(handle.pid()))
                    .start()
                    .waitFor();
        }
        assertThat(process.waitFor(60, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(Launcher.text(log)).contains("--resume");
        assertThat(stopped.resolve("sft/checkpoints")).isNotEmptyDirectory();
    }

    @Test
    void badInputGetsOneMessageAndAnExitCode() throws IOException, InterruptedException {
        Path out = dir.resolve("bad");
        refused(2, "did you mean group?", "demo", "--out", out.toString(), "--set", "rlvr.gruop=4");
        refused(2, "must be at least 1", "demo", "--out", out.toString(), "--set", "sft.steps=0");
        refused(2, "no such file", "run", "nothing.yaml", "--out", out.toString());
        refused(3, "config.json", "generate", "--model", dir.toString(), "--prompt", "1+1=");
        assertThat(out).doesNotExist();
        Path gsm8k = Launcher.HOME.resolve("recipes/gsm8k-from-scratch.yaml");
        refused(
                3,
                "nowhere.jsonl",
                "run",
                gsm8k.toString(),
                "--out",
                out.toString(),
                "--set",
                "data.train=nowhere.jsonl");
    }

    private static void refused(int exitCode, String message, String... arguments)
            throws IOException, InterruptedException {
        Launcher.Result r = Launcher.run(arguments);
        assertThat(r.err()).contains(message).doesNotContain("\tat ");
        assertThat(r.exitCode()).isEqualTo(exitCode);
    }

    @Test
    void aCheckpointThatDoesNotFitItsConfigIsRefused() throws IOException, InterruptedException {
        Path broken = dir.resolve("broken");
        Files.createDirectories(broken);
        Path model = demo.resolve("sft/model");
        for (String name : List.of("tokenizer.json", "tokenizer_config.json", "model.safetensors")) {
            Files.copy(model.resolve(name), broken.resolve(name));
        }
        String config = Files.readString(model.resolve("config.json"));
        Files.writeString(
                broken.resolve("config.json"), config.replace("\"hidden_size\" : 32", "\"hidden_size\" : 64"));
        refused(3, "is of shape", "generate", "--model", broken.toString(), "--prompt", "1+1=");
        byte[] weights = Files.readAllBytes(model.resolve("model.safetensors"));
        Files.write(broken.resolve("model.safetensors"), java.util.Arrays.copyOf(weights, weights.length / 2));
        Files.writeString(broken.resolve("config.json"), config);
        refused(3, "truncated or corrupt", "generate", "--model", broken.toString(), "--prompt", "1+1=");
    }
}
