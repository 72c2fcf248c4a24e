package reason4j.curate.source;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A row as it lies in its file.
///
/// @param file where it lies
/// @param line its line, or its number where the format has no lines; from 1
/// @param row what it says, or null if it cannot be read
/// @param defect why it cannot be read, or null
public record Raw(
        String file,
        long line,
        @Nullable JsonNode row,
        @Nullable String defect) {

    static Raw of(String file, long line, JsonNode row) {
        return new Raw(file, line, row, null);
    }

    static Raw broken(String file, long line, String defect) {
        return new Raw(file, line, null, defect);
    }

    /// `file:line`, for people and for rows without an id.
    public String place() {
        return file + ":" + line;
    }
}
