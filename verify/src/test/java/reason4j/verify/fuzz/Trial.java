package reason4j.verify.fuzz;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import reason4j.core.episode.Outcome;
import reason4j.core.episode.Verdict;
import reason4j.core.io.Json;
import reason4j.core.problem.AnswerKey;
import reason4j.verify.cases.CpuClock;
import reason4j.verify.dialect.Dialect;
import reason4j.verify.dialect.Dialects;
import reason4j.verify.math.MathVerifier;

/// Judges inputs and remembers the worst.
final class Trial {

    private static final int MAX_FAILURES = 20;
    private static final int DIALECT_EVERY = 16;

    private final Inputs inputs;
    private final MathVerifier verifier = MathVerifier.strict();
    private final List<String> failures = new ArrayList<>();
    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private double slowestMillis;
    private String slowest = "";

    Trial(Inputs inputs) {
        this.inputs = inputs;
    }

    /// Judges the input of this number, also by parsing and explaining it, and now and then by each dialect.
    void judge(long number) {
        Inputs.Pair pair = inputs.pair(number);
        try {
            double start = CpuClock.millis();
            Verdict verdict = verdict(pair);
            note(number, pair, CpuClock.millis() - start);
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
        double start = CpuClock.millis();
        MathVerifier.parse(pair.answer());
        if (pair.whole()) {
            verifier.explain(pair.gold(), pair.answer());
        } else {
            verifier.explainBare(pair.gold(), pair.answer());
        }
        note(number, pair, (CpuClock.millis() - start) / 2);
        for (Dialect dialect : Dialects.ALL) {
            AnswerKey key = new AnswerKey.MathAnswer(pair.gold());
            start = CpuClock.millis();
            Verdict other = dialect.verify(key, pair.answer());
            if (broke(other)) {
                fail(number, pair, dialect.name() + ": " + other.because());
            }
            note(number, pair, CpuClock.millis() - start);
        }
    }

    private void note(long number, Inputs.Pair pair, double millis) {
        if (millis > slowestMillis) {
            slowestMillis = millis;
            slowest = describe(number, pair);
        }
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

    Map<Outcome, Long> outcomes() {
        return outcomes;
    }

    /// Forgets the slowest, so that the next stretch has its own.
    void restartClock() {
        slowestMillis = 0;
        slowest = "";
    }
}
