package reason4j.curate.decontaminate;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Equal after a normal form: lower case and white space, or Light-R1's "exact matching excluding digits".
final class Exact implements Rule {

    private static final long serialVersionUID = 1L;

    /// A normal form.
    @FunctionalInterface
    interface Form extends Serializable {
        String of(String text);
    }

    private final Form form;
    private final Map<String, Reference> known = new HashMap<>();

    Exact(List<Reference> references, Form form) {
        this.form = form;
        references.forEach(r -> known.putIfAbsent(form.of(r.problem()), r));
    }

    @Override
    public @Nullable Hit hit(String question) {
        String text = form.of(question);
        Reference found = known.get(text);
        return found == null ? null : new Hit("equal text", found.benchmark(), found.id(), 1, List.of());
    }
}
