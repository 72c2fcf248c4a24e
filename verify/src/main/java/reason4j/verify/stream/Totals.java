package reason4j.verify.stream;

import java.util.Locale;
import reason4j.core.episode.Verdict;

/// How a stream of verdicts came out.
///
/// @param correct how many were
/// @param wrong how many were
/// @param unscorable how many could not be judged, lines that are no JSON among them
/// @param timeout how many ran out of budget
/// @param slowestMillis the longest time for one verdict
/// @param slowestLine the line it stands in, from 1; 0 if there was none
public record Totals(long correct, long wrong, long unscorable, long timeout, double slowestMillis, long slowestLine) {

    static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0);

    /// These and one more.
    Totals and(Verdict verdict, long line) {
        boolean slower = slowestLine == 0 || verdict.millis() > slowestMillis;
        double slowest = slower ? verdict.millis() : slowestMillis;
        long at = slower ? line : slowestLine;
        return switch (verdict.outcome()) {
            case CORRECT -> new Totals(correct + 1, wrong, unscorable, timeout, slowest, at);
            case WRONG -> new Totals(correct, wrong + 1, unscorable, timeout, slowest, at);
            case UNSCORABLE -> new Totals(correct, wrong, unscorable + 1, timeout, slowest, at);
            case TIMEOUT -> new Totals(correct, wrong, unscorable, timeout + 1, slowest, at);
        };
    }

    /// These and those of later lines.
    Totals and(Totals later) {
        boolean slower = slowestLine == 0 || (later.slowestLine != 0 && later.slowestMillis > slowestMillis);
        return new Totals(
                correct + later.correct,
                wrong + later.wrong,
                unscorable + later.unscorable,
                timeout + later.timeout,
                slower ? later.slowestMillis : slowestMillis,
                slower ? later.slowestLine : slowestLine);
    }

    public long count() {
        return correct + wrong + unscorable + timeout;
    }

    /// One line for a person.
    ///
    /// @param seconds how long it all took
    public String line(double seconds) {
        String outcomes = String.format(
                Locale.ROOT,
                "%,d verdicts: %,d correct, %,d wrong, %,d unscorable, %,d timeout",
                count(),
                correct,
                wrong,
                unscorable,
                timeout);
        String slowest = slowestLine == 0
                ? ""
                : String.format(Locale.ROOT, "; slowest %.1f ms (line %d)", slowestMillis, slowestLine);
        return outcomes + String.format(Locale.ROOT, "; %,.0f a second", count() / Math.max(seconds, 1e-9)) + slowest;
    }
}
