package reason4j.curate;

import java.util.List;

/// The steps that drop rows, in their order.
final class Steps {

    /// Contamination comes before duplicates: a row that is a benchmark's problem is said to be that, not to be a copy
    /// of another such row.
    static final List<String> ORDER = List.of("clean", "contaminated", "duplicate", "verify", "difficulty", "select");

    private Steps() {}
}
