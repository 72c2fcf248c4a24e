package reason4j.learn.rlvr;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import reason4j.core.io.JsonLines;
import reason4j.learn.algorithm.Algorithm;
import reason4j.learn.algorithm.Credit;
import reason4j.learn.algorithm.Forward;
import reason4j.learn.algorithm.PolicyLoss;
import reason4j.learn.algorithm.Replay;
import reason4j.learn.algorithm.Sample;
import reason4j.learn.model.Sequence;
import reason4j.learn.text.Tokenizer;

/// What the loss of each completion that trained in one step was computed from, kept to be asked why.
final class Replays implements PolicyUpdate.Witness {

    private final Algorithm algorithm;
    private final Tokenizer tokenizer;
    private final List<Sequence> sequences;
    private final ConcurrentSkipListSet<Replayed> lines = new ConcurrentSkipListSet<>(
            Comparator.comparingInt(Replayed::update).thenComparingInt(Replayed::row));

    /// @param tokenizer that tells the text of each token
    /// @param sequences of the whole rollout
    Replays(Algorithm algorithm, Tokenizer tokenizer, List<Sequence> sequences) {
        this.algorithm = algorithm;
        this.tokenizer = tokenizer;
        this.sequences = sequences;
    }

    @Override
    public void saw(int update, int row, PolicyLoss loss, Sample sample, Forward forward, Credit credit) {
        lines.add(new Replayed(
                row, update, new Replay(algorithm, loss.beta(), loss.entropy(), sample, forward, credit, List.of())));
    }

    /// Writes `replays/step-N.jsonl`, optimizer step after optimizer step, whole or not at all.
    void write(Path run, int step) {
        List<Replayed> spelled = lines.stream()
                .map(line ->
                        new Replayed(line.row(), line.update(), line.replay().spelled(texts(line.row()))))
                .toList();
        JsonLines.write(run.resolve(String.format(Locale.ROOT, "replays/step-%d.jsonl", step)), spelled);
    }

    private List<String> texts(int row) {
        return IntStream.of(sequences.get(row).response())
                .mapToObj(id -> tokenizer.decode(new int[] {id}))
                .toList();
    }
}
