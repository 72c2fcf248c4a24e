package reason4j.verify.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import reason4j.core.io.UserException;

/// Lines of a stream of bytes, blank ones left out, none longer than a limit: a file without line ends must not fill
/// the memory. A byte order mark before the first is none of its text.
final class LineSource {

    static final int MAX_BYTES = 16 << 20;
    private static final int BUFFER = 1 << 16;

    /// @param number from 1, blank lines counted
    /// @param text the line, cut off at the limit
    /// @param cut whether it was
    record Line(long number, String text, boolean cut) {}

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    private long number;

    LineSource(InputStream in) {
        this.in = in;
    }

    /// @return the next line that is not blank, or null at the end
    @Nullable
    Line next() {
        while (fill()) {
            number++;
            Line line = read();
            if (!line.text().isBlank()) {
                return line;
            }
        }
        return null;
    }

    private Line read() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        boolean cut = false;
        while (fill()) {
            int end = from;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            int room = Math.min(end - from, MAX_BYTES - bytes.size());
            bytes.write(buffer, from, room);
            cut |= room < end - from;
            boolean ended = end < to;
            from = ended ? end + 1 : end;
            if (ended) {
                break;
            }
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        boolean marked = number == 1 && text.startsWith("\ufeff");
        return new Line(number, marked ? text.substring(1) : text, cut);
    }

    private boolean fill() {
        if (from < to) {
            return true;
        }
        from = 0;
        try {
            to = Math.max(0, in.read(buffer));
        } catch (IOException e) {
            // told apart here, since what fails to be written is an IOException too
            throw UserException.data("the input cannot be read after line " + number + ": " + e.getMessage(), e);
        }
        return to > 0;
    }
}
