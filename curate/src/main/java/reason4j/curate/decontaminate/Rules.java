package reason4j.curate.decontaminate;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import reason4j.core.io.UserException;
import reason4j.curate.text.Normal;

/// The visible list of rules.
public final class Rules {

    private static final Map<String, Function<List<Reference>, Rule>> ALL = new TreeMap<>(Map.of(
            "none", references -> question -> null,
            "exact", references -> new Exact(references, Normal::of),
            "exact-minus-digits", references -> new Exact(references, Normal::withoutDigits),
            "same-problem", references -> new Exact(references, Normal::of),
            "8-gram", references -> new WordNgrams(references, 8),
            "13-gram", references -> new WordNgrams(references, 13),
            "32-gram", references -> new WordNgrams(references, 32)));

    private Rules() {}

    /// @throws UserException if there is none of this name
    public static Rule named(String name, List<Reference> references) {
        Function<List<Reference>, Rule> rule = ALL.get(name);
        if (rule == null) {
            throw UserException.usage("decontaminate.rule = " + name + ": unknown; there are " + ALL.keySet());
        }
        return rule.apply(references);
    }
}
