package reason4j.core.problem;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/// What would be right: the gold side of a verdict. Written to JSON with a tag, `{"kind": "math", "gold": "72"}`.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AnswerKey.MathAnswer.class, name = "math"),
    @JsonSubTypes.Type(value = AnswerKey.Choice.class, name = "choice"),
    @JsonSubTypes.Type(value = AnswerKey.ProgramTests.class, name = "tests"),
    @JsonSubTypes.Type(value = AnswerKey.Puzzle.class, name = "puzzle"),
    @JsonSubTypes.Type(value = AnswerKey.Rubric.class, name = "rubric")
})
public sealed interface AnswerKey {

    /// A mathematical answer, as LaTeX or plain text.
    ///
    /// @param gold the answer, without the box around it
    record MathAnswer(String gold) implements AnswerKey {}

    /// A choice among lettered options.
    ///
    /// @param letter the right option, such as `B`
    record Choice(String letter) implements AnswerKey {}

    /// A program that must pass tests.
    ///
    /// @param language what the program is written in, such as `python`
    /// @param inputs standard input of each test
    /// @param outputs expected standard output of each test, as many as inputs
    record ProgramTests(String language, List<String> inputs, List<String> outputs) implements AnswerKey {
        public ProgramTests {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
            if (inputs.size() != outputs.size()) {
                throw new IllegalArgumentException(
                        inputs.size() + " inputs but " + outputs.size() + " outputs: each test needs both");
            }
        }
    }

    /// Countdown: an expression that uses each number at most once and equals the target.
    ///
    /// @param numbers the numbers at hand
    /// @param target the value to reach
    record Puzzle(List<Long> numbers, long target) implements AnswerKey {
        public Puzzle {
            numbers = List.copyOf(numbers);
        }
    }

    /// What a judge is told to look for; only for answers that no rule can decide.
    ///
    /// @param criteria the sentence or list given to the judge
    record Rubric(String criteria) implements AnswerKey {}
}
