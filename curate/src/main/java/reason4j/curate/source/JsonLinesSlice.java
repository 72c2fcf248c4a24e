package reason4j.curate.source;

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
/// @param shown how the file is called to people
/// @param line the number of its first line, from 1
/// @param start where the first line begins
/// @param end where the last line ends, exclusive
record JsonLinesSlice(int input, long first, int rows, String file, String shown, long line, long start, long end)
        implements Slice {

    /// Longer lines are no rows: a person would not have written them, and a few would fill the memory.
    static final int LONGEST_LINE = 16 << 20;

    @Override
    public void read(Consumer<Raw> each) {
        try (FileChannel channel = FileChannel.open(Path.of(file));
                InputStream in = Channels.newInputStream(channel.position(start))) {
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
            return Raw.broken(shown, number, "a line longer than " + (LONGEST_LINE >> 20) + " MiB");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(lines.bytes, 0, lines.length))
                    .toString();
            return Raw.of(shown, number, Json.mapper().readTree(text));
        } catch (CharacterCodingException _) {
            return Raw.broken(shown, number, "not UTF-8");
        } catch (JacksonException e) {
            return Raw.broken(
                    shown,
                    number,
                    "not JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }

    private static final class Lines {
        private final InputStream in;
        private final byte[] buffer = new byte[1 << 16];
        private int at;
        private int filled;
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
            if (left == 0 && at == filled) {
                return false;
            }
            while (at < filled || left > 0) {
                if (at == filled) {
                    fill();
                }
                int end = at;
                while (end < filled && buffer[end] != '\n') {
                    end++;
                }
                add(at, end - at);
                at = end + 1;
                if (end < filled) {
                    return true;
                }
                at = filled;
            }
            return true;
        }

        private void fill() throws IOException {
            int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) {
                throw new IOException("it is shorter than it was at the start");
            }
            at = 0;
            filled = n;
            left -= n;
        }

        private void add(int from, int count) {
            if (tooLong || length + count > LONGEST_LINE) {
                tooLong = true;
                return;
            }
            if (length + count > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
            }
            System.arraycopy(buffer, from, bytes, length, count);
            length += count;
        }

        boolean blank() {
            for (int i = 0; i < length; i++) {
                if (!Planning.isSpace(bytes[i])) {
                    return false;
                }
            }
            return !tooLong;
        }
    }
}
