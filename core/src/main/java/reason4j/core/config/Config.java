package reason4j.core.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import reason4j.core.io.UserException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/// A configuration: defaults, then one YAML file, then `--set a.b=c`, the later over the earlier, bound to a tree of
/// records whose components are the keys in snake case. Unknown keys are refused, missing ones too (each key has a
/// default or is given), and every message names file, line, path, value and rule.
///
/// A scalar may refer to another by `${a.b}`.
public final class Config {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .build();

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z0-9_.-]+)}");

    private final JsonNode tree;
    private final Origins origins;

    private Config(JsonNode tree, Origins origins) {
        this.tree = tree;
        this.origins = origins;
    }

    /// Defaults that lie beside a class on the class path.
    ///
    /// @param beside the class whose package holds the resource
    /// @param resource a YAML file, such as `sft-defaults.yaml`
    public static Config defaults(Class<?> beside, String resource) {
        try (InputStream in = beside.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + resource + " beside " + beside.getName());
            }
            String text = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            return parse(text, resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Nothing at all, to put a file over.
    public static Config empty() {
        return new Config(YAML.createObjectNode(), new Origins());
    }

    /// This configuration under a key, so that a room's defaults can become a section of a recipe.
    public Config under(String key) {
        ObjectNode outer = YAML.createObjectNode();
        outer.set(key, tree);
        return new Config(outer, origins.under(key));
    }

    /// @throws UserException if the file is missing or is no YAML
    public Config file(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw UserException.usage(file + ": no such file\n  give the path of a recipe; recipes/ has some");
        } catch (IOException e) {
            throw UserException.usage(file + ": cannot be read: " + e.getMessage());
        }
        return over(parse(text, file.toString()));
    }

    /// This configuration with the other's keys laid over it.
    public Config over(Config other) {
        return new Config(merged(tree, other.tree), origins.over(other.origins));
    }

    /// @param settings each `a.b=value`, the value read as YAML
    public Config set(List<String> settings) {
        Config result = this;
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw UserException.usage("--set " + setting + ": not of the form path=value, such as rlvr.steps=50");
            }
            String origin = "--set " + setting;
            JsonNode value = parse("value: " + setting.substring(equals + 1), origin)
                    .tree
                    .get("value");
            String path = setting.substring(0, equals);
            JsonNode nested = value;
            String[] keys = path.split("\\.", -1);
            for (int i = keys.length - 1; i >= 0; i--) {
                ObjectNode outer = YAML.createObjectNode();
                outer.set(keys[i], nested);
                nested = outer;
            }
            result = result.over(new Config(nested, new Origins().with(path, origin)));
        }
        return result;
    }

    /// @throws UserException naming file, line, path, value, rule and the nearest key
    public <T> T bind(Class<T> type) {
        JsonNode resolved = resolve(tree);
        try {
            return YAML.treeToValue(resolved, type);
        } catch (JacksonException e) {
            throw UserException.usage(new Complaint(e, origins, resolved).message());
        }
    }

    /// The scalar at a path as text, or null if there is none.
    public @org.jspecify.annotations.Nullable String text(String path) {
        JsonNode node = at(resolve(tree), path);
        return node == null || !node.isValueNode() ? null : node.asString();
    }

    /// YAML of a bound configuration, every key with its value; written into each run.
    public static String toYaml(Object configuration) {
        return YAML.writeValueAsString(configuration);
    }

    private static Config parse(String text, String name) {
        try {
            JsonNode tree = YAML.readTree(text);
            if (tree == null || tree.isMissingNode() || tree.isNull()) {
                tree = YAML.createObjectNode();
            }
            if (!tree.isObject()) {
                throw UserException.usage(name + ":1: not a mapping of keys to values");
            }
            return new Config(tree, Origins.of(text, name, YAML));
        } catch (JacksonException e) {
            throw UserException.usage(
                    name + ":" + e.getLocation().getLineNr() + ": not YAML: " + sentences(e.getOriginalMessage()));
        }
    }

    /// What the parser says without the excerpts of the file that it indents.
    private static String sentences(String message) {
        return String.valueOf(message)
                .lines()
                .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
                .collect(Collectors.joining(", "));
    }

    private static JsonNode merged(JsonNode below, JsonNode above) {
        if (!(below instanceof ObjectNode lower) || !(above instanceof ObjectNode upper)) {
            return above;
        }
        ObjectNode result = lower.deepCopy();
        for (Map.Entry<String, JsonNode> entry : upper.properties()) {
            JsonNode old = result.get(entry.getKey());
            result.set(entry.getKey(), old == null ? entry.getValue() : merged(old, entry.getValue()));
        }
        return result;
    }

    private JsonNode resolve(JsonNode node) {
        switch (node) {
            case ObjectNode object -> {
                ObjectNode result = YAML.createObjectNode();
                object.properties().forEach(e -> result.set(e.getKey(), resolve(e.getValue())));
                return result;
            }
            case ArrayNode array -> {
                ArrayNode result = YAML.createArrayNode();
                array.forEach(e -> result.add(resolve(e)));
                return result;
            }
            default -> {
                return node.isString() && node.asString().contains("${") ? dereferenced(node.asString()) : node;
            }
        }
    }

    private JsonNode dereferenced(String text) {
        Matcher whole = REFERENCE.matcher(text);
        if (whole.matches()) {
            return referent(whole.group(1), text);
        }
        return YAML.getNodeFactory()
                .stringNode(REFERENCE
                        .matcher(text)
                        .replaceAll(m -> Matcher.quoteReplacement(
                                referent(m.group(1), text).asString())));
    }

    private JsonNode referent(String path, String text) {
        JsonNode node = at(tree, path);
        if (node == null || (node.isString() && node.asString().contains("${"))) {
            throw UserException.usage(text + ": refers to " + path
                    + ", which is not set\n  set it in the recipe or with --set " + path + "=…");
        }
        return node;
    }

    private static @org.jspecify.annotations.Nullable JsonNode at(JsonNode from, String path) {
        JsonNode node = from;
        for (String key : List.of(path.split("\\.", -1))) {
            node = node == null ? null : node.get(key);
        }
        return node;
    }

    /// Paths of all keys, for tests and documentation.
    List<String> paths() {
        List<String> paths = new ArrayList<>();
        collect(tree, "", paths);
        return paths;
    }

    private static void collect(JsonNode node, String prefix, List<String> paths) {
        if (node instanceof ObjectNode object) {
            object.properties()
                    .forEach(e ->
                            collect(e.getValue(), prefix.isEmpty() ? e.getKey() : prefix + "." + e.getKey(), paths));
        } else {
            paths.add(prefix);
        }
    }
}
