package reason4j.curate.decontaminate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reason4j.curate.text.Canonical;
import reason4j.curate.text.WordCounts;

/// A row is contaminated when someone who has solved it has solved the benchmark's problem: the same problem in another
/// transcription, wording, casing, with typing errors, with an instruction around it or with a part of its preamble
/// missing, and not one of the same kind with other numbers or another question.
///
/// Both texts are reduced to their canonical streams. Characters count as shared if they lie in a shared run of
/// [Weighted#GRAM]; each carries a part of the weight of its word, which is the greater the fewer texts use it, so that
/// boilerplate weighs little. Numbers must agree.
public final class SameProblem implements Rule {

    private static final long serialVersionUID = 1L;
    private static final int CANDIDATES = 6;

    /// Least share of a reference's rare grams that makes it a candidate.
    private static final float LEAST = 0.08f;

    /// Least share of a window that is looked at again without the names of variables.
    private static final double RENAMED = 0.5;

    private final List<Reference> references;
    private final WordCounts counts;
    private final GramIndex index;
    private final float[] most;
    private transient Weighted @Nullable [] weighted;

    SameProblem(List<Reference> references, WordCounts counts) {
        this.references = List.copyOf(references);
        this.counts = counts;
        List<long[]> grams = new ArrayList<>();
        for (Weighted reference : weighted()) {
            grams.add(reference.sorted());
        }
        this.index = new GramIndex(grams);
        this.most = index.most(grams);
    }

    @Override
    public @Nullable Hit hit(String question) {
        if (references.isEmpty()) {
            return null;
        }
        Canonical text = Canonical.of(question);
        long[] grams = text.grams(Weighted.GRAM);
        long[] sorted = Weighted.distinct(grams);
        int[] candidates = candidates(sorted);
        if (candidates.length == 0) {
            return null;
        }
        Weighted row = Weighted.of(question, text, grams, sorted, counts);
        Hit best = null;
        for (int candidate : candidates) {
            Comparison comparison = compare(row, weighted()[candidate]);
            double score = comparison.reference();
            if (Agreement.same(comparison) && (best == null || score > best.score())) {
                Reference r = references.get(candidate);
                best = new Hit("same problem", r.benchmark(), r.id(), score, spans(row, comparison.spans()));
            }
        }
        return best;
    }

    /// For measurements: how a row compares to the reference of this number.
    Comparison compare(String question, int reference) {
        return compare(Weighted.of(question, counts), weighted()[reference]);
    }

    /// Compares with the variables as they are called or, where other letters are used, whatever they are called.
    private Comparison compare(Weighted row, Weighted reference) {
        Comparison comparison = Comparison.of(row, reference);
        boolean renamed = !Agreement.same(comparison)
                && comparison.shared() >= 0.3 * comparison.total()
                && comparison.row() >= RENAMED
                && !row.text().letters().containsAll(reference.text().letters());
        return renamed ? Comparison.of(row.anonymous(counts), reference.anonymous(counts)) : comparison;
    }

    /// The references that share most with a text, the best first.
    ///
    /// @param grams of the text, distinct
    int[] candidates(long[] grams) {
        float[] weights = new float[references.size()];
        index.collect(grams, weights);
        int[] best = new int[CANDIDATES];
        int found = 0;
        for (int r = 0; r < weights.length; r++) {
            if (weights[r] < LEAST * most[r] || weights[r] <= 0) {
                continue;
            }
            float share = weights[r] / most[r];
            int at = found < CANDIDATES ? found++ : CANDIDATES;
            while (at > 0 && share > weights[best[at - 1]] / most[best[at - 1]]) {
                if (at < CANDIDATES) {
                    best[at] = best[at - 1];
                }
                at--;
            }
            if (at < CANDIDATES) {
                best[at] = r;
            }
        }
        return Arrays.copyOf(best, found);
    }

    private synchronized Weighted[] weighted() {
        Weighted[] all = weighted;
        if (all == null) {
            all = references.stream().map(r -> Weighted.of(r.problem(), counts)).toArray(Weighted[]::new);
            weighted = all;
        }
        return all;
    }

    /// The longest shared parts, in the words of the row.
    private static List<String> spans(Weighted row, BitSet shared) {
        List<String> spans = new ArrayList<>();
        int from = shared.nextSetBit(0);
        while (from >= 0 && spans.size() < 8) {
            int to = shared.nextClearBit(from);
            String span = words(row.text(), from, to);
            if (to - from >= 12 || (spans.isEmpty() && shared.nextSetBit(to) < 0)) {
                spans.add(span.length() > 160 ? span.substring(0, 157) + "…" : span);
            }
            from = shared.nextSetBit(to);
        }
        return spans;
    }

    private static String words(Canonical text, int from, int to) {
        String source = text.source();
        int begin = -1;
        int end = source.length();
        for (int t = 0; t < text.tokens(); t++) {
            if (begin < 0 && text.end(t) > from) {
                begin = text.place(t);
            }
            if (text.start(t) >= to) {
                end = text.place(t);
                break;
            }
        }
        int safe = Math.clamp(begin, 0, source.length());
        return source.substring(safe, Math.clamp(end, safe, source.length())).strip();
    }
}
