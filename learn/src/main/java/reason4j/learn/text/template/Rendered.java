package reason4j.learn.text.template;

import java.util.List;

/// A conversation as a model reads it.
///
/// @param text all of it
/// @param assistantSpans what the assistant wrote, as the template marks it by `{% generation %}`
public record Rendered(String text, List<Span> assistantSpans) {

    public Rendered {
        assistantSpans = List.copyOf(assistantSpans);
    }
}
