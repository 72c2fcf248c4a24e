package reason4j.curate.text;

import java.io.Serializable;

/// In how many texts each token occurs, by hash: what everybody writes weighs little, what few write weighs much.
public final class WordCounts implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int BITS = 18;

    private final int[] counts = new int[1 << BITS];
    private int texts;

    /// Counts each distinct token of a text once.
    public void add(Canonical text) {
        texts++;
        int[] slots = new int[text.tokens()];
        for (int t = 0; t < slots.length; t++) {
            slots[t] = slot(text.hash(t));
        }
        java.util.Arrays.sort(slots);
        for (int t = 0; t < slots.length; t++) {
            if (t == 0 || slots[t] != slots[t - 1]) {
                counts[slots[t]]++;
            }
        }
    }

    /// Adds another's counts to this one's.
    public WordCounts plus(WordCounts other) {
        texts += other.texts;
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        return this;
    }

    /// The weight of a token: ln((N + 1) / (n + 1)) for a token in n of N texts, and never quite 0.
    public double rarity(long hash) {
        return 0.05 + Math.log((texts + 1.0) / (counts[slot(hash)] + 1.0));
    }

    private static int slot(long hash) {
        return (int) (hash >>> (64 - BITS));
    }
}
