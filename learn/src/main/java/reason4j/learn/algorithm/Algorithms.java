package reason4j.learn.algorithm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import reason4j.core.io.UserException;
import reason4j.learn.algorithm.Advantage.Baseline;
import reason4j.learn.algorithm.Advantage.Scale;
import reason4j.learn.algorithm.Aggregation.Mode;
import reason4j.learn.algorithm.Kl.Estimator;
import reason4j.learn.algorithm.Kl.Placement;
import reason4j.learn.algorithm.Ratio.Against;
import reason4j.learn.algorithm.Ratio.Level;

/// The table of algorithms. A new one is a line of [#table()]; its parts may be new records of the sealed
/// interfaces. Where a line says nothing, it is GRPO with the constants of the dialect.
public final class Algorithms {

    private static final double NO = Double.POSITIVE_INFINITY;
    /// Rewards this near to one another carry no signal.
    private static final GroupFilter VARIED = new GroupFilter.Varied(1e-6);
    private static final Aggregation TOKENS = Aggregation.of(Mode.TOKEN_MEAN);
    private static final Aggregation SEQUENCES = Aggregation.of(Mode.SEQUENCE_MEAN_TOKEN_MEAN);
    /// The limit of new tokens in Dr.GRPO's own runs; a recipe gives its own.
    private static final Aggregation CONSTANT = new Aggregation(Mode.SEQUENCE_MEAN_TOKEN_SUM_OVER_CONSTANT, 3000);
    private static final Clip LIKELIHOOD = new Clip.Likelihood();
    private static final Clip GEOMETRIC = new Clip.GeometricMean(0.4, 0.4);
    private static final Clip GAMMA = new Clip.GammaWeight(2, 3, 3, 2);
    /// prime-rl's trust region.
    private static final Clip TRUST = new Clip.TrustRegion(0.2, 0.2, false, 1e-3);

    private static final Map<String, Function<Dialect, Algorithm>> TABLE = table();

    private Algorithms() {}

    private static Map<String, Function<Dialect, Algorithm>> table() {
        Map<String, Function<Dialect, Algorithm>> rows = new LinkedHashMap<>();
        rows.put("grpo", d -> base(d));
        rows.put("dapo", d -> free(d, TOKENS).with(higher(d)).with(VARIED));
        rows.put("dr_grpo", d -> free(d, CONSTANT).with(meanOnly(d)));
        rows.put("magic", d -> free(d, TOKENS).with(d.adaptive()).with(VARIED));
        rows.put("cppo", d -> free(d, SEQUENCES).with(k3(0.04)).with(pruned(d)));
        rows.put("gdpo", d -> base(d).with(perReward(d)));
        rows.put("grpo_passk", d -> base(d).with(new Advantage.BestOfGroup(true, d.epsilon())));
        rows.put("rloo", d -> leaveOneOut(d));
        rows.put("opo", d -> free(d, TOKENS).with(new Advantage.LengthWeighted(d.singleton())));
        rows.put("reinforce", d -> free(d, TOKENS).with(plainReturns(d)).with(LIKELIHOOD));
        rows.put("reinforce++", d -> penalised(d).with(returns(d, Baseline.NONE)));
        rows.put("reinforce++-baseline", d -> penalised(d).with(returns(d, Baseline.GROUP_MEAN)));
        rows.put("ppo", d -> penalised(d).with(gae(d, 1, 0)));
        rows.put("vc_ppo", d -> free(d, TOKENS).with(gae(d, 0.95, 0)));
        rows.put(
                "vapo",
                d -> free(d, TOKENS).with(gae(d, 0.95, 0.05)).with(higher(d)).withImitation(0.1));
        rows.put("gpg", d -> free(d, TOKENS).with(policyGradient(d)).with(LIKELIHOOD));
        rows.put("gspo", d -> gspo(d, SEQUENCES));
        rows.put("luspo", d -> gspo(d, Aggregation.of(Mode.SEQUENCE_MEAN_TOKEN_SUM)));
        rows.put(
                "gmpo",
                d -> free(d, SEQUENCES).with(ratio(Level.SEQUENCE_MEAN, NO)).with(GEOMETRIC));
        rows.put("cispo", d -> free(d, TOKENS).with(d.heldWeight()));
        rows.put("sapo", d -> free(d, SEQUENCES).with(new Clip.SoftGate(1, 1.05)));
        rows.put(
                "vespo",
                d -> free(d, TOKENS).with(ratio(Level.SEQUENCE_PRODUCT, 20)).with(GAMMA));
        rows.put("dro", d -> free(d, TOKENS).with(new Clip.Quadratic(0.05)));
        rows.put("prime_rl", d -> trusted(d).with(new Advantage.GroupRelative(Scale.NONE, 0, 1, Singleton.ZERO)));
        rows.put("max_rl", d -> trusted(d).with(new Advantage.MeanRelative()));
        return rows;
    }

    public static Set<String> names() {
        return TABLE.keySet();
    }

    /// A row of the table, with verl's constants.
    ///
    /// @throws UserException if there is no such row
    public static Algorithm named(String name) {
        return named(name, Compat.VERL);
    }

    /// A row of the table.
    ///
    /// @param name such as `dapo`
    /// @param compat whose constants
    /// @throws UserException if there is no such row
    public static Algorithm named(String name, Compat compat) {
        Function<Dialect, Algorithm> row = TABLE.get(name);
        if (row == null) {
            throw UserException.usage(
                    "algorithm: there is no \"" + name + "\"; there are " + String.join(", ", names()));
        }
        return row.apply(Dialect.of(compat)).named(name);
    }

    private static Algorithm base(Dialect d) {
        return new Algorithm(
                "grpo",
                d.compat(),
                groupRelative(d),
                ratio(Level.TOKEN, d.logLimit()),
                new Clip.Clipped(0.2, 0.2, d.dual()),
                Aggregation.of(d.aggregation()),
                d.kl(),
                EntropyBonus.fixed(0),
                d.correction(),
                NO,
                new GroupFilter.All(),
                Pruning.none(),
                new ValueLoss(d.valueClip()),
                0);
    }

    /// Without KL.
    private static Algorithm free(Dialect d, Aggregation aggregation) {
        return base(d).with(Kl.none()).with(aggregation);
    }

    /// With the dialect's KL where that enters the reward, and the mean over tokens that all of them use here.
    private static Algorithm penalised(Dialect d) {
        boolean inReward = d.kl().placement() != Placement.LOSS;
        return base(d).with(inReward ? d.kl() : Kl.none()).with(TOKENS);
    }

    private static Algorithm leaveOneOut(Dialect d) {
        Algorithm rloo = penalised(d).with(new Advantage.LeaveOneOut(d.singleton(), Whitening.NONE));
        return switch (d.leaveOneOutRatio()) {
            case TOKEN -> rloo;
            case SEQUENCE_MEAN, SEQUENCE_MEAN_PER_TOKEN, SEQUENCE_PRODUCT ->
                rloo.with(ratio(d.leaveOneOutRatio(), d.logLimit()))
                        .with(Kl.fixed(Estimator.K1, Placement.REWARD, 0.05))
                        .with(SEQUENCES);
        };
    }

    private static Algorithm gspo(Dialect d, Aggregation aggregation) {
        double limit = d.logLimit() == NO ? NO : 10;
        return free(d, aggregation).with(ratio(d.sequenceRatio(), limit)).with(new Clip.Clipped(3e-4, 4e-4, NO));
    }

    private static Algorithm trusted(Dialect d) {
        return free(d, TOKENS)
                .with(new Ratio(Level.TOKEN, Against.SAMPLER, NO))
                .with(TRUST)
                .with(Correction.none());
    }

    /// Open-Reasoner-Zero's code means to divide by the deviation but never does (an assignment expression binds
    /// the comparison instead), and whitens over the batch.
    private static Advantage groupRelative(Dialect d) {
        return switch (d.compat()) {
            case ORZ -> returns(d, Baseline.GROUP_MEAN);
            case VERL, TRL, OPENRLHF, OAT ->
                new Advantage.GroupRelative(Scale.GROUP, d.epsilon(), d.ddof(), d.singleton());
        };
    }

    private static Advantage meanOnly(Dialect d) {
        return new Advantage.GroupRelative(Scale.NONE, 0, d.ddof(), d.singleton());
    }

    private static Advantage returns(Dialect d, Baseline baseline) {
        return new Advantage.Returns(1, baseline, d.singleton(), d.masked(), d.whitening());
    }

    private static Advantage plainReturns(Dialect d) {
        return new Advantage.Returns(1, Baseline.NONE, d.singleton(), d.masked(), Whitening.NONE);
    }

    private static Advantage gae(Dialect d, double lambda, double lengthAlpha) {
        return new Advantage.Gae(1, lambda, lengthAlpha, 1, d.masked(), d.whitening());
    }

    private static Advantage policyGradient(Dialect d) {
        return new Advantage.PolicyGradient(d.alpha(), 1, d.singleton());
    }

    private static Advantage perReward(Dialect d) {
        Whitening whitening = switch (d.compat()) {
            case VERL -> Whitening.TOKENS_UNBIASED;
            case TRL, OPENRLHF, OAT, ORZ -> Whitening.SEQUENCES;
        };
        return new Advantage.PerReward(List.of(), 1e-4, whitening);
    }

    private static Pruning pruned(Dialect d) {
        Pruning.Scope scope = switch (d.compat()) {
            case VERL -> Pruning.Scope.BATCH;
            case TRL, OPENRLHF, OAT, ORZ -> Pruning.Scope.GROUP;
        };
        return new Pruning(0.5, Pruning.Order.LARGEST, scope);
    }

    /// DAPO's clip; its script for verl sets the dual bound to 10.
    private static Clip higher(Dialect d) {
        return new Clip.Clipped(0.2, 0.28, d.dual() == NO ? NO : 10);
    }

    private static Kl k3(double beta) {
        return Kl.fixed(Estimator.K3, Placement.LOSS, beta);
    }

    private static Ratio ratio(Level level, double logLimit) {
        return new Ratio(level, Against.OLD, logLimit);
    }
}
