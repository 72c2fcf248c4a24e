package reason4j.curate.source;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import reason4j.core.io.Json;
import reason4j.core.io.UserException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

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

    /// The byte order mark that some editors put before UTF-8.
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    @Override
    public void read(Consumer<Raw> each) {
        int found = scan(each, rows);
        if (found != rows) {
            throw changed();
        }
    }

    @Override
    public List<JsonNode> first(int most) {
        List<JsonNode> first = new ArrayList<>();
        scan(
                raw -> {
                    if (raw.row() != null) {
                        first.add(raw.row());
                    }
                },
                most);
        return first;
    }

    /// @param most rows after which it stops
    /// @return how many rows there were
    private int scan(Consumer<Raw> each, int most) {
        int found = 0;
        try (FileChannel channel = FileChannel.open(Path.of(file));
                InputStream in = Channels.newInputStream(channel.position(start))) {
            Lines lines = new Lines(in, end - start);
            for (long number = line; found < most && lines.next(); number++) {
                if (!lines.blank()) {
                    each.accept(row(lines, number));
                    found++;
                }
            }
            return found;
        } catch (NoSuchFileException e) {
            throw UserException.data(
                    shown + ": is no longer there\n  bring the file back and start again; nothing was written", e);
        } catch (EOFException e) {
            throw changed();
        } catch (IOException e) {
            throw UserException.data(
                    shown + ": can no longer be read: " + e.getMessage()
                            + "\n  mend that and start again; nothing was written",
                    e);
        }
    }

    private UserException changed() {
        return UserException.data(shown
                + ": was changed while it was read\n  start again when nothing writes to it; nothing was written");
    }

    private Raw row(Lines lines, long number) {
        if (lines.tooLong) {
            return Raw.broken(shown, number, "a line longer than " + (LONGEST_LINE >> 20) + " MiB");
        }
        try {
            int mark = start == 0 && number == line && lines.marked() ? MARK.length : 0;
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(lines.bytes, mark, lines.length - mark))
                    .toString();
            return Raw.of(shown, number, Json.mapper().readTree(text));
        } catch (CharacterCodingException _) {
            return Raw.broken(shown, number, "not UTF-8: byte " + lines.malformed() + " of the line");
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
                throw new EOFException();
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

        /// The number of the first byte that is no UTF-8, from 1.
        int malformed() {
            ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
            StandardCharsets.UTF_8.newDecoder().decode(in, CharBuffer.allocate(length), true);
            return in.position() + 1;
        }

        boolean marked() {
            return length >= MARK.length && Arrays.equals(bytes, 0, MARK.length, MARK, 0, MARK.length);
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
