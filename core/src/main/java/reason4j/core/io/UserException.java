package reason4j.core.io;

import org.jspecify.annotations.Nullable;

/// Something that a person can put right: the command line prints the message alone, without a stack trace, and exits
/// with [#exitCode()]. The message says what, where, and what to do.
public final class UserException extends RuntimeException {

    /// Bad usage or configuration.
    public static final int USAGE = 2;
    /// Bad or missing data.
    public static final int DATA = 3;
    /// The machine: disk full, read-only, device missing.
    public static final int MACHINE = 4;
    /// Stopped by a person (128 + SIGINT).
    public static final int INTERRUPTED = 130;

    private static final long serialVersionUID = 1L;
    private final int exitCode;

    private UserException(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    public static UserException usage(String message) {
        return new UserException(USAGE, message, null);
    }

    public static UserException data(String message) {
        return new UserException(DATA, message, null);
    }

    public static UserException data(String message, Throwable cause) {
        return new UserException(DATA, message, cause);
    }

    public static UserException machine(String message, @Nullable Throwable cause) {
        return new UserException(MACHINE, message, cause);
    }

    public static UserException interrupted(String message) {
        return new UserException(INTERRUPTED, message, null);
    }

    public int exitCode() {
        return exitCode;
    }
}
