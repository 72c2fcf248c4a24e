package reason4j.learn.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reason4j.core.io.UserException;

/// The references come from `bench/gguf/references.py`.
class GgufTest {

    @ParameterizedTest
    @EnumSource
    void everyFormatIsDecodedAsTheReference(Quantization quantization) throws IOException {
        Gguf file = Gguf.open(resource("blocks.gguf"));
        float[] numbers = floats("blocks.f32");
        int start = 0;
        for (GgufTensor tensor : file.tensors().values()) {
            if (tensor.quantization() == quantization) {
                assertThat(tensor.shape()).containsExactly(2, 256);
                float[] row = new float[256];
                for (int r = 0; r < 2; r++) {
                    tensor.row(r, row);
                    assertThat(row)
                            .as("row %d", r)
                            .isEqualTo(Arrays.copyOfRange(numbers, start + r * 256, start + r * 256 + 256));
                }
                return;
            }
            start += 512;
        }
        throw new AssertionError("no tensor of " + quantization);
    }

    @Test
    void metadataHaveTheirTypes() {
        Gguf file = Gguf.open(resource("llama.gguf"));
        assertThat(file.text("general.architecture")).hasValue("llama");
        assertThat(file.number("llama.embedding_length")).hasValue(32L);
        assertThat(file.real("llama.attention.layer_norm_rms_epsilon")).hasValue(1e-5);
        assertThat(file.flag("tokenizer.ggml.add_bos_token")).hasValue(true);
        assertThat(file.texts("tokenizer.ggml.merges")).containsExactly("t h", "th e", "Ġ the", "i n");
        assertThat(file.numbers("tokenizer.ggml.token_type")).startsWith(3L, 3L, 1L);
        assertThat(file.text("nothing")).isEmpty();
    }

    @Test
    void aFileCutOffAnywhereIsRefused(@TempDir Path directory) throws IOException {
        byte[] whole = Files.readAllBytes(resource("qwen3.gguf"));
        for (int length = 0; length < whole.length - 40; length += length < 1800 ? 23 : 397) {
            Path file = Files.write(directory.resolve("cut.gguf"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> GgufModel.open(file))
                    .as("%d bytes", length)
                    .isInstanceOf(UserException.class)
                    .hasMessageStartingWith(file + ": ")
                    .hasMessageContaining("fetch it again");
        }
    }

    @Test
    void aFileWithWrongBytesGivesAMessageAndNothingElse(@TempDir Path directory) throws IOException {
        byte[] whole = Files.readAllBytes(resource("qwen3.gguf"));
        Random random = new Random(11);
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            byte[] wrong = whole.clone();
            for (int change = 0; change < 1 + i % 3; change++) {
                wrong[random.nextInt(2400)] = (byte) (random.nextBoolean() ? 255 : random.nextInt(256));
            }
            Path file = Files.write(directory.resolve("wrong.gguf"), wrong);
            try {
                GgufModel.open(file).weights().forEach(weight -> weight.row(0, new float[weight.rowLength()]));
            } catch (UserException e) {
                assertThat(e).hasMessageStartingWith(file + ": ");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(40);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "0   | 8   | 3                   | 0  | 'w': its 24 blocks of 4 bytes",
                "0   | 8   | 2                   | 16 | 'w': its 16 blocks of 4 bytes",
                "0   | 8   | 2                   | -8 | 'w': its 16 blocks of 4 bytes",
                "0   | -1  | 2                   | 0  | claims a dimension of 18446744073709551615",
                "0   | 8   | 4611686018427387904 | 0  | claims a dimension of",
                "2   | 8   | 2                   | 0  | rows of 8 numbers are no whole blocks of Q4_0",
                "16  | 256 | 1                   | 0  | its type, number 16 of ggml, is not supported",
                "999 | 8   | 2                   | 0  | its type, number 999 of ggml, is not supported"
            })
    void aLyingHeaderIsRefused(int type, long row, long rows, long offset, String message, @TempDir Path directory)
            throws IOException {
        Path file = Files.write(directory.resolve("lie.gguf"), oneTensor(type, row, rows, offset));
        assertThatThrownBy(() -> Gguf.open(file))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(message);
        assertThat(Gguf.open(Files.write(file, oneTensor(0, 8, 2, 0))).tensors())
                .containsOnlyKeys("w");
    }

    @Test
    void otherFilesAndVersionsAreNamed(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("other.gguf");
        assertThatThrownBy(() -> Gguf.open(file)).hasMessageContaining("no such file");
        Files.writeString(file, "PK this is a zip");
        assertThatThrownBy(() -> Gguf.open(file)).hasMessageContaining("it does not read GGUF");
        byte[] future = oneTensor(0, 8, 2, 0);
        future[4] = 9;
        Files.write(file, future);
        assertThatThrownBy(() -> Gguf.open(file)).hasMessageContaining("GGUF version 9 is not supported");
    }

    private static byte[] oneTensor(int type, long row, long rows, long offset) {
        ByteBuffer bytes = ByteBuffer.allocate(192).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("GGUF".getBytes(StandardCharsets.US_ASCII))
                .putInt(3)
                .putLong(1)
                .putLong(0);
        bytes.putLong(1)
                .put((byte) 'w')
                .putInt(2)
                .putLong(row)
                .putLong(rows)
                .putInt(type)
                .putLong(offset);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int header = (bytes.position() + 31) / 32 * 32;
        out.write(bytes.array(), 0, header);
        out.writeBytes(new byte[64]);
        return out.toByteArray();
    }

    static Path resource(String name) {
        return Path.of("src/test/resources/reason4j/learn/gguf", name);
    }

    static float[] floats(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(resource(name));
        float[] numbers = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
        return numbers;
    }
}
