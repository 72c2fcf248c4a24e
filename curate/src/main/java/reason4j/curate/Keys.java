package reason4j.curate;

import org.jspecify.annotations.Nullable;
import reason4j.core.problem.AnswerKey;
import reason4j.curate.text.Normal;
import reason4j.verify.math.MathVerifier;
import reason4j.verify.math.ParseOutcome;

/// Whether an answer key can be judged at all, and when two keys are one.
final class Keys {

    private static final MathVerifier VERIFIER = MathVerifier.strict();

    private Keys() {}

    /// Why the verifier cannot read the key, or null if it can.
    static @Nullable String defect(AnswerKey key) {
        return switch (key) {
            case AnswerKey.MathAnswer(String gold) ->
                MathVerifier.parse(gold) instanceof ParseOutcome.Failure(int at, String message)
                        ? "at " + at + ": " + message
                        : null;
            case AnswerKey.Choice(String letter) -> letter.matches("[A-Za-z]") ? null : "not a letter: " + letter;
            case AnswerKey.ProgramTests tests -> tests.inputs().isEmpty() ? "no tests" : null;
            case AnswerKey.Puzzle puzzle -> puzzle.numbers().isEmpty() ? "no numbers" : null;
            case AnswerKey.Rubric(String criteria) -> criteria.isBlank() ? "empty rubric" : null;
        };
    }

    /// A text equal for keys that are written alike.
    static String canonical(@Nullable AnswerKey key) {
        return switch (key) {
            case null -> "";
            case AnswerKey.MathAnswer(String gold) -> Normal.answer(gold);
            case AnswerKey.Choice(String letter) -> letter;
            case AnswerKey.ProgramTests tests -> tests.language() + tests.inputs() + tests.outputs();
            case AnswerKey.Puzzle puzzle -> puzzle.numbers() + "=" + puzzle.target();
            case AnswerKey.Rubric(String criteria) -> criteria;
        };
    }

    /// Whether two canonical answers mean the same.
    static boolean same(String a, String b) {
        if (a.equals(b) || (isInteger(a) && isInteger(b))) {
            return a.equals(b);
        }
        return VERIFIER.bare(a, b).correct() || VERIFIER.bare(b, a).correct();
    }

    /// Digits without a zero before them: two such texts are equal or different numbers.
    private static boolean isInteger(String s) {
        return !s.isEmpty()
                && (s.charAt(0) != '0' || s.length() == 1)
                && s.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
