package reason4j.learn.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import reason4j.core.config.Config;
import reason4j.core.io.Json;
import reason4j.core.io.UserException;
import reason4j.learn.TinyRun;
import reason4j.learn.checkpoint.Checkpoint;
import reason4j.learn.checkpoint.Dtype;
import reason4j.learn.checkpoint.Export;
import reason4j.learn.checkpoint.Shards;
import reason4j.learn.model.Logits;
import reason4j.learn.model.ModelConfig;
import reason4j.learn.model.TinyModel;
import reason4j.learn.model.Transformer;
import tools.jackson.databind.node.ObjectNode;

/// `model.positions` of a recipe. What a scaling computes is held to `transformers` by the tiny models of
/// `bench/models/references.py`; here their scalings are taken away and given back by a recipe.
class PositionsTest {

    @TempDir
    Path dir;

    private static PositionsRecipe recipe(String... settings) {
        return Config.defaults(ModelRecipe.class, "model-defaults.yaml")
                .set(Stream.of(settings).map(s -> "positions." + s).toList())
                .bind(ModelRecipe.class)
                .positions();
    }

    record Given(String model, String theta, String scaling) {}

    static List<Given> references() {
        return List.of(
                new Given("rope-base", "123456.0", "{rope_type: default}"),
                new Given("rope-linear", "10000.0", "{rope_type: linear, factor: 4}"),
                new Given("rope-dynamic", "10000.0", "{rope_type: dynamic, factor: 8}"),
                new Given("rope-dynamic-long", "10000.0", "{rope_type: dynamic, factor: 32.0}"),
                new Given("rope-yarn", "10000.0", "{rope_type: yarn, factor: 4}"),
                new Given(
                        "rope-yarn-wide",
                        "1000000.0",
                        "{rope_type: yarn, factor: 8, beta_fast: 16, beta_slow: 2, original_max_position_embeddings: 32}"),
                new Given(
                        "rope-yarn-attention",
                        "10000.0",
                        "{rope_type: yarn, factor: 4, attention_factor: 0.75, original_max_position_embeddings: 64}"),
                new Given(
                        "rope-yarn-mscale",
                        "10000.0",
                        "{rope_type: yarn, factor: 40, mscale: 1, mscale_all_dim: 0.5, original_max_position_embeddings: 64}"),
                new Given(
                        "rope-yarn-smooth",
                        "10000.0",
                        "{rope_type: yarn, factor: 4, truncate: false, original_max_position_embeddings: 64}"),
                new Given(
                        "llama-3-tied",
                        "500000.0",
                        "{rope_type: llama3, factor: 8, original_max_position_embeddings: 64}"));
    }

    @ParameterizedTest
    @MethodSource("references")
    void aRecipeGivesAModelItsPositions(Given given) throws IOException {
        TinyModel reference = TinyModel.of(given.model);
        Path plain = dir.resolve("plain");
        ObjectNode without = (ObjectNode) Json.mapper().readTree("""
                {"rope_theta": 777.0, "rope_scaling": {"rope_type": "default"}}""");
        float[] expected;
        try (Transformer model = reference.model()) {
            expected = Logits.of(model, reference.ids("ids"));
            Checkpoint.save(
                    model.parameters(),
                    model.config().withPositions(without, "test"),
                    plain,
                    plain,
                    new Export.Format(Dtype.F32, Shards.ONE_FILE));
        }
        try (Transformer model = Checkpoint.load(plain)) {
            assertThat(Logits.largestDifference(Logits.of(model, reference.ids("ids")), expected))
                    .as("other positions, other logits")
                    .isGreaterThan(0.01);
        }
        // as older versions of transformers wrote it, beside the scaling; it must not outlive it
        ObjectNode old = (ObjectNode) Json.mapper().readTree(Files.readString(plain.resolve("config.json")));
        Files.writeString(plain.resolve("config.json"), Json.pretty(old.put("original_max_position_embeddings", 7)));
        PositionsRecipe recipe = recipe("rope_theta=" + given.theta, "rope_scaling=" + given.scaling);
        FromCheckpoint.copy(plain, recipe, dir.resolve("base"));
        try (Transformer model = Checkpoint.load(dir.resolve("base"))) {
            assertThat(model.config()).isEqualTo(reference.config());
            assertThat(Logits.of(model, reference.ids("ids"))).isEqualTo(expected);
        }
    }

    @Test
    void onlyWhatIsGivenChanges() {
        ModelConfig llama = TinyModel.of("llama-3").config();
        assertThat(PositionsRecipe.UNCHANGED.on(llama)).isSameAs(llama);
        assertThat(recipe()).isEqualTo(PositionsRecipe.UNCHANGED);
        ModelConfig base = recipe("rope_theta=2e6").on(llama);
        assertThat(base.rope().kind()).isEqualTo("llama3");
        assertThat(base.rope().theta()).isEqualTo(2e6);
        ModelConfig longer = recipe("max_position_embeddings=4096").on(llama);
        assertThat(longer.rope()).isEqualTo(llama.rope());
        assertThat(longer.context()).isEqualTo(4096);
        assertThat(recipe("rope_scaling={rope_type: default}").on(llama).rope().kind())
                .isEqualTo("default");
        ModelConfig yarn = recipe("rope_scaling={rope_type: yarn, factor: 4}", "max_position_embeddings=1024")
                .on(TinyModel.of("qwen3").config());
        assertThat(yarn.rope().originalPositions()).isEqualTo(256);
        assertThat(yarn.context()).isEqualTo(1024);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    rope_theta=0                                                | positions.rope_theta = 0.0: must be greater than 1
                    rope_theta=big                                              | rope_theta
                    max_position_embeddings=4                                   | must be at least 8
                    rope_scaling={factor: 2}                                    | needs a rope_type of default, dynamic, linear, llama3, yarn
                    rope_scaling={rope_type: longrope, factor: 2}               | needs a rope_type of default, dynamic, linear, llama3, yarn
                    rope_scaling={rope_type: linear}                            | needs factor, a number greater than 0
                    rope_scaling={rope_type: linear, factor: two}               | needs factor, a number greater than 0
                    rope_scaling={rope_type: linear, factor: 0.5}               | rope_scaling.factor = 0.5: must be at least 1
                    rope_scaling={rope_type: linear, factor: 2, beta_fast: 3}   | rope_scaling.beta_fast = 3: is no key of rope_type linear, which has factor
                    rope_scaling={rope_type: default, factor: 2}                | is no key of rope_type default, which has none
                    rope_scaling={rope_type: yarn, factor: 4, truncate: 1}      | must be true or false
                    rope_scaling={rope_type: yarn, factor: 4, beta_slow: 40}    | beta_slow = 40.0: must be less than beta_fast, 32.0
                    rope_scaling={rope_type: yarn, factor: 4, original_max_position_embeddings: 1.5} | must be a whole number
                    rope_scaling={rope_type: llama3, factor: 8, low_freq_factor: 4} | low_freq_factor = 4.0: must be less than high_freq_factor, 4.0
                    rope_scalling={rope_type: linear, factor: 2}                | did you mean rope_scaling?
                    """)
    void mistakesAreNamed(String setting, String message) {
        assertThatThrownBy(() -> recipe(setting))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("positions")
                .hasMessageContaining(message);
    }

    @Test
    void dynamicScalingCountsFromTheCheckpoint() {
        assertThatThrownBy(() -> recipe("rope_scaling={rope_type: dynamic, factor: 2}", "max_position_embeddings=512"))
                .hasMessageContaining("must be left out where rope_type is dynamic");
    }

    @ParameterizedTest
    @CsvSource({"F32", "BF16", "F16"})
    void aCopyHasTheBytesOfTheCheckpoint(Dtype dtype) {
        new TinyRun(dir).init();
        Path from = dir.resolve("from");
        Export.copy(dir.resolve("base"), new Export.Format(dtype, Shards.ONE_FILE), from);
        FromCheckpoint.copy(from, PositionsRecipe.UNCHANGED, dir.resolve("copy"));
        for (String name : new String[] {"model.safetensors", "config.json", "tokenizer.json"}) {
            assertThat(dir.resolve("copy").resolve(name)).hasSameBinaryContentAs(from.resolve(name));
        }
    }
}
