package reason4j.learn.text;

/// A token outside the model's vocabulary of pieces, found in text as a whole.
///
/// @param text as it is written, never empty
/// @param special whether it is markup: left out of decoded text on request, and made from text only on request
public record AddedToken(String text, boolean special) {

    public AddedToken {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("an added token needs a text");
        }
    }

    /// Markup such as `<|endoftext|>`.
    public static AddedToken special(String text) {
        return new AddedToken(text, true);
    }

    /// A word of the text with a token of its own, such as `<think>`.
    public static AddedToken word(String text) {
        return new AddedToken(text, false);
    }
}
