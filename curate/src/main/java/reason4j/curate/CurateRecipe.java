package reason4j.curate;

import java.io.Serializable;
import java.util.List;
import reason4j.core.config.Config;
import reason4j.core.config.Range;
import reason4j.curate.source.Input;

/// All settings of a curation; the defaults are in `curate-defaults.yaml` beside this class.
///
/// @param name the set's name, for the card
/// @param seed of the split and of generated problems
/// @param data where the data lies, for `${data.dir}` in paths
/// @param sources what is read, in the order of preference among copies
/// @param pool further files of rows with `id`, `problem`, `answer`
/// @param benchmarks files of rows with `id`, `problem`, `answer` that training must not contain
public record CurateRecipe(
        String name,
        long seed,
        Data data,
        List<Input> sources,
        List<String> pool,
        List<String> benchmarks,
        Clean clean,
        Deduplicate deduplicate,
        Decontaminate decontaminate,
        Verify verify,
        Difficulty difficulty,
        Select select,
        Split split,
        SparkSettings spark)
        implements Serializable {

    public CurateRecipe {
        sources = List.copyOf(sources);
        pool = List.copyOf(pool);
        benchmarks = List.copyOf(benchmarks);
    }

    /// The defaults alone, to lay a recipe over.
    public static Config defaults() {
        return Config.defaults(CurateRecipe.class, "curate-defaults.yaml");
    }

    /// @param dir a folder of data files
    public record Data(String dir) implements Serializable {}

    /// @param rules names of cleaning rules, applied in order; see [Cleaning]
    /// @param maxPromptChars longer questions are dropped
    public record Clean(List<String> rules, int maxPromptChars) implements Serializable {
        public Clean {
            rules = List.copyOf(rules);
            Range.atLeast("max_prompt_chars", maxPromptChars, 1);
        }
    }

    /// @param exact `none`, `raw`, `normalised` or `digits`: which texts are one
    /// @param near whether near-duplicates by MinHash are found as well
    /// @param threshold least Jaccard similarity of a near-duplicate's shingles
    /// @param shingle words a shingle
    /// @param bands of the signature
    /// @param rows of a band
    /// @param conflict what happens to copies with different answers: `drop` all or keep one of the `majority`
    public record Deduplicate(
            String exact, boolean near, double threshold, int shingle, int bands, int rows, String conflict)
            implements Serializable {
        public Deduplicate {
            oneOf("exact", exact, "none", "raw", "normalised", "digits");
            oneOf("conflict", conflict, "drop", "majority");
            Range.check(threshold > 0 && threshold <= 1, "threshold", threshold, "must be in (0, 1]");
            Range.atLeast("shingle", shingle, 1);
            Range.atLeast("bands", bands, 1);
            Range.atLeast("rows", rows, 1);
        }
    }

    /// @param rule `none`, or one of the rules of [reason4j.curate.decontaminate.Rules]
    /// @param heldout whether the rows of held-out sources count as a benchmark
    public record Decontaminate(String rule, boolean heldout) implements Serializable {}

    /// @param keys whether rows are dropped whose answer key the verifier cannot read
    public record Verify(boolean keys) implements Serializable {}

    /// Which rows are hard enough and not too hard. The published filters are settings of it: Open-R1's pass rate above
    /// 0.1 and below 0.9 (strict), LIMO's 1 to 3 of 32, Skywork's `model_difficulty.NAME` 1 to 15, LIMR's
    /// `lim_score` of 0.6 and more; One-Shot-RLVR's is `mark: variance, top: 1`.
    ///
    /// @param mark what is looked at: a mark of the schema, `pass_rate` of the completions, or empty for no filter
    /// @param least lower bound
    /// @param most upper bound
    /// @param strict whether the bounds themselves are out
    /// @param top how many rows of the highest marks are kept; 0 for all
    /// @param unknown `keep` or `drop` rows without the mark
    /// @param completions a file of a model's completions, rows with `id` and `correct`/`of` or `completions`
    public record Difficulty(
            String mark, double least, double most, boolean strict, int top, String unknown, String completions)
            implements Serializable {
        public Difficulty {
            oneOf("unknown", unknown, "keep", "drop");
            Range.notNegative("top", top);
            Range.check(least <= most, "least", least, "must not be above most = " + most);
        }
    }

    /// @param limit most rows kept, the first by a hash of seed and id; 0 for all
    public record Select(int limit) implements Serializable {
        public Select {
            Range.notNegative("limit", limit);
        }
    }

    /// @param heldout share of the kept rows that is held out, 0 to below 1
    /// @param count how many to hold out instead of a share; 0 to go by the share
    /// @param key what the two sides must not share: `prompt` or `operand-multiset`
    public record Split(double heldout, int count, String key) implements Serializable {
        public Split {
            Range.check(heldout >= 0 && heldout < 1, "heldout", heldout, "must be in [0, 1)");
            Range.notNegative("count", count);
            oneOf("key", key, "prompt", "operand-multiset");
        }
    }

    /// @param master where Spark runs, such as `local[*]` or `spark://host:7077`; what spark-submit says wins
    /// @param sliceBytes bytes of input a task reads; 0 to choose by the number of cores
    public record SparkSettings(String master, long sliceBytes) implements Serializable {
        public SparkSettings {
            Range.notNegative("slice_bytes", sliceBytes);
        }
    }

    private static void oneOf(String key, String value, String... allowed) {
        List<String> all = List.of(allowed);
        Range.check(all.contains(value), key, value, "must be one of " + String.join(", ", all));
    }
}
