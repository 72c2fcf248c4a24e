package reason4j.learn.algorithm;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// CPPO: only the completions of most extreme advantage are trained on. Lin et al., arXiv 2503.22342. Of n
/// completions (1 − rate)·n are kept, rounded down, at least one.
///
/// @param rate the share that is dropped, from 0 to below 1
/// @param order which ones are kept
/// @param scope among which they compete: the paper's repository prunes each group, its verl port the whole batch
public record Pruning(double rate, Order order, Scope scope) implements Algorithm.Part {

    public Pruning {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("the pruning rate is " + rate + ", it must be from 0 to below 1");
        }
    }

    /// Which completions are kept.
    public enum Order {
        @JsonProperty("largest")
        LARGEST,
        @JsonProperty("smallest")
        SMALLEST,
        @JsonProperty("random")
        RANDOM
    }

    /// Among which completions compete.
    public enum Scope {
        @JsonProperty("group")
        GROUP,
        @JsonProperty("batch")
        BATCH
    }

    public static Pruning none() {
        return new Pruning(0, Order.LARGEST, Scope.GROUP);
    }

    /// Which of the completions are kept; of equals, the earlier.
    ///
    /// @param advantages one number for each completion
    /// @param groups of each completion
    /// @param seed for [Order#RANDOM]
    public boolean[] keep(double[] advantages, int[] groups, long seed) {
        Map<Integer, List<Integer>> pools = new LinkedHashMap<>();
        for (int i = 0; i < groups.length; i++) {
            int pool = switch (scope) {
                case GROUP -> groups[i];
                case BATCH -> 0;
            };
            pools.computeIfAbsent(pool, key -> new ArrayList<>()).add(i);
        }
        double[] ranks = ranks(advantages, seed);
        boolean[] keep = new boolean[advantages.length];
        for (List<Integer> pool : pools.values()) {
            int kept = Math.max(1, (int) Math.floor((1 - rate) * pool.size() + Baselines.SAME));
            pool.stream()
                    .sorted(Comparator.comparingDouble(i -> ranks[i]))
                    .limit(kept)
                    .forEach(i -> keep[i] = true);
        }
        return keep;
    }

    private double[] ranks(double[] advantages, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] ranks = new double[advantages.length];
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = switch (order) {
                case LARGEST -> -Math.abs(advantages[i]);
                case SMALLEST -> Math.abs(advantages[i]);
                case RANDOM -> random.nextDouble();
            };
        }
        return ranks;
    }
}
