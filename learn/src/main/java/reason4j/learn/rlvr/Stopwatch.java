package reason4j.learn.rlvr;

import java.util.LinkedHashMap;
import java.util.Map;

/// Seconds of a step by phase, for people; they never enter a decision.
final class Stopwatch {

    private final long begun = System.nanoTime();
    private final Map<String, Double> laps = new LinkedHashMap<>();
    private long last = begun;

    /// Ends a phase; what lies between two calls belongs to the second.
    void lap(String phase) {
        long now = System.nanoTime();
        laps.merge(phase, (now - last) / 1e9, Double::sum);
        last = now;
    }

    /// Adds seconds by phase, and tokens a second: sampled ones for the rollout, trained ones for the update.
    void addTo(Map<String, Double> metrics) {
        laps.forEach((phase, seconds) -> metrics.put("seconds_" + phase, seconds));
        metrics.put("seconds", (System.nanoTime() - begun) / 1e9);
        speed(metrics, "rollout", "tokens");
        speed(metrics, "update", "tokens_trained");
    }

    private void speed(Map<String, Double> metrics, String phase, String tokens) {
        Double seconds = laps.get(phase);
        if (seconds != null && seconds > 0) {
            metrics.put("tokens_per_second_" + phase, metrics.getOrDefault(tokens, 0.0) / seconds);
        }
    }
}
