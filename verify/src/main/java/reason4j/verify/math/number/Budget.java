package reason4j.verify.math.number;

/// Steps that one verdict may spend. Deterministic: it counts work, never time, so the same input always ends the same
/// way on any machine. One step is about the work of multiplying two numbers of 200 bits.
///
/// Not thread-safe: one verdict, one budget.
public final class Budget {

    /// Enough for every honest answer; about 30 ms of the costliest steps.
    public static final long DEFAULT_STEPS = 150_000;

    private final long total;
    private long left;

    public Budget(long steps) {
        this.total = steps;
        this.left = steps;
    }

    /// Pays for work before it is done.
    ///
    /// @throws Stop.OutOfBudget when nothing is left
    public void spend(long steps) {
        left -= steps;
        if (left < 0) {
            throw new Stop.OutOfBudget();
        }
    }

    /// Pays for one operation on integers of so many bits together.
    public void spendOnBits(long bits) {
        long limbs = 1 + (bits >> 8);
        spend(limbs < 64 ? limbs : limbs * (limbs >> 5));
    }

    /// Pays for multiplying or dividing integers of so many bits by the method of school.
    public void spendOnProduct(long aBits, long bBits) {
        spend(1 + (1 + (aBits >> 6)) * (2 + (bBits >> 6)) / 128);
    }

    /// Pays for reducing a fraction of so many bits: the greatest common divisor takes quadratic time.
    public void spendOnReduction(long bits) {
        long words = bits >> 6;
        spend(1 + words * words / 8);
    }

    /// How many steps were paid so far.
    public long spent() {
        return total - left;
    }
}
