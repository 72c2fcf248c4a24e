package reason4j.verify.math.syntax;

/// What the lexer knows of bare words.
public final class Lexicon {

    private Lexicon() {}

    /// Whether a bare word means a function or constant, as `sqrt` or `pi`.
    public static boolean isFunction(String word) {
        return Vocabulary.functionWord(word);
    }

    /// Whether a run of letters is a word rather than a product of variables.
    public static boolean isWord(String run) {
        return Words.isWord(run, false);
    }
}
