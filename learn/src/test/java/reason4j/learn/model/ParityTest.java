package reason4j.learn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reason4j.core.episode.Sampling;
import reason4j.core.io.Json;
import reason4j.learn.generate.Generator;
import reason4j.learn.tensor.Scopes;
import reason4j.learn.tensor.Tensors;
import reason4j.learn.tensor.Workers;
import reason4j.learn.text.Tokenizer;
import reason4j.learn.text.WordVocabulary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Tiny models of every architecture and every scaling of positions against what `transformers` computed
/// (`bench/models/references.py`).
class ParityTest {

    private static final float TOLERANCE = 1e-4f;
    private static final int FIRST_LABEL = 5;

    /// A model of the references, with where its numbers begin.
    record Case(String name, JsonNode json, int at) {
        @Override
        public String toString() {
            return name;
        }

        ModelConfig config() {
            return ModelConfig.fromJson(json.path("config"), name + "/config.json");
        }

        int[] ids(String key) {
            return json.path(key).valueStream().mapToInt(JsonNode::asInt).toArray();
        }

        Transformer model() {
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
    }

    private static final float[] NUMBERS = numbers();

    static Stream<Case> cases() throws IOException {
        JsonNode all = Json.mapper().readTree(resource("cases.json"));
        int at = 0;
        Stream.Builder<Case> cases = Stream.builder();
        for (JsonNode json : all) {
            Case next = new Case(json.path("name").asString(), json, at);
            cases.add(next);
            at += next.ids("ids").length * next.config().vocabulary();
            try (Parameters parameters = new Parameters(next.config())) {
                at += Math.toIntExact(parameters.elements());
            }
        }
        assertThat(at).as("numbers in references.f32").isEqualTo(NUMBERS.length);
        return cases.build();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ParityTest.class.getResourceAsStream("parity/" + name)) {
            return in == null ? new byte[0] : in.readAllBytes();
        }
    }

    private static float[] numbers() {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(resource("references.f32")).order(ByteOrder.LITTLE_ENDIAN);
            float[] numbers = new float[bytes.remaining() / Float.BYTES];
            bytes.asFloatBuffer().get(numbers);
            return numbers;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void logits(Case c) {
        int[] ids = c.ids("ids");
        try (Transformer model = c.model()) {
            float[] logits = Scopes.get(() -> Tensors.floats(Scopes.keepNoGrad(() -> model.logits(model.hidden_BTC(
                    Tensors.ofLongs(IntStream.of(ids).asLongStream().toArray(), 1, ids.length))))));
            near("logit", logits, Arrays.copyOfRange(NUMBERS, c.at, c.at + logits.length));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void greedyTokens(Case c, @TempDir Path dir) {
        List<String> words = IntStream.range(1, c.config().vocabulary())
                .mapToObj(i -> "w" + i)
                .toList();
        WordVocabulary.of(List.of("<end>"), words).write(dir, "<end>", "<end>");
        int[] expected = c.ids("greedy");
        Sampling greedy = new Sampling(1, 0, 1, 0, 0, 1, expected.length, List.of(), true, 0);
        int[] prompt = c.ids("prompt");
        try (Transformer model = c.model();
                Workers one = new Workers(1)) {
            Generator generator = new Generator(model, Tokenizer.load(dir), 3, one);
            // others in the batch, shorter and longer, must not show
            List<int[]> prompts = List.of(Arrays.copyOf(prompt, 3), prompt, c.ids("ids"));
            assertThat(generator.generate(prompts, greedy).get(1).getFirst().ids())
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradients(Case c) {
        int[] ids = c.ids("ids");
        Sequence sequence =
                new Sequence(Arrays.copyOf(ids, FIRST_LABEL), Arrays.copyOfRange(ids, FIRST_LABEL, ids.length));
        int n = sequence.response().length;
        float[] byLogprob = new float[n];
        Arrays.fill(byLogprob, -1f / n);
        try (Transformer model = c.model();
                Workers one = new Workers(1);
                TrainingPass pass = new TrainingPass(model, 1, 4096, one)) {
            double[] sum = pass.accumulate(List.of(sequence), (_, scores) -> {
                double total = 0;
                for (float logprob : scores.logprobs()) {
                    total -= logprob;
                }
                return new TrainingPass.Derivatives(byLogprob, null, new double[] {total});
            });
            assertThat(sum[0] / n).isCloseTo(c.json.path("loss").asDouble(), within(1e-5));
            Map<String, float[]> ours = gradients(model.parameters());
            int at = c.at + ids.length * c.config().vocabulary();
            for (JsonNode name : c.json.path("gradients")) {
                float[] mine = Objects.requireNonNull(ours.remove(name.asString()), name::asString);
                near(name.asString(), mine, Arrays.copyOfRange(NUMBERS, at, at + mine.length));
                at += mine.length;
            }
            assertThat(ours).isEmpty();
        }
    }

    private static Map<String, float[]> gradients(Parameters parameters) {
        float[] all = Tensors.floats(parameters.gradient());
        Map<String, float[]> gradients = new LinkedHashMap<>();
        for (Parameters.Part part : parameters.parts()) {
            int from = Math.toIntExact(part.offset());
            gradients.put(part.name(), Arrays.copyOfRange(all, from, from + Math.toIntExact(part.elements())));
        }
        return gradients;
    }

    private static void near(String what, float[] ours, float[] theirs) {
        assertThat(ours).as(what).hasSameSizeAs(theirs);
        float largest = 0;
        for (int i = 0; i < ours.length; i++) {
            assertThat(ours[i]).as("%s %d is finite", what, i).isFinite();
            largest = Math.max(largest, Math.abs(ours[i] - theirs[i]));
        }
        assertThat(largest).as("largest difference of %s", what).isLessThanOrEqualTo(TOLERANCE);
    }

    @Test
    void configurationsSurviveTheirWayThroughAFile() throws IOException {
        cases().forEach(c -> {
            ModelConfig config = c.config();
            assertThat(ModelConfig.fromJson(config.toJson(), "copy")).as(c.name).isEqualTo(config);
        });
    }

    @Test
    void positionsCanBeScaledByARecipe() throws IOException {
        ModelConfig plain = cases().filter(c -> c.name.equals("rope-base"))
                .findFirst()
                .orElseThrow()
                .config();
        ModelConfig longer = plain.withPositions(json("""
                {"max_position_embeddings": 1024, "rope_theta": 5e5,
                 "rope_scaling": {"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 256}}"""), "recipe");
        assertThat(longer.context()).isEqualTo(1024);
        assertThat(longer.rope().theta()).isEqualTo(5e5);
        assertThat(longer.rope().kind()).isEqualTo("yarn");
        ModelConfig back = longer.withPositions(json("{\"rope_theta\": 10000.0}"), "recipe");
        assertThat(back.rope()).isEqualTo(RopeSettings.plain(10_000));
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Json.mapper().readTree(text);
    }
}
