package reason4j.verify.cases;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import reason4j.core.io.Json;
import reason4j.core.io.JsonLines;
import tools.jackson.databind.JsonNode;

/// A pair with a label.
///
/// @param id what to call it
/// @param suite `equality`, `parser`, `competition`, `responses`, with `-disputed` where the label is doubtful
/// @param kind what kind of case, such as `fraction` or `hacking`
/// @param row the line as the stream would get it
/// @param expected whether the answer is right
public record Case(String id, String suite, String kind, JsonNode row, boolean expected) {

    /// Where the shared data lie, seen from this module.
    public static final Path DATA = Path.of(System.getProperty("data", "../../shared/data"));

    /// The development cases of the peers.
    public static List<Case> development(Path data) {
        List<Case> cases = new ArrayList<>();
        for (JsonNode row : JsonLines.readTrees(data.resolve("verify/math_dev.jsonl"))) {
            boolean disputed = row.has("disputed") && row.get("disputed").asBoolean();
            String suite = row.get("config").get("suite").asString() + (disputed ? "-disputed" : "");
            String id = "math_dev " + (cases.size() + 1);
            cases.add(new Case(
                    id,
                    suite,
                    row.get("kind").asString(),
                    row,
                    row.get("expected").asBoolean()));
        }
        return cases;
    }

    /// The independent cases in competition style.
    public static List<Case> competition() {
        List<Case> cases = new ArrayList<>();
        InputStream resource = Objects.requireNonNull(Case.class.getResourceAsStream("/competition.jsonl"));
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                JsonNode row = Json.mapper().readTree(line);
                String kind = row.get("kind").asString();
                String id = row.get("id").asString();
                cases.add(new Case(
                        id, "competition", kind, row, row.get("expected").asBoolean()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cases;
    }

    /// The labelled responses.
    public static List<Case> responses(Path data) {
        List<Case> cases = new ArrayList<>();
        for (JsonNode row : JsonLines.readTrees(data.resolve("responses_dev.jsonl"))) {
            JsonNode label = row.get("label");
            if (label != null && label.isBoolean()) {
                String id = row.get("id").asString();
                cases.add(new Case(id, "responses", row.get("format").asString(), row, label.asBoolean()));
            }
        }
        return cases;
    }

    /// Gold and prediction, short enough for a line.
    public String brief() {
        JsonNode prediction = row.has("prediction") ? row.get("prediction") : row.get("response");
        return id + " " + kind + " " + cut(row.get("gold").toString()) + " ◇ " + cut(prediction.toString());
    }

    private static String cut(String text) {
        return text.length() <= 200 ? text : text.substring(0, 60) + " … " + text.substring(text.length() - 140);
    }
}
