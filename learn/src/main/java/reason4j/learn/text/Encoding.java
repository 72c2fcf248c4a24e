package reason4j.learn.text;

/// Token ids with where each came from.
///
/// @param ids token ids
/// @param starts for each token the index of its first `char` in the text
/// @param ends for each token the index after its last `char`; tokens that share a character share its range, and a
///     token that stands for no text has an empty range
public record Encoding(int[] ids, int[] starts, int[] ends) {}
