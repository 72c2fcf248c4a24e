package reason4j.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/// What curation did to one set, counted from its rows.
///
/// @param name of the set
/// @param steps those that dropped rows, in their order
/// @param train rows kept for training
/// @param heldout rows kept for evaluation
/// @param card the data card, if there is one
record Funnel(String name, List<Step> steps, long train, long heldout, Optional<String> card) {

    private static final List<String> ORDER =
            List.of("clean", "contaminated", "duplicate", "verify", "difficulty", "select");
    private static final int EXAMPLES = 3;

    /// A step of curation.
    ///
    /// @param name such as `duplicate`
    /// @param reasons why rows were dropped, the commonest first
    record Step(String name, List<Reason> reasons) {
        long dropped() {
            return reasons.stream().mapToLong(Reason::count).sum();
        }
    }

    /// A reason for which rows were dropped.
    ///
    /// @param text the rule in a few words
    /// @param count rows
    /// @param examples a few of them
    record Reason(String text, long count, List<Example> examples) {}

    /// A dropped row.
    ///
    /// @param prompt the question, or the row if it has none
    /// @param evidence what shows that the reason holds
    record Example(String prompt, String evidence) {}

    long dropped() {
        return steps.stream().mapToLong(Step::dropped).sum();
    }

    long input() {
        return dropped() + train + heldout;
    }

    static Funnel of(Path set, LenientReader reader) {
        Map<String, Map<String, Counted>> counted =
                new TreeMap<>(Comparator.comparingInt(Funnel::place).thenComparing(Comparator.naturalOrder()));
        if (Files.exists(set.resolve("rejected.jsonl"))) {
            reader.lines(set.resolve("rejected.jsonl"), row -> count(row, counted));
        } else {
            reader.gap(set.resolve("rejected.jsonl"), "is missing, so that nothing is known of dropped rows");
        }
        List<Step> steps = new ArrayList<>();
        counted.forEach((step, reasons) -> steps.add(new Step(step, reasons(reasons))));
        Path card = set.resolve("CARD.md");
        return new Funnel(
                String.valueOf(set.getFileName()),
                steps,
                rows(set.resolve("train.jsonl"), reader),
                rows(set.resolve("heldout.jsonl"), reader),
                reader.text(card));
    }

    private static final class Counted {
        private long count;
        private final List<Example> examples = new ArrayList<>();
    }

    private static int place(String step) {
        int place = ORDER.indexOf(step);
        return place < 0 ? ORDER.size() : place;
    }

    private static long rows(Path file, LenientReader reader) {
        AtomicLong rows = new AtomicLong();
        reader.lines(file, _ -> rows.incrementAndGet());
        return rows.get();
    }

    private static void count(JsonNode row, Map<String, Map<String, Counted>> counted) {
        JsonNode fate = row.path("fate").isObject() ? row.path("fate") : row;
        Counted reason = counted.computeIfAbsent(fate.path("step").asString("unknown"), _ -> new TreeMap<>())
                .computeIfAbsent(fate.path("reason").asString("no reason given"), _ -> new Counted());
        reason.count++;
        if (reason.examples.size() < EXAMPLES) {
            reason.examples.add(new Example(prompt(row), evidence(fate.path("evidence"))));
        }
    }

    private static String prompt(JsonNode row) {
        for (JsonNode place : List.of(row, row.path("problem"), row.path("row"))) {
            for (String key : List.of("prompt", "problem", "question")) {
                if (place.path(key).isString()) {
                    return Text.shorten(place.path(key).asString(), 400);
                }
            }
        }
        return Text.shorten(row.toString(), 400);
    }

    private static String evidence(JsonNode evidence) {
        List<String> parts = new ArrayList<>();
        evidence.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            parts.add(entry.getKey() + ": " + (value.isString() ? value.asString() : value.toString()));
        });
        return Text.shorten(String.join(" · ", parts), 400);
    }

    private static List<Reason> reasons(Map<String, Counted> counted) {
        List<Reason> reasons = new ArrayList<>();
        counted.forEach((text, c) -> reasons.add(new Reason(text, c.count, List.copyOf(c.examples))));
        reasons.sort(Comparator.comparingLong(Reason::count).reversed());
        return reasons;
    }
}
