package reason4j.core.io;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Files with one JSON object a line.
public final class JsonLines {

    private JsonLines() {}

    /// Reads a file of records.
    ///
    /// @throws UserException naming file and line, if the file is missing or a line does not fit the record
    public static <T> List<T> read(Path file, Class<T> type) {
        List<T> rows = new ArrayList<>();
        each(file, (line, number) -> rows.add(parse(file, number, line, type)));
        return rows;
    }

    /// Reads a file of trees, for rows whose schema is somebody else's.
    public static List<JsonNode> readTrees(Path file) {
        return read(file, JsonNode.class);
    }

    /// Writes a file whole or not at all.
    public static void write(Path file, Iterable<?> rows) {
        WholeFiles.write(file, out -> {
            for (Object row : rows) {
                out.write(Json.mapper().writeValueAsBytes(row));
                out.write('\n');
            }
        });
    }

    /// Reads a file line by line without keeping it.
    public static <T> void stream(Path file, Class<T> type, Consumer<T> each) {
        each(file, (line, number) -> each.accept(parse(file, number, line, type)));
    }

    private interface Line {
        void at(String line, int number);
    }

    private static void each(Path file, Line action) {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    action.at(line, number);
                }
            }
        } catch (NoSuchFileException e) {
            throw UserException.data(file + ": no such file\n  give the path of a file with one JSON object a line", e);
        } catch (IOException e) {
            throw UserException.data(file + ": cannot be read: " + e, e);
        }
    }

    private static <T> T parse(Path file, int number, String line, Class<T> type) {
        try {
            return Json.mapper().readValue(line, type);
        } catch (JacksonException e) {
            throw UserException.data(
                    file + ":" + number + ": not a " + type.getSimpleName() + ": " + e.getOriginalMessage()
                            + "\n  mend or remove this line; a file cut off in the middle ends like this too",
                    e);
        }
    }
}
