package reason4j.curate.decontaminate;

/// When a comparison means that two questions are one problem. The bounds were chosen on rewritings of the benchmarks
/// and on the DeepScaleR pool; `bench/curate` measures them.
final class Agreement {

    /// References of less weight than this are short: a question of a line.
    private static final double SHORT = 60;
    /// References of more weight than this are long: several sentences.
    private static final double LONG = 180;

    /// References of more weight than this say enough to be known again in the midst of other text.
    private static final double ROOMY = 120;

    /// Numbers and operators around a short question: those of a tag or an instruction, not of a problem.
    private static final int AROUND = 6;

    private Agreement() {}

    static boolean same(Comparison c) {
        if (c.drawing() || c.opposite() || c.exchanged() || otherNumbers(c)) {
            return false;
        }
        return whole(c) || contained(c) || part(c) || numbers(c);
    }

    /// A number here and another there is another problem of the kind. Only where the wording differs too may a few
    /// differ: they are the marks of a list, or a formula that one side leaves out.
    private static boolean otherNumbers(Comparison c) {
        int rewritten = c.total() >= ROOMY ? 2 + c.numbers() / 12 : c.total() >= 100 ? 1 + c.numbers() / 12 : 0;
        int spare = c.reference() < 0.9 ? rewritten : 0;
        return c.missing() > 0 && c.extra() > 0 && (c.missing() > spare || c.extra() > spare);
    }

    /// Nearly all of the reference is in the row; the shorter it is, the more of it must be.
    private static boolean whole(Comparison c) {
        boolean formula = c.numbers() + c.operators() >= 3;
        double most = formula ? 0.78 : 0.85;
        double least = Math.clamp(most - (c.total() - SHORT) / (LONG - SHORT) * 0.16, 0.72, most);
        return c.reference() >= least
                && c.ask() >= 0.4
                && c.row() >= (c.reference() >= 0.85 && sameFigures(c) ? 0.5 : 0.65)
                && c.missing() * (c.total() >= LONG ? 3 : 5) <= c.numbers()
                && c.extra() <= spareNumbers(c)
                && c.signs() <= spareSigns(c)
                && (c.total() >= SHORT || alone(c));
    }

    /// Whether a short question stands for itself: among other figures, or without the drawing that it speaks of, the
    /// same words may be another question.
    private static boolean alone(Comparison c) {
        return c.outside() <= 1 && c.around() <= AROUND && (!c.undrawn() || c.whole() >= 0.5);
    }

    private static boolean sameFigures(Comparison c) {
        return c.numbers() > 0 && c.missing() == 0 && c.extra() == 0 && c.signs() == 0;
    }

    private static int spareNumbers(Comparison c) {
        return c.total() < SHORT ? 0 : c.total() < LONG ? 1 + c.numbers() / 12 : 2 + c.numbers() / 10;
    }

    /// The longer the reference, the more of its signs may have been lost.
    private static int spareSigns(Comparison c) {
        double length = Math.clamp((c.total() - SHORT) / (LONG - SHORT), 0, 1);
        int least = c.total() < SHORT ? 0 : c.total() < LONG ? 2 : 6;
        return Math.max(least, (int) (c.operators() * (1 + 2 * length) / 6));
    }

    /// The whole of a reference that is not short is in the row, whatever else is.
    private static boolean contained(Comparison c) {
        double least = c.total() >= LONG ? 0.94 : 0.98;
        return c.total() >= ROOMY && c.reference() >= least && c.ask() >= 0.7 && c.missing() == 0;
    }

    /// A part of the reference is nearly all of the row.
    private static boolean part(Comparison c) {
        boolean most = c.reference() >= 0.8
                && c.whole() >= 0.95
                && c.ask() >= Math.min(0.9, c.reference())
                && 5 * c.lost() <= c.numbers()
                && (c.total() >= SHORT || c.extraSigns() == 0);
        boolean some =
                c.reference() >= 0.3 && c.whole() >= 0.9 && c.ask() >= 0.6 && c.shared() >= 22 && c.total() >= SHORT;
        return c.extra() == 0 && (most || some);
    }

    /// Many numbers, all of them the same, in a text that is alike in its larger part.
    private static boolean numbers(Comparison c) {
        return c.numbers() >= 5
                && c.missing() == 0
                && c.extra() == 0
                && c.reference() >= 0.58
                && c.row() >= 0.58
                && c.ask() >= 0.5
                && c.shared() >= 60;
    }
}
