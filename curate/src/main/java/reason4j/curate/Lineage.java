package reason4j.curate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import reason4j.curate.plot.Graph;
import reason4j.curate.source.Input;

/// Who derives from whom among the published sets, by their cards, READMEs and code; what was only recalled is left
/// out.
final class Lineage {

    private static final int MOST_ORIGINS = 12;

    /// The visible list: a set and what it was made from.
    private static final Map<String, List<String>> PARENTS = new TreeMap<>(Map.ofEntries(
            Map.entry("openthoughts-114k", List.of("numinamath", "apps", "taco", "code_contests", "camel")),
            Map.entry("openr1-math-220k", List.of("numinamath")),
            Map.entry(
                    "light-r1-sft",
                    List.of(
                            "openr1-math-220k",
                            "openthoughts-114k",
                            "limo",
                            "s1k",
                            "openmathinstruct-2",
                            "omni-math",
                            "math",
                            "aime")),
            Map.entry("light-r1-dpo", List.of("light-r1-sft")),
            Map.entry("bespoke-stratos-17k", List.of("numinamath", "apps", "taco", "still-2")),
            Map.entry("synthetic-1", List.of("numinamath")),
            Map.entry("s1k", List.of("numinamath", "math", "olympicarena", "omni-math", "agieval", "olympiadbench")),
            Map.entry("limo", List.of("numinamath", "deepscaler", "aime", "math")),
            Map.entry("deepscaler", List.of("aime", "amc", "omni-math", "still-3")),
            Map.entry("one-shot-rlvr", List.of("deepscaler")),
            Map.entry("limr", List.of("math")),
            Map.entry("orz", List.of("aime", "math", "numinamath", "tulu-3-math", "openr1-math-220k")),
            Map.entry("skywork-or1", List.of("numinamath", "deepscaler")),
            Map.entry("big-math", List.of("orca-math", "numinamath", "math", "gsm8k", "harp", "omni-math")),
            Map.entry("math-500", List.of("math"))));

    private Lineage() {}

    /// The ancestors of the inputs as published, and what the rows say of where they came from.
    ///
    /// @param names how each input is called
    /// @param origins by row source and input: how many kept rows
    static List<Graph.Edge> edges(List<Input> inputs, List<String> names, Map<String, Map<String, Integer>> origins) {
        List<Graph.Edge> edges = new ArrayList<>();
        Set<String> own = new TreeSet<>(names);
        Deque<String> open = new ArrayDeque<>();
        Set<String> known = new TreeSet<>();
        for (int i = 0; i < inputs.size(); i++) {
            String set = inputs.get(i).source();
            String name = names.get(i);
            PARENTS.getOrDefault(set, List.of()).forEach(parent -> {
                edges.add(new Graph.Edge(parent, name, "", false));
                open.add(parent);
            });
        }
        while (!open.isEmpty()) {
            String set = open.remove();
            if (known.add(set) && !own.contains(set)) {
                PARENTS.getOrDefault(set, List.of()).forEach(parent -> {
                    edges.add(new Graph.Edge(parent, set, "", false));
                    open.add(parent);
                });
            }
        }
        origins.forEach((name, sources) -> seen(name, sources, edges));
        return edges.stream().distinct().toList();
    }

    private static void seen(String name, Map<String, Integer> sources, List<Graph.Edge> edges) {
        List<Map.Entry<String, Integer>> most = sources.entrySet().stream()
                .filter(entry -> !same(entry.getKey(), name))
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        for (Map.Entry<String, Integer> entry : most.subList(0, Math.min(MOST_ORIGINS, most.size()))) {
            edges.removeIf(e -> e.to().equals(name) && same(e.from(), entry.getKey()));
            edges.add(new Graph.Edge(entry.getKey(), name, String.format(Locale.ROOT, "%,d", entry.getValue()), true));
        }
        if (most.size() > MOST_ORIGINS) {
            int rest = most.stream()
                    .skip(MOST_ORIGINS)
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            String others = (most.size() - MOST_ORIGINS) + " others";
            edges.add(new Graph.Edge(others, name, String.format(Locale.ROOT, "%,d", rest), true));
        }
    }

    /// Whether two spellings name one set: `omni_math`, `Omni-MATH`.
    private static boolean same(String a, String b) {
        return bare(a).equals(bare(b));
    }

    private static String bare(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
