package reason4j.verify.fuzz;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import reason4j.core.run.Seed;
import reason4j.verify.cases.Case;

/// Millions of inputs on one thread: outcomes, the slowest, and the memory that is left after a collection, which must
/// not grow. Run by `bench/verify/fuzz.sh`.
public final class LongRun {

    private static final int REPORTS = 100;
    private static final int WARM_UP = 20_000;
    private static final double LIMIT_MILLIS = 100;

    private LongRun() {}

    /// @param args the folder of the data, how many inputs, the seed; then the numbers of single inputs to look at, if
    /// any
    public static void main(String[] args) {
        long count = Long.parseLong(args[1]);
        Seed seed = new Seed(Long.parseLong(args[2]));
        List<String> answers = Case.development(Path.of(args[0])).stream()
                .map(labelled -> labelled.row().get("gold").asString())
                .toList();
        Trial trial = new Trial(new Inputs(seed, answers));
        if (args.length > 3) {
            for (String number : List.of(args).subList(3, args.length)) {
                System.out.println(trial.report(Long.parseLong(number)));
            }
            return;
        }
        run(trial, count);
    }

    private static void run(Trial trial, long count) {
        double worst = 0;
        String which = "";
        long start = System.nanoTime();
        for (long number = 0; number < count; number++) {
            trial.judge(number);
            if (number == WARM_UP) {
                trial.restartClock();
            }
            if ((number + 1) % Math.max(1, count / REPORTS) == 0) {
                System.out.printf(
                        Locale.ROOT,
                        "%,d inputs in %.0f s, %s, %d failures, slowest %.1f ms, %.1f MiB live%n",
                        number + 1,
                        (System.nanoTime() - start) / 1e9,
                        trial.outcomes(),
                        trial.failures().size(),
                        trial.slowestMillis(),
                        liveMebibytes());
                if (number > WARM_UP && trial.slowestMillis() > worst) {
                    worst = trial.slowestMillis();
                    which = trial.slowest();
                }
                trial.restartClock();
            }
        }
        System.out.printf(Locale.ROOT, "slowest after warm-up: %.1f ms, %s%n", worst, which);
        System.out.printf(Locale.ROOT, "most allocated: %.1f MiB, %s%n", trial.mostMebibytes(), trial.most());
        trial.failures().forEach(System.out::println);
        if (!trial.failures().isEmpty() || worst >= LIMIT_MILLIS) {
            System.exit(1);
        }
    }

    private static double liveMebibytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / (double) (1 << 20);
    }
}
