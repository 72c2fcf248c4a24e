package reason4j.learn.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import reason4j.core.io.UserException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// Text and JSON files of a checkpoint directory.
final class JsonFiles {

    private static final JsonMapper MAPPER = new JsonMapper();

    private JsonFiles() {}

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw UserException.data(
                    file + ": no such file\n  a checkpoint directory in Hugging Face's layout has one", e);
        } catch (IOException e) {
            throw UserException.data(file + ": cannot be read as UTF-8 text: " + e.getMessage(), e);
        }
    }

    /// The file's tree, or a missing node if there is no such file.
    static JsonNode readIfThere(Path file) {
        if (!Files.exists(file)) {
            return MissingNode.getInstance();
        }
        try {
            return MAPPER.readTree(text(file));
        } catch (JacksonException e) {
            throw UserException.data(
                    file + ": not JSON: " + e.getOriginalMessage()
                            + "\n  copy the file again from where the model was published",
                    e);
        }
    }
}
