package reason4j.verify.fuzz;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import reason4j.core.io.Json;
import reason4j.core.problem.AnswerKey;
import reason4j.core.run.Seed;
import reason4j.verify.cases.Spent;
import reason4j.verify.dialect.Dialect;
import reason4j.verify.dialect.Dialects;
import reason4j.verify.math.MathPolicy;
import reason4j.verify.math.MathVerifier;

/// Texts of pieces that repeat, up to the limits of size and beyond, on each way into the verifier: how long the
/// slowest
/// takes, and whether anything is thrown. Run by `bench/verify/sweep.sh`.
public final class Sweep {

    /// Just below the longest answer that is judged, the longest part of a response that is read, and far beyond.
    private static final int[] BRIMS = {9_980, 199_900, 1_000_000};

    private static final double NOTED_MILLIS = 30;
    private static final double LIMIT_MILLIS = 100;
    private static final double HOPELESS_MILLIS = 300;
    private static final int RETRIES = 4;

    private final Map<String, Function<String, Object>> ways = new LinkedHashMap<>();
    private final Set<String> failures = new LinkedHashSet<>();
    private double slowest;
    private String which = "";
    private double most;
    private long verdicts;

    private Sweep() {
        MathVerifier strict = MathVerifier.strict();
        ways.put("response", t -> strict.verify("5", t));
        ways.put("box", t -> strict.verify("x+5", "\\boxed{" + t + "}"));
        ways.put("bare", t -> strict.bare(t, "6"));
        ways.put("both", t -> strict.bare(t, t + "+1"));
        ways.put("gold", t -> strict.verify(t, "\\boxed{6}"));
        ways.put("explain", t -> strict.explain(t, t));
        ways.put("parse", MathVerifier::parse);
        MathPolicy guess =
                MathPolicy.strict().lastNumber(true).afterThink(false).bracketAnswer(true);
        ways.put("last number", t -> MathVerifier.with(guess).verify("5", t));
        MathPolicy strings =
                MathPolicy.strict().strings(List.of("A", "B", "yes")).lowercase(true);
        ways.put("strings", t -> MathVerifier.with(strings).verify("A", t));
        for (Dialect dialect : Dialects.ALL) {
            ways.put(dialect.name(), t -> dialect.verify(new AnswerKey.MathAnswer("5"), t));
            ways.put(dialect.name() + " box", t -> dialect.verify(new AnswerKey.MathAnswer("5"), "\\boxed{" + t + "}"));
            ways.put(dialect.name() + " both", t -> dialect.bare(new AnswerKey.MathAnswer(t), t + "1"));
        }
    }

    /// @param args `pieces`, or `pairs` (of those that the fuzzer repeats), or `random` with how many and the seed, or
    /// `large`
    public static void main(String[] args) {
        Sweep sweep = new Sweep();
        for (int warm = 0; warm < 3; warm++) {
            Pieces.some().forEach(piece -> sweep.tryAll(Pieces.repeated(piece, 40, 300)));
        }
        sweep.slowest = 0;
        sweep.verdicts = 0;
        switch (args[0]) {
            case "pieces" -> Pieces.all().forEach(sweep::grow);
            case "pairs" -> Pieces.some().forEach(a -> Pieces.some().forEach(b -> sweep.fill(a + b)));
            case "random" -> {
                SplittableRandom random = new Seed(Long.parseLong(args[2])).random();
                List<String> pieces = Pieces.all();
                for (int k = Integer.parseInt(args[1]); k > 0; k--) {
                    sweep.fill(Pieces.random(random, pieces));
                }
            }
            case "large" -> Large.pairs().forEach(sweep::compare);
            default -> throw new IllegalArgumentException("pieces, pairs, random or large, not " + args[0]);
        }
        sweep.report();
    }

    private void report() {
        failures.forEach(System.out::println);
        System.out.printf(
                Locale.ROOT,
                "%,d verdicts, %d failures, at most %.1f MiB allocated, slowest %.1f ms: %s%n",
                verdicts,
                failures.size(),
                most,
                slowest,
                which);
        if (!failures.isEmpty() || slowest >= LIMIT_MILLIS) {
            System.exit(1);
        }
    }

    private void compare(String kind, List<String> pair) {
        pair.forEach(this::tryAll);
        MathVerifier strict = MathVerifier.strict();
        String other = pair.get(1);
        tryOne(kind, t -> strict.bare(t, other), pair.getFirst());
        tryOne(kind + ", turned", t -> strict.bare(other, t), pair.getFirst());
        tryOne(kind + ", explained", t -> strict.explainBare(t, other), pair.getFirst());
    }

    /// Powers of two, then up to the brim of each limit.
    private void grow(String piece) {
        for (int k = 2; k <= 16; k += k < 8 ? 2 : 1) {
            vary(piece, 1 << k, 250_000);
        }
        fill(piece);
    }

    private void fill(String piece) {
        for (int brim : BRIMS) {
            vary(piece, Integer.MAX_VALUE, brim);
        }
    }

    private void vary(String piece, int times, int length) {
        tryAll(Pieces.repeated(piece, times, length) + "1");
        long open = piece.chars().filter(c -> c == '{').count();
        if (open > 0 && piece.indexOf('}') < 0) {
            String half = Pieces.repeated(piece, times, length / 2);
            tryAll(half + "1"
                    + "}".repeat((int) half.chars().filter(c -> c == '{').count()));
        }
        if (piece.endsWith("(")) {
            String half = Pieces.repeated(piece, times, length / 2);
            tryAll(half + "1"
                    + ")".repeat((int) half.chars().filter(c -> c == '(').count()));
        }
    }

    private void tryAll(String text) {
        ways.forEach((way, judge) -> tryOne(way, judge, text));
    }

    private void tryOne(String way, Function<String, Object> judge, String text) {
        double millis = Double.MAX_VALUE;
        double mebibytes = 0;
        for (int k = 0; k < RETRIES && (k == 0 || millis > NOTED_MILLIS && millis < HOPELESS_MILLIS); k++) {
            Spent spent = new Spent();
            judge(way, judge, text);
            millis = Math.min(millis, spent.millis());
            mebibytes = spent.mebibytes();
        }
        verdicts++;
        String what = way + ", " + text.length() + " of " + Json.line(text.substring(0, Math.min(24, text.length())));
        if (millis > NOTED_MILLIS) {
            System.out.printf(Locale.ROOT, "%.1f ms, %.1f MiB  %s%n", millis, mebibytes, what);
        }
        if (millis > slowest) {
            slowest = millis;
            which = what;
        }
        most = Math.max(most, mebibytes);
    }

    private void judge(String way, Function<String, Object> judge, String text) {
        try {
            String said = String.valueOf(judge.apply(text));
            if (said.contains("a defect of the ") || said.contains("the stack of this thread")) {
                failures.add(way + ", " + text.length() + " of "
                        + Json.line(text.substring(0, Math.min(60, text.length()))) + ": " + said);
            }
        } catch (RuntimeException | StackOverflowError e) {
            StackTraceElement[] at = e.getStackTrace();
            failures.add(way + ", " + text.length() + " of "
                    + Json.line(text.substring(0, Math.min(60, text.length()))) + ": " + e + " at "
                    + (at.length == 0 ? "?" : at[0]));
        }
    }
}
