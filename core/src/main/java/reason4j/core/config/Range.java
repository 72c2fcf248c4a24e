package reason4j.core.config;

/// Checks that configuration records make in their compact constructors. What does not hold becomes a message with
/// file, line, path, value and rule when the record is bound by [Config].
public final class Range {

    private Range() {}

    /// @throws OutOfRange if the rule does not hold
    public static void check(boolean holds, String key, Object value, String rule) {
        if (!holds) {
            throw new OutOfRange(key, value, rule);
        }
    }

    public static void positive(String key, double value) {
        check(value > 0, key, value, "must be greater than 0");
    }

    public static void notNegative(String key, double value) {
        check(value >= 0, key, value, "must not be negative");
    }

    public static void atLeast(String key, long value, long least) {
        check(value >= least, key, value, "must be at least " + least);
    }

    /// A value outside what its key allows.
    public static final class OutOfRange extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;
        private final String key;
        private final String shown;
        private final String rule;

        OutOfRange(String key, Object value, String rule) {
            super(key + " = " + value + ": " + rule);
            this.key = key;
            this.shown = String.valueOf(value);
            this.rule = rule;
        }

        String key() {
            return key;
        }

        String shown() {
            return shown;
        }

        String rule() {
            return rule;
        }
    }
}
