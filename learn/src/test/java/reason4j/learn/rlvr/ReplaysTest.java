package reason4j.learn.rlvr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reason4j.core.episode.Episode;
import reason4j.core.io.JsonLines;
import reason4j.learn.TinyRun;
import tools.jackson.databind.JsonNode;

final class ReplaysTest {

    @TempDir
    Path dir;

    @Test
    void theLossesOfTheTokensAreTheLossOfTheStepAndKeepingThemChangesNothing() throws IOException {
        Path kept = dir.resolve("kept");
        Path plain = dir.resolve("plain");
        new TinyRun(kept).rlvr("steps=4", "replays_every=3").all();
        new TinyRun(plain).rlvr("steps=4").all();
        for (String file : List.of("model/model.safetensors", "episodes/step-3.jsonl")) {
            assertThat(kept.resolve("rlvr").resolve(file))
                    .hasSameBinaryContentAs(plain.resolve("rlvr").resolve(file));
        }
        assertThat(plain.resolve("rlvr/replays")).doesNotExist();
        try (var files = Files.list(kept.resolve("rlvr/replays"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("step-0.jsonl", "step-3.jsonl");
        }
        List<JsonNode> journal = JsonLines.readTrees(kept.resolve("rlvr/metrics.jsonl"));
        for (int step : new int[] {0, 3}) {
            tellsTheStep(kept.resolve("rlvr"), step, journal.get(step));
        }
    }

    private static void tellsTheStep(Path run, int step, JsonNode metrics) {
        List<Replayed> lines = JsonLines.read(run.resolve("replays/step-" + step + ".jsonl"), Replayed.class);
        List<Episode> episodes = JsonLines.read(run.resolve("episodes/step-" + step + ".jsonl"), Episode.class);
        assertThat(lines.stream().map(Replayed::row).sorted())
                .isNotEmpty()
                .containsExactlyElementsOf(IntStream.range(0, episodes.size())
                        .filter(i -> episodes.get(i).trained())
                        .boxed()
                        .toList());
        double loss = 0;
        for (Replayed line : lines) {
            Episode episode = episodes.get(line.row());
            assertThat(line.replay().sample().reward()).isEqualTo(episode.reward());
            assertThat(line.replay().sample().group()).isEqualTo(line.row() / 4);
            assertThat(line.replay().credit().advantages()[0]).isEqualTo(episode.advantage(), within(1e-9));
            assertThat(String.join("", line.replay().tokens()))
                    .startsWith(episode.completion().text());
            loss += line.replay().loss().value();
        }
        int updates = 1 + lines.getLast().update();
        assertThat(loss / updates).isEqualTo(metrics.get("loss").asDouble(), within(1e-9));
    }
}
