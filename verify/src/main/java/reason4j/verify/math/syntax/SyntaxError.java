package reason4j.verify.math.syntax;

/// Why a string is no mathematics, and where. Carries no stack trace.
public final class SyntaxError extends Exception {

    private static final long serialVersionUID = 1L;

    private final int position;

    SyntaxError(int position, String message) {
        super(message, null, false, false);
        this.position = position;
    }

    /// Index of the offending character.
    public int position() {
        return position;
    }

    /// What was expected there.
    public String reason() {
        return String.valueOf(getMessage());
    }
}
