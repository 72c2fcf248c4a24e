package reason4j.learn.gguf;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reason4j.core.io.UserException;

/// A GGUF file (versions 2 and 3, little-endian): metadata by key, tensors by name. The file is mapped, and every claim
/// of its header is checked against its size before a number is read. Unmapped when no longer reachable.
public final class Gguf {

    private static final int MAGIC = 0x46554747; // "GGUF"
    private static final long MAX_ENTRIES = 1 << 20;
    private static final long MAX_ROW = 1 << 28;

    private final Path file;
    private final Map<String, Metadata> metadata = new LinkedHashMap<>();
    private final Map<String, GgufTensor> tensors = new LinkedHashMap<>();

    private record Info(String name, long[] shape, Quantization quantization, long offset) {}

    private Gguf(Path file, MemorySegment bytes) {
        this.file = file;
        Cursor cursor = new Cursor(file, bytes);
        if (bytes.byteSize() < 4 || cursor.u32() != MAGIC) {
            throw Cursor.broken(file, "the beginning", "it does not read GGUF");
        }
        int version = cursor.u32();
        if (version != 2 && version != 3) {
            throw UserException.data(file + ": GGUF version " + version
                    + " is not supported\n  convert the file to version 3, little-endian, with a llama.cpp of today");
        }
        long tensorCount = cursor.count("tensors", MAX_ENTRIES);
        long entryCount = cursor.count("metadata entries", MAX_ENTRIES);
        for (long i = 0; i < entryCount; i++) {
            cursor.reading("metadata entry " + (i + 1) + " of " + entryCount);
            String key = cursor.string();
            cursor.reading("metadata entry '" + key + "'");
            metadata.put(key, cursor.value(cursor.u32()));
        }
        Map<String, Info> infos = new LinkedHashMap<>();
        for (long i = 0; i < tensorCount; i++) {
            Info info = info(cursor, i, tensorCount);
            if (infos.put(info.name, info) != null) {
                throw Cursor.broken(file, "tensor '" + info.name + "'", "there are two of it");
            }
        }
        long alignment = number("general.alignment").orElse(32L);
        if (alignment < 1 || alignment > 1 << 20) {
            throw Cursor.broken(file, "general.alignment", "it is " + alignment);
        }
        long data = (cursor.position() + alignment - 1) / alignment * alignment;
        infos.values().forEach(info -> tensors.put(info.name, located(info, bytes, data)));
    }

    /// Maps a file and reads its header.
    ///
    /// @throws UserException naming file and tensor, if the file is not there, cut off, or not what it claims
    public static Gguf open(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new Gguf(file, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()));
        } catch (NoSuchFileException e) {
            throw UserException.data(file + ": no such file\n  give the path of a GGUF model", e);
        } catch (IOException e) {
            throw UserException.data(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private Info info(Cursor cursor, long index, long count) {
        cursor.reading("the header of tensor " + (index + 1) + " of " + count);
        String name = cursor.string();
        cursor.reading("the header of tensor '" + name + "'");
        int dimensions = cursor.u32();
        if (dimensions < 1 || dimensions > 4) {
            throw cursor.broken("it claims " + dimensions + " dimensions");
        }
        long[] shape = new long[dimensions];
        long numbers = 1;
        for (int i = dimensions - 1; i >= 0; i--) {
            shape[i] = cursor.u64();
            if (shape[i] < 1 || Math.multiplyHigh(numbers, shape[i]) != 0 || numbers * shape[i] < 0) {
                throw cursor.broken("it claims a dimension of " + Long.toUnsignedString(shape[i]));
            }
            numbers *= shape[i];
        }
        int code = cursor.u32();
        Quantization quantization = Quantization.of(code)
                .orElseThrow(() -> UserException.data(file + ": tensor '" + name + "': its type, number " + code
                        + " of ggml, is not supported\n  supported: " + Arrays.toString(Quantization.values())
                        + "; requantize the model with llama.cpp, or take another file of it"));
        long row = shape[dimensions - 1];
        if (row % quantization.blockNumbers() != 0 || row > MAX_ROW) {
            throw cursor.broken("rows of " + row + " numbers are no whole blocks of " + quantization);
        }
        return new Info(name, shape, quantization, cursor.u64());
    }

    private GgufTensor located(Info info, MemorySegment bytes, long data) {
        Quantization quantization = info.quantization;
        long blocks = Arrays.stream(info.shape).reduce(1, (a, b) -> a * b) / quantization.blockNumbers();
        long room = bytes.byteSize() - data - info.offset;
        if (info.offset < 0 || room < 0 || blocks > room / quantization.blockBytes()) {
            throw Cursor.broken(
                    file,
                    "tensor '" + info.name + "'",
                    "its " + blocks + " blocks of " + quantization.blockBytes() + " bytes from byte "
                            + Long.toUnsignedString(data + info.offset) + " on go beyond the file of "
                            + bytes.byteSize() + " bytes");
        }
        MemorySegment own = bytes.asSlice(data + info.offset, blocks * quantization.blockBytes());
        return new GgufTensor(info.name, info.shape, quantization, own);
    }

    public Path file() {
        return file;
    }

    /// Tensors by llama.cpp's names, in the order of the file.
    public Map<String, GgufTensor> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    /// All metadata, in the order of the file.
    public Map<String, Metadata> metadata() {
        return Collections.unmodifiableMap(metadata);
    }

    /// A string of the metadata; empty if there is none of this key.
    public Optional<String> text(String key) {
        return metadata.get(key) instanceof Metadata.Text t ? Optional.of(t.value()) : Optional.empty();
    }

    /// A whole number of the metadata; empty if there is none of this key.
    public Optional<Long> number(String key) {
        return metadata.get(key) instanceof Metadata.Whole w ? Optional.of(w.value()) : Optional.empty();
    }

    /// A number of the metadata, with or without a fraction; empty if there is none of this key.
    public Optional<Double> real(String key) {
        return switch (metadata.get(key)) {
            case Metadata.Real r -> Optional.of(r.value());
            case Metadata.Whole w -> Optional.of((double) w.value());
            case null, default -> Optional.empty();
        };
    }

    /// A truth value of the metadata; empty if there is none of this key.
    public Optional<Boolean> flag(String key) {
        return metadata.get(key) instanceof Metadata.Flag f ? Optional.of(f.value()) : Optional.empty();
    }

    /// The strings of an array of the metadata; empty if there is none of this key.
    public List<String> texts(String key) {
        return metadata.get(key) instanceof Metadata.Many many
                ? many.items().stream()
                        .map(item -> item instanceof Metadata.Text t ? t.value() : "")
                        .toList()
                : List.of();
    }

    /// The whole numbers of an array of the metadata; empty if there is none of this key.
    public List<Long> numbers(String key) {
        return metadata.get(key) instanceof Metadata.Many many
                ? many.items().stream()
                        .map(item -> item instanceof Metadata.Whole w ? w.value() : 0L)
                        .toList()
                : List.of();
    }
}
