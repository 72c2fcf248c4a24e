package reason4j.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// The final table, for a terminal.
public final class SummaryTable {

    private static final String NONE = "-";

    private SummaryTable() {}

    /// The stages of a `summary.json`, a line each.
    ///
    /// @param summary the file; what it lacks is shown as `-`
    public static String of(Path summary) {
        Path root = summary.toAbsolutePath().getParent();
        LenientReader reader = new LenientReader(root == null ? summary : root);
        return of(Stage.all(reader.json(summary), List.of(), reader));
    }

    static String of(List<Stage> stages) {
        int wide = stages.stream().mapToInt(s -> s.name().length()).max().orElse(0);
        String format = "%-" + Math.max(5, wide) + "s  %8s  %15s  %8s  %8s  %10s%n";
        StringBuilder table =
                new StringBuilder(line(format, "stage", "pass@1", "95 % interval", "pass@8", "tokens", "true steps"));
        for (Stage stage : stages) {
            String interval = stage.low().isPresent() && stage.high().isPresent()
                    ? percent(stage.low()) + " - " + percent(stage.high())
                    : NONE;
            String length = stage.number("mean_length").isPresent()
                    ? String.format(
                            Locale.ROOT, "%.1f", stage.number("mean_length").getAsDouble())
                    : NONE;
            table.append(line(
                    format,
                    stage.name(),
                    percent(stage.passAt1()),
                    interval,
                    percent(stage.passAt8()),
                    length,
                    percent(stage.number("true_steps"))));
        }
        return table.toString();
    }

    private static String line(String format, Object... cells) {
        return String.format(Locale.ROOT, format, cells).replace(System.lineSeparator(), "\n");
    }

    private static String percent(OptionalDouble rate) {
        return rate.isPresent() ? String.format(Locale.ROOT, "%.1f %%", 100 * rate.getAsDouble()) : NONE;
    }
}
