package reason4j.learn.text.template;

import java.io.Serial;

/// What is wrong in a template; [ChatTemplate] makes it a message for people.
final class TemplateProblem extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int line;

    /// @param line of the template from 1, or 0 where the place is not known yet
    TemplateProblem(int line, String message) {
        super(message, null, false, false);
        this.line = line;
    }

    TemplateProblem(String message) {
        this(0, message);
    }

    int line() {
        return line;
    }

    TemplateProblem at(int place) {
        return line > 0 ? this : new TemplateProblem(place, String.valueOf(getMessage()));
    }
}
