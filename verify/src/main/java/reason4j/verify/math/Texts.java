package reason4j.verify.math;

import java.util.Locale;
import java.util.regex.Pattern;

/// Comparison of answers that are words.
final class Texts {

    // no boundary of words: java.util.regex looks back over all marks that combine with the letter before
    private static final Pattern ARTICLE = Pattern.compile("(?<!\\w)(a|an|the) (?=\\S)");

    private static final Pattern ORDINAL = Pattern.compile("(?<=[0-9])(?:st|nd|rd|th)(?!\\w)");

    /// A quantity in two units, `2 hours and 30 minutes`, is the same without "and".
    private static final Pattern COMPOUND = Pattern.compile("(?<=[0-9] )([a-z]+) and (?=[0-9])");

    private static final Pattern SEVERAL =
            Pattern.compile("[0-9]{1,9} ?[a-z]{1,12}(?:(?: and)? [0-9]{1,9} ?[a-z]{1,12}){1,3}");

    /// Whether a text is a quantity in several units: `5 ft 3 in`.
    static boolean compound(String normal) {
        return SEVERAL.matcher(normal).matches();
    }

    private Texts() {}

    /// Articles do not count.
    private static String bare(String words) {
        String without = ARTICLE.matcher(words).replaceAll("");
        return without.isEmpty() ? words : without;
    }

    static boolean same(String a, String b) {
        return normal(a).equals(normal(b));
    }

    /// Lower case, letters and digits alone, single blanks between words.
    static String normal(String text) {
        StringBuilder out = new StringBuilder();
        boolean gap = false;
        for (int k = 0; k < text.length(); k++) {
            char c = text.charAt(k);
            boolean word = Character.isLetterOrDigit(c) || "+=<>^/*|".indexOf(c) >= 0;
            if (word && gap && !out.isEmpty()) {
                out.append(' ');
            }
            if (word) {
                out.append(c);
            }
            gap = !word;
        }
        String words = ORDINAL.matcher(bare(lower(out.toString()))).replaceAll("");
        return COMPOUND.matcher(words).replaceAll("$1 ");
    }

    /// Lower case, without the form that a sigma has at the end of a word: to find those takes quadratic time.
    static String lower(String text) {
        return text.replace('Σ', 'σ').toLowerCase(Locale.ROOT);
    }
}
