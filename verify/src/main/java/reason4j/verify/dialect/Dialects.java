package reason4j.verify.dialect;

import java.util.List;
import java.util.stream.Collectors;
import reason4j.core.io.UserException;

/// The dialects there are: a new one is a file and a line here.
public final class Dialects {

    /// All of them, in the order in which they are listed to people.
    public static final List<Dialect> ALL =
            List.of(MathVerifyDialect.DIALECT, Hendrycks.DIALECT, Prm800k.DIALECT, Dapo.DIALECT, Gsm8k.DIALECT);

    private Dialects() {}

    /// @throws UserException naming the dialects there are, if there is none of this name
    public static Dialect named(String name) {
        return ALL.stream()
                .filter(dialect -> dialect.name().equals(name))
                .findFirst()
                .orElseThrow(() -> UserException.usage("no dialect is called '" + name + "'\n  there are: "
                        + ALL.stream().map(Dialect::name).collect(Collectors.joining(", "))));
    }
}
