package reason4j.curate.text;

import java.util.Arrays;

/// Hashes of the n-grams of a text's words.
public final class WordGrams {

    private WordGrams() {}

    /// @param words of a text
    /// @return 64 bits for each n-gram, in order; none for fewer words than n
    public static long[] of(String[] words, int n) {
        long[] hashes = Arrays.stream(words).mapToLong(Hash64::of).toArray();
        long[] grams = new long[Math.max(0, words.length - n + 1)];
        for (int i = 0; i < grams.length; i++) {
            long h = n;
            for (int k = i; k < i + n; k++) {
                h = Hash64.mix(h * 31 + hashes[k]);
            }
            grams[i] = h;
        }
        return grams;
    }
}
