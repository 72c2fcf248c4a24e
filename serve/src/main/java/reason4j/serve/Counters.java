package reason4j.serve;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import reason4j.core.episode.Outcome;
import reason4j.learn.generate.GenerationThread;
import reason4j.learn.generate.Generator;

/// What a server has done, for Prometheus (text format 0.0.4).
final class Counters {

    private final Map<String, LongAdder> answered = new ConcurrentSkipListMap<>();
    private final Map<Outcome, LongAdder> verdicts = new ConcurrentHashMap<>();

    /// @param path one of the server's own, so that strangers cannot make up names
    void answered(String path, int status) {
        answered.computeIfAbsent(
                        "reason4j_http_requests_total{path=\"" + path + "\",code=\"" + status + "\"}",
                        _ -> new LongAdder())
                .increment();
    }

    void judged(Outcome outcome) {
        verdicts.computeIfAbsent(outcome, _ -> new LongAdder()).increment();
    }

    String text(@Nullable GenerationThread generation) {
        StringBuilder out = new StringBuilder();
        head(out, "reason4j_http_requests_total", "counter", "Requests answered.");
        answered.forEach((name, count) -> line(out, name, count.sum()));
        head(out, "reason4j_verdicts_total", "counter", "Answers judged.");
        for (Outcome outcome : Outcome.values()) {
            LongAdder count = verdicts.get(outcome);
            String label = "{outcome=\"" + outcome.name().toLowerCase(Locale.ROOT) + "\"}";
            line(out, "reason4j_verdicts_total" + label, count == null ? 0 : count.sum());
        }
        if (generation != null) {
            model(out, generation);
        }
        return out.toString();
    }

    private static void model(StringBuilder out, GenerationThread generation) {
        GenerationThread.Load load = generation.load();
        Generator.Stats stats = load.stats();
        one(out, "reason4j_prompt_tokens_total", "counter", "Prompt tokens computed.", stats.promptTokens());
        one(out, "reason4j_generated_tokens_total", "counter", "Tokens sampled.", stats.newTokens());
        one(out, "reason4j_prefill_seconds_total", "counter", "Time in prefill.", stats.secondsPrefill());
        one(out, "reason4j_decode_seconds_total", "counter", "Time in decoding.", stats.secondsDecode());
        one(out, "reason4j_rows", "gauge", "Sequences in use.", load.rows());
        one(
                out,
                "reason4j_rows_limit",
                "gauge",
                "Sequences at a time.",
                generation.room().rows());
        one(out, "reason4j_requests_waiting", "gauge", "Prompts without a row.", load.waiting());
        one(out, "reason4j_weights_version", "gauge", "How often weights were exchanged.", load.weights());
    }

    private static void one(StringBuilder out, String name, String type, String help, double value) {
        head(out, name, type, help);
        line(out, name, value);
    }

    private static void head(StringBuilder out, String name, String type, String help) {
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private static void line(StringBuilder out, String name, double value) {
        out.append(name).append(' ');
        if (value == Math.rint(value)) {
            out.append((long) value);
        } else {
            out.append(value);
        }
        out.append('\n');
    }
}
