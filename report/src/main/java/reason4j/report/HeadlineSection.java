package reason4j.report;

import static reason4j.report.Text.escape;
import static reason4j.report.Text.percent;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/// What came out: one sentence, a dot with whiskers a model, and the table behind it.
final class HeadlineSection {

    private static final List<Double> AXES = List.of(0.02, 0.05, 0.1, 0.2, 0.5, 1.0);
    private static final String NONE = "<span class=\"none\">–</span>";

    private HeadlineSection() {}

    static String of(List<Stage> stages) {
        if (stages.isEmpty()) {
            return "<p class=\"empty\">No evaluation was found: neither <code>summary.json</code> nor"
                    + " <code>evals/*/scores.json</code>.</p>";
        }
        return "<p class=\"lead\">" + sentence(stages) + "</p>" + plot(stages) + table(stages) + legend()
                + invitation(stages.getLast());
    }

    private static String sentence(List<Stage> stages) {
        List<Stage> measured =
                stages.stream().filter(stage -> stage.passAt1().isPresent()).toList();
        if (measured.isEmpty()) {
            return "Nothing was measured.";
        }
        Stage last = measured.getLast();
        String reached = "<b>" + escape(last.name()) + "</b> solves <b>"
                + percent(last.passAt1().orElse(0)) + "</b> of the held-out problems at the first try";
        if (measured.size() == 1) {
            return reached + ".";
        }
        Stage before = measured.get(measured.size() - 2);
        String change = points(last.passAt1().orElse(0) - before.passAt1().orElse(0));
        return reached + ", " + change + " points against " + escape(before.name()) + " ("
                + percent(before.passAt1().orElse(0)) + "); " + paired(last) + overlap(before, last) + ".";
    }

    private static String paired(Stage last) {
        if (last.number("gain_low").isEmpty() || last.number("gain_high").isEmpty()) {
            return "";
        }
        return "paired over problems, the gain lies between "
                + points(last.number("gain_low").getAsDouble()) + " and "
                + points(last.number("gain_high").getAsDouble()) + " points (95 %); ";
    }

    private static String points(double rate) {
        return String.format(Locale.ROOT, "%+.1f", 100 * rate).replace('-', '−');
    }

    private static String overlap(Stage before, Stage last) {
        if (before.low().isEmpty()
                || before.high().isEmpty()
                || last.low().isEmpty()
                || last.high().isEmpty()) {
            return "no intervals are known";
        }
        boolean apart = last.low().getAsDouble() > before.high().getAsDouble()
                || before.low().getAsDouble() > last.high().getAsDouble();
        return apart ? "the 95 % intervals do not overlap" : "the 95 % intervals overlap";
    }

    private static double axis(List<Stage> stages) {
        double most = stages.stream()
                .mapToDouble(s -> Math.max(
                        Math.max(s.high().orElse(0), s.passAt1().orElse(0)),
                        s.passAt8().orElse(0)))
                .max()
                .orElse(1);
        return AXES.stream().filter(axis -> axis >= most).findFirst().orElse(1.0);
    }

    private static String plot(List<Stage> stages) {
        double axis = axis(stages);
        StringBuilder rows = new StringBuilder("<div class=\"whiskers\" aria-hidden=\"true\">");
        for (int i = 0; i < stages.size(); i++) {
            rows.append(row(stages.get(i), i, axis));
        }
        rows.append("<div class=\"wname\"></div><div class=\"waxis\">");
        for (int tick = 0; tick <= 4; tick++) {
            rows.append("<span style=\"left:")
                    .append(25 * tick)
                    .append("%\">")
                    .append(String.format(Locale.ROOT, places(axis), 100 * axis * tick / 4))
                    .append("</span>");
        }
        return rows.append("</div><div></div></div>").toString();
    }

    /// A quarter of the axis without rounding.
    private static String places(double axis) {
        return axis == 0.05 ? "%.2f %%" : axis == 0.2 || axis == 1 ? "%.0f %%" : "%.1f %%";
    }

    private static String row(Stage stage, int index, double axis) {
        StringBuilder row = new StringBuilder("<div class=\"wname\">" + escape(stage.name()) + "</div>");
        row.append("<div class=\"wtrack c").append(index % 6).append("\">");
        if (stage.low().isPresent() && stage.high().isPresent()) {
            double low = stage.low().getAsDouble();
            row.append(place("wbar", low / axis, (stage.high().getAsDouble() - low) / axis));
        }
        stage.passAt8().ifPresent(rate -> row.append(place("wring", rate / axis, 0)));
        stage.passAt1().ifPresent(rate -> row.append(place("wdot", rate / axis, 0)));
        return row.append("</div><div class=\"wvalue\">")
                .append(cell(stage.passAt1(), Text::percent))
                .append("</div>")
                .toString();
    }

    private static String place(String kind, double left, double width) {
        String style = String.format(Locale.ROOT, "left:%.2f%%", 100 * left)
                + (width > 0 ? String.format(Locale.ROOT, ";width:%.2f%%", 100 * width) : "");
        return "<i class=\"" + kind + "\" style=\"" + style + "\"></i>";
    }

    private static String legend() {
        return "<p class=\"note\"><i class=\"key wdot\"></i> pass@1: the share of samples that are right, a mean over"
                + " problems, with its 95 % interval (bootstrap over problems) <i class=\"key wring\"></i> pass@8: at"
                + " least one of eight samples is right. True steps: the share of equations in the responses that hold,"
                + " which a check of final answers does not see.</p>";
    }

    private static String invitation(Stage last) {
        return last.checkpoint().isEmpty()
                ? ""
                : "<p class=\"note\">Ask it yourself: <code>./reason4j generate --model " + escape(last.checkpoint())
                        + " --prompt '…'</code></p>";
    }

    private static String table(List<Stage> stages) {
        StringBuilder table = new StringBuilder("""
                <div class="scroll"><table class="numbers"><caption class="hidden">Held-out results by model</caption>
                <thead><tr><th scope="col">model</th><th scope="col">pass@1</th><th scope="col">95 % interval</th>\
                <th scope="col">pass@8</th><th scope="col">tokens a response</th><th scope="col">true steps</th>\
                <th scope="col">cut off</th><th scope="col">not judged</th><th scope="col">problems × samples</th></tr></thead><tbody>
                """);
        for (int i = 0; i < stages.size(); i++) {
            Stage s = stages.get(i);
            String interval = s.low().isPresent() && s.high().isPresent()
                    ? percent(s.low().getAsDouble()) + " … " + percent(s.high().getAsDouble())
                    : NONE;
            table.append("<tr><th scope=\"row\"><i class=\"swatch c")
                    .append(i % 6)
                    .append("\"></i>")
                    .append(escape(s.name()))
                    .append("</th>");
            for (String cell : List.of(
                    "<b>" + cell(s.passAt1(), Text::percent) + "</b>",
                    interval,
                    cell(s.passAt8(), Text::percent),
                    cell(s.number("mean_length"), Text::number),
                    cell(s.number("true_steps"), Text::percent),
                    cell(s.number("truncated"), Text::percent),
                    cell(s.number("unscorable"), Text::percent),
                    cell(s.number("problems"), n -> Text.count(Math.round(n)))
                            + (s.number("samples").isPresent()
                                    ? " × " + Math.round(s.number("samples").getAsDouble())
                                    : ""))) {
                table.append("<td>").append(cell).append("</td>");
            }
            table.append("</tr>");
        }
        return table.append("</tbody></table></div>").toString();
    }

    private static String cell(OptionalDouble value, DoubleFunction<String> format) {
        return value.isPresent() ? format.apply(value.getAsDouble()) : NONE;
    }
}
