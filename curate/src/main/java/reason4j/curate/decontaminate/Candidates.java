package reason4j.curate.decontaminate;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/// Which references a text should be compared to: those of whose rare grams it has most.
///
/// @param index of the grams
/// @param most the weight that a text with all of a reference's grams would collect, by reference
record Candidates(GramIndex index, float[] most) implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int MOST = 6;

    /// Least share of a reference's rare grams that makes it a candidate.
    private static final float LEAST = 0.08f;

    /// @param grams of each reference, distinct
    static Candidates of(List<long[]> grams) {
        GramIndex index = new GramIndex(grams);
        return new Candidates(index, index.most(grams));
    }

    /// The greatest share of a reference's rare grams that a text has.
    ///
    /// @param grams of the text, distinct
    float nearest(long[] grams) {
        float[] weights = new float[most.length];
        index.collect(grams, weights);
        float nearest = 0;
        for (int r = 0; r < weights.length; r++) {
            nearest = weights[r] > nearest * most[r] ? weights[r] / most[r] : nearest;
        }
        return nearest;
    }

    /// The references that share most with a text, the best first.
    ///
    /// @param grams of the text, distinct
    int[] of(long[] grams) {
        float[] weights = new float[most.length];
        index.collect(grams, weights);
        int[] best = new int[MOST];
        int found = 0;
        for (int r = 0; r < weights.length; r++) {
            if (weights[r] < LEAST * most[r] || weights[r] <= 0) {
                continue;
            }
            float share = weights[r] / most[r];
            int at = found < MOST ? found++ : MOST;
            while (at > 0 && share > weights[best[at - 1]] / most[best[at - 1]]) {
                if (at < MOST) {
                    best[at] = best[at - 1];
                }
                at--;
            }
            if (at < MOST) {
                best[at] = r;
            }
        }
        return Arrays.copyOf(best, found);
    }
}
