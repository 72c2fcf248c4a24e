package reason4j.learn.gguf;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import reason4j.core.io.Json;
import reason4j.core.io.WholeFiles;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes weights as safetensors row by row, so that no tensor need fit into memory.
final class FloatTensors {

    private FloatTensors() {}

    static void write(Path file, List<Weight> weights) {
        byte[] header = header(weights);
        WholeFiles.write(file, out -> {
            out.write(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(header.length)
                    .array());
            out.write(header);
            for (Weight weight : weights) {
                rows(weight, out);
            }
        });
    }

    private static byte[] header(List<Weight> weights) {
        ObjectNode header = Json.mapper().createObjectNode();
        header.putObject("__metadata__").put("format", "pt");
        long offset = 0;
        for (Weight weight : weights) {
            ObjectNode node = header.putObject(weight.name()).put("dtype", "F32");
            ArrayNode shape = node.putArray("shape");
            Arrays.stream(weight.shape()).forEach(shape::add);
            long end = offset + weight.rows() * weight.rowLength() * Float.BYTES;
            node.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        String text = Json.line(header);
        // the values begin at a multiple of eight
        return (text + " ".repeat(Math.floorMod(-text.length(), 8))).getBytes(StandardCharsets.UTF_8);
    }

    private static void rows(Weight weight, OutputStream out) throws IOException {
        float[] row = new float[weight.rowLength()];
        ByteBuffer bytes = ByteBuffer.allocate(row.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long i = 0; i < weight.rows(); i++) {
            weight.row(i, row);
            bytes.asFloatBuffer().put(row);
            out.write(bytes.array());
        }
    }
}
