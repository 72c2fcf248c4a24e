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

    /// Pays for dividing an integer of so many bits by one of so many: about four times the work of a product.
    public void spendOnDivision(long aBits, long bBits) {
        spend(1 + (1 + (aBits >> 6)) * (2 + (bBits >> 6)) / 32);
    }

    /// Pays for bringing a fraction into lowest terms. After one division the greatest common divisor takes time
    /// quadratic in the shorter part; where both are longer than [Rational#REDUCIBLE_BITS], none is taken.
    public void spendOnReduction(long numBits, long denBits) {
        long shorter = Math.min(numBits, denBits);
        spendOnDivision(Math.max(numBits, denBits), shorter > Rational.REDUCIBLE_BITS ? 64 : shorter);
        long words = Math.min(shorter, Rational.REDUCIBLE_BITS) >> 6;
        spend(words * words / 3);
    }

    /// Pays for the sum of two fractions and its reduction.
    public void spendOnSum(Rational a, Rational b) {
        if (a.isInteger() && b.isInteger()) {
            return;
        }
        long up = Math.max(numBits(a) + denBits(b), numBits(b) + denBits(a));
        spendOnReduction(up, denBits(a) + denBits(b));
    }

    /// Pays for the product of two fractions and its reduction.
    public void spendOnProduct(Rational a, Rational b) {
        spendOnProduct(a.bits(), b.bits());
        if (!a.isInteger() || !b.isInteger()) {
            spendOnReduction(numBits(a) + numBits(b), denBits(a) + denBits(b));
        }
    }

    /// Pays for the quotient of two fractions and its reduction.
    public void spendOnQuotient(Rational a, Rational b) {
        spendOnProduct(a.bits(), b.bits());
        spendOnReduction(numBits(a) + denBits(b), denBits(a) + numBits(b));
    }

    private static long numBits(Rational r) {
        return r.num().bitLength();
    }

    private static long denBits(Rational r) {
        return r.den().bitLength();
    }

    /// How many steps were paid so far.
    public long spent() {
        return total - left;
    }
}
