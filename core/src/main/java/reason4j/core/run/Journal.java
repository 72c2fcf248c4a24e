package reason4j.core.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reason4j.core.io.Json;
import reason4j.core.io.UserException;
import reason4j.core.io.WholeFiles;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// `metrics.jsonl` of a run: one flat object a line, `{"step": 3, "phase": "rlvr", "reward": 0.5, …}`. Numbers that
/// depend on the clock have names that begin with `seconds` or `tokens_per_second`; all others are the same bytes for
/// the same seed. On resume what lies after the checkpoint's step is cut off, so that the file equals that of an
/// uninterrupted run.
public final class Journal {

    private final Path file;

    private Journal(Path file) {
        this.file = file;
    }

    /// A journal that keeps the lines up to and with this step; −1 keeps none.
    ///
    /// @throws UserException if the file cannot be written
    public static Journal openAfter(Path file, int step) {
        List<String> kept = new ArrayList<>();
        try {
            if (Files.exists(file)) {
                for (String line : Files.readAllLines(file)) {
                    if (stepOf(line) <= step) {
                        kept.add(line);
                    }
                }
            }
        } catch (IOException e) {
            throw UserException.machine("cannot read " + file + ": " + e.getMessage(), e);
        }
        WholeFiles.write(file, kept.isEmpty() ? "" : String.join("\n", kept) + "\n");
        return new Journal(file);
    }

    // a line cut off by a kill belongs to no step that a checkpoint knows
    private static int stepOf(String line) {
        try {
            JsonNode step = Json.mapper().readTree(line).get("step");
            return step == null ? Integer.MAX_VALUE : step.asInt();
        } catch (JacksonException _) {
            return Integer.MAX_VALUE;
        }
    }

    /// Appends one line.
    public void write(int step, String phase, Map<String, ? extends Number> numbers) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("step", step);
        row.put("phase", phase);
        row.putAll(numbers);
        byte[] line = (Json.line(row) + "\n").getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
            ByteBuffer buffer = ByteBuffer.wrap(line);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw WholeFiles.cannotWrite(file, e);
        }
    }
}
