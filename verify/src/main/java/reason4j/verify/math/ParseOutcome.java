package reason4j.verify.math;

/// What the parser made of a string: a tree, or an error with its position.
public sealed interface ParseOutcome {

    /// @param tree the tree as an S-expression
    record Tree(String tree) implements ParseOutcome {}

    /// @param position index of the offending character in the string, from 0
    /// @param message what was expected there
    record Failure(int position, String message) implements ParseOutcome {}
}
