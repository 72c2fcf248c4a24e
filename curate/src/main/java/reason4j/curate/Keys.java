package reason4j.curate;

import org.jspecify.annotations.Nullable;
import reason4j.core.problem.AnswerKey;
import reason4j.curate.text.Normal;

/// Whether an answer key can be judged at all, and when two keys are one.
final class Keys {

    private Keys() {}

    /// Why the verifier cannot read the key, or null if it can.
    static @Nullable String defect(AnswerKey key) {
        return switch (key) {
            case AnswerKey.MathAnswer(String gold) -> gold.isBlank() ? "empty answer" : null;
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
        return a.equals(b);
    }
}
