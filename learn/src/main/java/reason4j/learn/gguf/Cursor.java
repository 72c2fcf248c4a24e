package reason4j.learn.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import reason4j.core.io.UserException;

/// Reads a GGUF header from front to back and never beyond the file.
final class Cursor {

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int MAX_STRING = 1 << 26;
    private static final int MAX_ITEMS = 1 << 23;
    private static final int MAX_NESTING = 4;

    private final Path file;
    private final MemorySegment bytes;
    private long at;
    private String what = "the header";

    Cursor(Path file, MemorySegment bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /// Says what is read from here on, for messages.
    void reading(String what) {
        this.what = what;
    }

    long position() {
        return at;
    }

    private long take(long count) {
        if (count > bytes.byteSize() - at) {
            throw broken("the file ends within it, at byte " + bytes.byteSize());
        }
        long here = at;
        at += count;
        return here;
    }

    int u32() {
        return bytes.get(INT, take(4));
    }

    long u64() {
        return bytes.get(LONG, take(8));
    }

    /// A number of things that follow.
    long count(String things, long most) {
        long count = u64();
        if (count < 0 || count > most) {
            throw broken("it claims " + Long.toUnsignedString(count) + " " + things);
        }
        return count;
    }

    String string() {
        int length = (int) count("characters in a string", MAX_STRING);
        byte[] text = new byte[length];
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, take(length), text, 0, length);
        return new String(text, StandardCharsets.UTF_8);
    }

    Metadata value(int type) {
        return value(type, 0);
    }

    private Metadata value(int type, int nesting) {
        return switch (type) {
            case 0 -> new Metadata.Whole(bytes.get(ValueLayout.JAVA_BYTE, take(1)) & 0xFF);
            case 1 -> new Metadata.Whole(bytes.get(ValueLayout.JAVA_BYTE, take(1)));
            case 2 -> new Metadata.Whole(bytes.get(SHORT, take(2)) & 0xFFFF);
            case 3 -> new Metadata.Whole(bytes.get(SHORT, take(2)));
            case 4 -> new Metadata.Whole(Integer.toUnsignedLong(u32()));
            case 5 -> new Metadata.Whole(u32());
            case 6 -> new Metadata.Real(Double.parseDouble(Float.toString(Float.intBitsToFloat(u32()))));
            case 7 -> new Metadata.Flag(bytes.get(ValueLayout.JAVA_BYTE, take(1)) != 0);
            case 8 -> new Metadata.Text(string());
            case 9 -> array(nesting);
            case 10, 11 -> new Metadata.Whole(u64());
            case 12 -> new Metadata.Real(Double.longBitsToDouble(u64()));
            default -> throw broken("its type is " + type + ", which there is not");
        };
    }

    private Metadata array(int nesting) {
        if (nesting == MAX_NESTING) {
            throw broken("its arrays are nested too deep");
        }
        int type = u32();
        long count = count("items", MAX_ITEMS);
        List<Metadata> items = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            items.add(value(type, nesting + 1));
        }
        return new Metadata.Many(items);
    }

    UserException broken(String reason) {
        return broken(file, what, reason);
    }

    static UserException broken(Path file, String what, String reason) {
        return UserException.data(file + ": " + what + ": " + reason
                + "\n  the file is cut off, damaged or no GGUF model; fetch it again from where it was published");
    }
}
