package reason4j.learn.lines;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.TreeMap;
import reason4j.core.io.Json;
import reason4j.core.io.WholeFiles;

/// A file of lines that come in any order and are written in theirs, into `NAME.part` until the last is there. What was
/// written survives a stop, and can be gone on from.
final class OrderedLines implements AutoCloseable {

    private final Path file;
    private final Path part;
    private final FileChannel channel;
    private final TreeMap<Integer, byte[]> early = new TreeMap<>();
    private int next;

    private OrderedLines(Path file, Path part, FileChannel channel, int next) {
        this.file = file;
        this.part = part;
        this.channel = channel;
        this.next = next;
    }

    /// @param resume whether to keep what an earlier attempt has written; a last line that was cut off is forgotten
    static OrderedLines open(Path file, boolean resume) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Path parent = part.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            int lines = 0;
            long end = 0;
            if (resume) {
                long at = 0;
                for (byte b : Files.readAllBytes(part)) {
                    at++;
                    if (b == '\n') {
                        lines++;
                        end = at;
                    }
                }
            }
            channel.truncate(end).position(end);
            return new OrderedLines(file, part, channel, lines);
        } catch (IOException e) {
            throw WholeFiles.cannotWrite(part, e);
        }
    }

    /// How many lines are written, without a gap.
    int written() {
        return next;
    }

    /// Takes the line with this index; it is written as soon as those before it are.
    void put(int index, Object line) {
        early.put(index, (Json.line(line) + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            for (byte[] bytes = early.remove(next); bytes != null; bytes = early.remove(next)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                next++;
            }
        } catch (IOException e) {
            throw WholeFiles.cannotWrite(part, e);
        }
    }

    /// All lines are there: gives the file its name.
    void finish() {
        try {
            channel.force(true);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw WholeFiles.cannotWrite(file, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw WholeFiles.cannotWrite(part, e);
        }
    }
}
