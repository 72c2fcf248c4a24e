package reason4j.verify.math;

import java.util.List;
import java.util.function.Consumer;

/// Every switch by which graders differ, by name. [#strict] is the default policy of `docs/verifier.md`; change one
/// switch with the method that bears its name.
///
/// @param afterThink only what follows the end of the thinking counts; an opened thinking that never ends has no answer
/// @param thinkEnd the tag that ends the thinking
/// @param strings when not empty, the answer is one of these strings and nothing else
/// @param lowercase strings are compared without case
/// @param bracketAnswer the answer stands in square brackets, the last pair counts
/// @param lastNumber when nothing else is found, the last number of the response counts
/// @param joinBoxes boxes joined by "and", "or" or a comma in the text are one list; otherwise only the last counts
/// @param rejectHedging unequal boxes side by side are no answer; otherwise the last of them counts
/// @param percent what a percent sign means
/// @param units what a unit means
/// @param relationAsInterval a relation and the interval it means are interchangeable
/// @param assignments `x = 5` answers `5`
/// @param orderedLists lists without brackets have an order
/// @param relativeTolerance two numbers are equal when they differ by at most this part of the gold; 0 is exact
/// @param decimals two numbers are equal when they agree rounded to so many decimals; -1 is exact
/// @param ownDigits a decimal stands for every number that rounds to it
/// @param approxGold a gold that says ≈ is compared to its own last digit
public record MathPolicy(
        boolean afterThink,
        String thinkEnd,
        List<String> strings,
        boolean lowercase,
        boolean bracketAnswer,
        boolean lastNumber,
        boolean joinBoxes,
        boolean rejectHedging,
        Percent percent,
        Units units,
        boolean relationAsInterval,
        boolean assignments,
        boolean orderedLists,
        double relativeTolerance,
        int decimals,
        boolean ownDigits,
        boolean approxGold) {

    /// What a percent sign means.
    public enum Percent {
        /// 50 % is one half; a bare 50 answers it too, and a bare 0.5, but 0.5 does not answer 50.
        FACTOR,
        /// The sign is ignored.
        STRIP,
        /// A number, its hundredth and its hundredfold all count.
        BOTH
    }

    /// What a unit means.
    public enum Units {
        /// May be left out; a stated unit that differs is wrong.
        OPTIONAL,
        /// A unit of the gold must be stated in the answer.
        REQUIRED,
        /// Ignored on both sides.
        IGNORED
    }

    public MathPolicy {
        strings = List.copyOf(strings);
    }

    private static final MathPolicy STRICT = new MathPolicy(
            true,
            "</think>",
            List.of(),
            false,
            false,
            false,
            true,
            true,
            Percent.FACTOR,
            Units.OPTIONAL,
            true,
            true,
            false,
            0,
            -1,
            false,
            true);

    /// The default policy.
    public static MathPolicy strict() {
        return STRICT;
    }

    public MathPolicy afterThink(boolean value) {
        return with(draft -> draft.afterThink = value);
    }

    public MathPolicy thinkEnd(String value) {
        return with(draft -> draft.thinkEnd = value);
    }

    public MathPolicy strings(List<String> value) {
        return with(draft -> draft.strings = value);
    }

    public MathPolicy lowercase(boolean value) {
        return with(draft -> draft.lowercase = value);
    }

    public MathPolicy bracketAnswer(boolean value) {
        return with(draft -> draft.bracketAnswer = value);
    }

    public MathPolicy lastNumber(boolean value) {
        return with(draft -> draft.lastNumber = value);
    }

    public MathPolicy joinBoxes(boolean value) {
        return with(draft -> draft.joinBoxes = value);
    }

    public MathPolicy rejectHedging(boolean value) {
        return with(draft -> draft.rejectHedging = value);
    }

    public MathPolicy percent(Percent value) {
        return with(draft -> draft.percent = value);
    }

    public MathPolicy units(Units value) {
        return with(draft -> draft.units = value);
    }

    public MathPolicy relationAsInterval(boolean value) {
        return with(draft -> draft.relationAsInterval = value);
    }

    public MathPolicy assignments(boolean value) {
        return with(draft -> draft.assignments = value);
    }

    public MathPolicy orderedLists(boolean value) {
        return with(draft -> draft.orderedLists = value);
    }

    public MathPolicy relativeTolerance(double value) {
        return with(draft -> draft.relativeTolerance = value);
    }

    public MathPolicy decimals(int value) {
        return with(draft -> draft.decimals = value);
    }

    public MathPolicy ownDigits(boolean value) {
        return with(draft -> draft.ownDigits = value);
    }

    public MathPolicy approxGold(boolean value) {
        return with(draft -> draft.approxGold = value);
    }

    private MathPolicy with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.policy();
    }

    /// The switches while one of them is changed.
    private static final class Draft {

        private boolean afterThink;
        private String thinkEnd;
        private List<String> strings;
        private boolean lowercase;
        private boolean bracketAnswer;
        private boolean lastNumber;
        private boolean joinBoxes;
        private boolean rejectHedging;
        private Percent percent;
        private Units units;
        private boolean relationAsInterval;
        private boolean assignments;
        private boolean orderedLists;
        private double relativeTolerance;
        private int decimals;
        private boolean ownDigits;
        private boolean approxGold;

        Draft(MathPolicy from) {
            this.afterThink = from.afterThink;
            this.thinkEnd = from.thinkEnd;
            this.strings = from.strings;
            this.lowercase = from.lowercase;
            this.bracketAnswer = from.bracketAnswer;
            this.lastNumber = from.lastNumber;
            this.joinBoxes = from.joinBoxes;
            this.rejectHedging = from.rejectHedging;
            this.percent = from.percent;
            this.units = from.units;
            this.relationAsInterval = from.relationAsInterval;
            this.assignments = from.assignments;
            this.orderedLists = from.orderedLists;
            this.relativeTolerance = from.relativeTolerance;
            this.decimals = from.decimals;
            this.ownDigits = from.ownDigits;
            this.approxGold = from.approxGold;
        }

        MathPolicy policy() {
            return new MathPolicy(
                    afterThink,
                    thinkEnd,
                    strings,
                    lowercase,
                    bracketAnswer,
                    lastNumber,
                    joinBoxes,
                    rejectHedging,
                    percent,
                    units,
                    relationAsInterval,
                    assignments,
                    orderedLists,
                    relativeTolerance,
                    decimals,
                    ownDigits,
                    approxGold);
        }
    }
}
