package reason4j.learn.text.template;

/// A conversation in tokens.
///
/// @param text the rendered text
/// @param ids its token ids
/// @param assistant for each id whether it belongs to what the assistant wrote, as the template marks it; all false if
///     the template marks nothing
public record EncodedChat(String text, int[] ids, boolean[] assistant) {}
