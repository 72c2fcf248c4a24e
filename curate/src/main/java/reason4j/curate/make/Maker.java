package reason4j.curate.make;

import java.util.Iterator;
import java.util.Map;
import reason4j.core.problem.Problem;
import reason4j.core.run.Seed;

/// Makes problems, with ready traces where it knows them. Pure: equal seeds and options give equal problems. Copies
/// are welcome, as real sets have them; curation is there to find them.
@FunctionalInterface
public interface Maker {

    /// @param options of the recipe's source, such as `problems: 6000`
    /// @throws IllegalArgumentException naming an option out of range
    Iterator<Problem> make(Seed seed, Map<String, String> options);
}
