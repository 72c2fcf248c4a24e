package reason4j.verify.dialect;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reason4j.core.episode.Outcome;
import reason4j.core.episode.Verdict;
import reason4j.core.problem.AnswerKey;
import reason4j.verify.math.MathPolicy;
import reason4j.verify.math.MathVerifier;
import reason4j.verify.math.ParseOutcome;

/// Math-Verify 0.9.0 with `boxed_match_priority=0`: its ladder of places to look, the last piece that can be parsed,
/// its
/// normalisation (units and quotes dropped, "and" as a comma), comparison to six decimals, directed from gold to
/// answer.
/// The algebra is this engine's own, so where SymPy fails to see that two expressions are equal, it still sees it.
final class MathVerifyDialect implements Dialect {

    static final Dialect DIALECT = new MathVerifyDialect();

    private static final MathVerifier ENGINE = MathVerifier.with(MathPolicy.strict()
            .afterThink(false)
            .rejectHedging(false)
            .units(MathPolicy.Units.IGNORED)
            .decimals(6));
    private static final Pattern DOUBLED = Pattern.compile("\\\\\\\\(?=[a-zA-Z])");
    private static final Pattern LETTER_UNIT = Pattern.compile("([0-9}]|\\s)\\s*(?:[cdghlmost])(?:s|es)?\\s*$");
    private static final Pattern TEXT_UNIT =
            Pattern.compile("\\\\(?:text|mbox|textbf)\\s*\\{[^{}]*\\}(?:\\^\\d|\\{\\^\\d\\})?$");

    private MathVerifyDialect() {}

    @Override
    public String name() {
        return "math-verify";
    }

    @Override
    public Verdict verify(AnswerKey key, String response) {
        long start = System.nanoTime();
        String gold = Golds.of(key);
        if (gold == null) {
            return said(Outcome.UNSCORABLE, "unscorable-key", "The grader knows only answers that are strings.", start);
        }
        String right = first(gold);
        String given = first(response);
        if (given == null) {
            return said(Outcome.WRONG, "no-answer", "The grader finds no answer where it looks for one.", start);
        }
        return compare(right == null ? gold : right, given, start);
    }

    @Override
    public Verdict bare(AnswerKey key, String answer) {
        long start = System.nanoTime();
        String gold = Golds.of(key);
        if (gold == null) {
            return said(Outcome.UNSCORABLE, "unscorable-key", "The grader knows only answers that are strings.", start);
        }
        return compare(Golds.plain(gold), Golds.plain(answer), start);
    }

    /// The first piece of the ladder that can be parsed, or the first of all if none can.
    private static @Nullable String first(String text) {
        List<String> pieces = MathVerifyLadder.candidates(text);
        for (String piece : pieces) {
            if (MathVerifier.parse(normal(piece)) instanceof ParseOutcome.Tree) {
                return piece;
            }
        }
        return pieces.isEmpty() ? null : pieces.getFirst();
    }

    private static Verdict compare(String gold, String answer, long start) {
        Verdict verdict = ENGINE.bare(normal(gold), normal(answer));
        return new Verdict(
                verdict.outcome(),
                "dialect-math-verify-" + verdict.rule(),
                verdict.because(),
                verdict.gold(),
                verdict.answer(),
                (System.nanoTime() - start) / 1e6);
    }

    private static String normal(String text) {
        String s = text.strip().replace("\\$", "").replace("\\displaystyle", "").replace("\"", "");
        // models that were trained on escaped text double their backslashes; in a matrix two of them end a row
        s = s.contains("matrix") ? s : DOUBLED.matcher(s).replaceAll("\\\\");
        Matcher unit = TEXT_UNIT.matcher(s);
        String without = unit.replaceFirst("").strip();
        s = without.isEmpty() ? s : without;
        without = LETTER_UNIT.matcher(s).replaceFirst("$1").strip();
        return without.isEmpty() ? s : without;
    }

    private static Verdict said(Outcome outcome, String rule, String because, long start) {
        return new Verdict(outcome, rule, because, null, null, (System.nanoTime() - start) / 1e6);
    }
}
