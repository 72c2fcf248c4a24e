package reason4j.verify.fuzz;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import reason4j.core.episode.Outcome;
import reason4j.core.episode.Verdict;
import reason4j.core.io.Json;
import reason4j.core.problem.AnswerKey;
import reason4j.verify.cases.Spent;
import reason4j.verify.dialect.Dialect;
import reason4j.verify.dialect.Dialects;
import reason4j.verify.math.MathVerifier;

/// Judges inputs and remembers the worst.
final class Trial {

    private static final int MAX_FAILURES = 20;
    private static final int DIALECT_EVERY = 16;

    private static final double SUSPECT_MILLIS = 20;
    private static final int RETRIES = 4;

    private final Inputs inputs;
    private final MathVerifier verifier = MathVerifier.strict();
    private final List<String> failures = new ArrayList<>();
    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private double slowestMillis;
    private String slowest = "";
    private double mostMebibytes;
    private String most = "";

    Trial(Inputs inputs) {
        this.inputs = inputs;
    }

    /// Judges the input of this number, also by parsing and explaining it, and now and then by each dialect.
    void judge(long number) {
        Inputs.Pair pair = inputs.pair(number);
        try {
            Verdict verdict = measured(number, pair, "", () -> verdict(pair));
            outcomes.merge(verdict.outcome(), 1L, Long::sum);
            if (broke(verdict)) {
                fail(number, pair, verdict.because());
            }
            if (!pair.whole()) {
                Verdict reversed = verifier.bare(pair.answer(), pair.gold());
                if (reversed.correct() != verdict.correct()) {
                    fail(number, pair, verdict.rule() + " but reversed " + reversed.rule());
                }
            }
            if (number % DIALECT_EVERY == 0) {
                others(number, pair);
            }
        } catch (RuntimeException | StackOverflowError e) {
            fail(number, pair, e + " at " + (e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]));
        }
    }

    /// Whether the verifier's last defence spoke, which no input should reach.
    static boolean broke(Verdict verdict) {
        return verdict.rule().endsWith("defect") || verdict.rule().endsWith("stack");
    }

    private Verdict verdict(Inputs.Pair pair) {
        return pair.whole() ? verifier.verify(pair.gold(), pair.answer()) : verifier.bare(pair.gold(), pair.answer());
    }

    private void others(long number, Inputs.Pair pair) {
        measured(number, pair, "parse ", () -> MathVerifier.parse(pair.answer()));
        measured(
                number,
                pair,
                "explain ",
                () -> pair.whole()
                        ? verifier.explain(pair.gold(), pair.answer())
                        : verifier.explainBare(pair.gold(), pair.answer()));
        AnswerKey key = new AnswerKey.MathAnswer(pair.gold());
        for (Dialect dialect : Dialects.ALL) {
            Verdict other = measured(number, pair, dialect.name() + " ", () -> dialect.verify(key, pair.answer()));
            if (broke(other)) {
                fail(number, pair, dialect.name() + ": " + other.because());
            }
        }
    }

    /// Does it, and notes how long it took and how much it allocated. What seems slow is done again, and the fastest
    /// counts: the first time may hold a collection or a compilation.
    private <T> T measured(long number, Inputs.Pair pair, String what, Supplier<T> work) {
        Spent first = new Spent();
        T result = work.get();
        double millis = first.millis();
        double mebibytes = first.mebibytes();
        for (int k = 0; k < RETRIES && millis > SUSPECT_MILLIS && millis > slowestMillis; k++) {
            Spent again = new Spent();
            var _ = work.get();
            millis = Math.min(millis, again.millis());
        }
        if (millis > slowestMillis) {
            slowestMillis = millis;
            slowest = what + describe(number, pair);
        }
        if (mebibytes > mostMebibytes) {
            mostMebibytes = mebibytes;
            most = what + describe(number, pair);
        }
        return result;
    }

    private void fail(long number, Inputs.Pair pair, String what) {
        if (failures.size() < MAX_FAILURES) {
            failures.add(describe(number, pair) + ": " + what);
        }
    }

    private static String describe(long number, Inputs.Pair pair) {
        return "input " + number + (pair.whole() ? " response " : " bare ") + cut(pair.gold()) + " ◇ "
                + cut(pair.answer());
    }

    private static String cut(String text) {
        return Json.line(text.length() > 300 ? text.substring(0, 300) + "… (" + text.length() + ")" : text);
    }

    List<String> failures() {
        return failures;
    }

    double slowestMillis() {
        return slowestMillis;
    }

    String slowest() {
        return slowest;
    }

    /// The most that one call allocated, whether or not it was freed since.
    double mostMebibytes() {
        return mostMebibytes;
    }

    String most() {
        return most;
    }

    Map<Outcome, Long> outcomes() {
        return outcomes;
    }

    /// Judges one input again for people: its text, its verdict, how long it took at best, and what it allocated.
    String report(long number) {
        Inputs.Pair pair = inputs.pair(number);
        double millis = Double.MAX_VALUE;
        double mebibytes = 0;
        Verdict verdict = verdict(pair);
        for (int k = 0; k < RETRIES; k++) {
            Spent spent = new Spent();
            verdict = verdict(pair);
            millis = Math.min(millis, spent.millis());
            mebibytes = spent.mebibytes();
        }
        return String.format(
                Locale.ROOT,
                "%s%n%s by %s: %s%n%.1f ms at best, %.1f MiB",
                describe(number, pair),
                verdict.outcome(),
                verdict.rule(),
                verdict.because(),
                millis,
                mebibytes);
    }

    /// Forgets the slowest, so that the next stretch has its own.
    void restartClock() {
        slowestMillis = 0;
        slowest = "";
    }
}
