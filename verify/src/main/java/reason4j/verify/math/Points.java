package reason4j.verify.math;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import reason4j.verify.math.number.Rational;

/// The points at which expressions are probed: the same for the same symbols, on every machine. They span small and
/// large magnitudes and, after the first three, both signs.
final class Points {

    private static final double[] LOW = {0.25, 1, 3, 0.2, 2, 10, 100, 0.1};
    private static final double[] HIGH = {0.95, 3, 10, 2, 12, 200, 1000, 0.9};
    private static final long[] FAR = {10_000, 10_000, 1_000_000_007, 1_000_000_007, 1_000_000_000_000_037L};
    private static final long[] NUMERATORS = {1, -7, 1, -10, 2};
    private static final long[] DENOMINATORS = {2, 2, 3, 3, 3};
    private static final int POSITIVE = 3;
    private static final int FRACTION_BITS = 24;

    private Points() {}

    /// @param integers whether only natural numbers make sense for these symbols
    static List<Map<String, Rational>> of(Iterable<String> symbols, boolean integers) {
        List<Map<String, Rational>> points = new ArrayList<>();
        for (int k = 0; k < LOW.length; k++) {
            Map<String, Rational> point = new TreeMap<>();
            int index = 0;
            for (String symbol : symbols) {
                long random = mix(symbol.hashCode() * 31L + index++ * 7919L + k * 104_729L);
                point.put(symbol, integers ? natural(random, k) : real(random, k));
            }
            points.add(point);
        }
        return points;
    }

    /// Points of great magnitude, of each sign.
    static List<Map<String, Rational>> far(Iterable<String> symbols) {
        return points(FAR.length, symbols, (k, random) -> {
            long whole = FAR[k] + Math.floorMod(random, 1_000L);
            return Rational.of(k % 2 == 0 ? whole : -whole);
        });
    }

    /// Points at halves and thirds, of each sign, all symbols of a point with one fractional part.
    static List<Map<String, Rational>> fractions(Iterable<String> symbols) {
        return points(NUMERATORS.length, symbols, (k, random) -> {
            long numerator = NUMERATORS[k] + Math.floorMod(random, 3L) * DENOMINATORS[k];
            return Rational.of(BigInteger.valueOf(numerator), BigInteger.valueOf(DENOMINATORS[k]));
        });
    }

    /// The value of a symbol at a point, by a number that is the symbol's own.
    private interface Coordinate {
        Rational at(int point, long random);
    }

    private static List<Map<String, Rational>> points(int count, Iterable<String> symbols, Coordinate coordinate) {
        List<Map<String, Rational>> points = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            Map<String, Rational> point = new TreeMap<>();
            int index = 0;
            for (String symbol : symbols) {
                point.put(symbol, coordinate.at(k, mix(symbol.hashCode() * 31L + index++)));
            }
            points.add(point);
        }
        return points;
    }

    private static Rational natural(long random, int k) {
        return Rational.of(1 + Math.floorMod(random, 4L + 3L * k));
    }

    private static Rational real(long random, int k) {
        double unit = (random >>> 11) * 0x1.0p-53;
        long fixed = (long) ((LOW[k] + unit * (HIGH[k] - LOW[k])) * (1L << FRACTION_BITS)) | 1;
        boolean negative = k >= POSITIVE && (random & 1) != 0;
        return Rational.of(BigInteger.valueOf(negative ? -fixed : fixed), BigInteger.ONE.shiftLeft(FRACTION_BITS));
    }

    /// The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
    private static long mix(long seed) {
        long z = seed + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
