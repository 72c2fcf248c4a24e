package reason4j.core.io;

import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The one way records become JSON and back: unknown keys refused, nulls for primitives refused, keys in the order of
/// the record, so that equal records are equal bytes.
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(tools.jackson.databind.MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private Json() {}

    /// The mapper itself, for trees and streams.
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /// One line of JSON.
    public static String line(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /// JSON for people: indented, with a newline at the end.
    public static String pretty(Object value) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    }
}
