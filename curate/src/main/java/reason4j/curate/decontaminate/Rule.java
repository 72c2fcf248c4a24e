package reason4j.curate.decontaminate;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/// Decides whether a question is in the benchmarks that the rule was made for. Immutable, safe for many threads.
@FunctionalInterface
public interface Rule extends Serializable {

    /// The best hit, or null.
    @Nullable
    Hit hit(String question);
}
