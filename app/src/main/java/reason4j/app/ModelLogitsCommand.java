package reason4j.app;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reason4j.core.io.JsonLines;
import reason4j.core.io.UserException;
import reason4j.core.io.WholeFiles;
import reason4j.learn.checkpoint.Checkpoint;
import reason4j.learn.model.Logits;
import reason4j.learn.model.Transformer;
import reason4j.learn.tensor.Tensors;

/// Writes logits, to be compared with those of another program.
@Command(
        name = "logits",
        mixinStandardHelpOptions = true,
        description = {
            "Write the logits of token ids, to be compared with those of another program.",
            "Each line of the input is {\"ids\": [...]}; the output is raw little-endian 32-bit floats, a row of the"
                    + " vocabulary's size for each id."
        },
        footer = {"", "Example:", "  reason4j model logits models/smollm2 --input ids.jsonl --output logits.f32"})
final class ModelLogitsCommand implements Callable<Integer> {

    /// A line of the input.
    record Line(List<Integer> ids) {}

    @Parameters(paramLabel = "DIR", description = "A checkpoint's directory.")
    private Path directory = Path.of("");

    @Option(names = "--input", required = true, paramLabel = "FILE", description = "JSON lines with ids.")
    private Path input = Path.of("");

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Takes the numbers.")
    private Path output = Path.of("");

    @Override
    public Integer call() {
        Tensors.start(Runtime.getRuntime().availableProcessors());
        List<Line> lines = JsonLines.read(input, Line.class);
        try (Transformer model = Checkpoint.load(directory)) {
            WholeFiles.write(output, out -> {
                for (Line line : lines) {
                    out.write(bytes(Logits.of(model, ids(line, model.config().vocabulary()))));
                }
            });
        }
        return 0;
    }

    private int[] ids(Line line, int vocabulary) {
        if (line.ids.isEmpty() || line.ids.stream().anyMatch(id -> id < 0 || id >= vocabulary)) {
            throw UserException.data(input + ": a line has no ids, or one that is not from 0 to " + (vocabulary - 1));
        }
        return line.ids.stream().mapToInt(Integer::intValue).toArray();
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
