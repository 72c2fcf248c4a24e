package reason4j.verify.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reason4j.core.episode.Outcome;
import reason4j.core.episode.Verdict;
import reason4j.core.problem.AnswerKey;
import reason4j.verify.math.MathPolicy;
import reason4j.verify.math.MathVerifier;
import reason4j.verify.math.ParseOutcome;

/// Math-Verify 0.9.0 with `boxed_match_priority=0`: its ladder of places to look, the last piece that can be parsed,
/// its normalisation (units and quotes dropped, "and" as a comma), comparison to six decimals, directed from gold to
/// answer.
/// The algebra is this engine's own, so where SymPy fails to see that two expressions are equal, it still sees it.
///
/// @param engine this verifier under the policy that comes nearest
record MathVerifyDialect(MathVerifier engine) implements Dialect {

    private static final int DECIMALS = 6;

    /// A gold in its text, or a bare answer, of more characters is not looked at.
    private static final int MAX_ANSWER = 200_000;

    static final Dialect DIALECT = new MathVerifyDialect(MathVerifier.with(nearest(MathPolicy.strict())));

    private static MathPolicy nearest(MathPolicy policy) {
        return MathPolicy.strict()
                .afterThink(false)
                .rejectHedging(false)
                .units(MathPolicy.Units.IGNORED)
                .strings(policy.strings())
                .lowercase(policy.lowercase())
                .decimals(policy.decimals() < 0 ? DECIMALS : policy.decimals());
    }

    @Override
    public String name() {
        return "math-verify";
    }

    /// Rounding and the strings that an answer must be one of are settings of the original too.
    @Override
    public Dialect under(MathPolicy policy) {
        return new MathVerifyDialect(MathVerifier.with(nearest(policy)));
    }

    @Override
    public Verdict verify(AnswerKey key, String response) {
        return judge(key, response, false);
    }

    @Override
    public Verdict bare(AnswerKey key, String answer) {
        return judge(key, answer, true);
    }

    private Verdict judge(AnswerKey key, String text, boolean bare) {
        long start = System.nanoTime();
        String gold = Golds.of(key);
        if (gold == null) {
            return said(Outcome.UNSCORABLE, "unscorable-key", "The grader knows only answers that are strings.", start);
        }
        if (gold.length() > MAX_ANSWER || bare && text.length() > MAX_ANSWER) {
            String because = "A gold or an answer of more than " + MAX_ANSWER + " characters is not judged.";
            return said(Outcome.UNSCORABLE, "too-long", because, start);
        }
        if (!engine.policy().strings().isEmpty()) {
            return renamed(engine.verify(gold, text), start);
        }
        List<String> golds = MathVerifyLadder.candidates(delimited(gold));
        List<String> answers = MathVerifyLadder.candidates(bare ? delimited(text) : text);
        if (answers.isEmpty() || golds.isEmpty()) {
            return said(Outcome.WRONG, "no-answer", "The grader finds no answer where it looks for one.", start);
        }
        if (golds.getFirst().strip().equals(answers.getFirst().strip())) {
            return said(Outcome.CORRECT, "dialect-math-verify-text", "Both sides are written alike.", start);
        }
        String right = first(golds);
        String given = first(answers);
        if (right == null || given == null) {
            return said(Outcome.WRONG, "dialect-math-verify-text", "A side that cannot be parsed.", start);
        }
        MathVerifySides sides = MathVerifySides.of(right, given);
        if (sides.lettersDiffer()) {
            return said(
                    Outcome.WRONG, "dialect-math-verify-letters", "Letters are real here and complex there.", start);
        }
        return renamed(engine.bare(sides.gold(), sides.answer()), start);
    }

    /// An answer alone, as a formula.
    private static String delimited(String answer) {
        boolean has = answer.contains("\\boxed")
                || answer.contains("\\[")
                || answer.contains("\\(")
                || answer.replace("\\$", "").contains("$");
        return has ? answer : "$" + answer + "$";
    }

    /// The first piece of the ladder that can be parsed.
    private static @Nullable String first(List<String> pieces) {
        for (String piece : pieces) {
            String normal = MathVerifySides.normal(piece);
            if (!MathVerifySides.unreadable(normal) && MathVerifier.parse(normal) instanceof ParseOutcome.Tree) {
                return piece;
            }
        }
        return null;
    }

    private static Verdict renamed(Verdict verdict, long start) {
        return new Verdict(
                verdict.outcome(),
                "dialect-math-verify-" + verdict.rule(),
                verdict.because(),
                verdict.gold(),
                verdict.answer(),
                (System.nanoTime() - start) / 1e6);
    }

    private static Verdict said(Outcome outcome, String rule, String because, long start) {
        return new Verdict(outcome, rule, because, null, null, (System.nanoTime() - start) / 1e6);
    }
}
