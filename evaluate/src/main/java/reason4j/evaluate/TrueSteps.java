package reason4j.evaluate;

/// How many of the arithmetic equations that a text states are true: what a verifier of final answers does not see,
/// since a wrong chain of steps may end in the right number.
///
/// An equation is `a op b [op c …] = d` with numbers, brackets and `+ - * / × · ÷`, or `x` between numbers; both sides
/// may be expressions, at least one of them with an operator. A chain `e1 = e2 = e3` states an equation for each equals
/// sign. Values are exact rationals. A side that is one decimal may be the other side rounded to its places, if that
/// has no finite decimal form (`10 / 3 = 3.33`); nothing else is rounded. `$` before a number, commas
/// between groups of three digits and mixed numbers (`1 1/2`) are understood; `25%` is a hundredth of 25, or, alone on
/// its side, 25 if that makes the equation true (`100 - 75 = 25%`). An expression that continues something unreadable
/// to its
/// left (`5 apples * 3 + 1 = 16`) states nothing, nor does an equation with variables.
///
/// @param right equations that are true
/// @param total equations found
public record TrueSteps(long right, long total) {

    /// No equations.
    public static final TrueSteps NONE = new TrueSteps(0, 0);

    /// Counts the equations of a text, in time linear in its length.
    public static TrueSteps in(String text, Precedence precedence) {
        return new EquationScanner(text, precedence).count();
    }

    public TrueSteps plus(TrueSteps other) {
        return new TrueSteps(right + other.right, total + other.total);
    }

    /// True equations of all, or 0 where none was found.
    public double share() {
        return total == 0 ? 0 : (double) right / total;
    }
}
