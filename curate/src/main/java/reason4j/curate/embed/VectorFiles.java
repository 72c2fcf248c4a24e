package reason4j.curate.embed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import reason4j.core.io.UserException;
import reason4j.core.io.WholeFiles;
import reason4j.curate.text.Hash64;

/// Vectors by key in the files of a folder, mapped into memory so that the heap holds the keys alone. Each file is
/// written whole under a name made of its keys and closed by a checksum; one that a crash or a bad disk damaged counts
/// as absent. Several processes may write at once.
final class VectorFiles {

    private static final long MAGIC = 0x7234_6a76_6563_3031L; // r4jvec01
    private static final int HEADER = 16;
    private static final String ENDING = ".vectors";

    private final List<ByteBuffer> files = new ArrayList<>();
    private final int dimensions;
    private long[] keys = new long[16];
    private long[] places = new long[16];
    private int size;

    private VectorFiles(int dimensions) {
        this.dimensions = dimensions;
    }

    /// All vectors of a folder, none if it is not there yet.
    static VectorFiles open(Path folder, int dimensions) {
        VectorFiles vectors = new VectorFiles(dimensions);
        if (!Files.isDirectory(folder)) {
            return vectors;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*" + ENDING)) {
            for (Path file : entries) {
                vectors.add(file);
            }
        } catch (IOException e) {
            throw UserException.machine(folder + ": cannot be read: " + e.getMessage(), e);
        }
        return vectors;
    }

    /// Writes vectors into a folder, whole or not at all.
    ///
    /// @param keys distinct, none of them 0
    static void write(Path folder, long[] keys, float[][] vectors) {
        int dimensions = vectors[0].length;
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + keys.length * (8 + 4 * dimensions) + 8)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(MAGIC).putInt(dimensions).putInt(keys.length);
        long name = keys.length;
        for (long key : keys) {
            bytes.putLong(key);
            name = Hash64.mix(name ^ key);
        }
        for (float[] vector : vectors) {
            for (float x : vector) {
                bytes.putFloat(x);
            }
        }
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.array(), 0, bytes.position());
        bytes.putLong(checksum.getValue());
        WholeFiles.write(folder.resolve(String.format("%016x", name) + ENDING), out -> out.write(bytes.array()));
    }

    private void add(Path file) throws IOException {
        ByteBuffer bytes = whole(file);
        if (bytes == null) {
            return;
        }
        files.add(bytes);
        int count = bytes.getInt(12);
        for (int i = 0; i < count; i++) {
            put(bytes.getLong(HEADER + 8 * i), (long) (files.size() - 1) << 32 | i);
        }
    }

    private @Nullable ByteBuffer whole(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() < HEADER + 8 || channel.size() > Integer.MAX_VALUE) {
                return null;
            }
            MappedByteBuffer map = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            ByteBuffer bytes = map.order(ByteOrder.LITTLE_ENDIAN);
            boolean ours = bytes.getLong(0) == MAGIC && bytes.getInt(8) == dimensions;
            long expected = HEADER + bytes.getInt(12) * (8L + 4L * dimensions) + 8;
            if (!ours || expected != channel.size()) {
                return null;
            }
            CRC32C checksum = new CRC32C();
            checksum.update(map.duplicate().limit(map.capacity() - 8));
            return checksum.getValue() == bytes.getLong(map.capacity() - 8) ? bytes : null;
        }
    }

    private void put(long key, long place) {
        if (2 * (size + 1) > keys.length) {
            grow();
        }
        int at = slot(key);
        size += keys[at] == 0 ? 1 : 0;
        keys[at] = key;
        places[at] = place;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldPlaces = places;
        keys = new long[2 * oldKeys.length];
        places = new long[2 * oldKeys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int at = slot(oldKeys[i]);
                keys[at] = oldKeys[i];
                places[at] = oldPlaces[i];
            }
        }
    }

    /// Where the key is, or where it would go. Keys are hashes already.
    private int slot(long key) {
        int at = (int) key & (keys.length - 1);
        while (keys[at] != 0 && keys[at] != key) {
            at = (at + 1) & (keys.length - 1);
        }
        return at;
    }

    boolean has(long key) {
        return keys[slot(key)] == key;
    }

    int size() {
        return size;
    }

    /// The vector of a key, or null.
    float @Nullable [] get(long key) {
        int at = slot(key);
        if (keys[at] != key || key == 0) {
            return null;
        }
        ByteBuffer bytes = files.get((int) (places[at] >>> 32));
        int from = HEADER + 8 * bytes.getInt(12) + 4 * dimensions * (int) places[at];
        float[] vector = new float[dimensions];
        bytes.slice(from, 4 * dimensions)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(vector);
        return vector;
    }
}
