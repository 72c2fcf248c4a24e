package reason4j.curate.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import reason4j.core.io.Json;
import reason4j.core.io.UserException;
import tools.jackson.core.JacksonException;

/// The lines of a file that begin in a range of bytes.
///
/// @param line the number of its first line, from 1
/// @param start where the first line begins
/// @param end where the last line ends, exclusive
record JsonLinesSlice(int input, long first, int rows, String file, long line, long start, long end) implements Slice {

    /// Longer lines are no rows: a person would not have written them, and a few would fill the memory.
    static final int LONGEST_LINE = 16 << 20;

    @Override
    public void read(Consumer<Raw> each) {
        try (FileChannel channel = FileChannel.open(Path.of(file));
                InputStream in = new BufferedInputStream(Channels.newInputStream(channel.position(start)), 1 << 18)) {
            Lines lines = new Lines(in, end - start);
            for (long number = line; lines.next(); number++) {
                if (!lines.blank()) {
                    each.accept(row(lines, number));
                }
            }
        } catch (IOException e) {
            throw UserException.data(
                    file + ": can no longer be read: " + e.getMessage() + "\n  bring the file back and start again", e);
        }
    }

    private Raw row(Lines lines, long number) {
        if (lines.tooLong) {
            return Raw.broken(file, number, "a line longer than " + (LONGEST_LINE >> 20) + " MiB");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(lines.bytes, 0, lines.length))
                    .toString();
            return Raw.of(file, number, Json.mapper().readTree(text));
        } catch (CharacterCodingException _) {
            return Raw.broken(file, number, "not UTF-8");
        } catch (JacksonException e) {
            return Raw.broken(
                    file,
                    number,
                    "not JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }

    private static final class Lines {
        private final InputStream in;
        private long left;
        private byte[] bytes = new byte[1 << 12];
        private int length;
        private boolean tooLong;

        Lines(InputStream in, long left) {
            this.in = in;
            this.left = left;
        }

        boolean next() throws IOException {
            length = 0;
            tooLong = false;
            if (left == 0) {
                return false;
            }
            while (left > 0) {
                int b = in.read();
                if (b < 0) {
                    throw new IOException("it is shorter than it was at the start");
                }
                left--;
                if (b == '\n') {
                    break;
                }
                add((byte) b);
            }
            return true;
        }

        private void add(byte b) {
            if (length >= LONGEST_LINE) {
                tooLong = true;
                return;
            }
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * length);
            }
            bytes[length++] = b;
        }

        boolean blank() {
            for (int i = 0; i < length; i++) {
                if (!Planning.isSpace(bytes[i])) {
                    return false;
                }
            }
            return true;
        }
    }
}
