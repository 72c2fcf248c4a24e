package reason4j.curate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import reason4j.core.io.WholeFiles;
import reason4j.curate.plot.Bars;
import reason4j.curate.plot.Graph;
import reason4j.curate.source.Input;

/// The page that says what a set is: the funnel, where rows came from, how long and how hard they are, each as a table
/// and as a picture.
final class Card {

    private static final int MOST_BARS = 24;
    private static final String AXIS = "characters, from so many to twice as many";

    private final StringBuilder out = new StringBuilder();
    private final Map<String, String> pictures = new TreeMap<>();
    private final Manifest manifest;
    private final Tally tally;

    private Card(Manifest manifest, Tally tally) {
        this.manifest = manifest;
        this.tally = tally;
    }

    /// Writes `CARD.md` and its pictures in `plots/`.
    ///
    /// @param benchmarks contaminated rows by benchmark
    static void write(
            Manifest manifest,
            Tally tally,
            List<Input> inputs,
            Overlap overlap,
            Map<String, Integer> benchmarks,
            Path into) {
        Card card = new Card(manifest, tally);
        card.head();
        card.funnel();
        card.sources();
        card.domains();
        card.histogram("Length of the questions", "prompt-length", AXIS, powers(tally.promptLength));
        card.histogram("Length of the traces", "trace-length", AXIS, powers(tally.traceLength));
        card.traces();
        card.histogram("Difficulty", "difficulty", "0: always solved, 1: never", tenths(tally.difficulty));
        card.provenance(inputs, overlap);
        card.overlap(overlap);
        card.table("Contaminated rows by benchmark", "benchmark", "rows", texts(benchmarks));
        card.table("Inputs", "file", "SHA-256", manifest.inputs());
        card.pictures.forEach(
                (name, svg) -> WholeFiles.write(into.resolve("plots").resolve(name + ".svg"), svg));
        WholeFiles.write(into.resolve("CARD.md"), card.out.toString());
    }

    private void head() {
        Manifest.Counts c = manifest.counts();
        line("# %s", manifest.name());
        line("");
        line(
                "%d rows in: %d train, %d held out, %d rejected, each with its reason in `rejected.jsonl`.",
                c.input(), c.train(), c.heldout(), c.rejected());
    }

    private void funnel() {
        Manifest.Counts counts = manifest.counts();
        section("Funnel");
        List<Bars.Bar> bars = new ArrayList<>();
        bars.add(new Bars.Bar("collect", List.of((long) counts.input(), 0L)));
        StringBuilder rows = new StringBuilder();
        int left = counts.input();
        for (String step : Steps.ORDER) {
            long gone = 0;
            for (Map.Entry<String, Integer> reason :
                    counts.rejectedBy().getOrDefault(step, Map.of()).entrySet()) {
                left -= reason.getValue();
                gone += reason.getValue();
                rows.append(String.format(
                        Locale.ROOT, "| %s | %s | %d | %d |%n", step, reason.getKey(), reason.getValue(), left));
            }
            if (gone > 0) {
                bars.add(new Bars.Bar(step, List.of((long) left, gone)));
            }
        }
        picture("funnel", "Rows left after each step", Bars.funnel("Rows left after each step", bars));
        line("| step | reason | rows | left |");
        line("|---|---|---:|---:|");
        line("| collect | | | %d |", counts.input());
        out.append(rows);
    }

    private void sources() {
        section("Sources");
        List<Bars.Bar> bars = tally.bySource.entrySet().stream()
                .map(e -> new Bars.Bar(
                        e.getKey(), List.of((long) e.getValue()[Fates.TRAIN], (long) e.getValue()[Fates.HELDOUT], (long)
                                e.getValue()[Fates.REJECTED])))
                .toList();
        picture(
                "sources",
                "Rows by source",
                Bars.stacked("Rows by source", List.of("train", "held out", "rejected"), largest(bars)));
        line("| source | train | held out | rejected |");
        line("|---|---:|---:|---:|");
        tally.bySource.forEach((source, n) ->
                line("| %s | %d | %d | %d |", source, n[Fates.TRAIN], n[Fates.HELDOUT], n[Fates.REJECTED]));
    }

    private void domains() {
        if (tally.byDomain.isEmpty()) {
            return;
        }
        section("Domains");
        List<Bars.Bar> bars = tally.byDomain.entrySet().stream()
                .map(e -> Bars.Bar.of(e.getKey(), e.getValue()))
                .toList();
        picture("domains", "Kept rows by domain", Bars.stacked("Kept rows by domain", List.of("rows"), largest(bars)));
        rows("domain", "rows", texts(tally.byDomain));
    }

    /// The longest bars, in order of length, and the rest as one.
    private static List<Bars.Bar> largest(List<Bars.Bar> bars) {
        List<Bars.Bar> sorted = bars.stream()
                .sorted(java.util.Comparator.comparingLong((Bars.Bar b) ->
                                -b.parts().stream().mapToLong(Long::longValue).sum())
                        .thenComparing(Bars.Bar::label))
                .toList();
        if (sorted.size() <= MOST_BARS) {
            return sorted;
        }
        List<Bars.Bar> shown = new ArrayList<>(sorted.subList(0, MOST_BARS - 1));
        List<Bars.Bar> rest = sorted.subList(MOST_BARS - 1, sorted.size());
        List<Long> sums = new ArrayList<>();
        for (int p = 0; p < sorted.getFirst().parts().size(); p++) {
            int part = p;
            sums.add(rest.stream().mapToLong(b -> b.parts().get(part)).sum());
        }
        shown.add(new Bars.Bar(rest.size() + " others", sums));
        return shown;
    }

    private void histogram(String title, String name, String axis, List<Bars.Bar> bars) {
        if (!bars.isEmpty()) {
            section(title);
            picture(name, title, Bars.columns(title, axis, bars));
        }
    }

    private void traces() {
        Manifest.TraceCounts traces = manifest.traces();
        if (traces != null) {
            section("Judged traces");
            line("%d were right and stayed with their rows. Dropped:", traces.kept());
            line("");
            rows("reason", "traces", texts(traces.dropped()));
        }
    }

    private void provenance(List<Input> inputs, Overlap overlap) {
        Map<String, Map<String, Integer>> origins = new TreeMap<>();
        tally.origins.forEach((input, sources) -> origins.put(overlap.names().get(input), sources));
        List<Graph.Edge> edges = Lineage.edges(inputs, overlap.names(), origins);
        if (edges.isEmpty()) {
            return;
        }
        section("Provenance");
        picture(
                "provenance",
                "Who derives from whom",
                Graph.layers(
                        "Who derives from whom (dashed: published; full: kept rows say so)",
                        edges,
                        new HashSet<>(overlap.names())));
        line("| from | to | kept rows |");
        line("|---|---|---:|");
        edges.forEach(e -> line("| %s | %s | %s |", e.from(), e.to(), e.label()));
    }

    private void overlap(Overlap overlap) {
        List<Graph.Link> links = overlap.links();
        if (links.isEmpty()) {
            return;
        }
        section("Overlap");
        picture("overlap", "Problems in common", Graph.circle("Problems in common", overlap.names(), links));
        line("| | %s |", String.join(" | ", overlap.names()));
        line("|---|%s", "---:|".repeat(overlap.names().size()));
        for (int a = 0; a < overlap.names().size(); a++) {
            StringBuilder row = new StringBuilder("| " + overlap.names().get(a) + " |");
            for (int n : overlap.shared()[a]) {
                row.append(n == 0 ? " |" : " " + n + " |");
            }
            line("%s", row);
        }
        line("");
        line("On the diagonal: problems that are more than once in one input.");
    }

    private void table(String title, String key, String value, Map<String, String> rows) {
        if (!rows.isEmpty()) {
            section(title);
            rows(key, value, rows);
        }
    }

    private void rows(String key, String value, Map<String, String> rows) {
        line("| %s | %s |", key, value);
        line("|---|---:|");
        rows.forEach((k, v) -> line("| %s | %s |", k, v));
    }

    private static Map<String, String> texts(Map<String, Integer> counts) {
        Map<String, String> texts = new TreeMap<>();
        counts.forEach((key, n) -> texts.put(key, String.valueOf(n)));
        return texts;
    }

    private static List<Bars.Bar> powers(TreeMap<Integer, Integer> counts) {
        return Bars.filled(counts, power -> power < 10 ? String.valueOf(1 << power) : (1 << (power - 10)) + "k");
    }

    private static List<Bars.Bar> tenths(TreeMap<Integer, Integer> counts) {
        return Bars.filled(counts, tenth -> String.format(Locale.ROOT, "%.1f–%.1f", tenth / 10.0, (tenth + 1) / 10.0));
    }

    private void section(String title) {
        line("");
        line("## %s", title);
        line("");
    }

    private void picture(String name, String description, String svg) {
        pictures.put(name, svg);
        line("![%s](plots/%s.svg)", description, name);
        line("");
    }

    private void line(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
