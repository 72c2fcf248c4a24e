package reason4j.learn.algorithm;

import java.util.Arrays;
import java.util.List;

/// The arithmetic of estimators that give a sequence one number.
final class Baselines {

    /// Rewards this near to one another are equal: below it a difference is rounding, not signal.
    static final double SAME = 1e-9;

    private Baselines() {}

    static double[] groupRelative(Advantage.GroupRelative rule, List<Sample> batch) {
        double[] advantages = new double[batch.size()];
        double batchDeviation = Groups.deviation(scorableRewards(batch), rule.ddof());
        for (int[] rows : Groups.scorable(batch)) {
            double[] rewards = Groups.rewards(batch, rows);
            if (rows.length == 1) {
                double scale = rule.scale() == Advantage.Scale.GROUP ? 1 + rule.epsilon() : 1;
                advantages[rows[0]] = alone(rule.singleton(), rewards[0]) / scale;
                continue;
            }
            double mean = Groups.mean(rewards);
            double divisor = switch (rule.scale()) {
                case GROUP -> Groups.deviation(rewards, rule.ddof()) + rule.epsilon();
                case BATCH -> batchDeviation + rule.epsilon();
                case NONE -> 1;
            };
            for (int i = 0; i < rows.length; i++) {
                advantages[rows[i]] = same(rewards) ? 0 : (rewards[i] - mean) / divisor;
            }
        }
        return advantages;
    }

    static double[] leaveOneOut(Singleton singleton, List<Sample> batch) {
        double[] advantages = new double[batch.size()];
        for (int[] rows : Groups.scorable(batch)) {
            double[] rewards = Groups.rewards(batch, rows);
            double mean = Groups.mean(rewards);
            double n = rows.length;
            for (int i = 0; i < rows.length; i++) {
                advantages[rows[i]] = n == 1 ? alone(singleton, rewards[i]) : (rewards[i] - mean) * n / (n - 1);
            }
        }
        return advantages;
    }

    static double[] meanOnly(Singleton singleton, List<Sample> batch) {
        return groupRelative(new Advantage.GroupRelative(Advantage.Scale.NONE, 0, 1, singleton), batch);
    }

    static double[] lengthWeighted(Singleton singleton, List<Sample> batch) {
        double[] advantages = new double[batch.size()];
        for (int[] rows : Groups.scorable(batch)) {
            double weighted = 0;
            double total = 0;
            for (int row : rows) {
                weighted += batch.get(row).trained() * batch.get(row).reward();
                total += batch.get(row).trained();
            }
            double baseline = total == 0 ? 0 : weighted / total;
            for (int row : rows) {
                double reward = batch.get(row).reward();
                advantages[row] = rows.length == 1 ? alone(singleton, reward) : reward - baseline;
            }
        }
        return advantages;
    }

    static double[] policyGradient(Advantage.PolicyGradient rule, List<Sample> batch) {
        double[] advantages = meanOnly(rule.singleton(), batch);
        double alpha = switch (rule.alpha()) {
            case GROUPS -> groupsPerSignal(batch);
            case NONZERO_REWARDS -> samplesPerReward(batch);
            case ONE -> 1;
        };
        for (int i = 0; i < advantages.length; i++) {
            advantages[i] *= alpha / rule.norm();
        }
        return advantages;
    }

    private static double groupsPerSignal(List<Sample> batch) {
        double groups = 0;
        double withSignal = 0;
        for (int[] rows : Groups.scorable(batch)) {
            groups++;
            withSignal += same(Groups.rewards(batch, rows)) ? 0 : 1;
        }
        return withSignal == 0 ? 1 : groups / withSignal;
    }

    private static double samplesPerReward(List<Sample> batch) {
        double[] rewards = scorableRewards(batch);
        double nonzero = Arrays.stream(rewards).filter(reward -> reward != 0).count();
        return rewards.length / Math.max(nonzero, 1);
    }

    static double[] meanRelative(List<Sample> batch) {
        double[] advantages = new double[batch.size()];
        for (int[] rows : Groups.scorable(batch)) {
            double[] rewards = Groups.rewards(batch, rows);
            double mean = Groups.mean(rewards);
            for (int i = 0; i < rows.length; i++) {
                advantages[rows[i]] = mean == 0 ? 0 : (rewards[i] - mean) / mean;
            }
        }
        return advantages;
    }

    static double[] bestOfGroup(Advantage.BestOfGroup rule, List<Sample> batch) {
        double[] advantages = new double[batch.size()];
        for (int[] rows : Groups.scorable(batch)) {
            double[] rewards = Groups.rewards(batch, rows);
            if (rows.length == 1) {
                continue;
            }
            int best = 0;
            for (int i = 1; i < rewards.length; i++) {
                best = rewards[i] > rewards[best] ? i : best;
            }
            double[] sorted = rewards.clone();
            Arrays.sort(sorted);
            double lead = rewards[best] - sorted[sorted.length - 2];
            double divisor = rule.scaled() ? Groups.deviation(rewards, 1) + rule.epsilon() : 1;
            advantages[rows[best]] = lead / divisor;
        }
        return advantages;
    }

    static double[] perReward(Advantage.PerReward rule, List<Sample> batch) {
        double[] sum = new double[batch.size()];
        Advantage.GroupRelative normalised =
                new Advantage.GroupRelative(Advantage.Scale.GROUP, rule.epsilon(), 1, Singleton.ZERO);
        List<Double> weights = rule.weightsFor(batch);
        for (int part = 0; part < weights.size(); part++) {
            int index = part;
            List<Sample> byPart = batch.stream()
                    .map(sample -> sample.withReward(sample.scorable() ? sample.parts()[index] : Double.NaN))
                    .toList();
            double[] scores = groupRelative(normalised, byPart);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += weights.get(part) * scores[i];
            }
        }
        return sum;
    }

    /// One number to all trained tokens of its sequence, and the per-token rewards from each token on.
    static Advantages broadcast(List<Sample> batch, double[] perSequence) {
        double[][] perToken = new double[batch.size()][];
        for (int i = 0; i < perToken.length; i++) {
            Sample sample = batch.get(i);
            perToken[i] = new double[sample.length()];
            double later = 0;
            for (int t = sample.length() - 1; t >= 0; t--) {
                if (sample.scorable() && sample.mask()[t]) {
                    later += sample.tokenRewards().length == 0 ? 0 : sample.tokenRewards()[t];
                    perToken[i][t] = perSequence[i] + later;
                }
            }
        }
        return Advantages.withoutCritic(perToken);
    }

    static Advantages whitened(Whitening whitening, List<Sample> batch, Advantages advantages) {
        return new Advantages(whitening.tokens(batch, advantages.perToken()), advantages.returns());
    }

    static boolean same(double[] rewards) {
        double low = Arrays.stream(rewards).min().orElse(0);
        double high = Arrays.stream(rewards).max().orElse(0);
        return high - low <= SAME;
    }

    private static double alone(Singleton singleton, double reward) {
        return switch (singleton) {
            case RAW -> reward;
            case ZERO -> 0;
        };
    }

    private static double[] scorableRewards(List<Sample> batch) {
        return batch.stream()
                .filter(Sample::scorable)
                .mapToDouble(Sample::reward)
                .toArray();
    }
}
