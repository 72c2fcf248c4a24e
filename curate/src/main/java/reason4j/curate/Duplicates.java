package reason4j.curate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import reason4j.curate.dedup.Jaccard;
import reason4j.curate.dedup.Pairs;
import reason4j.curate.dedup.UnionFind;

/// Decides which copies go. Equal texts whose answers disagree are a conflict; near-duplicates are copies only if
/// their numbers and answers agree, since the same words with other numbers are another problem.
final class Duplicates {

    private static final String STEP = "duplicate";

    /// A group with more different answers than this is a conflict without comparing each with each.
    private static final int COMPARED = 32;

    private final Facts facts;
    private final Fates fates;
    private final boolean majority;
    private final Overlap overlap;

    /// @param overlap counts which inputs have problems in common
    Duplicates(Facts facts, Fates fates, boolean majority, Overlap overlap) {
        this.overlap = overlap;
        this.facts = facts;
        this.fates = fates;
        this.majority = majority;
    }

    /// Drops rows that disagree with their copies.
    ///
    /// @param exact pairs of rows with equal texts
    void conflicts(long[] exact) {
        UnionFind groups = new UnionFind(facts.rows());
        for (long pair : exact) {
            groups.union(Pairs.lesser(pair), Pairs.greater(pair));
        }
        for (List<Integer> group : members(groups, exact)) {
            Map<String, List<Integer>> byAnswer = byAnswer(group);
            if (byAnswer.size() > 1) {
                settle(group, byAnswer);
            }
        }
    }

    /// Drops all but the best of each group of copies.
    ///
    /// @param shingles by row, for those in a near pair
    void copies(long[] exact, long[] near, int[][] shingles) {
        UnionFind groups = new UnionFind(facts.rows());
        for (long pair : exact) {
            unite(groups, pair);
        }
        for (long pair : near) {
            int a = Pairs.lesser(pair);
            int b = Pairs.greater(pair);
            if (facts.numbers[a] == facts.numbers[b] && Keys.same(facts.answers[a], facts.answers[b])) {
                unite(groups, pair);
            }
        }
        for (List<Integer> group : members(groups, exact, near)) {
            overlap.add(group.stream().map(row -> (int) facts.input[row]).toList());
            int best =
                    group.stream().reduce((a, b) -> facts.better(a, b) ? a : b).orElseThrow();
            for (int row : group) {
                if (row != best) {
                    dropCopy(row, best, shingles);
                }
            }
        }
    }

    private void unite(UnionFind groups, long pair) {
        if (fates.kept(Pairs.lesser(pair)) && fates.kept(Pairs.greater(pair))) {
            groups.union(Pairs.lesser(pair), Pairs.greater(pair));
        }
    }

    private void dropCopy(int row, int best, int[][] shingles) {
        Map<String, Object> evidence = new TreeMap<>(Map.of("kept", facts.ids[best]));
        boolean equal = facts.exact[row] != 0 && facts.exact[row] == facts.exact[best];
        if (!equal && shingles[row] != null && shingles[best] != null) {
            evidence.put("jaccard", Math.round(Jaccard.of(shingles[row], shingles[best]) * 1000) / 1000.0);
        }
        fates.drop(row, STEP, equal ? "same text" : "near-duplicate", evidence);
    }

    private List<List<Integer>> members(UnionFind groups, long[]... pairs) {
        Map<Integer, TreeSet<Integer>> byRoot = new TreeMap<>();
        for (long[] some : pairs) {
            for (long pair : some) {
                int a = Pairs.lesser(pair);
                int b = Pairs.greater(pair);
                if (groups.root(a) == groups.root(b)) {
                    TreeSet<Integer> group = byRoot.computeIfAbsent(groups.root(a), _ -> new TreeSet<>());
                    group.add(a);
                    group.add(b);
                }
            }
        }
        return byRoot.values().stream()
                .map(g -> (List<Integer>) new ArrayList<>(g))
                .toList();
    }

    private Map<String, List<Integer>> byAnswer(List<Integer> group) {
        Map<String, List<Integer>> byAnswer = new TreeMap<>();
        Map<String, String> known = new HashMap<>();
        for (int row : group) {
            String answer = facts.answers[row];
            String like = known.computeIfAbsent(
                    answer,
                    a -> byAnswer.keySet().stream()
                            .limit(COMPARED)
                            .filter(other -> Keys.same(other, a))
                            .findFirst()
                            .orElse(a));
            byAnswer.computeIfAbsent(like, _ -> new ArrayList<>()).add(row);
        }
        return byAnswer;
    }

    private void settle(List<Integer> group, Map<String, List<Integer>> byAnswer) {
        String chosen = majority ? mostFrequent(byAnswer) : "";
        Map<String, Object> evidence = new TreeMap<>();
        evidence.put("answers", new ArrayList<>(byAnswer.keySet()));
        evidence.put("ids", group.stream().limit(20).map(r -> facts.ids[r]).toList());
        byAnswer.forEach((answer, rows) -> {
            if (!majority || chosen.isEmpty() || !answer.equals(chosen)) {
                rows.forEach(row -> fates.drop(row, STEP, "copies with different answers", evidence));
            }
        });
    }

    /// The answer that more copies have than any other, empty if two share the first place.
    private static String mostFrequent(Map<String, List<Integer>> byAnswer) {
        int most = byAnswer.values().stream().mapToInt(List::size).max().orElse(0);
        List<String> first = byAnswer.keySet().stream()
                .filter(a -> byAnswer.getOrDefault(a, List.of()).size() == most)
                .toList();
        return first.size() == 1 ? first.getFirst() : "";
    }
}
