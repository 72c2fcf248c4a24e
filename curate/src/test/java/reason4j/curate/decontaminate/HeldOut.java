package reason4j.curate.decontaminate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/// Copies and near misses for the held-out measurement of a rule: kinds and seeds that its bounds were not chosen on.
final class HeldOut {

    private static final Pattern SENTENCE = Pattern.compile("(?<=[.?!]\\$?)\\s+(?=[A-Z$\\\\])");
    private static final String[][] ASKED = {
        {"area", "perimeter"}, {"perimeter", "area"}, {"sum", "product"}, {"product", "sum"},
        {"smallest", "largest"}, {"largest", "smallest"}, {"greatest", "least"}, {"least", "greatest"},
        {"minimum", "maximum"}, {"maximum", "minimum"}, {"even", "odd"}, {"odd", "even"},
        {"radius", "circumference"}, {"volume", "surface area"}, {"sine", "cosine"}, {"length", "midpoint"},
        {"mean", "median"}, {"median", "mean"}, {"number of ways", "probability"}, {"remainder", "quotient"}
    };

    private HeldOut() {}

    static Map<String, BiFunction<String, SplittableRandom, String>> kinds() {
        Map<String, BiFunction<String, SplittableRandom, String>> kinds = new LinkedHashMap<>();
        kinds.put("Unicode formulas (x², a/b, √2)", (t, _) -> OtherNotations.unicode(t));
        kinds.put("ASCII formulas (x**2, sqrt(2), <=)", (t, _) -> OtherNotations.ascii(t));
        kinds.put("other LaTeX (\\times, \\left, \\choose)", (t, _) -> OtherNotations.latex(t));
        kinds.put("HTML (&lt;, <sup>, <br>)", OtherNotations::html);
        kinds.put("Markdown (display, bold, headings)", OtherNotations::markdown);
        kinds.put("escaped twice or backslashes lost", OtherNotations::escaped);
        kinds.put("signs in words (percent, degrees)", (t, _) -> OtherNotations.signsInWords(t));
        kinds.put("drawing left out", (t, _) -> OtherNotations.withoutDrawing(t));
        kinds.put("British spelling", (t, _) -> OtherWordings.spelling(t));
        kinds.put("other task words", (t, _) -> OtherWordings.tasks(t));
        kinds.put("other words of content", (t, _) -> OtherWordings.content(t));
        kinds.put("chat templates, prompts, forum", OtherWordings::wrapped);
        kinds.put("contest tags", OtherWordings::tagged);
        kinds.put("options appended", OtherWordings::options);
        kinds.put("numbers to 9999 in words", (t, _) -> OtherWordings.numbersInWords(t));
        kinds.put("other names", OtherWordings::names);
        kinds.put("sentences exchanged", OtherWordings::sentencesExchanged);
        kinds.put("question first", (t, _) -> OtherWordings.questionFirst(t));
        kinds.put("a sentence lost", OtherWordings::sentenceLost);
        kinds.put("no articles", (t, _) -> OtherWordings.telegram(t));
        kinds.put("typing errors 1 %", (t, r) -> OtherWordings.typos(t, r, 0.01));
        kinds.put("typing errors 3 %", (t, r) -> OtherWordings.typos(t, r, 0.03));
        kinds.put("damaged white space", OtherWordings::spaces);
        kinds.put("mixed case", OtherWordings::casing);
        kinds.put("other punctuation", OtherWordings::punctuation);
        kinds.put("a variable renamed", (t, _) -> OtherWordings.variable(t));
        kinds.put(
                "ASCII, task words, wrapped",
                (t, r) -> OtherWordings.wrapped(OtherWordings.tasks(OtherNotations.ascii(t)), r));
        kinds.put(
                "Unicode, typing errors 1 %, options",
                (t, r) -> OtherWordings.options(OtherWordings.typos(OtherNotations.unicode(t), r, 0.01), r));
        return kinds;
    }

    /// Kinds that were written after the rule had been mended for those of [#kinds()].
    static Map<String, BiFunction<String, SplittableRandom, String>> unseen() {
        Map<String, BiFunction<String, SplittableRandom, String>> kinds = new LinkedHashMap<>();
        kinds.put("BBCode of a forum", (t, r) -> OtherNotations.bbCode(t, r));
        kinds.put("quoted and wrapped mail", (t, _) -> OtherNotations.quoted(t));
        kinds.put("full-width digits and signs", (t, _) -> OtherNotations.fullWidth(t));
        kinds.put("thousands set apart", (t, _) -> t.replaceAll("(?<=[ $])(\\d)(\\d{3})(?=[ $.?])", "$1,$2"));
        kinds.put("align* and numbered lines", OtherNotations::aligned);
        kinds.put("one sentence of many", (t, _) -> OtherWordings.joined(t));
        kinds.put("polite, in the first person", OtherWordings::polite);
        List<BiFunction<String, SplittableRandom, String>> all = new ArrayList<>(kinds().values());
        all.removeLast();
        all.removeLast(); // two kinds that are several at once already
        kinds.put("two of the earlier kinds at random", (t, r) -> {
            String once = all.get(r.nextInt(all.size())).apply(t, r);
            return all.get(r.nextInt(all.size())).apply(once, r);
        });
        return kinds;
    }

    /// Another question on the same preamble: what is asked for exchanged for its opposite, empty if nothing is.
    static String otherQuestion(String text) {
        String[] sentences = SENTENCE.split(text);
        int last = sentences.length - 1;
        for (String[] pair : ASKED) {
            String other = sentences[last].replaceFirst("\\b" + pair[0] + "\\b", pair[1]);
            if (!other.equals(sentences[last])) {
                sentences[last] = other;
                return String.join(" ", sentences);
            }
        }
        return "";
    }

    /// The preamble of one problem with the question of another; empty where a problem has no preamble, where a
    /// question
    /// has no words of its own (`Find m + n.`), or where both ask nearly the same.
    static String foreignQuestion(String text, String other) {
        String[] own = SENTENCE.split(text);
        String[] foreign = SENTENCE.split(other);
        if (own.length < 2 || foreign.length < 2) {
            return "";
        }
        Set<String> asked = words(own[own.length - 1]);
        Set<String> foreignly = words(foreign[foreign.length - 1]);
        Set<String> both = new HashSet<>(asked);
        both.retainAll(foreignly);
        if (asked.size() < 6 || foreignly.size() < 6 || 2 * both.size() > asked.size()) {
            return "";
        }
        List<String> sentences = new ArrayList<>(List.of(own));
        sentences.set(own.length - 1, foreign[foreign.length - 1]);
        return String.join(" ", sentences);
    }

    private static Set<String> words(String sentence) {
        return new HashSet<>(List.of(sentence.toLowerCase(Locale.ROOT).split("[^a-z]+")));
    }
}
