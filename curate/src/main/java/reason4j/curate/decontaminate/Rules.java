package reason4j.curate.decontaminate;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import reason4j.core.io.UserException;
import reason4j.curate.embed.Embedder;
import reason4j.curate.text.Canonical;
import reason4j.curate.text.Normal;
import reason4j.curate.text.WordCounts;

/// The visible list of rules.
public final class Rules {

    private static final Map<String, BiFunction<List<Reference>, WordCounts, Rule>> ALL = new TreeMap<>(Map.of(
            "none", (references, counts) -> question -> null,
            "exact", (references, counts) -> new Exact(references, Normal::of),
            "exact-minus-digits", (references, counts) -> new Exact(references, Normal::withoutDigits),
            "same-problem", SameProblem::new,
            "indel-95", (references, counts) -> new Indel(references, 0.95),
            "8-gram", (references, counts) -> new WordNgrams(references, 8),
            "13-gram", (references, counts) -> new WordNgrams(references, 13),
            "32-gram", (references, counts) -> new WordNgrams(references, 32)));

    /// The rule that needs vectors.
    public static final String EMBEDDING = "embedding";

    private Rules() {}

    /// The names of all rules, those of vectors too.
    public static List<String> names() {
        return Stream.concat(Stream.of(EMBEDDING), ALL.keySet().stream())
                .sorted()
                .toList();
    }

    /// The rule `embedding`.
    ///
    /// @param cosine a row with more than this to any reference is a hit
    public static Rule byEmbedding(List<Reference> references, Embedder embedder, double cosine) {
        return new Cosine(references, embedder, cosine);
    }

    /// What the first rule finds, and otherwise translations.
    ///
    /// @param least share of formulas and numbers that a translation has in common with its original
    public static Rule withTranslations(Rule rule, List<Reference> references, double least) {
        Rule translations = new Translations(references, least);
        return question -> {
            Hit hit = rule.hit(question);
            return hit == null ? translations.hit(question) : hit;
        };
    }

    /// A rule with the references alone to tell rare words from common ones.
    public static Rule named(String name, List<Reference> references) {
        return named(name, references, new WordCounts());
    }

    /// Whether a rule weighs words, so that the pool's words must be counted.
    public static boolean weighs(String name) {
        return name.equals("same-problem");
    }

    /// @param pool in how many questions of the pool each word occurs; the references' are added to it
    /// @throws UserException if there is none of this name
    public static Rule named(String name, List<Reference> references, WordCounts pool) {
        BiFunction<List<Reference>, WordCounts, Rule> rule = ALL.get(name);
        if (rule == null) {
            throw UserException.usage(
                    "decontaminate.rule = " + name + ": must be one of " + String.join(", ", names()));
        }
        references.forEach(r -> pool.add(Canonical.of(r.problem())));
        return rule.apply(references, pool);
    }
}
