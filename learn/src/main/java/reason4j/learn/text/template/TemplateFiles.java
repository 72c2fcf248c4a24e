package reason4j.learn.text.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import reason4j.core.io.UserException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Where checkpoints keep their chat template.
final class TemplateFiles {

    record Found(String name, String source) {}

    private TemplateFiles() {}

    static Optional<Found> find(Path directory) {
        Path own = directory.resolve("chat_template.jinja");
        if (Files.exists(own)) {
            return Optional.of(new Found(own.toString(), read(own)));
        }
        Path config = directory.resolve("tokenizer_config.json");
        if (!Files.exists(config)) {
            return Optional.empty();
        }
        try {
            JsonNode template = new JsonMapper().readTree(read(config)).path("chat_template");
            return source(template).map(source -> new Found(config + " (chat_template)", source));
        } catch (JacksonException e) {
            throw UserException.data(
                    config + ": not JSON: " + e.getOriginalMessage()
                            + "\n  copy the file again from where the model was published",
                    e);
        }
    }

    private static Optional<String> source(JsonNode template) {
        if (template.isString()) {
            return Optional.of(template.asString());
        }
        for (JsonNode named : template) {
            if (named.path("name").asString("").equals("default")) {
                return Optional.of(named.path("template").asString(""));
            }
        }
        return Optional.empty();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw UserException.data(file + ": cannot be read as UTF-8 text: " + e.getMessage(), e);
        }
    }
}
