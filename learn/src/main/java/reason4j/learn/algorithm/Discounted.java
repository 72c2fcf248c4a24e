package reason4j.learn.algorithm;

import java.util.List;

/// The arithmetic of estimators that walk a sequence backwards.
final class Discounted {

    private Discounted() {}

    static void requireTokens(Whitening whitening) {
        if (whitening == Whitening.SEQUENCES) {
            throw new IllegalArgumentException("whitening over sequences needs one number for each sequence, and this"
                    + " advantage has one for each token: choose one of the whitenings over tokens, or none");
        }
    }

    static Advantages returns(Advantage.Returns rule, List<Sample> batch) {
        double[] lessBaseline = Baselines.meanOnly(rule.singleton(), batch);
        double[][] perToken = new double[batch.size()][];
        for (int i = 0; i < perToken.length; i++) {
            Sample sample = batch.get(i);
            perToken[i] = new double[sample.length()];
            if (!sample.scorable()) {
                continue;
            }
            Sample credited = switch (rule.baseline()) {
                case NONE -> sample;
                case GROUP_MEAN -> sample.withReward(lessBaseline[i]);
            };
            discount(credited, rule, perToken[i]);
        }
        return Advantages.withoutCritic(perToken);
    }

    private static void discount(Sample sample, Advantage.Returns rule, double[] into) {
        double later = 0;
        for (int t = sample.length() - 1; t >= 0; t--) {
            if (sample.mask()[t]) {
                later = sample.earned(t) + rule.gamma() * later;
                into[t] = later;
            } else if (rule.masked() == MaskedTokens.ZERO) {
                later *= rule.gamma();
            }
        }
    }

    static Advantages gae(Advantage.Gae rule, List<Sample> batch) {
        double[][] perToken = new double[batch.size()][];
        double[][] returns = new double[batch.size()][];
        for (int i = 0; i < perToken.length; i++) {
            Sample sample = batch.get(i);
            if (sample.values().length != sample.length()) {
                throw new IllegalArgumentException("generalised advantage estimation needs a critic's value for each of"
                        + " the " + sample.length() + " tokens of sample " + i + ", got " + sample.values().length);
            }
            perToken[i] = new double[sample.length()];
            returns[i] = new double[sample.length()];
            boolean scorable = sample.scorable();
            double[] forCritic = scorable ? pass(rule, rule.criticLambda(), sample) : perToken[i];
            perToken[i] = scorable ? pass(rule, rule.lambdaFor(sample.trained()), sample) : perToken[i];
            for (int t = 0; t < sample.length(); t++) {
                returns[i][t] = sample.mask()[t] ? forCritic[t] + sample.values()[t] : 0;
            }
        }
        return new Advantages(perToken, returns);
    }

    private static double[] pass(Advantage.Gae rule, double lambda, Sample sample) {
        double[] advantages = new double[sample.length()];
        double nextValue = 0;
        double later = 0;
        for (int t = sample.length() - 1; t >= 0; t--) {
            if (sample.mask()[t]) {
                double value = sample.values()[t];
                double delta = sample.earned(t) + rule.gamma() * nextValue - value;
                later = delta + rule.gamma() * lambda * later;
                nextValue = value;
                advantages[t] = later;
            } else if (rule.masked() == MaskedTokens.ZERO) {
                later = rule.gamma() * nextValue + rule.gamma() * lambda * later;
                nextValue = 0;
            }
        }
        return advantages;
    }
}
