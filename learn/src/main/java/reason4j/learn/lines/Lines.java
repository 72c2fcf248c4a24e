package reason4j.learn.lines;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import reason4j.core.io.Json;
import reason4j.core.io.UserException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The objects of a file, one a line, drawn one by one; blank lines are none.
final class Lines implements Iterator<Lines.Line>, AutoCloseable {

    /// @param where file and number, for messages
    record Line(String where, ObjectNode object) {}

    private final Path file;
    private final BufferedReader reader;
    private int number;
    private @Nullable String next;

    private Lines(Path file, BufferedReader reader) {
        this.file = file;
        this.reader = reader;
        this.next = read();
    }

    static Lines of(Path file) {
        try {
            return new Lines(file, Files.newBufferedReader(file));
        } catch (NoSuchFileException e) {
            throw UserException.data(file + ": no such file\n  give the path of a file with one JSON object a line", e);
        } catch (IOException e) {
            throw cannotRead(file, e);
        }
    }

    private static UserException cannotRead(Path file, IOException e) {
        return UserException.data(file + ": cannot be read as UTF-8 text: " + e, e);
    }

    private @Nullable String read() {
        try {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    return line;
                }
            }
            return null;
        } catch (IOException e) {
            throw cannotRead(file, e);
        }
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Line next() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        Line line = new Line(file + ":" + number, object(next, file + ":" + number));
        next = read();
        return line;
    }

    private static ObjectNode object(String line, String where) {
        try {
            JsonNode node = Json.mapper().readTree(line);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw UserException.data(
                    where + ": is no JSON object\n  each line must be one, such as" + " {\"prompt\": \"1+1=\"}");
        } catch (JacksonException e) {
            throw UserException.data(
                    where + ": is no JSON: " + e.getOriginalMessage()
                            + "\n  mend or remove this line; a file cut off in the middle ends like this too",
                    e);
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw cannotRead(file, e);
        }
    }
}
