package reason4j.curate.decontaminate;

import java.util.ArrayList;
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
    /// Most characters of a problem that is mostly a formula.
    private static final int MOST_FORMULA = 120;

    /// Least share of a reference that is looked at again in any other way.
    private static final double LEAST_SHARED = 0.25;

    /// Least share of a window that is looked at again without the names of variables.
    private static final double RENAMED = 0.5;

    /// Least share of a reference that a row has once it is read otherwise, or its equations and decimal numbers are
    /// written as there: a part of such a reading is no part of the row.
    private static final double REWRITTEN = 0.9;

    private final List<Reference> references;
    private final WordCounts counts;
    private final Candidates byText;
    private final Candidates nameless;
    private transient Weighted @Nullable [] weighted;

    SameProblem(List<Reference> references, WordCounts counts) {
        this.references = List.copyOf(references);
        this.counts = counts;
        List<long[]> grams = new ArrayList<>();
        List<long[]> ofNameless = new ArrayList<>();
        for (Weighted reference : weighted()) {
            grams.add(reference.sorted());
            ofNameless.add(Weighted.distinct(reference.text().anonymous().grams(Weighted.GRAM)));
        }
        this.byText = Candidates.of(grams);
        this.nameless = Candidates.of(ofNameless);
    }

    @Override
    public @Nullable Hit hit(String question) {
        if (references.isEmpty()) {
            return null;
        }
        @Nullable Hit hit = read(question);
        if (hit == null) {
            for (String reading : Readings.of(question)) {
                @Nullable Hit other = hit == null ? read(reading) : hit;
                hit = other != null && other.score() >= REWRITTEN ? other : null;
            }
        }
        return hit;
    }

    private @Nullable Hit read(String question) {
        Canonical text = Canonical.of(question);
        long[] grams = text.grams(Weighted.GRAM);
        long[] sorted = Weighted.distinct(grams);
        int[] candidates = byText.of(sorted);
        Hit best = candidates.length == 0 ? null : best(Weighted.of(question, text, grams, sorted, counts), candidates);
        return best == null && text.length() <= MOST_FORMULA ? renamedFormula(question, text) : best;
    }

    private @Nullable Hit best(Weighted row, int[] candidates) {
        Hit best = null;
        for (int candidate : candidates) {
            Comparison comparison = compare(row, weighted()[candidate]);
            if (Agreement.same(comparison) && (best == null || comparison.reference() > best.score())) {
                best = hit(row, candidate, comparison);
            }
        }
        return best;
    }

    /// A short problem that is mostly a formula has little in common with itself when its variable is called otherwise.
    private @Nullable Hit renamedFormula(String question, Canonical text) {
        Canonical anonymous = text.anonymous();
        int[] candidates = nameless.of(Weighted.distinct(anonymous.grams(Weighted.GRAM)));
        if (candidates.length == 0) {
            return null;
        }
        Weighted row = Weighted.of(question, counts).anonymous(counts);
        for (int candidate : candidates) {
            Weighted reference = weighted()[candidate];
            boolean otherLetters = !text.letters().containsAll(reference.text().letters());
            if (otherLetters && reference.text().length() <= MOST_FORMULA) {
                Comparison comparison = Comparison.of(row, reference.anonymous(counts));
                if (comparison.whole() >= 0.9 && comparison.reference() >= 0.9 && Agreement.same(comparison)) {
                    return hit(row, candidate, comparison);
                }
            }
        }
        return null;
    }

    private Hit hit(Weighted row, int candidate, Comparison comparison) {
        Reference r = references.get(candidate);
        return new Hit("same problem", r.benchmark(), r.id(), comparison.reference(), spans(row, comparison.spans()));
    }

    /// For measurements: how a row compares to the reference of this number.
    Comparison compare(String question, int reference) {
        return compare(Weighted.of(question, counts), weighted()[reference]);
    }

    /// Compares with the variables as they are called or, where other letters are used, whatever they are called.
    private Comparison compare(Weighted row, Weighted reference) {
        Comparison comparison = Comparison.of(row, reference);
        if (Agreement.same(comparison) || comparison.shared() < LEAST_SHARED * comparison.total()) {
            return comparison;
        }
        if (comparison.row() >= RENAMED
                && !row.text().letters().containsAll(reference.text().letters())) {
            return Comparison.of(row.anonymous(counts), reference.anonymous(counts));
        }
        return rewritten(row, reference, comparison);
    }

    /// Compares with the sides of equations in one order, and commas as points where the reference has points.
    private Comparison rewritten(Weighted row, Weighted reference, Comparison comparison) {
        String question = row.text().source();
        String problem = reference.text().source();
        String ours = Sides.sorted(DecimalFractions.asIn(problem, DecimalCommas.asIn(problem, question)));
        String theirs = Sides.sorted(DecimalFractions.asIn(question, problem));
        if (ours.equals(question) && theirs.equals(problem)) {
            return comparison;
        }
        Comparison sorted = Comparison.of(
                Weighted.of(ours, counts).drawnAs(row),
                Weighted.of(theirs, counts).drawnAs(reference));
        return Agreement.same(sorted) && sorted.reference() >= REWRITTEN ? sorted : comparison;
    }

    /// For measurements: the references that share most with a text, the best first.
    ///
    /// @param grams of the text, distinct
    int[] candidates(long[] grams) {
        return byText.of(grams);
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
