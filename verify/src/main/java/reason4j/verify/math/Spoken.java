package reason4j.verify.math;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.syntax.Lexicon;

/// Tells words of a language from names of mathematics.
final class Spoken {

    private static final List<String> UNITS = List.of(
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen");
    private static final List<String> TENS =
            List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");

    /// Words that speak to whoever grades, not to whoever asked.
    private static final Pattern GRADING = Pattern.compile(
            "^\\W*(score|reward|grade|verdict|rating|points awarded|correct|gold|reference)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final int MOST_MARKS = 12;
    private static final int LONGEST_FIRST = 12;

    private Spoken() {}

    /// Words that take back what they lead to.
    private static final Pattern RESERVED = Pattern.compile(
            "(?i)\\b(?:not|n't|never|maybe|perhaps|possibly|could|might|either|or|if|unless|wrong|false|except|than|least|most|neither|nor)\\b|[不非]|大于|小于|超过|至多|至少|可能|除");

    private static final Pattern DENIED = Pattern.compile(
            "(?i)\\b(?:not|never|except|excluding|but|other|unless|if|only|wrong|false)\\b|\\\\neq?\\b|≠|除");

    /// Whether words after a statement take it back or bound it.
    static boolean denied(String words) {
        return DENIED.matcher(words).find();
    }

    /// What is counted by the number behind it.
    private static final Pattern COUNTED = Pattern.compile(
            "(?i)(?<!\\w)(?:problem|question|part|step|equation|figure|page|theorem|lemma|section|exercise|example|method|line|row|column|chapter|item)\\s*[(#]?$");
    private static final Pattern CONFIRMED = Pattern.compile("(?is)(yes|no|true|false)[,;.—–-]\\s*(\\p{L}+ .{2,200})");
    private static final Pattern BUT = Pattern.compile("(?i)\\b(?:or|maybe|but|unless|except)\\b");
    private static final Pattern DENIES = Pattern.compile("(?i)\\b(?:no|false)\\b");
    private static final Pattern AFFIRMS = Pattern.compile("(?i)\\b(?:yes|true)\\b");

    /// The word of an answer that comes with its sentence, `Yes, it converges`; null where there is none or the
    /// sentence
    /// takes it back.
    static @Nullable String confirmed(String sentence) {
        Matcher all = CONFIRMED.matcher(sentence.strip());
        if (!all.matches() || BUT.matcher(all.group(2)).find()) {
            return null;
        }
        boolean yes = AFFIRMS.matcher(all.group(1)).matches();
        return (yes ? DENIES : AFFIRMS).matcher(all.group(2)).find() ? null : all.group(1);
    }

    /// Whether a text is about the grade rather than the question.
    static boolean grading(String text) {
        return GRADING.matcher(text).matches();
    }

    /// Whether words before a value deny it, doubt it or bound it.
    static boolean reserved(String words) {
        return RESERVED.matcher(words).find();
    }

    /// Whether the number behind these words only counts things: `problem 2`.
    static boolean counting(String words) {
        return COUNTED.matcher(words).find();
    }

    /// The first word of a text in lower case, behind a few marks; empty where there are more of them, or no word.
    static String firstWord(String text) {
        int from = 0;
        while (from < text.length() && from <= MOST_MARKS && !Character.isLetter(text.charAt(from))) {
            from++;
        }
        int to = from;
        while (to < text.length() && to - from <= LONGEST_FIRST && Character.isLetter(text.charAt(to))) {
            to++;
        }
        return from > MOST_MARKS ? "" : text.substring(from, to).toLowerCase(Locale.ROOT);
    }

    /// Whether a text has one of some pieces in it.
    static boolean containsAny(String text, String[] pieces) {
        for (String piece : pieces) {
            if (text.contains(piece)) {
                return true;
            }
        }
        return false;
    }

    /// The number below a hundred that words say, or null.
    static @Nullable Integer number(String words) {
        String[] parts = words.strip().toLowerCase(Locale.ROOT).split("[\\s-]+", 3);
        int units = UNITS.indexOf(parts[0]);
        if (parts.length == 1 && units >= 0) {
            return units;
        }
        int tens = TENS.indexOf(parts[0]);
        if (tens < 0 || parts.length > 2) {
            return null;
        }
        int rest = parts.length == 1 ? 0 : UNITS.indexOf(parts[1]);
        return rest < 0 || rest > 9 ? null : 10 * (tens + 2) + rest;
    }

    /// Whether a run of letters can be part of a formula: a function, a product of variables, points of a figure.
    static boolean mathematical(String run) {
        return Lexicon.isFunction(run)
                || !Lexicon.isWord(run) && !(run.length() > 2 && run.equals(run.toUpperCase(Locale.ROOT)));
    }
}
