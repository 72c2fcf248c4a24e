package reason4j.verify.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import reason4j.core.episode.Outcome;
import reason4j.core.episode.Verdict;
import tools.jackson.databind.JsonNode;

/// How verdicts compare with labels.
///
/// @param cases how many there are
/// @param falsePositives those called correct that are not
/// @param falseNegatives those not called correct that are
/// @param timeouts those that ran out of budget
/// @param slowestMillis the longest time that one took of this thread
/// @param slowest the case that took it
public record Score(
        int cases,
        List<Miss> falsePositives,
        List<Miss> falseNegatives,
        int timeouts,
        double slowestMillis,
        String slowest) {

    /// A case and the verdict that its label contradicts.
    public record Miss(Case labelled, Verdict verdict) {
        @Override
        public String toString() {
            return labelled.brief() + " → " + verdict.outcome() + " " + verdict.rule() + ": " + verdict.because();
        }
    }

    /// The score of a verifier of rows, with the time taken here rather than believed.
    public static Score of(List<Case> cases, Function<JsonNode, Verdict> verifier) {
        List<Miss> positives = new ArrayList<>();
        List<Miss> negatives = new ArrayList<>();
        int timeouts = 0;
        double slowestMillis = 0;
        String slowest = "";
        for (Case labelled : cases) {
            double start = CpuClock.millis();
            Verdict verdict = verifier.apply(labelled.row());
            double millis = CpuClock.millis() - start;
            if (millis > slowestMillis) {
                slowestMillis = millis;
                slowest = labelled.id();
            }
            timeouts += verdict.outcome() == Outcome.TIMEOUT ? 1 : 0;
            if (verdict.correct() != labelled.expected()) {
                (verdict.correct() ? positives : negatives).add(new Miss(labelled, verdict));
            }
        }
        return new Score(cases.size(), positives, negatives, timeouts, slowestMillis, slowest);
    }

    public int right() {
        return cases - falsePositives.size() - falseNegatives.size();
    }

    public double share() {
        return right() / (double) cases;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d of %d (%.2f %%), %d false positives, %d false negatives, %d timeouts, slowest %.1f ms (%s)",
                right(),
                cases,
                100 * share(),
                falsePositives.size(),
                falseNegatives.size(),
                timeouts,
                slowestMillis,
                slowest);
    }
}
