package reason4j.learn.gguf;

import java.util.List;

/// A value of a GGUF file's metadata.
public sealed interface Metadata {

    /// A string.
    record Text(String value) implements Metadata {}

    /// An integer of any width; an unsigned one of 64 bits beyond the signed range is negative here.
    record Whole(long value) implements Metadata {}

    /// A float of 32 or 64 bits.
    ///
    /// @param value a 32-bit float is widened by its shortest decimal form, so that 1e-5 stays 1e-5
    record Real(double value) implements Metadata {}

    /// A truth value.
    record Flag(boolean value) implements Metadata {}

    /// An array.
    record Many(List<Metadata> items) implements Metadata {}
}
