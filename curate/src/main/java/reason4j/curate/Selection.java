package reason4j.curate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import reason4j.core.run.Seed;
import reason4j.curate.text.Hash64;

/// Chooses which rows of the pool stay when not all can. The choice depends on seed and content, neither on order nor
/// on partitioning; held-out sources are not touched.
final class Selection {

    private final Facts facts;
    private final CurateRecipe.Select select;
    private final Seed seed;
    private final List<Integer> pool;

    private Selection(Facts facts, CurateRecipe.Select select, Seed seed, List<Integer> pool) {
        this.facts = facts;
        this.select = select;
        this.seed = seed;
        this.pool = pool;
    }

    /// Drops all but so many rows.
    ///
    /// @param heldout inputs whose rows are no candidates
    static void select(Facts facts, Fates fates, CurateRecipe.Select select, List<Boolean> heldout, Seed seed) {
        List<Integer> pool = IntStream.range(0, facts.rows())
                .filter(row -> fates.kept(row) && !heldout.get(facts.input[row]))
                .boxed()
                .toList();
        if (select.limit() == 0 || pool.size() <= select.limit()) {
            return;
        }
        Set<Integer> chosen = new HashSet<>(new Selection(facts, select, seed, pool).chosen());
        for (int row : pool) {
            if (!chosen.contains(row)) {
                fates.drop(row, "select", reason(select), Map.of("limit", select.limit()));
            }
        }
    }

    private static String reason(CurateRecipe.Select select) {
        return select.method().equals("hash") ? "over the limit" : "not chosen by " + select.method();
    }

    private List<Integer> chosen() {
        return switch (select.method()) {
            case "domains" -> domains();
            case "s1" -> s1();
            case "limo" -> limo();
            case String _ -> byHash(pool).subList(0, select.limit());
        };
    }

    private List<Integer> byHash(List<Integer> rows) {
        long salt = seed.of("select").value();
        return rows.stream()
                .sorted(Comparator.comparingLong((Integer r) -> Hash64.mix(Hash64.of(facts.ids[r]) ^ salt))
                        .thenComparing(r -> facts.ids[r]))
                .toList();
    }

    /// As many of each domain as there is room, domains taking turns.
    private List<Integer> domains() {
        Map<String, List<Integer>> byDomain = byDomain(byHash(pool));
        List<Integer> chosen = new ArrayList<>();
        for (int turn = 0; chosen.size() < select.limit(); turn++) {
            for (List<Integer> rows : byDomain.values()) {
                if (turn < rows.size() && chosen.size() < select.limit()) {
                    chosen.add(rows.get(turn));
                }
            }
        }
        return chosen;
    }

    private Map<String, List<Integer>> byDomain(List<Integer> rows) {
        Map<String, List<Integer>> byDomain = new TreeMap<>();
        rows.forEach(row -> byDomain.computeIfAbsent(facts.domains[row], _ -> new ArrayList<>())
                .add(row));
        return byDomain;
    }

    /// The highest scores of LIMO: of each measure the share of candidates that have less, weighted and added up.
    private List<Integer> limo() {
        double[] score = new double[facts.rows()];
        for (int m = 0; m < Style.MEASURES; m++) {
            int measure = m;
            float[] sorted = new float[pool.size()];
            IntStream.range(0, sorted.length)
                    .forEach(i -> sorted[i] = facts.style[pool.get(i) * Style.MEASURES + measure]);
            java.util.Arrays.sort(sorted);
            for (int row : pool) {
                int below = lowerBound(sorted, facts.style[row * Style.MEASURES + m]);
                score[row] += select.weights().get(m) * below / sorted.length;
            }
        }
        return pool.stream()
                .sorted(Comparator.comparingDouble((Integer row) -> -score[row]).thenComparing(row -> facts.ids[row]))
                .limit(select.limit())
                .toList();
    }

    private static int lowerBound(float[] sorted, float value) {
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (sorted[middle] < value) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /// s1's third stage (`filter.ipynb`): rows that stay anyway; then domains alike until so many are chosen; then
    /// domains as the sources of `like` have them. Within a domain the row of rank r, the longest trace first, is
    /// drawn with a weight of 2^-r. The dice are ours, not NumPy's.
    private List<Integer> s1() {
        List<Integer> chosen = new ArrayList<>();
        List<Integer> open = new ArrayList<>();
        for (int row : byHash(pool)) {
            boolean stays = chosen.size() < select.limit() && stays(row);
            (stays ? chosen : open).add(row);
        }
        open.sort(Comparator.comparingInt((Integer row) -> -facts.lengths[row]).thenComparing(row -> facts.ids[row]));
        Map<String, List<Integer>> byDomain = byDomain(open);
        Map<String, Double> like = like();
        var random = seed.of("s1").random();
        while (chosen.size() < select.limit()) {
            like.keySet().retainAll(byDomain.keySet());
            Map<String, Double> weights = chosen.size() < select.uniform() || like.isEmpty() ? alike(byDomain) : like;
            String domain = drawn(weights, random.nextDouble());
            List<Integer> rows = byDomain.getOrDefault(domain, List.of());
            chosen.add(rows.remove(rank(rows.size(), random.nextDouble())));
            if (rows.isEmpty()) {
                byDomain.remove(domain);
            }
        }
        return chosen;
    }

    private boolean stays(int row) {
        Integer least = select.force().get(facts.sources[row]);
        return least != null && facts.lengths[row] >= least;
    }

    private static Map<String, Double> alike(Map<String, List<Integer>> byDomain) {
        Map<String, Double> weights = new TreeMap<>();
        byDomain.keySet().forEach(domain -> weights.put(domain, 1.0));
        return weights;
    }

    /// The domains of the benchmark-like sources, each source weighing what the recipe says in all.
    private Map<String, Double> like() {
        Map<String, Map<String, Integer>> counts = new HashMap<>();
        for (int row : pool) {
            if (select.like().containsKey(facts.sources[row])) {
                counts.computeIfAbsent(facts.sources[row], _ -> new TreeMap<>())
                        .merge(facts.domains[row], 1, Integer::sum);
            }
        }
        Map<String, Double> weights = new TreeMap<>();
        select.like().forEach((source, share) -> {
            Map<String, Integer> domains = counts.getOrDefault(source, Map.of());
            double all = domains.values().stream().mapToInt(Integer::intValue).sum();
            domains.forEach((domain, n) -> weights.merge(domain, share * n / all, Double::sum));
        });
        return weights;
    }

    private static String drawn(Map<String, Double> weights, double dice) {
        double all = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        double left = dice * all;
        String last = "";
        for (Map.Entry<String, Double> entry : weights.entrySet()) {
            last = entry.getKey();
            left -= entry.getValue();
            if (left < 0) {
                return last;
            }
        }
        return last;
    }

    /// A rank of 0 to n - 1 with probability in proportion to 2^-rank.
    static int rank(int n, double dice) {
        double all = 2 - Math.pow(2, 1 - n);
        int rank = 0;
        double left = dice * all - 1;
        while (left >= 0 && rank < n - 1) {
            rank++;
            left -= Math.pow(2, -rank);
        }
        return rank;
    }
}
