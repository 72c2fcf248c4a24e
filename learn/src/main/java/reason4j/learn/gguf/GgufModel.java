package reason4j.learn.gguf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import reason4j.core.io.Json;
import reason4j.core.io.WholeFiles;
import reason4j.learn.checkpoint.Dtype;
import reason4j.learn.checkpoint.SafeTensors;
import reason4j.learn.checkpoint.Shards;
import tools.jackson.databind.node.ObjectNode;

/// A language model in a GGUF file, as a checkpoint in Hugging Face's layout: Llama, Mistral, Qwen2 and Qwen3 in the
/// formats of [Quantization]. Numbers are decoded to 32-bit floats as the formats define them; nothing is requantized.
public final class GgufModel {

    private final Gguf gguf;
    private final ObjectNode config;
    private final List<Weight> weights;
    private final GgufTokenizer tokenizer;

    private GgufModel(Gguf gguf) {
        this.gguf = gguf;
        Dimensions sizes = Dimensions.of(gguf);
        weights = Layout.weights(gguf, sizes);
        config = new Configuration(gguf, sizes).json();
        tokenizer = new GgufTokenizer(gguf, sizes.vocabulary());
    }

    /// Maps a file and checks it as a whole.
    ///
    /// @throws UserException naming file and tensor or metadata, if the model is not whole or not supported
    public static GgufModel open(Path file) {
        return new GgufModel(Gguf.open(file));
    }

    /// The file itself.
    public Gguf gguf() {
        return gguf;
    }

    /// What `config.json` says.
    public ObjectNode config() {
        return config.deepCopy();
    }

    /// All weights in the order of the layers.
    public List<Weight> weights() {
        return weights;
    }

    /// Writes configuration, tokenizer and weights (32-bit floats, one file) into a directory, which appears whole or
    /// not at all. Weights are decoded row by row, so that no tensor need fit into memory.
    public void writeTo(Path directory) {
        WholeFiles.directory(directory, part -> {
            WholeFiles.write(part.resolve("config.json"), Json.pretty(config));
            tokenizer.write(part);
            Shards.write(part, weights.stream().map(GgufModel::source).toList(), Shards.ONE_FILE);
        });
    }

    private static SafeTensors.Source source(Weight weight) {
        return new SafeTensors.Source(weight.name(), Dtype.F32, weight.shape(), out -> {
            float[] row = new float[weight.rowLength()];
            ByteBuffer bytes = ByteBuffer.allocate(row.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (long i = 0; i < weight.rows(); i++) {
                weight.row(i, row);
                bytes.asFloatBuffer().put(row);
                out.write(bytes.array());
            }
        });
    }
}
