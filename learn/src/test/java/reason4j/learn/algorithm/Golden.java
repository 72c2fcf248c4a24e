package reason4j.learn.algorithm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import reason4j.core.io.Json;
import tools.jackson.databind.JsonNode;

/// The reference numbers of `golden-vectors.json`, and small builders of samples.
final class Golden {

    /// Rounding of the file.
    static final double ROUNDED = 1.01e-6;

    private static final JsonNode TREE = read();

    private Golden() {}

    private static JsonNode read() {
        try (InputStream in = Golden.class.getResourceAsStream("golden-vectors.json")) {
            return Json.mapper().readTree(Objects.requireNonNull(in).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Iterable<String> keys() {
        return TREE.propertyNames();
    }

    static JsonNode at(String... path) {
        JsonNode node = TREE;
        for (String key : path) {
            node = Objects.requireNonNull(node.get(key), () -> String.join("/", path));
        }
        return node;
    }

    static double number(String... path) {
        return at(path).asDouble();
    }

    static double[] row(String... path) {
        return doubles(at(path));
    }

    static double[][] matrix(String... path) {
        List<double[]> rows = new ArrayList<>();
        at(path).forEach(row -> rows.add(doubles(row)));
        return rows.toArray(double[][]::new);
    }

    static boolean[][] mask(String... path) {
        double[][] numbers = matrix(path);
        boolean[][] masks = new boolean[numbers.length][];
        for (int i = 0; i < masks.length; i++) {
            masks[i] = new boolean[numbers[i].length];
            for (int t = 0; t < masks[i].length; t++) {
                masks[i][t] = numbers[i][t] == 1;
            }
        }
        return masks;
    }

    private static double[] doubles(JsonNode node) {
        double[] values = new double[node.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = node.get(i).asDouble();
        }
        return values;
    }

    /// Samples of one token each, `size` to a group.
    static List<Sample> groups(int size, double... rewards) {
        return groupsOfLength(size, 1, rewards);
    }

    static List<Sample> groupsOfLength(int size, int length, double... rewards) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < rewards.length; i++) {
            samples.add(Sample.of(i / size, rewards[i], trained(length), new double[length]));
        }
        return samples;
    }

    static boolean[] trained(int length) {
        boolean[] mask = new boolean[length];
        java.util.Arrays.fill(mask, true);
        return mask;
    }

    /// The advantage of the first token of each sample.
    static double[] first(Advantages advantages) {
        return java.util.Arrays.stream(advantages.perToken())
                .mapToDouble(row -> row[0])
                .toArray();
    }
}
