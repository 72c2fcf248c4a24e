package reason4j.curate;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The page that says what a set is: the funnel, where rows came from, how long and how hard they are.
final class Card {

    private final StringBuilder out = new StringBuilder();

    private Card() {}

    static String of(CurateRecipe recipe, Manifest manifest, Tally tally) {
        Card card = new Card();
        card.head(recipe, manifest);
        card.funnel(manifest.counts());
        card.sources(tally);
        card.table("Domains", "domain", tally.byDomain);
        card.histogram("Length of the questions, characters", powers(tally.promptLength));
        card.histogram("Length of the traces, characters", powers(tally.traceLength));
        card.histogram("Difficulty", tenths(tally.difficulty));
        card.table("Provenance", "from → through", tally.overlap);
        card.table("Inputs", "file", "SHA-256", manifest.inputs());
        return card.out.toString();
    }

    private void head(CurateRecipe recipe, Manifest manifest) {
        Manifest.Counts c = manifest.counts();
        line("# %s", recipe.name());
        line("");
        line(
                "%d rows in: %d train, %d held out, %d rejected, each with its reason in `rejected.jsonl`.",
                c.input(), c.train(), c.heldout(), c.rejected());
    }

    private void funnel(Manifest.Counts counts) {
        line("");
        line("## Funnel");
        line("");
        line("| step | reason | rows | left |");
        line("|---|---|---:|---:|");
        line("| collect | | | %d |", counts.input());
        int[] left = {counts.input()};
        for (String step : Steps.ORDER) {
            counts.rejectedBy().getOrDefault(step, Map.of()).forEach((reason, rows) -> {
                left[0] -= rows;
                line("| %s | %s | %d | %d |", step, reason, rows, left[0]);
            });
        }
    }

    private void sources(Tally tally) {
        line("");
        line("## Sources");
        line("");
        line("| source | train | held out | rejected |");
        line("|---|---:|---:|---:|");
        tally.bySource.forEach((source, n) ->
                line("| %s | %d | %d | %d |", source, n[Fates.TRAIN], n[Fates.HELDOUT], n[Fates.REJECTED]));
    }

    private void table(String title, String key, Map<String, Integer> rows) {
        Map<String, String> text = new TreeMap<>();
        rows.forEach((k, v) -> text.put(k, String.valueOf(v)));
        table(title, key, "rows", text);
    }

    private void table(String title, String key, String value, Map<String, String> rows) {
        if (rows.isEmpty()) {
            return;
        }
        line("");
        line("## %s", title);
        line("");
        line("| %s | %s |", key, value);
        line("|---|---:|");
        rows.forEach((k, v) -> line("| %s | %s |", k, v));
    }

    private void histogram(String title, Map<String, Integer> bars) {
        if (bars.isEmpty()) {
            return;
        }
        int most = bars.values().stream().mapToInt(Integer::intValue).max().orElse(1);
        line("");
        line("## %s", title);
        line("");
        line("```text");
        bars.forEach((label, n) -> line("%15s %7d %s", label, n, "█".repeat((int) Math.ceil(40.0 * n / most))));
        line("```");
    }

    private static Map<String, Integer> powers(TreeMap<Integer, Integer> counts) {
        Map<String, Integer> bars = new java.util.LinkedHashMap<>();
        counts.forEach((power, n) -> bars.put((1 << power) + "–" + ((2 << power) - 1), n));
        return bars;
    }

    private static Map<String, Integer> tenths(TreeMap<Integer, Integer> counts) {
        Map<String, Integer> bars = new java.util.LinkedHashMap<>();
        counts.forEach(
                (tenth, n) -> bars.put(String.format(Locale.ROOT, "%.1f–%.1f", tenth / 10.0, (tenth + 1) / 10.0), n));
        return bars;
    }

    private void line(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
