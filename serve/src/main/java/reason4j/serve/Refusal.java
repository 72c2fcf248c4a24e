package reason4j.serve;

import org.jspecify.annotations.Nullable;
import reason4j.core.io.UserException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A request that is not answered as it was asked, in the form of OpenAI's API.
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final int status;
    private final @Nullable String field;

    private Refusal(int status, @Nullable String field, String message) {
        super(message, null, false, false);
        this.status = status;
        this.field = field;
    }

    /// The request itself is at fault.
    ///
    /// @param field that is wrong, or null
    static Refusal bad(@Nullable String field, String message) {
        return new Refusal(400, field, message);
    }

    static Refusal of(int status, String message) {
        return new Refusal(status, null, message);
    }

    /// What a person would be told at the command line.
    static Refusal of(UserException e) {
        int status = e.exitCode() == UserException.MACHINE ? 503 : 400;
        return new Refusal(status, null, String.valueOf(e.getMessage()));
    }

    int status() {
        return status;
    }

    ObjectNode json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putObject("error")
                .put("message", getMessage())
                .put("type", type())
                .put("param", field)
                .put("code", status);
        return root;
    }

    private String type() {
        return switch (status) {
            case 401 -> "authentication_error";
            case 429 -> "rate_limit_error";
            case 400, 404, 405, 413, 415 -> "invalid_request_error";
            default -> "server_error";
        };
    }
}
