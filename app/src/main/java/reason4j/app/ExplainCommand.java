package reason4j.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reason4j.core.io.JsonLines;
import reason4j.core.io.UserException;
import reason4j.learn.algorithm.AlgorithmChoice;
import reason4j.learn.algorithm.ClipState;
import reason4j.learn.algorithm.Compat;
import reason4j.learn.algorithm.Replay;
import reason4j.learn.algorithm.SequenceLoss;
import reason4j.learn.rlvr.Replayed;

/// Tells why a step of RLVR pushed each token up or down.
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Tell why a step of RLVR pushed the tokens of its completions up or down: advantage, ratio, clip, KL,"
                    + " weight and gradient, computed again from what the step kept.",
            "A run keeps it with --set rlvr.replays_every=N. Without --row: a line for each completion."
        },
        footer = {
            "",
            "Examples:",
            "  reason4j explain runs/demo/rlvr/replays/step-20.jsonl",
            "  reason4j explain runs/demo/rlvr/replays/step-20.jsonl --row 3 --algorithm gspo"
        })
final class ExplainCommand implements Callable<Integer> {

    private static final String HEAD = "%5s %6s %6s %7s %8s %9s %11s %10s %8s%n";
    private static final String LINE = "%5d %6d %6d %7d %8.3f %+9.4f %+11.6f %10.6f %7.1f%%%n";

    @Parameters(index = "0", paramLabel = "FILE", description = "A run's replays/step-N.jsonl.")
    private Path file = Path.of("");

    @Option(
            names = "--row",
            paramLabel = "N",
            description = "Token by token, the completion of this line of episodes/step-N.jsonl, from 0.")
    private @Nullable Integer row;

    @Option(
            names = "--algorithm",
            paramLabel = "NAME",
            description = "As another algorithm's ratio, clip, KL term and correction would have it, with the credit"
                    + " that was given; without the KL term if the run scored no reference.")
    private @Nullable String algorithm;

    @Option(names = "--compat", paramLabel = "WHOSE", description = "That algorithm with whose constants: verl, …")
    private Compat compat = Compat.VERL;

    @Override
    public Integer call() {
        List<Replayed> lines = JsonLines.read(file, Replayed.class);
        if (lines.isEmpty()) {
            throw UserException.data(file + ": empty: no completion trained in that step");
        }
        if (row == null) {
            overview(lines);
        } else {
            List<Replayed> mine =
                    lines.stream().filter(line -> line.row() == row).toList();
            if (mine.isEmpty()) {
                throw UserException.usage("explain: row " + row + " did not train in that step; those that did: "
                        + String.join(
                                ", ",
                                lines.stream()
                                        .map(line -> String.valueOf(line.row()))
                                        .toList()));
            }
            mine.forEach(this::explain);
        }
        return 0;
    }

    private void overview(List<Replayed> lines) {
        System.out.printf(
                Locale.ROOT, HEAD, "row", "update", "group", "tokens", "reward", "A", "loss", "|dL/dlogp|", "held");
        double[] losses = new double[1 + lines.getLast().update()];
        for (Replayed line : lines) {
            Replay replay = asked(line.replay());
            SequenceLoss loss = replay.loss();
            losses[line.update()] += loss.value();
            double[] advantages = replay.credit().advantages();
            double advantage = 0;
            double gradient = 0;
            int held = 0;
            for (int t = 0; t < advantages.length; t++) {
                if (replay.sample().mask()[t]) {
                    advantage += advantages[t] / replay.sample().trained();
                    gradient += Math.abs(loss.gradient()[t]);
                    held += loss.tokens().get(t).clip() == ClipState.FREE ? 0 : 1;
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    LINE,
                    line.row(),
                    line.update(),
                    replay.sample().group(),
                    replay.sample().trained(),
                    replay.sample().reward(),
                    advantage,
                    loss.value(),
                    gradient,
                    100.0 * held / Math.max(1, replay.sample().trained()));
        }
        for (int update = 0; update < losses.length; update++) {
            System.out.printf(Locale.ROOT, "loss of optimizer step %d: %.6f%n", update, losses[update]);
        }
    }

    private void explain(Replayed line) {
        Replay replay = asked(line.replay());
        System.out.printf(
                Locale.ROOT,
                "row %d in optimizer step %d, by %s: group %d, reward %.3f, %d of %d tokens train%n%s",
                line.row(),
                line.update(),
                replay.algorithm().name(),
                replay.sample().group(),
                replay.sample().reward(),
                replay.sample().trained(),
                replay.sample().length(),
                replay.explain());
    }

    /// The replay, or the same under the algorithm that was asked for.
    private Replay asked(Replay replay) {
        if (algorithm == null) {
            return replay;
        }
        return replay.under(new AlgorithmChoice(algorithm, compat, Map.of()).resolve());
    }
}
