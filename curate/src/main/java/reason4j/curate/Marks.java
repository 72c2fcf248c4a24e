package reason4j.curate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import reason4j.core.problem.Trace;

/// What selection and the judging of traces need of the rows of a slice.
final class Marks implements Serializable {

    private static final long serialVersionUID = 1L;
    private final String[] domains;
    private final String[] sources;
    private final int[] lengths;
    private final boolean[] traced;
    private final Map<Integer, String> solved = new TreeMap<>();
    private final Map<Integer, Map<String, Integer>> droppedTraces = new TreeMap<>();
    private int traces;

    /// Measures of the longest trace by row, empty unless the recipe ranks by them.
    final List<float[]> style = new ArrayList<>();

    Marks(int rows) {
        domains = new String[rows];
        sources = new String[rows];
        lengths = new int[rows];
        traced = new boolean[rows];
    }

    /// @param i the row's number in the slice
    void note(Row row, int i, CurateRecipe recipe) {
        domains[i] = row.draft().domain().intern();
        sources[i] = row.draft().source().intern();
        boolean wanted = recipe.verify().traces() || recipe.verify().requireTraces();
        traced[i] = !wanted || !row.draft().traces().isEmpty();
        String longest = "";
        for (Trace trace : row.draft().traces()) {
            // a set that has no reasoning apart has it in the response
            String text = trace.reasoning().isBlank() ? trace.response() : trace.reasoning();
            longest = text.length() > longest.length() ? text : longest;
        }
        lengths[i] = longest.length();
        if (recipe.select().method().equals("limo")) {
            style.add(Style.of(longest));
        }
        if (row.fate() != null) {
            return;
        }
        traces += row.draft().traces().size();
        if (!row.droppedTraces().isEmpty()) {
            droppedTraces.put(i, row.droppedTraces());
        }
        recipe.difficulty().unsolved().stream()
                .filter(mark -> row.draft().marks().getOrDefault(mark, 0.0) > 0)
                .findFirst()
                .ifPresent(mark -> solved.put(i, mark));
    }

    /// Lays these marks into the facts of all rows.
    ///
    /// @param at the first row of the slice
    void lay(Facts facts, int at) {
        System.arraycopy(domains, 0, facts.domains, at, domains.length);
        System.arraycopy(sources, 0, facts.sources, at, sources.length);
        System.arraycopy(lengths, 0, facts.lengths, at, lengths.length);
        System.arraycopy(traced, 0, facts.traced, at, traced.length);
        for (int i = 0; i < style.size(); i++) {
            System.arraycopy(style.get(i), 0, facts.style, (at + i) * Style.MEASURES, Style.MEASURES);
        }
        solved.forEach((i, mark) -> facts.solved.put(at + i, mark));
        droppedTraces.forEach((i, reasons) -> facts.droppedTraces.put(at + i, reasons));
        facts.traces += traces;
    }
}
