package reason4j.verify.math.syntax;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/// The commands that the lexer knows, for inputs that try each.
public final class Known {

    private Known() {}

    /// Names without a backslash, in alphabetical order.
    public static Collection<String> commands() {
        TreeSet<String> names = new TreeSet<>();
        for (Collection<String> some : List.of(
                Vocabulary.FUNCTIONS.keySet(),
                Vocabulary.LISTED.keySet(),
                Vocabulary.RELATIONS.keySet(),
                Vocabulary.GREEK,
                Commands.ACCENTS,
                Commands.TEXTS,
                Commands.FONTS,
                Commands.SPACES,
                Commands.SIZES,
                Commands.OTHERS,
                Vocabulary.PLAIN.values())) {
            names.addAll(some);
        }
        return names;
    }
}
