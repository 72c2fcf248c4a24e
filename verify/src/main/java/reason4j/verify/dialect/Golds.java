package reason4j.verify.dialect;

import org.jspecify.annotations.Nullable;
import reason4j.core.problem.AnswerKey;

/// The gold side as a string, as graders of strings want it.
final class Golds {

    private Golds() {}

    /// @return the key's text, or null for keys that are no string
    static @Nullable String of(AnswerKey key) {
        return switch (key) {
            case AnswerKey.MathAnswer math -> math.gold();
            case AnswerKey.Choice choice -> choice.letter();
            case AnswerKey.ProgramTests _, AnswerKey.Puzzle _, AnswerKey.Rubric _ -> null;
        };
    }

    /// The gold without the box or the dollars that some data sets leave around it.
    static String plain(String gold) {
        String boxed = Boxes.last(gold);
        if (boxed != null) {
            return boxed;
        }
        String trimmed = gold.strip();
        for (String mark : new String[] {"$$", "$"}) {
            int n = mark.length();
            if (trimmed.length() > 2 * n && trimmed.startsWith(mark) && trimmed.endsWith(mark)) {
                String inner = trimmed.substring(n, trimmed.length() - n);
                if (!inner.contains(mark)) {
                    return inner.strip();
                }
            }
        }
        return gold;
    }
}
