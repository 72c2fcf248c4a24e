package reason4j.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What groups of graded samples of the same problems say: means, at least one of k right, the majority of k.
public final class PassRates {

    private PassRates() {}

    /// Groups samples by problem, both in the order in which they come.
    public static List<List<Sample>> byProblem(List<Sample> samples) {
        Map<String, List<Sample>> groups = new LinkedHashMap<>();
        for (Sample sample : samples) {
            groups.computeIfAbsent(sample.problem(), _ -> new ArrayList<>()).add(sample);
        }
        return List.copyOf(groups.values());
    }

    /// The probability that at least one of `k` samples is right, without bias: 1 − C(n−c, k) / C(n, k) (Chen et al.
    /// 2021, arXiv 2107.03374, equation 1), as a product that cannot overflow.
    ///
    /// @param n samples
    /// @param c right ones among them
    /// @param k at most n
    public static double passAtK(int n, int c, int k) {
        if (c < 0 || c > n || k < 1 || k > n) {
            throw new IllegalArgumentException(
                    "need 0 <= c <= n and 1 <= k <= n: n = " + n + ", c = " + c + ", k = " + k);
        }
        if (n - c < k) {
            return 1;
        }
        double allWrong = 1;
        for (int i = n - c + 1; i <= n; i++) {
            allWrong *= 1 - (double) k / i;
        }
        return 1 - allWrong;
    }

    /// The mean of [#passAtK(int, int, int)] over problems.
    public static double passAt(int k, List<List<Sample>> groups) {
        return groups.stream()
                .mapToDouble(group -> passAtK(group.size(), right(group), k))
                .average()
                .orElse(0);
    }

    /// The mean over problems of the share of right answers among the first `k` samples.
    public static double averageAt(int k, List<List<Sample>> groups) {
        return groups.stream()
                .map(group -> first(k, group))
                .mapToDouble(group -> (double) right(group) / group.size())
                .average()
                .orElse(0);
    }

    /// The share of problems whose commonest answer among the first `k` samples is right. Answers are the same if the
    /// verifier understood them as the same text; samples without an answer have no vote; of equally common answers
    /// the one that was given first wins.
    public static double majorityAt(int k, List<List<Sample>> groups) {
        return groups.stream()
                .mapToDouble(group -> majorityIsRight(first(k, group)) ? 1 : 0)
                .average()
                .orElse(0);
    }

    private static boolean majorityIsRight(List<Sample> group) {
        Map<String, Integer> votes = new LinkedHashMap<>();
        Map<String, Sample> firstWith = new LinkedHashMap<>();
        for (Sample sample : group) {
            String answer = sample.verdict().answer();
            if (answer != null) {
                votes.merge(answer, 1, Integer::sum);
                firstWith.putIfAbsent(answer, sample);
            }
        }
        int most = votes.values().stream().mapToInt(v -> v).max().orElse(0);
        for (Map.Entry<String, Sample> entry : firstWith.entrySet()) {
            if (votes.getOrDefault(entry.getKey(), 0) == most) {
                return entry.getValue().correct();
            }
        }
        return false;
    }

    /// The share of right answers of each problem.
    static double[] means(List<List<Sample>> groups) {
        return groups.stream()
                .mapToDouble(group -> (double) right(group) / group.size())
                .toArray();
    }

    private static List<Sample> first(int k, List<Sample> group) {
        if (k < 1 || k > group.size()) {
            throw new IllegalArgumentException(
                    "k = " + k + ", but " + group.getFirst().problem() + " has " + group.size() + " samples");
        }
        return group.subList(0, k);
    }

    private static int right(List<Sample> group) {
        return (int) group.stream().filter(Sample::correct).count();
    }
}
