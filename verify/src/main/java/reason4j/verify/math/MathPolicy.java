package reason4j.verify.math;

import java.util.List;

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
        /// A unit of the gold must be stated.
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
            true);

    /// The default policy.
    public static MathPolicy strict() {
        return STRICT;
    }

    public MathPolicy afterThink(boolean value) {
        return new MathPolicy(
                value,
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
                approxGold);
    }

    public MathPolicy thinkEnd(String value) {
        return new MathPolicy(
                afterThink,
                value,
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
                approxGold);
    }

    public MathPolicy strings(List<String> value) {
        return new MathPolicy(
                afterThink,
                thinkEnd,
                value,
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
                approxGold);
    }

    public MathPolicy lowercase(boolean value) {
        return new MathPolicy(
                afterThink,
                thinkEnd,
                strings,
                value,
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
                approxGold);
    }

    public MathPolicy bracketAnswer(boolean value) {
        return new MathPolicy(
                afterThink,
                thinkEnd,
                strings,
                lowercase,
                value,
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
                approxGold);
    }

    public MathPolicy lastNumber(boolean value) {
        return new MathPolicy(
                afterThink,
                thinkEnd,
                strings,
                lowercase,
                bracketAnswer,
                value,
                joinBoxes,
                rejectHedging,
                percent,
                units,
                relationAsInterval,
                assignments,
                orderedLists,
                relativeTolerance,
                decimals,
                approxGold);
    }

    public MathPolicy joinBoxes(boolean value) {
        return new MathPolicy(
                afterThink,
                thinkEnd,
                strings,
                lowercase,
                bracketAnswer,
                lastNumber,
                value,
                rejectHedging,
                percent,
                units,
                relationAsInterval,
                assignments,
                orderedLists,
                relativeTolerance,
                decimals,
                approxGold);
    }

    public MathPolicy rejectHedging(boolean value) {
        return new MathPolicy(
                afterThink,
                thinkEnd,
                strings,
                lowercase,
                bracketAnswer,
                lastNumber,
                joinBoxes,
                value,
                percent,
                units,
                relationAsInterval,
                assignments,
                orderedLists,
                relativeTolerance,
                decimals,
                approxGold);
    }

    public MathPolicy percent(Percent value) {
        return new MathPolicy(
                afterThink,
                thinkEnd,
                strings,
                lowercase,
                bracketAnswer,
                lastNumber,
                joinBoxes,
                rejectHedging,
                value,
                units,
                relationAsInterval,
                assignments,
                orderedLists,
                relativeTolerance,
                decimals,
                approxGold);
    }

    public MathPolicy units(Units value) {
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
                value,
                relationAsInterval,
                assignments,
                orderedLists,
                relativeTolerance,
                decimals,
                approxGold);
    }

    public MathPolicy relationAsInterval(boolean value) {
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
                value,
                assignments,
                orderedLists,
                relativeTolerance,
                decimals,
                approxGold);
    }

    public MathPolicy assignments(boolean value) {
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
                value,
                orderedLists,
                relativeTolerance,
                decimals,
                approxGold);
    }

    public MathPolicy orderedLists(boolean value) {
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
                value,
                relativeTolerance,
                decimals,
                approxGold);
    }

    public MathPolicy relativeTolerance(double value) {
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
                value,
                decimals,
                approxGold);
    }

    public MathPolicy decimals(int value) {
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
                value,
                approxGold);
    }

    public MathPolicy approxGold(boolean value) {
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
                value);
    }
}
