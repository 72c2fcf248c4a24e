package reason4j.learn.text.template;

/// A range of `char`s of a text.
///
/// @param start the first
/// @param end after the last
public record Span(int start, int end) {}
