package reason4j.report;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The numeric columns of a run's `metrics.jsonl`, lines of the same step merged.
///
/// @param name of the run
/// @param steps ascending
/// @param columns by name, as many values as steps, NaN where a step has none
record Curves(String name, List<Integer> steps, Map<String, double[]> columns) {

    static Curves of(Path run, LenientReader reader) {
        Path file = run.resolve("metrics.jsonl");
        TreeMap<Integer, Map<String, Double>> byStep = new TreeMap<>();
        Map<String, Integer> notFinite = new TreeMap<>();
        reader.lines(file, row -> {
            if (!row.path("step").isNumber()) {
                return;
            }
            int step = row.path("step").asInt();
            Map<String, Double> numbers = byStep.computeIfAbsent(step, _ -> new LinkedHashMap<>());
            row.properties().forEach(entry -> {
                if (isNotFinite(entry.getValue())) {
                    notFinite.putIfAbsent(entry.getKey(), step);
                } else if (entry.getValue().isNumber() && !entry.getKey().equals("step")) {
                    numbers.put(entry.getKey(), entry.getValue().asDouble());
                }
            });
        });
        notFinite.forEach((column, step) ->
                reader.gap(file, column + " is not a finite number at step " + step + " and perhaps later"));
        return new Curves(reader.name(run), List.copyOf(byStep.keySet()), columns(byStep));
    }

    private static boolean isNotFinite(JsonNode value) {
        return value.isNumber() && !Double.isFinite(value.asDouble())
                || value.isString() && List.of("NaN", "Infinity", "-Infinity").contains(value.asString());
    }

    private static Map<String, double[]> columns(TreeMap<Integer, Map<String, Double>> byStep) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        int i = 0;
        for (Map<String, Double> numbers : byStep.values()) {
            int place = i++;
            numbers.forEach(
                    (column, value) -> columns.computeIfAbsent(column, _ -> nothing(byStep.size()))[place] = value);
        }
        return columns;
    }

    private static double[] nothing(int size) {
        double[] values = new double[size];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    /// The sum of a column, 0 where there is none.
    double sum(String column) {
        double sum = 0;
        for (double value : columns.getOrDefault(column, new double[0])) {
            sum += Double.isNaN(value) ? 0 : value;
        }
        return sum;
    }

    /// The curves as the page's script reads them: long ones averaged to at most so many points, five significant
    /// digits.
    ObjectNode toJson(int points) {
        int bucket = Math.max(1, Math.ceilDiv(steps.size(), points));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", name);
        json.put("count", steps.size());
        json.put("averaged", bucket);
        ArrayNode places = json.putArray("steps");
        for (int i = 0; i < steps.size(); i += bucket) {
            places.add(steps.get(Math.min(i + bucket, steps.size()) - 1));
        }
        ObjectNode values = json.putObject("columns");
        columns.forEach((column, numbers) -> averages(numbers, bucket, values.putArray(column)));
        return json;
    }

    private static void averages(double[] numbers, int bucket, ArrayNode into) {
        for (int from = 0; from < numbers.length; from += bucket) {
            double sum = 0;
            int count = 0;
            for (int i = from; i < Math.min(from + bucket, numbers.length); i++) {
                if (!Double.isNaN(numbers[i])) {
                    sum += numbers[i];
                    count++;
                }
            }
            if (count == 0) {
                into.addNull();
            } else {
                into.add(significant(sum / count));
            }
        }
    }

    /// Five significant digits.
    static double significant(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.4e", value));
    }
}
