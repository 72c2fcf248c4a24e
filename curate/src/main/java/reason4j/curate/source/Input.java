package reason4j.curate.source;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import reason4j.core.config.Range;

/// One source of a recipe, such as `{source: gsm8k, files: [train.jsonl]}`.
///
/// @param source a schema's name of [Schemas] or a maker's of [reason4j.curate.make.Makers]
/// @param name how rows of it are called in `source`, the schema's name unless given
/// @param files what is read, in order; none for a maker
/// @param role `pool`, or `heldout` for rows that all become held-out
/// @param options what the schema or maker understands, such as `columns` or `problems`
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Input(String source, String name, List<String> files, String role, Map<String, String> options)
        implements Serializable {

    private static final List<String> KEYS = List.of("source", "name", "files", "role", "options");

    public Input {
        files = List.copyOf(files);
        options = new TreeMap<>(options);
        Range.check(Set.of("pool", "heldout").contains(role), "role", role, "must be one of pool, heldout");
    }

    /// Rows with `id`, `problem`, `answer`.
    public static Input plain(String file) {
        return new Input("plain", "plain", List.of(file), "pool", Map.of());
    }

    public boolean heldout() {
        return role.equals("heldout");
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Input of(Map<String, Object> keys) {
        for (String key : keys.keySet()) {
            Range.check(KEYS.contains(key), key, keys.get(key), "unknown key; a source has " + String.join(", ", KEYS));
        }
        Range.check(keys.get("source") instanceof String, "source", String.valueOf(keys.get("source")), "is needed");
        String source = String.valueOf(keys.get("source"));
        List<String> files = new ArrayList<>();
        if (keys.get("files") instanceof List<?> list) {
            list.forEach(f -> files.add(String.valueOf(f)));
        } else if (keys.get("files") != null) {
            files.add(String.valueOf(keys.get("files")));
        }
        Map<String, String> options = new TreeMap<>();
        if (keys.get("options") instanceof Map<?, ?> map) {
            map.forEach((k, v) -> options.put(String.valueOf(k), String.valueOf(v)));
        }
        return new Input(
                source,
                String.valueOf(keys.getOrDefault("name", source)),
                files,
                String.valueOf(keys.getOrDefault("role", "pool")),
                options);
    }
}
