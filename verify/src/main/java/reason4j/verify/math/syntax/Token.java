package reason4j.verify.math.syntax;

/// A piece of the input.
///
/// @param kind what it is
/// @param text number as written without separators, name of a command without backslash, letter, word, or sign
/// @param at index in the input
/// @param spaced whether blanks stand before it
record Token(Kind kind, String text, int at, boolean spaced) {

    enum Kind {
        NUMBER,
        /// A numeral with a base: `digits_base`.
        BASED,
        LETTER,
        COMMAND,
        /// A run of letters that is no product of variables, or the content of `\text`.
        WORD,
        SIGN,
        END
    }

    boolean sign(char c) {
        return kind == Kind.SIGN && text.charAt(0) == c;
    }

    boolean command(String name) {
        return kind == Kind.COMMAND && text.equals(name);
    }

    boolean separator() {
        return sign(',') || sign(';') || command("and") || command("or");
    }
}
