package reason4j.core.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Where each path of a configuration was set: `file:line`, or the setting of the command line.
final class Origins {

    private final Map<String, String> byPath = new HashMap<>();

    /// Reads the places of all keys of a YAML text.
    static Origins of(String text, String name, YAMLMapper yaml) {
        Origins origins = new Origins();
        Deque<String> path = new ArrayDeque<>();
        Deque<Integer> index = new ArrayDeque<>();
        try (JsonParser parser = yaml.createParser(text)) {
            String key = "";
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                switch (token) {
                    case PROPERTY_NAME -> {
                        key = parser.currentName();
                        String prefix = path.isEmpty() ? "" : path.peek();
                        String full = prefix.isEmpty() ? key : prefix + "." + key;
                        origins.byPath.put(
                                full, name + ":" + parser.currentTokenLocation().getLineNr());
                        key = full;
                    }
                    case START_OBJECT, START_ARRAY -> {
                        String element = element(path, index, key);
                        origins.byPath.putIfAbsent(
                                element,
                                name + ":" + parser.currentTokenLocation().getLineNr());
                        path.push(element);
                        index.push(token == JsonToken.START_ARRAY ? 0 : -1);
                    }
                    case END_OBJECT, END_ARRAY -> {
                        path.pop();
                        index.pop();
                    }
                    default -> element(path, index, key);
                }
            }
        }
        return origins;
    }

    // inside a list the path is the list's with the place in it; the place moves on
    private static String element(Deque<String> path, Deque<Integer> index, String key) {
        if (!index.isEmpty() && index.peek() >= 0) {
            int at = index.pop();
            index.push(at + 1);
            return path.peek() + "[" + at + "]";
        }
        return key;
    }

    Origins with(String path, String origin) {
        Origins result = new Origins();
        result.byPath.putAll(byPath);
        result.byPath.put(path, origin);
        return result;
    }

    Origins under(String key) {
        Origins result = new Origins();
        byPath.forEach((path, origin) -> result.byPath.put(path.isEmpty() ? key : key + "." + path, origin));
        return result;
    }

    Origins over(Origins other) {
        Origins result = new Origins();
        result.byPath.putAll(byPath);
        result.byPath.putAll(other.byPath);
        return result;
    }

    /// The place of a path or of the nearest path around it.
    String of(String path) {
        for (String p = path; ; p = parent(p)) {
            @Nullable String origin = byPath.get(p);
            if (origin != null) {
                return origin;
            }
            if (p.isEmpty()) {
                return "configuration";
            }
        }
    }

    private static String parent(String path) {
        int cut = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
        return cut < 0 ? "" : path.substring(0, cut);
    }
}
