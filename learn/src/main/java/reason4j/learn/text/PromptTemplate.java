package reason4j.learn.text;

import reason4j.core.config.Range;
import reason4j.core.problem.Problem;

/// How a problem becomes a prompt: text in which `{problem}` stands for the question.
///
/// @param text such as `{problem}` or `Question: {problem}\nAnswer:`
public record PromptTemplate(String text) {

    private static final String PLACE = "{problem}";

    public PromptTemplate {
        Range.check(text.contains(PLACE), "prompt", text, "must contain " + PLACE);
    }

    public String render(Problem problem) {
        return text.replace(PLACE, problem.prompt());
    }
}
