package reason4j.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    @Test
    void resumeCutsWhatLiesAfterTheCheckpointAndHalfLines(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("metrics.jsonl");
        Journal journal = Journal.openAfter(file, -1);
        for (int step = 0; step < 3; step++) {
            journal.write(step, "sft", Map.of("loss", 0.5));
        }
        Files.writeString(file, "{\"step\":3,\"pha", StandardOpenOption.APPEND);
        Journal resumed = Journal.openAfter(file, 1);
        resumed.write(2, "sft", Map.of("loss", 0.25));
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "{\"step\":0,\"phase\":\"sft\",\"loss\":0.5}",
                        "{\"step\":1,\"phase\":\"sft\",\"loss\":0.5}",
                        "{\"step\":2,\"phase\":\"sft\",\"loss\":0.25}");
    }

    @Test
    void seedsAreUnrelatedAndStable() {
        Seed seed = new Seed(7);
        assertThat(seed.at(1, 2)).isEqualTo(seed.at(1, 2)).isNotEqualTo(seed.at(2, 1));
        assertThat(seed.of("sft")).isNotEqualTo(seed.of("rlvr"));
        assertThat(seed.at(3).random().nextLong()).isEqualTo(-5167088379659074867L);
    }
}
