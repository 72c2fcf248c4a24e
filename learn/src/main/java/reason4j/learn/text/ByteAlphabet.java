package reason4j.learn.text;

import java.nio.charset.StandardCharsets;

/// The 256 printable characters that stand for bytes in byte-level vocabularies (GPT-2's table): printable Latin-1
/// characters stand for themselves, the others for the characters from U+0100 on, in the order of the bytes.
public final class ByteAlphabet {

    private static final char[] CHARS = new char[256];

    static {
        char next = 256;
        for (int b = 0; b < 256; b++) {
            boolean printable = (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || b >= 0xAE;
            CHARS[b] = printable ? (char) b : next++;
        }
    }

    private ByteAlphabet() {}

    static char charOf(int unsignedByte) {
        return CHARS[unsignedByte];
    }

    /// The text with each byte of its UTF-8 form as one character.
    public static String spell(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder spelled = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            spelled.append(CHARS[b & 0xFF]);
        }
        return spelled.toString();
    }
}
