package reason4j.learn.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reason4j.core.io.Json;
import reason4j.core.io.UserException;
import reason4j.learn.text.TokenStream;
import reason4j.learn.text.Tokenizer;
import tools.jackson.databind.JsonNode;

class GgufModelTest {

    @Test
    void queriesAndKeysOfLlamaComeBackInOrder() throws IOException {
        GgufModel model = GgufModel.open(GgufTest.resource("llama.gguf"));
        float[] expected = GgufTest.floats("llama.f32");
        int at = 0;
        for (String name : List.of(
                "model.layers.0.self_attn.q_proj.weight",
                "model.layers.0.self_attn.k_proj.weight",
                "model.embed_tokens.weight")) {
            Weight weight = weight(model, name);
            float[] row = new float[weight.rowLength()];
            for (long r = 0; r < weight.rows(); r++) {
                weight.row(r, row);
                assertThat(row).as("%s, row %d", name, r).isEqualTo(Arrays.copyOfRange(expected, at, at + row.length));
                at += row.length;
            }
        }
        assertThat(at).isEqualTo(expected.length);
    }

    @Test
    void aBiasIsOrderedAsTheRowsOfItsWeight() {
        // the rows of a weight of one column are a bias
        Weight weight =
                weight(GgufModel.open(GgufTest.resource("llama.gguf")), "model.layers.0.self_attn.q_proj.weight");
        GgufTensor column = column(weight.tensor(), new long[] {32, 1});
        GgufTensor bias = column(weight.tensor(), new long[] {32});
        float[] row = new float[32];
        new Weight("bias", bias, 4).row(0, row);
        float[] one = new float[1];
        for (int i = 0; i < 32; i++) {
            new Weight("weight", column, 4).row(i, one);
            assertThat(row[i]).isEqualTo(one[0]);
        }
    }

    private static GgufTensor column(GgufTensor from, long[] shape) {
        return new GgufTensor("t", shape, Quantization.F32, from.bytes().asSlice(0, 128));
    }

    @Test
    void configurationsHaveTheNamesOfTransformers() {
        JsonNode llama = GgufModel.open(GgufTest.resource("llama.gguf")).config();
        assertThat(llama.path("architectures").path(0).asString()).isEqualTo("LlamaForCausalLM");
        assertThat(llama.path("hidden_size").asInt()).isEqualTo(32);
        assertThat(llama.path("num_key_value_heads").asInt()).isEqualTo(2);
        assertThat(llama.path("rms_norm_eps").asDouble()).isEqualTo(1e-5);
        assertThat(llama.path("tie_word_embeddings").asBoolean()).isTrue();
        JsonNode qwen2 = GgufModel.open(GgufTest.resource("qwen2.gguf")).config();
        assertThat(qwen2.path("model_type").asString()).isEqualTo("qwen2");
        assertThat(qwen2.path("tie_word_embeddings").asBoolean()).isFalse();
        assertThat(GgufModel.open(GgufTest.resource("qwen3.gguf"))
                        .config()
                        .path("architectures")
                        .path(0)
                        .asString())
                .isEqualTo("Qwen3ForCausalLM");
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen2", "qwen3"})
    void aCheckpointIsWrittenWhole(String name, @TempDir Path directory) throws IOException {
        GgufModel model = GgufModel.open(GgufTest.resource(name + ".gguf"));
        Path written = directory.resolve("model");
        model.writeTo(written);
        byte[] bytes = Files.readAllBytes(written.resolve("model.safetensors"));
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int header = (int) buffer.getLong(0);
        assertThat(header % 8).isZero();
        JsonNode entries = Json.mapper().readTree(new String(bytes, 8, header, StandardCharsets.UTF_8));
        for (Weight weight : model.weights()) {
            JsonNode entry = entries.path(weight.name());
            int start = 8 + header + entry.path("data_offsets").path(0).asInt();
            float[] row = new float[weight.rowLength()];
            weight.row(weight.rows() - 1, row);
            int last = start + (int) (weight.rows() - 1) * row.length * 4;
            assertThat(buffer.getFloat(last)).isEqualTo(row[0]);
            assertThat(8 + header + entry.path("data_offsets").path(1).asInt()).isEqualTo(last + row.length * 4);
        }
        assertThat(Json.mapper().readTree(Files.readString(written.resolve("config.json"))))
                .hasToString(model.config().toString());
        Tokenizer tokenizer = Tokenizer.load(written);
        assertThat(tokenizer.disagreesWith(model.config().path("vocab_size").asInt()))
                .isEmpty();
        assertThat(tokenizer.eosIds()).containsExactly(0);
        assertThat(tokenizer.bosId()).hasValue(1);
        String text = "in the end. <think>12?";
        assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
        assertThat(tokenizer.encode(" the")).hasSize(1);
        assertThat(tokenizer.encode("<|end|>")).doesNotContain(0);
        assertThat(tokenizer.encodeMarkup("<think><|end|>")).hasSize(2);
        assertThat(tokenizer.encodePrompt("the")).hasSize(name.equals("llama") ? 2 : 1);
    }

    @Test
    void positionsOfLlama3AreReadFromTheirFactors() {
        JsonNode config = GgufModel.open(GgufTest.resource("llama.gguf")).config();
        JsonNode scaling = config.path("rope_scaling");
        assertThat(config.path("rope_theta").asDouble()).isEqualTo(500_000);
        assertThat(scaling.path("rope_type").asString()).isEqualTo("llama3");
        assertThat(scaling.path("factor").asDouble()).isEqualTo(8);
        assertThat(scaling.path("original_max_position_embeddings").asInt()).isEqualTo(8192);
    }

    @Test
    void aSentencePieceVocabularyIsRead(@TempDir Path directory) {
        GgufModel model = GgufModel.open(GgufTest.resource("mistral.gguf"));
        assertThat(model.config().path("model_type").asString()).isEqualTo("mistral");
        assertThat(model.config().path("sliding_window").asInt()).isEqualTo(64);
        model.writeTo(directory.resolve("m"));
        Tokenizer tokenizer = Tokenizer.load(directory.resolve("m"));
        assertThat(tokenizer.encode("the in the"))
                .containsExactly(
                        tokenizer.idOf("▁the").orElseThrow(),
                        tokenizer.idOf("▁").orElseThrow(),
                        tokenizer.idOf("in").orElseThrow(),
                        tokenizer.idOf("▁the").orElseThrow());
        assertThat(tokenizer.encodePrompt("a")).startsWith(1);
        for (String text : List.of("the end", "  two  ", "😀 ü", "a</s>b<s>")) {
            assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
            TokenStream stream = tokenizer.stream(false);
            StringBuilder shown = new StringBuilder();
            for (int id : tokenizer.encode(text)) {
                shown.append(stream.next(id));
            }
            assertThat(shown.append(stream.end())).hasToString(text);
        }
        assertThat(tokenizer.encode("a</s>b")).doesNotContain(2);
    }

    @Test
    void whatDoesNotFitIsNamed(@TempDir Path directory) throws IOException {
        Map<String, String> cases = Map.of(
                "llama.block_count=llama.block_cownt", "metadata 'llama.block_count' is missing",
                "blk.0.attn_q.weight=blk.0.attn_x.weight", "tensor 'blk.0.attn_q.weight' is missing",
                "llama.embedding_length=general.embedding_leng", "metadata 'llama.embedding_length' is missing",
                "llama-bpe=llama-bpf", "cut for the tokenizer as 'llama-bpf' does",
                "gpt2=bert", "a tokenizer of kind 'bert' is not supported");
        byte[] whole = Files.readAllBytes(GgufTest.resource("llama.gguf"));
        for (Map.Entry<String, String> each : cases.entrySet()) {
            String[] change = each.getKey().split("=");
            Path file = Files.write(directory.resolve("m.gguf"), replaced(whole, change[0], change[1]));
            assertThatThrownBy(() -> {
                        GgufModel.open(file).writeTo(directory.resolve("out"));
                        throw new AssertionError(each.getKey());
                    })
                    .isInstanceOf(UserException.class)
                    .hasMessageStartingWith(file + ": ")
                    .hasMessageContaining(each.getValue());
            assertThat(directory.resolve("out")).doesNotExist();
        }
    }

    /// The first occurrence replaced by a text of the same length.
    private static byte[] replaced(byte[] bytes, String from, String to) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(from);
        assertThat(to).hasSameSizeAs(from);
        return text.replaceFirst(Pattern.quote(from), to).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Weight weight(GgufModel model, String name) {
        return model.weights().stream()
                .filter(weight -> weight.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
