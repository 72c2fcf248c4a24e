package reason4j.learn.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// How two checkpoints differ.
///
/// @param configuration keys of `config.json` that differ, with both values (`absent` where there is none)
/// @param shapes tensors that only one has, or that have different shapes, each with what is the matter
/// @param tensors those that both have and whose numbers differ, the largest difference first
/// @param same how many tensors are equal, number by number
public record Difference(
        Map<String, String> configuration, Map<String, String> shapes, List<OfTensor> tensors, int same) {

    private static final int CHUNK = 1 << 16;

    /// How a tensor differs.
    ///
    /// @param name its key
    /// @param largest maximal absolute difference
    /// @param mean mean absolute difference
    /// @param relative norm of the difference, divided by the norm of the first
    /// @param changed share of numbers that differ
    public record OfTensor(String name, double largest, double mean, double relative, double changed) {}

    /// Whether nothing differs.
    public boolean none() {
        return configuration.isEmpty() && shapes.isEmpty() && tensors.isEmpty();
    }

    /// The largest difference of a number; infinite if shapes differ.
    public double largest() {
        return !shapes.isEmpty() ? Double.POSITIVE_INFINITY : tensors.isEmpty() ? 0 : tensors.getFirst().largest;
    }

    /// Compares two checkpoint directories.
    public static Difference between(Path one, Path other) {
        try (Weights a = Weights.open(one);
                Weights b = Weights.open(other)) {
            Map<String, String> shapes = new TreeMap<>();
            List<OfTensor> tensors = new ArrayList<>();
            int same = 0;
            TreeSet<String> names = new TreeSet<>(a.tensors().keySet());
            names.addAll(b.tensors().keySet());
            for (String name : names) {
                Weights.Stored x = a.tensors().get(name);
                Weights.Stored y = b.tensors().get(name);
                if (x == null || y == null) {
                    shapes.put(name, "only in " + (x == null ? other : one));
                } else if (!Arrays.equals(x.shape(), y.shape())) {
                    shapes.put(name, Arrays.toString(x.shape()) + " and " + Arrays.toString(y.shape()));
                } else {
                    OfTensor difference = of(x, y);
                    if (difference.changed > 0) {
                        tensors.add(difference);
                    } else {
                        same++;
                    }
                }
            }
            tensors.sort(Comparator.comparingDouble((OfTensor t) -> -t.largest).thenComparing(OfTensor::name));
            return new Difference(configuration(one, other), shapes, tensors, same);
        }
    }

    private static OfTensor of(Weights.Stored a, Weights.Stored b) {
        float[] x = new float[CHUNK];
        float[] y = new float[CHUNK];
        double largest = 0;
        double sum = 0;
        double squares = 0;
        double norm = 0;
        long changed = 0;
        for (long at = 0; at < a.elements(); at += CHUNK) {
            int n = (int) Math.min(CHUNK, a.elements() - at);
            a.read(at, x, n);
            b.read(at, y, n);
            for (int i = 0; i < n; i++) {
                double d = Math.abs((double) x[i] - y[i]);
                // a number that is none differs from everything
                changed += d == 0 ? 0 : 1;
                largest = Double.isNaN(d) ? Double.POSITIVE_INFINITY : Math.max(largest, d);
                sum += d;
                squares += d * d;
                norm += (double) x[i] * x[i];
            }
        }
        double count = Math.max(1, a.elements());
        return new OfTensor(a.name(), largest, sum / count, norm == 0 ? 0 : Math.sqrt(squares / norm), changed / count);
    }

    private static Map<String, String> configuration(Path one, Path other) {
        JsonNode a = Checkpoint.json(one.resolve("config.json"));
        JsonNode b = Checkpoint.json(other.resolve("config.json"));
        TreeSet<String> keys = new TreeSet<>();
        a.properties().forEach(e -> keys.add(e.getKey()));
        b.properties().forEach(e -> keys.add(e.getKey()));
        Map<String, String> differences = new TreeMap<>();
        for (String key : keys) {
            if (!a.path(key).equals(b.path(key))) {
                differences.put(key, text(a.path(key)) + " and " + text(b.path(key)));
            }
        }
        return differences;
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() ? "absent" : node.toString();
    }
}
