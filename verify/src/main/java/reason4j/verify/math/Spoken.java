package reason4j.verify.math;

import reason4j.verify.math.syntax.Lexicon;

/// Tells words of a language from names of mathematics.
final class Spoken {

    private Spoken() {}

    /// Whether a run of letters can be part of a formula: a function, a product of variables, points of a figure.
    static boolean mathematical(String run) {
        return Lexicon.isFunction(run)
                || !Lexicon.isWord(run) && !(run.length() > 2 && run.equals(run.toUpperCase(java.util.Locale.ROOT)));
    }
}
