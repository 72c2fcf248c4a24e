package reason4j.learn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

    static Stream<TinyModel> cases() {
        return TinyModel.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void logits(TinyModel c) {
        try (Transformer model = c.model()) {
            float[] logits = Logits.of(model, c.ids("ids"));
            near("logit", logits, Arrays.copyOfRange(TinyModel.NUMBERS, c.at(), c.at() + logits.length));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void greedyTokens(TinyModel c, @TempDir Path dir) {
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
    void gradients(TinyModel c) {
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
            assertThat(sum[0] / n).isCloseTo(c.json().path("loss").asDouble(), within(1e-5));
            Map<String, float[]> ours = gradients(model.parameters());
            int at = c.at() + ids.length * c.config().vocabulary();
            for (JsonNode name : c.json().path("gradients")) {
                float[] mine = Objects.requireNonNull(ours.remove(name.asString()), name::asString);
                near(name.asString(), mine, Arrays.copyOfRange(TinyModel.NUMBERS, at, at + mine.length));
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
    void configurationsSurviveTheirWayThroughAFile() {
        cases().forEach(c -> {
            ModelConfig config = c.config();
            assertThat(ModelConfig.fromJson(config.toJson(), "copy"))
                    .as(c.name())
                    .isEqualTo(config);
        });
    }

    @Test
    void positionsCanBeScaledByARecipe() {
        ModelConfig plain = cases().filter(c -> c.name().equals("rope-base"))
                .findFirst()
                .orElseThrow()
                .config();
        ModelConfig longer = plain.withPositions(json("""
                {"max_position_embeddings": 1024, "rope_theta": 5e5,
                 "rope_scaling": {"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 256}}"""), "recipe");
        assertThat(longer.context()).isEqualTo(1024);
        assertThat(longer.rope().theta()).isEqualTo(5e5);
        assertThat(longer.rope().kind()).isEqualTo("yarn");
        ModelConfig other = longer.withPositions(json("{\"rope_theta\": 10000.0}"), "recipe");
        assertThat(other.rope().kind())
                .as("a scaling stays where only the base is given")
                .isEqualTo("yarn");
        ModelConfig back = other.withPositions(json("{\"rope_scaling\": {\"rope_type\": \"default\"}}"), "recipe");
        assertThat(back.rope()).isEqualTo(RopeSettings.plain(10_000));
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Json.mapper().readTree(text);
    }
}
