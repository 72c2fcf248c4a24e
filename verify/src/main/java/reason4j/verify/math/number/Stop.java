package reason4j.verify.math.number;

/// Why a computation ended without a value. Thrown and caught within one verdict only; carries no stack trace, since
/// hostile input causes it as often as it likes.
public abstract sealed class Stop extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Stop(String message) {
        super(message, null, false, false);
    }

    /// The budget of the verdict is spent.
    public static final class OutOfBudget extends Stop {
        private static final long serialVersionUID = 1L;

        public OutOfBudget() {
            super("the step budget is spent");
        }
    }

    /// The expression has no value: a division by zero, the logarithm of zero, a factorial of a fraction.
    public static final class Undefined extends Stop {
        private static final long serialVersionUID = 1L;

        public Undefined(String what) {
            super(what);
        }
    }

    /// There is a value, but not one this arithmetic can hold: a power tower, a function it does not know.
    public static final class OutOfReach extends Stop {
        private static final long serialVersionUID = 1L;

        public OutOfReach(String what) {
            super(what);
        }
    }
}
