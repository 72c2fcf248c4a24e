package reason4j.curate.text;

/// 64-bit hashes, equal on every machine.
public final class Hash64 {

    private Hash64() {}

    /// Of a text's UTF-16 units.
    public static long of(CharSequence text) {
        long h = 0xCBF29CE484222325L ^ text.length();
        for (int i = 0; i < text.length(); i++) {
            h = (h ^ text.charAt(i)) * 0x9E3779B97F4A7C15L;
            h ^= h >>> 32;
        }
        return mix(h);
    }

    /// The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
    public static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
