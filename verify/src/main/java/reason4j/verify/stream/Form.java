package reason4j.verify.stream;

import org.jspecify.annotations.Nullable;

/// What a prediction is.
public enum Form {
    /// A whole response, from which the answer must be taken.
    RESPONSE,
    /// An answer and nothing else.
    BARE;

    /// @return the form of this name (`response`, `bare`, `bare-latex`), or null if there is none
    public static @Nullable Form named(String name) {
        return switch (name) {
            case "response" -> RESPONSE;
            case "bare", "bare-latex" -> BARE;
            case String _ -> null;
        };
    }
}
