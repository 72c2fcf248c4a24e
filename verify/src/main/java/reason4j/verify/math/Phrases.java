package reason4j.verify.math;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds an answer by the words around it, in English and Chinese.
final class Phrases {

    private static final String[] STRONG = {"final answer", "####"};
    private static final String[] USUAL = {
        "answer is",
        "answers are",
        "answer:",
        "answer =",
        "answer**",
        "answer to the question is",
        "the answer",
        "答案是",
        "答案为",
        "答案：",
        "答案:",
        "答案",
        "\na:",
        "\nans:",
        "answer"
    };
    // possessive, since java.util.regex recurses once for each turn of any other loop over alternatives
    private static final Pattern ENVIRONMENT = Pattern.compile(
            "\\$\\$(.{1,2000}?)\\$\\$|\\$((?!\\$)[^$\\\\]*+(?:\\\\.[^$\\\\]*+)*+)\\$|\\\\\\((.{1,2000}?)\\\\\\)|\\\\\\[(.{1,2000}?)\\\\]",
            Pattern.DOTALL);
    private static final Pattern NUMBER =
            Pattern.compile("-?\\$?(?<![\\w.])-?\\d[\\d,]*(?:\\.\\d+)?(?:/\\d+)?(?:\\s?\\\\?%)?(?![\\w])");
    private static final Pattern CONCLUDES = Pattern.compile(
            "^(therefore|thus|hence|so|consequently|in conclusion|finally|因此|所以|故)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern BOLD = Pattern.compile("\\*\\*([^*\\n]{1,100})\\*\\*");
    private static final int LONGEST = 2000;

    private Phrases() {}

    /// @param from where to look
    /// @param onlyStrong whether a box was found before, which only an explicit final answer overrules
    static @Nullable Extraction find(String text, int from, boolean onlyStrong) {
        String lower = ("\n" + text).toLowerCase(Locale.ROOT);
        for (String phrase : STRONG) {
            Extraction found = last(text, lower, phrase, from);
            if (found != null) {
                return found;
            }
        }
        if (onlyStrong) {
            return null;
        }
        int best = -1;
        String chosen = "";
        for (String phrase : USUAL) {
            int at = lower.lastIndexOf(phrase);
            if (at >= 0 && at + phrase.length() > best) {
                best = at + phrase.length();
                chosen = phrase;
            }
        }
        return best < 0 ? null : last(text, lower, chosen, from);
    }

    private static @Nullable Extraction last(String text, String lower, String phrase, int from) {
        int at = lower.lastIndexOf(phrase);
        if (at < 0) {
            return null;
        }
        int start = at + phrase.length() - 1;
        if (start < from || start > text.length()) {
            return null;
        }
        String candidate = candidate(text.substring(Math.max(0, start), Math.min(text.length(), start + LONGEST)));
        return candidate == null ? null : Extraction.of(candidate, phrase.equals("####") ? "####" : "phrase");
    }

    /// The answer in the sentence that begins here.
    private static @Nullable String candidate(String tail) {
        String s = tail.replaceFirst("^[\\s:*：#\"]+", "");
        s = s.replaceFirst("(?i)^(the )?(final )?(answer )?(is|are|为|是)\\b[\\s:：*]*", "");
        String sentence = sentence(s);
        if (sentence.isBlank()) {
            return null;
        }
        if (answerLike(sentence)) {
            return sentence;
        }
        Matcher first = ENVIRONMENT.matcher(sentence);
        if (first.lookingAt()) {
            return content(first);
        }
        for (String is : new String[] {" is ", " are ", " equals ", " was ", " = ", ": ", "是", "为"}) {
            int k = sentence.lastIndexOf(is);
            if (k >= 0 && answerLike(sentence.substring(k + is.length()))) {
                return sentence.substring(k + is.length());
            }
        }
        Matcher formulas = ENVIRONMENT.matcher(sentence);
        String only = null;
        while (formulas.find()) {
            only = content(formulas);
        }
        return only != null ? only : soleNumber(sentence);
    }

    private static @Nullable String soleNumber(String sentence) {
        Matcher numbers = NUMBER.matcher(sentence);
        String only = null;
        while (numbers.find()) {
            if (only != null && !only.equals(numbers.group())) {
                return null;
            }
            only = numbers.group();
        }
        return only;
    }

    private static String content(Matcher formula) {
        for (int g = 1; g <= 4; g++) {
            String inner = formula.group(g);
            if (inner != null) {
                return inner;
            }
        }
        return formula.group();
    }

    /// Whether a text is an answer by itself: mathematics, or one or two words.
    private static boolean answerLike(String text) {
        if (text.length() > 300 || text.isBlank()) {
            return false;
        }
        Side side = Side.of(text);
        if (side.error() != null) {
            return false;
        }
        return !side.words() || side.text().split("\\s+").length <= 2;
    }

    /// Up to the end of the sentence or line; blank lines at the start are passed over.
    private static String sentence(String s) {
        int level = 0;
        for (int k = 0; k < s.length(); k++) {
            char c = s.charAt(k);
            if (c == '$') {
                level ^= 1;
            } else if (c == '\\' && k + 1 < s.length()) {
                char n = s.charAt(k + 1);
                level = n == '[' || n == '(' ? 1 : n == ']' || n == ')' ? 0 : level;
            }
            boolean end = c == '。'
                    || c == '\n' && level == 0
                    || (c == '.' || c == '!' || c == '?')
                            && level == 0
                            && (k + 1 == s.length() || Character.isWhitespace(s.charAt(k + 1)));
            if (end) {
                return s.substring(0, k);
            }
        }
        return s;
    }

    /// An answer without box and phrase: all of a short response, the last formula of its last sentence, or the only
    /// number of a last sentence that says it concludes.
    static @Nullable Extraction conclusion(String text) {
        if (answerLike(text)) {
            return Extraction.of(text, "whole");
        }
        String last = lastSentence(text);
        Matcher formulas = ENVIRONMENT.matcher(last);
        String formula = null;
        while (formulas.find()) {
            formula = content(formulas);
        }
        if (formula != null) {
            return Extraction.of(formula, "last-formula");
        }
        Matcher bold = BOLD.matcher(last);
        String marked = null;
        while (bold.find()) {
            marked = bold.group(1);
        }
        if (marked != null && answerLike(marked)) {
            return Extraction.of(marked, "bold");
        }
        String bare = last.replaceFirst("[.。!\\s]+$", "");
        boolean concluded = CONCLUDES.matcher(last).matches() && !bare.equals(last);
        String only = concluded ? soleNumber(bare) : null;
        return only == null ? null : Extraction.of(only, "conclusion");
    }

    private static String lastSentence(String text) {
        String s = text.strip();
        int from = 0;
        int level = 0;
        for (int k = 0; k < s.length() - 1; k++) {
            char c = s.charAt(k);
            if (c == '$') {
                level ^= 1;
            }
            boolean display = (s.startsWith("$$ ", k) || s.startsWith("\\] ", k))
                    && level == 1
                    && k + 3 < s.length()
                    && Character.isUpperCase(s.charAt(k + 3));
            if (display) {
                from = k + 3;
            }
            boolean end = level == 0 && (c == '.' || c == '!' || c == '?') && Character.isWhitespace(s.charAt(k + 1))
                    || c == '。'
                    || c == '\n' && s.charAt(k + 1) == '\n';
            if (end && !s.substring(k + 1).isBlank()) {
                from = k + 1;
            }
        }
        return s.substring(from).strip();
    }

    /// The last number anywhere, for dialects that guess.
    static @Nullable Extraction lastNumber(String text) {
        Matcher numbers = NUMBER.matcher(text);
        String last = null;
        while (numbers.find()) {
            last = numbers.group();
        }
        return last == null ? null : Extraction.of(last, "last-number");
    }
}
