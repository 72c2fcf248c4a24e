package reason4j.verify.math.syntax;

/// How ambiguous notation is read.
///
/// @param comma what a comma between digits is
/// @param tight whether `1/2x` is `1/(2x)`
/// @param scientific whether `5e-4` is 0.0005 rather than five times e less four
public record Reading(Comma comma, boolean tight, boolean scientific) {

    /// A comma between digits.
    public enum Comma {
        /// Separates groups of three digits where it can, else a list.
        THOUSANDS,
        /// Always separates the members of a list.
        LIST,
        /// The decimal point.
        DECIMAL
    }

    public static final Reading USUAL = new Reading(Comma.THOUSANDS, false, false);
}
