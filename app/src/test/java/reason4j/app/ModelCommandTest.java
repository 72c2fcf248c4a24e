package reason4j.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reason4j.core.io.UserException;

/// `model` as a person calls it, on a tiny GGUF file of llama.cpp's layout.
class ModelCommandTest {

    private static final Path GGUF = Path.of("../learn/src/test/resources/reason4j/learn/gguf/llama.gguf");

    @TempDir
    Path dir;

    private Path model;

    /// `MODEL` is the model, `DIR` the directory that it lies in.
    private Ran model(String line) {
        return Ran.of(Arrays.stream(("model " + line).split(" "))
                .map(word -> word.replace("MODEL", model.toString()).replace("DIR", dir.toString()))
                .toArray(String[]::new));
    }

    @BeforeEach
    void imported() {
        model = dir.resolve("m");
        assertThat(Ran.of("model", "import", GGUF.toString(), "--output", model.toString())
                        .out())
                .contains("wrote " + model);
    }

    @Test
    void infoTellsWhatThereIs() {
        assertThat(model("info MODEL").out())
                .contains("LLAMA, 1 layers, hidden 32", "4 queries, 2 keys and values", "[F32] in 1 file")
                .contains("llama3 by 8.0 from 8192", "renders;");
        assertThat(model("info MODEL --json").out()).contains("\"parameters\"", "\"memory\"");
        assertThat(model("info MODEL --precision bf16 --rows 8").out())
                .contains("for 8 rows of 1024 tokens", "computing in bfloat16");
        assertThat(model("info MODEL --precision f8").err()).contains("--precision f8: must be f32, bf16 or auto");
    }

    @Test
    void anExportIsTheSameModel() {
        assertThat(model("export MODEL --output DIR/same").exit()).isZero();
        assertThat(model("diff MODEL DIR/same --tolerance 0").out())
                .contains("11 tensors are equal, 0 differ")
                .doesNotContain("so do settings");
        assertThat(model("export MODEL --dtype bf16 --output DIR/half").exit()).isZero();
        assertThat(model("info DIR/half").out()).contains("[BF16]");
        assertThat(model("diff MODEL DIR/half").out()).contains("largest", "differ; so do settings");
        Ran far = model("diff MODEL DIR/half --tolerance 0");
        assertThat(far.exit()).isEqualTo(UserException.DATA);
        assertThat(far.err()).contains("differs by");
        assertThat(model("merge MODEL DIR/same --output DIR/mean").exit()).isZero();
        assertThat(model("diff MODEL DIR/mean --tolerance 0").exit()).isZero();
    }

    @Test
    void logitsAreARowForEachId() throws IOException {
        Files.writeString(dir.resolve("ids.jsonl"), "{\"ids\": [3, 1, 4]}\n{\"ids\": [5]}\n");
        assertThat(model("logits MODEL --input DIR/ids.jsonl --output DIR/logits.f32")
                        .exit())
                .isZero();
        assertThat(dir.resolve("logits.f32")).hasSize(4L * 4 * 52);
        Files.writeString(dir.resolve("ids.jsonl"), "{\"ids\": [3, 52]}\n");
        Ran beyond = model("logits MODEL --input DIR/ids.jsonl --output DIR/x.f32");
        assertThat(beyond.exit()).isEqualTo(UserException.DATA);
        assertThat(beyond.err()).contains("not from 0 to 51");
        assertThat(dir.resolve("x.f32")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    info DIR/none                                        | 3 | config.json: cannot be read
                    info                                                 | 2 | Missing required parameter
                    import DIR/none.gguf --output DIR/x                  | 3 | none.gguf
                    import MODEL/config.json --output DIR/x              | 3 | config.json
                    import MODEL/config.json --output MODEL              | 2 | exists already
                    export MODEL --output MODEL                          | 2 | exists already
                    export MODEL --dtype int4 --output DIR/x             | 2 | is none of f32, bf16, f16
                    export MODEL --shard-size big --output DIR/x         | 2 | is no size such as 500MB
                    export DIR/none --output DIR/x                       | 3 | config.json: cannot be read
                    merge MODEL --output DIR/x                           | 2 | needs --adapter DIR, or two checkpoints
                    merge MODEL MODEL --weights 1 --output DIR/x         | 2 | 1 weights for 2 checkpoints
                    merge MODEL MODEL --adapter DIR --output DIR/x       | 2 | into one model, not 2
                    merge MODEL --adapter DIR/none --output DIR/x        | 3 | adapter_config.json
                    diff MODEL DIR/none                                  | 3 | there is no such directory
                    logits MODEL --input DIR/none --output DIR/x         | 3 | none
                    """)
    void mistakesAreNamed(String line, int exit, String message) {
        Ran ran = model(line);
        assertThat(ran.err()).contains(message).doesNotContain("\tat ");
        assertThat(ran.exit()).isEqualTo(exit);
        assertThat(dir.resolve("x")).doesNotExist();
    }
}
