package reason4j.learn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import reason4j.core.io.Json;
import reason4j.core.io.UserException;
import reason4j.learn.TinyRun;
import reason4j.learn.model.Logits;
import reason4j.learn.model.ModelConfig;
import reason4j.learn.model.Transformer;
import reason4j.learn.text.Tokenizer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a directory can have wrong, each with one message that names file, tensor and remedy. And what of it is right.
class BadCheckpointTest {

    @TempDir
    Path dir;

    private Path base;

    @BeforeEach
    void aCheckpoint() {
        new TinyRun(dir).init();
        base = dir.resolve("base");
    }

    /// Changes a directory and says what the message holds.
    record Damage(String name, Consumer<Path> done, List<String> message) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Damage damage(String name, IoConsumer done, String... message) {
        return new Damage(name, path -> done.toPath(path), List.of(message));
    }

    /// As a consumer that may fail.
    interface IoConsumer {
        void accept(Path path) throws IOException;

        default void toPath(Path path) {
            try {
                accept(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static Stream<Damage> damages() {
        String weights = "model.safetensors";
        return Stream.of(
                damage("no directory", BadCheckpointTest::deleteAll, "config.json", "a model is a directory"),
                damage("no config", d -> Files.delete(d.resolve("config.json")), "config.json", "cannot be read"),
                damage("config cut off", d -> cut(d.resolve("config.json"), 40), "config.json", "no JSON"),
                damage("no weights", d -> Files.delete(d.resolve(weights)), "neither model.safetensors nor"),
                damage(
                        "pickled weights",
                        d -> Files.move(d.resolve(weights), d.resolve("pytorch_model.bin")),
                        "pickled weights (.bin) are not read"),
                damage(
                        "weights in GGUF",
                        d -> Files.move(d.resolve(weights), d.resolve("m.gguf")),
                        "reason4j model import"),
                damage("truncated", d -> cut(d.resolve(weights), 5000), weights, "lies at", "truncated or corrupt"),
                damage("truncated in the header", d -> cut(d.resolve(weights), 100), weights, "claims a header"),
                damage("empty file", d -> cut(d.resolve(weights), 0), weights, "too short for a header"),
                damage("bytes after the end", d -> append(d.resolve(weights), 8), "8 bytes that belong to no tensor"),
                damage("not finite", d -> overwriteEnd(d.resolve(weights)), weights, "norm.weight", "not finite"),
                damage("shard missing", d -> shards(d, s -> Files.delete(s)), "no such file"),
                damage("shard truncated", d -> shards(d, s -> cut(s, 300)), "00001-of-", "truncated or corrupt"),
                damage(
                        "shard of another download",
                        d -> shards(d, s -> Files.copy(last(d), s, java.nio.file.StandardCopyOption.REPLACE_EXISTING)),
                        "is not in model-00001-of-",
                        "belong to different downloads"),
                damage("index without shards", d -> index(d, "{}"), "has no weight_map"),
                damage(
                        "index that leaves the directory",
                        d -> index(d, "{\"weight_map\": {\"a\": \"../x.safetensors\"}}"),
                        "lies outside the directory"),
                damage("surplus layer", d -> set(d, "num_hidden_layers", "1"), "model.layers.1", "has no place"),
                damage("missing layer", d -> set(d, "num_hidden_layers", "3"), "tensors are missing", "model.layers.2"),
                damage("another width", d -> set(d, "intermediate_size", "47"), "is of shape", "config.json asks for"),
                damage(
                        "unknown architecture",
                        d -> set(d, "model_type", "\"mamba\""),
                        "model_type mamba",
                        "supported:"),
                damage("other activation", d -> set(d, "hidden_act", "\"gelu\""), "hidden_act gelu"),
                damage("biases", d -> set(d, "mlp_bias", "true"), "mlp_bias"),
                damage("quantized", d -> set(d, "quantization_config", "{\"quant_method\": \"awq\"}"), "awq"),
                damage("partly rotated", d -> set(d, "partial_rotary_factor", "0.5"), "partial_rotary_factor"),
                damage(
                        "unknown scaling",
                        d -> set(d, "rope_scaling", "{\"rope_type\": \"longrope\"}"),
                        "longrope",
                        "supported: default, linear"),
                damage(
                        "scaling without factor",
                        d -> set(d, "rope_scaling", "{\"rope_type\": \"linear\"}"),
                        "has no factor"),
                damage("negative size", d -> set(d, "hidden_size", "-4"), "hidden_size"),
                damage("heads of no width", d -> set(d, "num_attention_heads", "0"), "num_attention_heads"),
                damage(
                        "larger tokenizer",
                        d -> replace(d.resolve("tokenizer.json"), "\"18\" :", "\"18x\": 4711, \"18\" :"),
                        "tokenizer.json",
                        "ids up to 4711",
                        "put the tokenizer of this model"),
                damage(
                        "tokenizer cut off",
                        d -> cut(d.resolve("tokenizer.json"), 200),
                        "tokenizer.json",
                        "copy tokenizer.json again"));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void oneMessageWithFileAndRemedy(Damage damage) {
        damage.done.accept(base);
        assertThatThrownBy(() -> Checkpoint.load(base))
                .isInstanceOf(UserException.class)
                .satisfies(e -> damage.message.forEach(part -> assertThat(e).hasMessageContaining(part)));
    }

    private static void deleteAll(Path d) throws IOException {
        reason4j.core.io.WholeFiles.deleteTree(d);
    }

    private static void cut(Path file, int length) throws IOException {
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
    }

    private static void append(Path file, int bytes) throws IOException {
        byte[] all = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(all, all.length + bytes));
    }

    private static void overwriteEnd(Path file) throws IOException {
        byte[] all = Files.readAllBytes(file);
        ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).putFloat(all.length - 4, Float.NaN);
        Files.write(file, all);
    }

    private static void replace(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    private static void set(Path d, String key, String value) throws IOException {
        Path file = d.resolve("config.json");
        ObjectNode config = (ObjectNode) Json.mapper().readTree(Files.readString(file));
        config.set(key, Json.mapper().readTree(value));
        Files.writeString(file, Json.pretty(config));
    }

    private static void index(Path d, String json) throws IOException {
        Files.delete(d.resolve("model.safetensors"));
        Files.writeString(d.resolve("model.safetensors.index.json"), json);
    }

    private static void shards(Path d, IoConsumer first) throws IOException {
        Path whole = d.resolveSibling("whole");
        Files.move(d, whole);
        Export.copy(whole, new Export.Format(Dtype.F32, 4096), d);
        try (Stream<Path> files = Files.list(d)) {
            first.accept(files.filter(f -> f.getFileName().toString().contains("00001-of-"))
                    .findFirst()
                    .orElseThrow());
        }
    }

    private static Path last(Path d) throws IOException {
        try (Stream<Path> files = Files.list(d)) {
            return files.filter(f -> f.getFileName().toString().startsWith("model-0"))
                    .sorted()
                    .toList()
                    .getLast();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    overlap    | {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[3],"data_offsets":[4,16]}} | within another tensor
                    gap        | {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}} | after a gap
                    late begin | {"a":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}                                                       | after a gap
                    rest       | {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}                                                        | belong to no tensor
                    twice      | {"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}} | no JSON
                    no object  | [1, 2]                                                                                                        | no JSON object
                    """)
    void aHeaderCoversTheFile(String name, String header, String message) throws IOException {
        Path file = dir.resolve("x.safetensors");
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + 16).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, bytes.putLong(json.length).put(json).array());
        assertThatThrownBy(() -> SafeTensors.open(file))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("x.safetensors");
    }

    @Test
    void integersAreNoWeights() throws IOException {
        Path file = base.resolve("model.safetensors");
        replaceBytes(file, "\"dtype\":\"F32\"", "\"dtype\":\"I32\"");
        assertThatThrownBy(() -> Checkpoint.load(base))
                .hasMessageContaining("has dtype I32, which is not supported")
                .hasMessageContaining("model.safetensors");
    }

    private static void replaceBytes(Path file, String from, String to) throws IOException {
        String all = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(all).contains(from);
        Files.writeString(file, all.replace(from, to), StandardCharsets.ISO_8859_1);
    }

    @Test
    void whatTheOriginalConfigurationSaysGoesAlong() throws IOException {
        set(base, "eos_token_id", "[1, 2]");
        set(base, "initializer_range", "0.02");
        String before = Files.readString(base.resolve("config.json"));
        Path copy = dir.resolve("copy");
        Path longer = dir.resolve("longer");
        try (Transformer model = Checkpoint.load(base)) {
            Checkpoint.save(model, base, copy);
            assertThat(copy.resolve("config.json")).hasContent(before);
            ModelConfig far = model.config()
                    .withPositions(
                            (ObjectNode) Json.mapper()
                                    .readTree("{\"rope_scaling\": {\"rope_type\": \"linear\", \"factor\": 2.0}}"),
                            "test");
            Files.writeString(longer.resolveSibling("unused"), ConfigText.of(far, base, Dtype.BF16));
        }
        JsonNode changed = Json.mapper().readTree(Files.readString(longer.resolveSibling("unused")));
        assertThat(changed.path("eos_token_id").size()).isEqualTo(2);
        assertThat(changed.path("rope_scaling").path("factor").asDouble()).isEqualTo(2);
        assertThat(changed.path("torch_dtype").asString()).isEqualTo("bfloat16");
        assertThat(Tokenizer.load(copy).eosIds()).containsExactly(1, 2);
        Files.writeString(copy.resolve("generation_config.json"), "{\"eos_token_id\": [3, 1]}");
        assertThat(Tokenizer.load(copy).eosIds()).containsExactly(3, 1);
    }

    static Stream<Arguments> formats() {
        return Stream.of(Arguments.of(Dtype.F32, 0.0), Arguments.of(Dtype.BF16, 4e-3), Arguments.of(Dtype.F16, 5e-4));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void anExportIsTheSameModel(Dtype dtype, double relative) {
        Path out = dir.resolve("out");
        Export.copy(base, new Export.Format(dtype, 4096), out);
        assertThat(out.resolve("model.safetensors.index.json")).exists();
        assertThat(out.resolve("tokenizer.json")).hasSameBinaryContentAs(base.resolve("tokenizer.json"));
        Difference difference = Difference.between(base, out);
        assertThat(difference.shapes()).isEmpty();
        difference.tensors().forEach(t -> assertThat(t.relative()).isLessThanOrEqualTo(relative));
        ModelInfo info = ModelInfo.of(out);
        assertThat(info.dtypes()).isEqualTo(Map.of(dtype.name(), info.parameters()));
        assertThat(info.files()).isGreaterThan(1);
        Path again = dir.resolve("again");
        Export.copy(out, new Export.Format(dtype, 4096), again);
        assertThat(Difference.between(out, again).none()).isTrue();
        try (Transformer one = Checkpoint.load(base);
                Transformer other = Checkpoint.load(out)) {
            int[] ids = {3, 1, 4, 1, 5};
            assertThat(Logits.largestDifference(Logits.of(one, ids), Logits.of(other, ids)))
                    .isLessThanOrEqualTo(10 * relative);
        }
    }

    @Test
    void aMeanIsWeightedAndOfOneShape() throws IOException {
        Path mean = dir.resolve("mean");
        Export.mean(
                List.of(base, base), new double[] {0.75, -0.25}, new Export.Format(Dtype.F32, Shards.ONE_FILE), mean);
        try (Weights one = Weights.open(base);
                Weights other = Weights.open(mean)) {
            float[] x = new float[4];
            float[] y = new float[4];
            one.tensors().values().iterator().next().read(8, x, 4);
            other.tensors().values().iterator().next().read(8, y, 4);
            for (int i = 0; i < 4; i++) {
                assertThat(y[i]).isEqualTo(x[i] / 2);
            }
        }
        Path other = dir.resolve("other");
        new TinyRun(dir.resolve("second")).init();
        Files.move(dir.resolve("second/base"), other);
        replaceBytes(other.resolve("model.safetensors"), "model.norm.weight", "model.form.weight");
        assertThatThrownBy(() -> Export.mean(
                        List.of(base, other),
                        new double[] {1, 1},
                        new Export.Format(Dtype.F32, 1 << 20),
                        dir.resolve("x")))
                .hasMessageContaining("model.norm.weight is missing");
        assertThat(dir.resolve("x")).doesNotExist();
    }

    @Test
    void nothingIsReplaced() throws IOException {
        Path taken = Files.createDirectories(dir.resolve("taken"));
        Files.writeString(taken.resolve("thesis.tex"), "five years of work");
        assertThatThrownBy(() -> Export.copy(base, new Export.Format(Dtype.F32, Shards.ONE_FILE), taken))
                .hasMessageContaining("exists already");
        assertThat(taken.resolve("thesis.tex")).exists();
    }

    @Test
    void infoTellsOfATemplateThatDoesNotRender() throws IOException {
        assertThat(ModelInfo.of(base).template()).isNull();
        Files.writeString(base.resolve("chat_template.jinja"), "{{ raise_exception('never') }}");
        ModelInfo.TemplateInfo template =
                Objects.requireNonNull(ModelInfo.of(base).template());
        assertThat(template.problem()).contains("never").contains("chat_template.jinja");
    }
}
