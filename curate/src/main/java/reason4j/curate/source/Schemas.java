package reason4j.curate.source;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import reason4j.core.io.UserException;

/// The visible list of schemas.
public final class Schemas {

    private static final Map<String, Schema> ALL = new TreeMap<>(Map.ofEntries(
            Map.entry("plain", new Plain()),
            Map.entry("problems", new OwnProblems()),
            Map.entry("gsm8k", new Gsm8k()),
            Map.entry("math", new MathBenchmark()),
            Map.entry("math-500", new MathBenchmark()),
            Map.entry("aime", new MathBenchmark()),
            Map.entry("openthoughts-114k", new Conversation()),
            Map.entry("openthoughts-114k-metadata", new OpenThoughtsMetadata()),
            Map.entry("openthoughts3-1.2m", new Conversation()),
            Map.entry("openr1-math-220k", new OpenR1Math()),
            Map.entry("light-r1-sft", new Conversation()),
            Map.entry("light-r1-dpo", new Preference()),
            Map.entry("bespoke-stratos-17k", new Conversation()),
            Map.entry("am-1.4m", new AmDistilled()),
            Map.entry("synthetic-1", new Synthetic1()),
            Map.entry("s1k", new S1k()),
            Map.entry("limo", new Limo()),
            Map.entry("numinamath", new NuminaMath()),
            Map.entry("deepscaler", new DeepScaleR()),
            Map.entry("skywork-or1", new VerlRows()),
            Map.entry("dapo", new VerlRows()),
            Map.entry("verl", new VerlRows()),
            Map.entry("orz", new OpenReasonerZero()),
            Map.entry("big-math", new BigMath()),
            Map.entry("one-shot-rlvr", new AccuracyHistory()),
            Map.entry("limr", new AccuracyHistory())));

    private Schemas() {}

    /// @throws UserException if there is none of this name
    public static Schema named(String name) {
        Schema schema = ALL.get(name);
        if (schema == null) {
            throw UserException.usage("source " + name + ": unknown; there are " + new TreeSet<>(ALL.keySet()));
        }
        return schema;
    }

    static Set<String> names() {
        return ALL.keySet();
    }
}
