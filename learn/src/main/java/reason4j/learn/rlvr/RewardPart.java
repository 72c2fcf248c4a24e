package reason4j.learn.rlvr;

import reason4j.core.config.Range;
import reason4j.core.episode.Completion;
import reason4j.core.episode.FinishReason;
import reason4j.core.episode.Outcome;
import reason4j.core.episode.Verdict;
import reason4j.core.run.Seed;

/// One part of the reward, logged alone.
///
/// @param name which formula
/// @param weight by which it is multiplied
public record RewardPart(Name name, double weight) {

    /// Formulas.
    public enum Name {
        /// 1 if the verdict is correct, 0 if wrong, none if nobody could judge.
        ACCURACY,
        /// −1 if the limit of tokens cut it off, else 0.
        TRUNCATED,
        /// A coin that knows nothing of the answer: the control that shows what training alone does.
        RANDOM
    }

    public RewardPart {
        Range.check(Double.isFinite(weight), "weight", weight, "must be a number");
    }

    /// The weighted part, NaN where it cannot be given.
    double of(Completion completion, Verdict verdict, Seed seed) {
        return weight
                * switch (name) {
                    case ACCURACY -> accuracy(verdict.outcome());
                    case TRUNCATED -> completion.finish() == FinishReason.LENGTH ? -1 : 0;
                    case RANDOM -> seed.random().nextInt(2);
                };
    }

    private static double accuracy(Outcome outcome) {
        return switch (outcome) {
            case CORRECT -> 1;
            case WRONG -> 0;
            case UNSCORABLE, TIMEOUT -> Double.NaN;
        };
    }
}
