package reason4j.curate.decontaminate;

import java.io.Serializable;
import java.util.List;
import reason4j.curate.text.Canonical;
import reason4j.curate.text.WordCounts;

/// How common words are among questions that are no copies. A pool of few rows with many copies of a benchmark's
/// problem
/// would make its rarest words common, and so take from each copy the weight by which it is found: a row that has
/// most of a problem's rare grams counts as that problem, which is counted once already.
public final class Background implements Serializable {

    private static final long serialVersionUID = 1L;

    /// Share of a problem's rare grams that makes a row its copy.
    private static final float COPY = 0.4f;

    private final Candidates problems;

    /// @param references each of which is counted by [Rules#named]
    public Background(List<Reference> references) {
        this.problems = Candidates.of(references.stream()
                .map(r -> Weighted.distinct(Canonical.of(r.problem()).grams(Weighted.GRAM)))
                .toList());
    }

    /// Counts the words of a question unless it is a copy.
    public void count(String question, WordCounts counts) {
        Canonical text = Canonical.of(question);
        if (problems.nearest(Weighted.distinct(text.grams(Weighted.GRAM))) < COPY) {
            counts.add(text);
        }
    }
}
