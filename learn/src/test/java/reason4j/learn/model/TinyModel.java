package reason4j.learn.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import reason4j.core.io.Json;
import reason4j.learn.tensor.Tensors;
import tools.jackson.databind.JsonNode;

/// A model of `bench/models/references.py`, its weights a function of their names.
///
/// @param name of the case
/// @param json what the script wrote of it
/// @param at where its numbers begin
public record TinyModel(String name, JsonNode json, int at) {

    static final float[] NUMBERS = floats("parity/references.f32");

    @Override
    public String toString() {
        return name;
    }

    public ModelConfig config() {
        return ModelConfig.fromJson(json.path("config"), name + "/config.json");
    }

    public int[] ids(String key) {
        return json.path(key).valueStream().mapToInt(JsonNode::asInt).toArray();
    }

    public Transformer model() {
        Parameters parameters = new Parameters(config());
        for (Parameters.Part part : parameters.parts()) {
            float[] values = weights(part.name(), Math.toIntExact(part.elements()));
            Tensors.put(parameters.flat(), part.offset(), values, values.length);
        }
        return new Transformer(config(), parameters);
    }

    private float[] weights(String name, int n) {
        long hash = 0xCBF29CE484222325L;
        for (byte b : (json.path("salt").asString() + ":" + name).getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ b) * 0x100000001B3L;
        }
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            long z = hash + i * 0x9E3779B97F4A7C15L;
            z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
            z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
            z ^= z >>> 31;
            float u = (float) (z >>> 40) / (1 << 23) - 1;
            values[i] = name.endsWith("norm.weight") ? 1 + 0.25f * u : name.endsWith("bias") ? 0.25f * u : 0.5f * u;
        }
        return values;
    }

    static Stream<TinyModel> all() {
        JsonNode all = Json.mapper().readTree(resource("parity/cases.json"));
        int at = 0;
        Stream.Builder<TinyModel> cases = Stream.builder();
        for (JsonNode json : all) {
            TinyModel next = new TinyModel(json.path("name").asString(), json, at);
            cases.add(next);
            at += next.ids("ids").length * next.config().vocabulary();
            try (Parameters parameters = new Parameters(next.config())) {
                at += Math.toIntExact(parameters.elements());
            }
        }
        if (at != NUMBERS.length) {
            throw new IllegalStateException("references.f32 has " + NUMBERS.length + " numbers, not " + at);
        }
        return cases.build();
    }

    public static TinyModel of(String name) {
        return all().filter(m -> m.name.equals(name)).findFirst().orElseThrow();
    }

    /// Little-endian numbers beside the tests of the learner.
    public static float[] floats(String path) {
        ByteBuffer bytes = ByteBuffer.wrap(resource(path)).order(ByteOrder.LITTLE_ENDIAN);
        float[] numbers = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(numbers);
        return numbers;
    }

    private static byte[] resource(String path) {
        try (InputStream in = TinyModel.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
