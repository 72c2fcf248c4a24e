package reason4j.learn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reason4j.core.io.UserException;
import reason4j.learn.TinyRun;
import reason4j.learn.model.Parameters;
import reason4j.learn.model.Transformer;
import reason4j.learn.tensor.Compute;
import reason4j.learn.tensor.Tensors;

class CheckpointTest {

    @TempDir
    Path dir;

    private Path base;

    @BeforeEach
    void aCheckpoint() {
        new TinyRun(dir).init();
        base = dir.resolve("base");
    }

    @Test
    void saveAndLoadIsTheIdentity() {
        try (Transformer model = Checkpoint.load(base)) {
            Checkpoint.save(model, base, dir.resolve("copy"));
        }
        for (String name :
                new String[] {"model.safetensors", "config.json", "tokenizer.json", "tokenizer_config.json"}) {
            assertThat(dir.resolve("copy").resolve(name)).hasSameBinaryContentAs(base.resolve(name));
        }
    }

    @Test
    void aCriticComesOfALanguageModelAndIsSavedAsAClassifier() throws IOException {
        Path saved = dir.resolve("critic");
        try (Transformer critic = Checkpoint.loadCritic(base, Compute.F32)) {
            Parameters parameters = critic.parameters();
            Parameters.Part score = parameters.parts().stream()
                    .filter(part -> part.name().equals("score.weight"))
                    .findFirst()
                    .orElseThrow();
            assertThat(score.shape()).containsExactly(1, critic.config().hidden());
            float[] weight = new float[critic.config().hidden()];
            Tensors.get(parameters.flat(), score.offset(), weight, weight.length);
            assertThat(weight).containsOnly(0);
            weight[3] = 7;
            Tensors.put(parameters.flat(), score.offset(), weight, weight.length);
            Checkpoint.save(critic, base, saved);
        }
        assertThat(Files.readString(saved.resolve("config.json"))).contains("Qwen2ForSequenceClassification");
        try (Transformer critic = Checkpoint.loadCritic(saved, Compute.F32)) {
            Checkpoint.save(critic, saved, dir.resolve("again"));
        }
        for (String name : new String[] {"model.safetensors", "config.json"}) {
            assertThat(dir.resolve("again").resolve(name)).hasSameBinaryContentAs(saved.resolve(name));
        }
        assertThatThrownBy(() -> Checkpoint.load(saved))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("tensor score.weight has no place in a QWEN2 model");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    empty file            |                                                                          | too short for a header
                    no JSON               | {"a":                                                                    | no JSON
                    outside the file      | {"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16000]}}               | lies at 0 to 16000
                    backwards             | {"a":{"dtype":"F32","shape":[4],"data_offsets":[16,0]}}                  | lies at 16 to 0
                    wrong size            | {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,16]}}                  | do not fit F32 [3]
                    overflowing shape     | {"a":{"dtype":"F32","shape":[9999999999,9999999999],"data_offsets":[0,16]}} | more elements than a file can hold
                    negative              | {"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,16]}}                 | negative
                    unknown dtype         | {"a":{"dtype":"X9","shape":[4],"data_offsets":[0,16]}}                   | unknown dtype X9
                    no offsets            | {"a":{"dtype":"F32","shape":[4]}}                                        | no shape or offsets
                    """)
    void aHeaderThatLiesIsRefused(String name, String header, String message) throws IOException {
        Path file = dir.resolve("x.safetensors");
        if (header == null) {
            Files.write(file, new byte[3]);
        } else {
            byte[] json = header.getBytes(StandardCharsets.UTF_8);
            ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + 16).order(ByteOrder.LITTLE_ENDIAN);
            Files.write(file, bytes.putLong(json.length).put(json).array());
        }
        assertThatThrownBy(() -> SafeTensors.open(file))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("x.safetensors");
    }

    @Test
    void aHeaderLengthBeyondTheFileIsRefused() throws IOException {
        Path file = dir.resolve("x.safetensors");
        Files.write(
                file,
                ByteBuffer.allocate(24)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(1L << 50)
                        .array());
        assertThatThrownBy(() -> SafeTensors.open(file)).hasMessageContaining("claims a header of");
    }

    @Test
    void missingSurplusAndUnsupportedAreNamed() throws IOException {
        String config = Files.readString(base.resolve("config.json"));
        Files.writeString(
                base.resolve("config.json"), config.replace("\"num_hidden_layers\" : 2", "\"num_hidden_layers\" : 3"));
        assertThatThrownBy(() -> Checkpoint.load(base))
                .hasMessageContaining("tensors are missing, such as model.layers.2");
        Files.writeString(
                base.resolve("config.json"), config.replace("\"num_hidden_layers\" : 2", "\"num_hidden_layers\" : 1"));
        assertThatThrownBy(() -> Checkpoint.load(base))
                .hasMessageContaining("model.layers.1")
                .hasMessageContaining("has no place");
        Files.writeString(base.resolve("config.json"), config.replace("\"qwen2\"", "\"gpt2\""));
        assertThatThrownBy(() -> Checkpoint.load(base)).hasMessageContaining("model_type gpt2 is not supported");
    }
}
