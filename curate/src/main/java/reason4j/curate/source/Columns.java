package reason4j.curate.source;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import reason4j.core.io.NearestName;
import reason4j.core.io.UserException;
import tools.jackson.databind.JsonNode;

/// Looks at the first rows of a file before anything is written: a wrong column map or a wrong source would reject them
/// all, one by one.
public final class Columns {

    /// How many rows are looked at.
    static final int LOOKED_AT = 100;

    private static final Set<String> OPTIONS =
            Set.of("id", "problem", "answer", "domain", "reasoning", "response", "teacher", "marks");

    private Columns() {}

    /// @param file how the file is called to people
    /// @param answers whether rows need an answer; a benchmark's do not
    /// @throws UserException naming the file, what is missing, and the nearest column that is there
    public static void check(Input input, String file, Slice slice, boolean answers) {
        List<JsonNode> rows = slice.first(LOOKED_AT);
        if (rows.isEmpty()) {
            return; // not one can be read: each is rejected with its line
        }
        if (input.source().equals("plain")) {
            plain(input, file, rows, answers);
        } else {
            Schema schema = Schemas.named(input.source());
            if (rows.stream().allMatch(row -> schema.read(row, input).prompt().isBlank())) {
                throw UserException.data(file + ": no rows of " + input.source() + ": none of the first " + rows.size()
                        + " has a question\n  its columns are " + names(rows)
                        + "; name the source that it is, or use plain with a column map");
            }
        }
    }

    private static void plain(Input input, String file, List<JsonNode> rows, boolean answers) {
        for (String option : input.options().keySet()) {
            if (!OPTIONS.contains(option)) {
                throw UserException.usage("source " + input.name() + ": options." + option + ": unknown"
                        + NearestName.hint(option, OPTIONS) + "\n  a plain source maps " + new TreeSet<>(OPTIONS));
            }
        }
        for (Map.Entry<String, String> mapped : input.options().entrySet()) {
            for (String column : mapped.getValue().split("\\s*,\\s*")) {
                if (!column.startsWith("=")) { // a constant
                    require(file, rows, mapped.getKey(), List.of(column));
                }
            }
        }
        if (!input.options().containsKey("problem")) {
            require(file, rows, "problem", Plain.PROBLEM);
        }
        if (answers && !input.options().containsKey("answer")) {
            require(file, rows, "answer", Plain.ANSWER);
        }
    }

    private static void require(String file, List<JsonNode> rows, String what, List<String> any) {
        if (rows.stream().anyMatch(row -> any.stream().anyMatch(name -> has(row, name)))) {
            return;
        }
        Set<String> there = names(rows);
        throw UserException.data(
                file + ": no column " + String.join(" or ", any) + NearestName.hint(any.getFirst(), there)
                        + "\n  its columns are " + there + "; say which one holds it by options: {" + what
                        + ": COLUMN} of a plain"
                        + " source");
    }

    private static boolean has(JsonNode row, String path) {
        JsonNode node = row;
        for (String name : path.split("\\.", -1)) {
            node = node == null ? null : node.get(name);
        }
        return node != null;
    }

    private static Set<String> names(List<JsonNode> rows) {
        Set<String> names = new TreeSet<>();
        rows.forEach(row -> names.addAll(row.propertyNames()));
        return names;
    }
}
