package reason4j.curate.decontaminate;

/// When a comparison means that two questions are one problem. The bounds were chosen on rewritings of the benchmarks
/// and on the DeepScaleR pool; `bench/curate` measures them.
final class Agreement {

    private Agreement() {}

    static boolean same(Comparison c) {
        if (c.missing() > 0 && c.extra() > 0) {
            return false; // other numbers: another problem
        }
        return whole(c) || part(c);
    }

    /// Nearly all of the reference is in the row.
    private static boolean whole(Comparison c) {
        return c.reference() >= 0.75 && c.ask() >= 0.4 && c.missing() * 5 <= c.numbers() && c.row() >= 0.6;
    }

    /// A part of the reference is nearly all of the row.
    private static boolean part(Comparison c) {
        return c.reference() >= 0.4 && c.whole() >= 0.85 && c.ask() >= 0.5 && c.extra() == 0 && c.shared() >= 40;
    }
}
