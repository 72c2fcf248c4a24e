package reason4j.curate.plot;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Bar charts.
public final class Bars {

    private static final int WIDTH = 760;
    private static final int LEFT = 210;
    private static final int RIGHT = 110;
    private static final int ROW = 26;
    private static final int TOP = 62;
    private static final int LABEL = 24;
    private static final int COLUMNS_HEIGHT = 190;

    private Bars() {}

    /// A bar.
    ///
    /// @param label beside or below it
    /// @param parts its lengths, one for each name of the legend
    public record Bar(String label, List<Long> parts) {
        public Bar {
            parts = List.copyOf(parts);
        }

        /// A bar of one part.
        public static Bar of(String label, long length) {
            return new Bar(label, List.of(length));
        }

        long total() {
            return parts.stream().mapToLong(Long::longValue).sum();
        }
    }

    /// Horizontal bars of several parts end to end, the total beside each.
    ///
    /// @param legend names of the parts; one name or none shows no legend
    public static String stacked(String title, List<String> legend, List<Bar> bars) {
        Svg svg = new Svg(WIDTH);
        svg.text("title", 12, 24, title);
        if (legend.size() > 1) {
            legend(svg, legend);
        }
        int top = legend.size() > 1 ? TOP : TOP - 18;
        double scale = (WIDTH - LEFT - RIGHT) / (double) Math.max(1, most(bars));
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            double y = top + i * ROW;
            svg.text("end", LEFT - 10, y + 15, Svg.shortened(bar.label(), LABEL));
            double x = LEFT;
            for (int p = 0; p < bar.parts().size(); p++) {
                double length = bar.parts().get(p) * scale;
                if (length > 0) {
                    svg.rect("s" + p, x, y, Math.max(1, length), ROW - 7);
                }
                x += length;
            }
            svg.text("quiet", x + 7, y + 14, Svg.count(bar.total()));
        }
        return svg.of(top + bars.size() * ROW + 10, title);
    }

    private static void legend(Svg svg, List<String> legend) {
        double x = LEFT;
        for (int p = 0; p < legend.size(); p++) {
            svg.rect("s" + p, x, 38, 11, 11).text("quiet", x + 16, 48, legend.get(p));
            x += 40 + 7 * legend.get(p).length();
        }
    }

    /// The way of the rows: for each step what is left, and what it dropped to the right of that.
    ///
    /// @param steps each with two parts, left and dropped
    public static String funnel(String title, List<Bar> steps) {
        Svg svg = new Svg(WIDTH);
        svg.text("title", 12, 24, title);
        double scale = (WIDTH - LEFT - RIGHT) / (double) Math.max(1, most(steps));
        int top = TOP - 18;
        for (int i = 0; i < steps.size(); i++) {
            Bar step = steps.get(i);
            double y = top + i * ROW;
            double left = step.parts().get(0) * scale;
            long gone = step.parts().get(1);
            svg.text("end", LEFT - 10, y + 15, Svg.shortened(step.label(), LABEL));
            if (left > 0) {
                svg.rect("s0", LEFT, y, Math.max(1, left), ROW - 7);
            }
            if (gone > 0) {
                svg.rect("s3", LEFT + left, y, Math.max(1, gone * scale), ROW - 7);
            }
            String change = gone > 0 ? "  −" + Svg.count(gone) : "";
            svg.text(
                    "quiet",
                    LEFT + left + gone * scale + 7,
                    y + 14,
                    Svg.count(step.parts().get(0)) + change);
        }
        return svg.of(top + steps.size() * ROW + 10, title);
    }

    /// Columns beside each other, their counts above and their labels below.
    ///
    /// @param axis what the labels say
    public static String columns(String title, String axis, List<Bar> bars) {
        Svg svg = new Svg(WIDTH);
        svg.text("title", 12, 24, title);
        double step = Math.min(70, (WIDTH - 60) / (double) Math.max(1, bars.size()));
        double bottom = TOP + COLUMNS_HEIGHT;
        double scale = COLUMNS_HEIGHT / (double) Math.max(1, most(bars));
        svg.line("grid", 30, bottom + 0.5, 30 + step * bars.size(), bottom + 0.5);
        for (int i = 0; i < bars.size(); i++) {
            double x = 30 + i * step;
            long total = bars.get(i).total();
            double height = total == 0 ? 0 : Math.max(1, total * scale);
            if (total > 0) {
                svg.rect("s0", x + 3, bottom - height, step - 6, height);
                svg.text("quiet middle", x + step / 2, bottom - height - 5, brief(total));
            }
            svg.text("quiet middle", x + step / 2, bottom + 17, bars.get(i).label());
        }
        svg.text("quiet", 30, bottom + 38, axis);
        return svg.of((int) bottom + 50, title);
    }

    private static String brief(long n) {
        return n < 10_000 ? Svg.count(n) : Math.round(n / 1000.0) + "k";
    }

    private static long most(List<Bar> bars) {
        return bars.stream().mapToLong(Bar::total).max().orElse(1);
    }

    /// Empty columns between the first and the last of a histogram are shown too.
    ///
    /// @param counts by number of the column
    /// @param label of a column
    public static List<Bar> filled(
            java.util.SortedMap<Integer, Integer> counts, java.util.function.IntFunction<String> label) {
        return counts.isEmpty()
                ? List.of()
                : IntStream.rangeClosed(counts.firstKey(), counts.lastKey())
                        .mapToObj(i -> Bar.of(
                                label.apply(i),
                                LongStream.of(counts.getOrDefault(i, 0)).sum()))
                        .toList();
    }
}
