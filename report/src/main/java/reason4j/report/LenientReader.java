package reason4j.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import reason4j.core.io.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reads what can be read and remembers what could not, as sentences for the page.
final class LenientReader {

    private final Path root;
    private final List<String> gaps = new ArrayList<>();

    LenientReader(Path root) {
        this.root = root;
    }

    /// What was missing or unreadable so far.
    List<String> gaps() {
        return List.copyOf(gaps);
    }

    void gap(Path file, String what) {
        gaps.add(name(file) + ": " + what);
    }

    /// A file's name for people: its path below the root.
    String name(Path file) {
        String name = file.startsWith(root) ? root.relativize(file).toString() : file.toString();
        return name.isEmpty() ? "." : name;
    }

    Optional<JsonNode> json(Path file) {
        Optional<String> text = text(file);
        try {
            return text.map(Json.mapper()::readTree);
        } catch (JacksonException e) {
            gap(file, "is not JSON: " + e.getOriginalMessage());
            return Optional.empty();
        }
    }

    Optional<String> text(Path file) {
        if (!Files.isRegularFile(file)) {
            gap(file, "is missing");
            return Optional.empty();
        }
        try {
            return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            gap(file, "cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    /// Hands on each line that is a JSON object; the others are counted and named once.
    void lines(Path file, Consumer<JsonNode> each) {
        if (!Files.isRegularFile(file)) {
            gap(file, "is missing");
            return;
        }
        int number = 0;
        int bad = 0;
        int firstBad = 0;
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                Optional<JsonNode> row = line.isBlank() ? Optional.empty() : row(line);
                row.ifPresent(each);
                if (row.isEmpty() && !line.isBlank()) {
                    firstBad = bad++ == 0 ? number : firstBad;
                }
            }
        } catch (IOException | UncheckedIOException e) {
            gap(file, "cannot be read behind line " + number + ": " + e.getMessage());
        }
        if (bad > 0) {
            gap(file, bad + (bad == 1 ? " line is" : " lines are") + " not readable, the first is line " + firstBad);
        }
        if (number == 0) {
            gap(file, "is empty");
        }
    }

    private static Optional<JsonNode> row(String line) {
        try {
            JsonNode node = Json.mapper().readTree(line);
            return node.isObject() ? Optional.of(node) : Optional.empty();
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }
}
