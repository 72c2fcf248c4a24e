package reason4j.learn.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reason4j.core.io.Json;
import reason4j.core.io.UserException;
import reason4j.core.io.WholeFiles;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The safetensors format: eight bytes of length, a JSON header of names, types, shapes and offsets, raw little-endian
/// values. Files are mapped; every claim of the header is checked against the file before a byte is used.
public final class SafeTensors implements AutoCloseable {

    private static final ValueLayout.OfLong LENGTH = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final long MAX_HEADER = 100_000_000;
    private static final ObjectReader HEADERS =
            Json.mapper().reader().with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

    /// A tensor in a file.
    ///
    /// @param dtype `F32`, `BF16`, `F16`, …
    /// @param shape its dimensions
    /// @param bytes its values, little-endian, row-major; valid while the file is open
    public record Entry(String dtype, long[] shape, MemorySegment bytes) {

        public long elements() {
            return SafeTensors.elements(shape);
        }

        /// All numbers, as 32-bit floats.
        ///
        /// @throws UserException naming file and tensor, if it holds no floating-point numbers
        public float[] floats(Path file, String name) {
            Dtype known = Dtype.of(dtype).orElseThrow(() -> unsupported(file, name, dtype));
            float[] values = new float[Math.toIntExact(elements())];
            known.read(bytes, 0, values, values.length);
            return values;
        }
    }

    static UserException unsupported(Path file, String name, String dtype) {
        return UserException.data(file + ": tensor " + name + " has dtype " + dtype
                + ", which is not supported\n  supported: " + Arrays.toString(Dtype.values())
                + "; take the model's unquantized weights, or a GGUF file of it");
    }

    /// Something to write.
    ///
    /// @param name its key
    /// @param dtype how its values are stored
    /// @param shape its dimensions
    /// @param content writes the values, as many bytes as dtype and shape ask for
    public record Source(String name, Dtype dtype, long[] shape, Content content) {

        /// Values that lie in memory.
        public static Source of(String name, Dtype dtype, long[] shape, MemorySegment bytes) {
            return new Source(name, dtype, shape, out -> copy(bytes, out));
        }

        long size() {
            return elements(shape) * dtype.width();
        }
    }

    /// Writes the values of one tensor.
    @FunctionalInterface
    public interface Content {
        void to(OutputStream out) throws IOException;
    }

    /// Product of the dimensions.
    static long elements(long[] shape) {
        return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    private final Path file;
    private final Arena arena;
    private final Map<String, Entry> entries;

    private SafeTensors(Path file, Arena arena, Map<String, Entry> entries) {
        this.file = file;
        this.arena = arena;
        this.entries = entries;
    }

    /// @throws UserException if the file is missing, truncated, or its header does not fit it
    @SuppressWarnings("MustBeClosedChecker") // the arena is closed by close()
    public static SafeTensors open(Path file) {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MemorySegment all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return new SafeTensors(file, arena, entries(file, all));
        } catch (NoSuchFileException e) {
            arena.close();
            throw UserException.data(file + ": no such file", e);
        } catch (IOException e) {
            arena.close();
            throw UserException.data(file + ": cannot be read: " + e.getMessage(), e);
        } catch (UserException e) {
            arena.close();
            throw e;
        }
    }

    private static Map<String, Entry> entries(Path file, MemorySegment all) {
        if (all.byteSize() < 8) {
            throw broken(file, "is " + all.byteSize() + " bytes long, too short for a header");
        }
        long header = all.get(LENGTH, 0);
        if (header < 2 || header > MAX_HEADER || header > all.byteSize() - 8) {
            throw broken(file, "claims a header of " + header + " bytes, but the file has " + all.byteSize());
        }
        byte[] json = all.asSlice(8, header).toArray(ValueLayout.JAVA_BYTE);
        MemorySegment data = all.asSlice(8 + header);
        Map<String, Entry> entries = new LinkedHashMap<>();
        try {
            JsonNode root = HEADERS.readTree(new String(json, StandardCharsets.UTF_8));
            if (!root.isObject()) {
                throw broken(file, "has a header that is no JSON object");
            }
            for (Map.Entry<String, JsonNode> e : root.properties()) {
                if (!e.getKey().equals("__metadata__")) {
                    entries.put(e.getKey(), entry(file, e.getKey(), e.getValue(), data));
                }
            }
        } catch (JacksonException e) {
            throw broken(file, "has a header that is no JSON: " + e.getOriginalMessage());
        }
        checkNoGaps(file, entries, data);
        return entries;
    }

    /// The format asks that the tensors cover the values without overlap and without gaps: a file that breaks it was
    /// damaged or made to deceive.
    private static void checkNoGaps(Path file, Map<String, Entry> entries, MemorySegment data) {
        List<Map.Entry<String, Entry>> inOrder = entries.entrySet().stream()
                .filter(e -> e.getValue().bytes.byteSize() > 0)
                .sorted(Comparator.comparingLong(e -> e.getValue().bytes.address()))
                .toList();
        long end = 0;
        for (Map.Entry<String, Entry> e : inOrder) {
            long begin = e.getValue().bytes.address() - data.address();
            if (begin != end) {
                throw broken(
                        file,
                        "tensor " + e.getKey() + ": begins at " + begin
                                + (begin < end ? ", within another tensor" : ", after a gap"));
            }
            end = begin + e.getValue().bytes.byteSize();
        }
        if (end != data.byteSize()) {
            throw broken(file, "has " + (data.byteSize() - end) + " bytes that belong to no tensor");
        }
    }

    private static Entry entry(Path file, String name, JsonNode node, MemorySegment data) {
        String dtype = node.path("dtype").asString("");
        JsonNode offsets = node.path("data_offsets");
        if (!node.path("shape").isArray() || offsets.size() != 2) {
            throw broken(file, "tensor " + name + ": the header gives no shape or offsets");
        }
        long begin = offsets.get(0).asLong(-1);
        long end = offsets.get(1).asLong(-1);
        long[] shape = new long[node.path("shape").size()];
        long elements = 1;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = node.path("shape").get(i).asLong(-1);
            if (shape[i] < 0) {
                throw broken(file, "tensor " + name + ": a dimension is negative");
            }
            if (shape[i] > 0 && elements > Long.MAX_VALUE / 8 / shape[i]) {
                throw broken(file, "tensor " + name + ": claims more elements than a file can hold");
            }
            elements *= shape[i];
        }
        if (begin < 0 || end < begin || end > data.byteSize()) {
            throw broken(
                    file,
                    "tensor " + name + ": lies at " + begin + " to " + end + ", but the file has only "
                            + data.byteSize() + " bytes of values");
        }
        if (end - begin != elements * width(file, name, dtype)) {
            throw broken(
                    file,
                    "tensor " + name + ": " + (end - begin) + " bytes do not fit " + dtype + " "
                            + Arrays.toString(shape));
        }
        return new Entry(dtype, shape, data.asSlice(begin, end - begin));
    }

    static int width(Path file, String name, String dtype) {
        return switch (dtype) {
            case "F64", "I64", "U64" -> 8;
            case "F32", "I32", "U32" -> 4;
            case "F16", "BF16", "I16", "U16" -> 2;
            case "F8_E4M3", "F8_E5M2", "I8", "U8", "BOOL" -> 1;
            default -> throw broken(file, "tensor " + name + ": unknown dtype " + dtype);
        };
    }

    private static UserException broken(Path file, String what) {
        return UserException.data(file + ": " + what + "\n  the file is truncated or corrupt; fetch or write it again");
    }

    public Path file() {
        return file;
    }

    public Map<String, Entry> entries() {
        return entries;
    }

    /// Writes a file whole or not at all.
    ///
    /// @throws UserException if the disk is full or cannot be written
    public static void write(Path file, List<Source> sources, Map<String, String> metadata) {
        ObjectNode header = Json.mapper().createObjectNode();
        ObjectNode meta = header.putObject("__metadata__");
        metadata.forEach(meta::put);
        long offset = 0;
        for (Source source : sources) {
            ObjectNode node = header.putObject(source.name);
            node.put("dtype", source.dtype.name());
            ArrayNode shape = node.putArray("shape");
            Arrays.stream(source.shape).forEach(shape::add);
            node.putArray("data_offsets").add(offset).add(offset + source.size());
            offset += source.size();
        }
        String text = Json.line(header);
        // the values begin at a multiple of eight
        byte[] json = (text + " ".repeat(Math.floorMod(-text.getBytes(StandardCharsets.UTF_8).length, 8)))
                .getBytes(StandardCharsets.UTF_8);
        WholeFiles.write(file, out -> {
            byte[] length = new byte[8];
            MemorySegment.ofArray(length).set(LENGTH, 0, json.length);
            out.write(length);
            out.write(json);
            for (Source source : sources) {
                source.content.to(out);
            }
        });
    }

    private static void copy(MemorySegment from, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (long at = 0; at < from.byteSize(); at += buffer.length) {
            int n = (int) Math.min(buffer.length, from.byteSize() - at);
            MemorySegment.copy(from, ValueLayout.JAVA_BYTE, at, buffer, 0, n);
            out.write(buffer, 0, n);
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
