package reason4j.curate.text;

import java.util.Arrays;

/// A question as hashes of its tokens: words in lower case, numbers, and each symbol that carries meaning. What only
/// typesets (`$`, braces, commas, `\left`) is no token, so that two transcriptions look alike.
///
/// Instances are work space of one thread.
public final class Tokens {

    private static final int WORD = 1;
    private static final int SYMBOL = 2;
    private static final byte[] KIND = kinds();

    private long[] hashes = new long[256];
    private int size;

    /// Reads a text, forgetting the one before.
    public Tokens read(String text) {
        size = 0;
        int n = text.length();
        int i = 0;
        while (i < n) {
            int kind = kind(text.charAt(i));
            if (kind == WORD) {
                i = word(text, i, n);
            } else {
                if (kind == SYMBOL) {
                    add(Hash64.mix(text.charAt(i)));
                }
                i++;
            }
        }
        return this;
    }

    public int size() {
        return size;
    }

    /// The distinct shingles of so many tokens as sorted 32-bit hashes; the whole text is one shingle if it is shorter.
    public int[] shingles(int width) {
        int count = Math.max(1, size - width + 1);
        int[] out = new int[count];
        for (int i = 0; i < count; i++) {
            long h = 0;
            for (int k = i; k < Math.min(size, i + width); k++) {
                h = (h + hashes[k]) * 0x9E3779B97F4A7C15L;
                h ^= h >>> 29;
            }
            out[i] = (int) (h >>> 32);
        }
        Arrays.sort(out);
        int distinct = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || out[i] != out[i - 1]) {
                out[distinct++] = out[i];
            }
        }
        return distinct == count ? out : Arrays.copyOf(out, distinct);
    }

    private int word(String text, int from, int n) {
        long h = 0xCBF29CE484222325L;
        int i = from;
        for (; i < n; i++) {
            char c = text.charAt(i);
            if (kind(c) != WORD) {
                break;
            }
            h = (h ^ lower(c)) * 0x100000001B3L;
        }
        add(Hash64.mix(h));
        return i;
    }

    private void add(long hash) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * size);
        }
        hashes[size++] = hash;
    }

    private static char lower(char c) {
        return c < 128 ? (c >= 'A' && c <= 'Z' ? (char) (c + 32) : c) : Character.toLowerCase(c);
    }

    private static int kind(char c) {
        if (c < 128) {
            return KIND[c];
        }
        return Character.isLetterOrDigit(c) ? WORD : Character.isWhitespace(c) || Character.isSpaceChar(c) ? 0 : SYMBOL;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[128];
        for (char c = 0; c < 128; c++) {
            if (Character.isLetterOrDigit(c)) {
                kinds[c] = WORD;
            } else if ("+-*/=<>^!|%&~@#".indexOf(c) >= 0) {
                kinds[c] = SYMBOL;
            }
        }
        return kinds;
    }
}
