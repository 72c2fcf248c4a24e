package reason4j.learn.rlvr;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import reason4j.core.episode.Episode;
import reason4j.core.episode.Outcome;
import reason4j.learn.algorithm.Sample;

/// The numbers of a step, for the journal and for the eye.
final class StepMetrics {

    private StepMetrics() {}

    static Map<String, Double> of(List<Episode> episodes, List<Sample> samples, PolicyUpdate.Stats stats, int group) {
        Map<String, Double> m = new LinkedHashMap<>();
        m.put("reward", mean(episodes, e -> Double.isNaN(e.reward()) ? 0 : e.reward()));
        m.put("accuracy", mean(episodes, e -> e.verdict().correct() ? 1 : 0));
        m.put("length", mean(episodes, e -> e.completion().length()));
        m.put("truncated", mean(episodes, e -> e.completion().truncated() ? 1 : 0));
        m.put("unscorable", mean(episodes, e -> e.verdict().outcome() == Outcome.UNSCORABLE ? 1 : 0));
        m.put("groups", (double) samples.size() / group);
        m.put("trained", (double) stats.trainedSequences());
        m.put("groups_kept", (double) stats.trainedSequences() / group);
        m.put("groups_dropped", (double) (samples.size() - stats.trainedSequences()) / group);
        m.put("advantage", stats.advantage());
        m.put("loss", stats.sum(PolicyUpdate.Note.LOSS) / Math.max(1, stats.steps()));
        m.put("entropy", entropy(samples, stats));
        m.put("kl", stats.mean(PolicyUpdate.Note.KL));
        m.put("clip_fraction", stats.mean(PolicyUpdate.Note.CLIPPED));
        m.put("drift", stats.mean(PolicyUpdate.Note.DRIFT));
        m.put("grad_norm", stats.gradNorm());
        m.put("tokens", (double)
                episodes.stream().mapToInt(e -> e.completion().length()).sum());
        m.put("tokens_trained", stats.sum(PolicyUpdate.Note.TOKENS));
        return m;
    }

    /// Exact where tokens trained; else the estimate −ln π of what was sampled.
    private static double entropy(List<Sample> samples, PolicyUpdate.Stats stats) {
        if (stats.sum(PolicyUpdate.Note.TOKENS) > 0) {
            return stats.mean(PolicyUpdate.Note.ENTROPY);
        }
        return samples.stream()
                .flatMapToDouble(s -> Arrays.stream(s.sampler()))
                .map(logprob -> -logprob)
                .average()
                .orElse(0);
    }

    private static double mean(List<Episode> episodes, ToDoubleFunction<Episode> of) {
        return episodes.stream().mapToDouble(of).average().orElse(0);
    }

    static String sentence(Map<String, Double> m) {
        return String.format(
                Locale.ROOT,
                "reward %.3f  length %.1f  entropy %.3f  kept %.0f/%.0f groups",
                m.get("reward"),
                m.get("length"),
                m.get("entropy"),
                m.get("groups_kept"),
                m.get("groups"));
    }
}
