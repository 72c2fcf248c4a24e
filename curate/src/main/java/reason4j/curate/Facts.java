package reason4j.curate;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import reason4j.curate.decontaminate.Hit;

/// What is known of all rows, in their order: the blocks of all slices laid end to end.
final class Facts {

    final String[] ids;
    final String[] answers;
    final long[] exact;
    final long[] numbers;
    final long[] split;
    final boolean[] readable;
    final double[] mark;
    final int[] input;
    final String[] domains;
    final String[] sources;
    /// Characters of the longest reasoning of each row.
    final int[] lengths;
    /// [Style#MEASURES] numbers a row, where the recipe asks for them.
    final float[] style;
    final boolean[] traced;
    /// How many traces clean rows have left.
    int traces;
    /// Rows that a model solved, with the mark that says so.
    final Map<Integer, String> solved = new TreeMap<>();
    /// Traces that went, by row and reason.
    final Map<Integer, Map<String, Integer>> droppedTraces = new TreeMap<>();
    final Map<Integer, String> cleanFates = new TreeMap<>();
    final Map<Integer, Hit> hits = new TreeMap<>();

    private Facts(int n, boolean styled) {
        ids = new String[n];
        answers = new String[n];
        exact = new long[n];
        numbers = new long[n];
        split = new long[n];
        readable = new boolean[n];
        mark = new double[n];
        input = new int[n];
        domains = new String[n];
        sources = new String[n];
        lengths = new int[n];
        style = new float[styled ? n * Style.MEASURES : 0];
        traced = new boolean[n];
    }

    /// @param inputs the input of each block
    static Facts of(int rows, List<Block> blocks, List<Integer> inputs) {
        Facts facts =
                new Facts(rows, blocks.stream().anyMatch(b -> !b.marks().style.isEmpty()));
        for (int b = 0; b < blocks.size(); b++) {
            facts.lay(blocks.get(b), inputs.get(b));
        }
        return facts;
    }

    int rows() {
        return ids.length;
    }

    private void lay(Block block, int source) {
        int at = block.first();
        int n = block.size();
        System.arraycopy(block.ids(), 0, ids, at, n);
        System.arraycopy(block.answers(), 0, answers, at, n);
        System.arraycopy(block.exact(), 0, exact, at, n);
        System.arraycopy(block.numbers(), 0, numbers, at, n);
        System.arraycopy(block.split(), 0, split, at, n);
        System.arraycopy(block.readable(), 0, readable, at, n);
        System.arraycopy(block.mark(), 0, mark, at, n);
        java.util.Arrays.fill(input, at, at + n, source);
        block.marks().lay(this, at);
        block.cleanFates().forEach((i, fate) -> cleanFates.put(at + i, fate));
        block.hits().forEach((i, hit) -> hits.put(at + i, hit));
    }

    /// Whether a is to be kept rather than b: readable keys first, rows with traces first, then by the order of
    /// sources, then by id.
    boolean better(int a, int b) {
        if (readable[a] != readable[b]) {
            return readable[a];
        }
        if (traced[a] != traced[b]) {
            return traced[a];
        }
        if (input[a] != input[b]) {
            return input[a] < input[b];
        }
        int order = ids[a].compareTo(ids[b]);
        return order == 0 ? a < b : order < 0;
    }
}
