package reason4j.verify.math;

import java.util.List;

/// What was taken from a response, and how.
///
/// @param answers the pieces that form the answer; several only where the text joins them into one list; empty if none
/// @param how the rule that found them, such as `box`, `phrase`, `tag`, `whole`, `no-answer`, `hedged`
public record Extraction(List<String> answers, String how) {

    public Extraction {
        answers = List.copyOf(answers);
    }

    /// Whether there is an answer to judge.
    public boolean found() {
        return !answers.isEmpty();
    }

    /// The answer as one text.
    public String text() {
        return String.join(", ", answers);
    }

    static Extraction none(String how) {
        return new Extraction(List.of(), how);
    }

    static Extraction of(String answer, String how) {
        return new Extraction(List.of(answer), how);
    }
}
