package reason4j.curate;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import reason4j.core.config.Config;
import reason4j.core.config.Range;
import reason4j.curate.decontaminate.Rules;
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
        Embedding embedding,
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
    /// @param ngram words of an n-gram that no row may share with a kept row of an earlier source, as in s1; 0 for
    ///     none
    /// @param alike near-duplicates by embedding
    /// @param semantic SemDeDup
    public record Deduplicate(
            String exact,
            boolean near,
            double threshold,
            int shingle,
            int bands,
            int rows,
            String conflict,
            int ngram,
            Alike alike,
            Semantic semantic)
            implements Serializable {
        public Deduplicate {
            oneOf("exact", exact, "none", "raw", "normalised", "digits");
            oneOf("conflict", conflict, "drop", "majority");
            Range.check(threshold > 0 && threshold <= 1, "threshold", threshold, "must be in (0, 1]");
            Range.atLeast("shingle", shingle, 1);
            Range.atLeast("bands", bands, 1);
            Range.atLeast("rows", rows, 1);
            Range.notNegative("ngram", ngram);
        }
    }

    /// Near-duplicates by embedding.
    ///
    /// @param cosine least cosine of a copy; 0 for none of this
    /// @param agree what must agree besides: `numbers` and answers, `answers` alone, or `none`
    public record Alike(double cosine, String agree) implements Serializable {
        public Alike {
            Range.check(cosine == 0 || (cosine >= 0.5 && cosine <= 1), "cosine", cosine, "must be 0 or from 0.5 to 1");
            oneOf("agree", agree, "numbers", "answers", "none");
        }
    }

    /// SemDeDup (arXiv 2303.09540): within a cluster, rows whose cosine exceeds 1 - epsilon are one.
    ///
    /// @param epsilon 0 for none of this
    /// @param clusters how many; 0 for twice the square root of the number of rows
    /// @param agree as in [Alike]
    public record Semantic(double epsilon, int clusters, String agree) implements Serializable {
        public Semantic {
            Range.check(epsilon >= 0 && epsilon < 1, "epsilon", epsilon, "must be in [0, 1)");
            Range.notNegative("clusters", clusters);
            oneOf("agree", agree, "numbers", "answers", "none");
        }
    }

    /// @param rule `none`, or one of the rules of [reason4j.curate.decontaminate.Rules]
    /// @param heldout whether the rows of held-out sources count as a benchmark
    /// @param cosine of the rule `embedding`: the least cosine to a benchmark's problem
    /// @param translations least share of formulas and numbers that a row in another script has in common with a
    ///     benchmark's problem to be dropped as its translation; 0 to let translations be
    public record Decontaminate(String rule, boolean heldout, double cosine, double translations)
            implements Serializable {
        public Decontaminate {
            oneOf("rule", rule, Rules.names().toArray(String[]::new));
            Range.check(cosine > 0 && cosine <= 1, "cosine", cosine, "must be in (0, 1]");
            Range.check(translations >= 0 && translations <= 1, "translations", translations, "must be in [0, 1]");
        }
    }

    /// @param cache a folder for vectors that every worker sees; empty for `~/.cache/reason4j/vectors`
    public record Embedding(String cache) implements Serializable {}

    /// @param keys whether rows are dropped whose answer key the verifier cannot read
    /// @param traces whether traces are dropped whose answers are not right
    /// @param requireTraces whether rows are dropped that have no trace (left)
    /// @param unjudged `keep` or `drop` traces that no rule here can judge, such as programs
    public record Verify(boolean keys, boolean traces, boolean requireTraces, String unjudged) implements Serializable {
        public Verify {
            oneOf("unjudged", unjudged, "keep", "drop");
        }
    }

    /// Which rows are hard enough and not too hard.
    ///
    /// @param filter a published filter's name, which then sets mark (unless given), bounds and top; empty for
    ///     none:
    ///     `open-r1`, `limo`, `skywork-or1`, `light-r1`, `light-r1-rl`, `orz-hard`, `prime`, `dapo`, `limr`,
    ///     `one-shot-rlvr`
    /// @param mark what is looked at: a mark of the schema, `pass_rate` of the completions, or empty for no filter
    /// @param least lower bound
    /// @param most upper bound
    /// @param strict whether the bounds themselves are out
    /// @param top how many rows of the highest marks are kept; 0 for all
    /// @param unknown `keep` or `drop` rows without the mark
    /// @param unsolved marks of which none may be above 0, such as the columns of models that solved the question
    /// @param completions a file of a model's completions, see [PassRates]
    public record Difficulty(
            String filter,
            String mark,
            double least,
            double most,
            boolean strict,
            int top,
            String unknown,
            List<String> unsolved,
            String completions)
            implements Serializable {
        public Difficulty {
            unsolved = List.copyOf(unsolved);
            oneOf("unknown", unknown, "keep", "drop");
            Range.notNegative("top", top);
            Filters published = Filters.named(filter);
            if (published != null) {
                Filters bounds = published.on(mark);
                mark = bounds.mark();
                least = bounds.least();
                most = bounds.most();
                strict = bounds.strict();
                top = top > 0 ? top : bounds.top();
            }
            Range.check(least <= most, "least", least, "must not be above most = " + most);
        }
    }

    /// How the rows that stay are chosen when there are more than enough.
    ///
    /// @param limit most rows kept; 0 for all
    /// @param method `hash` of seed and id, `domains` taking turns, `s1`, or `limo`
    /// @param uniform `s1`: how many are chosen before domains weigh as in `like`
    /// @param like `s1`: sources whose domains are wanted, each with its share
    /// @param force `s1`: sources whose rows stay, each with the least length of the reasoning in characters
    /// @param weights `limo`: of length, checking, exploring and connecting words
    public record Select(
            int limit,
            String method,
            int uniform,
            Map<String, Double> like,
            Map<String, Integer> force,
            List<Double> weights)
            implements Serializable {
        public Select {
            like = new TreeMap<>(like);
            force = new TreeMap<>(force);
            weights = List.copyOf(weights);
            Range.notNegative("limit", limit);
            oneOf("method", method, "hash", "domains", "s1", "limo");
            Range.notNegative("uniform", uniform);
            Range.check(weights.size() == Style.MEASURES, "weights", weights, "must be four numbers");
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

    /// Whether any step needs vectors of the rows.
    boolean embeds() {
        return decontaminate.rule().equals("embedding")
                || deduplicate.alike().cosine() > 0
                || deduplicate.semantic().epsilon() > 0;
    }

    private static void oneOf(String key, String value, String... allowed) {
        List<String> all = List.of(allowed);
        Range.check(all.contains(value), key, value, "must be one of " + String.join(", ", all));
    }
}
