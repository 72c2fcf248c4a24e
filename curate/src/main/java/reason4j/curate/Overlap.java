package reason4j.curate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import reason4j.curate.plot.Graph;
import reason4j.curate.source.Input;

/// How many problems the inputs have in common: copies that deduplication found, equal or near.
///
/// @param names of the inputs, distinct
/// @param shared problems by pair of inputs; on the diagonal problems that are more than once in one input
record Overlap(List<String> names, int[][] shared) {

    /// Nothing in common yet.
    static Overlap none(List<Input> inputs) {
        List<String> names = new ArrayList<>();
        Set<String> used = new HashSet<>();
        for (Input input : inputs) {
            String file = input.files().isEmpty() ? "" : input.files().getFirst();
            String last = file.substring(file.lastIndexOf('/') + 1);
            String base = last.contains(".") ? last.substring(0, last.indexOf('.')) : last;
            boolean pool = input.name().equals("plain") && !base.isEmpty();
            String name = pool ? base : input.name();
            String distinct = name;
            for (int n = 2; !used.add(distinct); n++) {
                distinct = name + " " + n;
            }
            names.add(distinct);
        }
        return new Overlap(names, new int[inputs.size()][inputs.size()]);
    }

    /// Counts a group of copies.
    ///
    /// @param inputs of its rows
    void add(List<Integer> inputs) {
        for (int a = 0; a < names.size(); a++) {
            int mine = a;
            long copies = inputs.stream().filter(i -> i == mine).count();
            shared[a][a] += copies > 1 ? 1 : 0;
            for (int b = a + 1; b < names.size() && copies > 0; b++) {
                if (inputs.contains(b)) {
                    shared[a][b]++;
                    shared[b][a]++;
                }
            }
        }
    }

    List<Graph.Link> links() {
        List<Graph.Link> links = new ArrayList<>();
        for (int a = 0; a < names.size(); a++) {
            for (int b = a + 1; b < names.size(); b++) {
                if (shared[a][b] > 0) {
                    links.add(new Graph.Link(names.get(a), names.get(b), shared[a][b]));
                }
            }
        }
        return links;
    }
}
