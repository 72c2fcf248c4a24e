package reason4j.verify.math;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds an answer by the words around it, in English and Chinese.
final class Phrases {

    private static final String BOLD = "**";

    private static final Pattern RIGHT = Pattern.compile(
            "\\(?([A-E])\\)?\\s*(?:是?(?:正确|对)的?|is (?:the )?(?:correct|right)(?: (?:one|answer|option|choice))?)");
    private static final Pattern LEAD = Pattern.compile("^[\\s:*：#\"]+");
    private static final Pattern LEAD_WORDS =
            Pattern.compile("(?i)^(the )?(final )?(answer )?(is|are|为|是)\\b[\\s:：*]*");
    private static final Pattern ADVERBS =
            Pattern.compile("(?i)^(?:therefore|thus|hence|simply|just|exactly|actually|then|now|indeed)\\s+");
    /// What begins the reason for an answer.
    private static final Pattern REASON = Pattern.compile(
            "(?i)(?:,\\s*)?\\b(?:since|because|as|where|which)\\b|,\\s*(?:not|so|and not)\\b|\\s+(?:rather than|instead of)\\b|\\s*[(（]\\s*(?:not\\b|而?不是)|[,，]\\s*而?不是");
    /// What is said further of an answer, `12, a multiple of 3` and `12，是3的倍数`, unless it takes the answer back.
    private static final Pattern APPOSITION = Pattern.compile(
            "(?i),\\s*an?\\s(?!.*\\b(?:not|never|or|maybe|perhaps|possibly|could|might|guess|mistake|error|typo|joke|lie)\\b).*"
                    + "|[,，]\\s*[它这]?(?:是|即|也就是)(?!.*[不非错误吗或?？]).*",
            Pattern.DOTALL);
    private static final int LONGEST_MORE = 400;
    /// A bound of what was counted, at the end of a sentence: `, not more than 20`.
    private static final Pattern BOUND = Pattern.compile(
            "(?i)[,，]\\s*(?:(?:which|that) is\\s+|and\\s+)?(?:(?:(?:not|no)\\s+)?(?:more|less|fewer|greater|larger|smaller) than"
                    + "|at (?:most|least)|不?[多少大小]于|不?超过|至多|至少)[^,，]{1,40}$");
    private static final int LONGEST_LEAD = 60;
    private static final int LONGEST_CORRECTION = 100;
    private static final int SHORTEST_CORRECTION = 8;
    /// What only closes an argument.
    private static final Pattern CLOSING = Pattern.compile(
            "(?i)[,;]?\\s+(?:as (?:required|desired|claimed|needed|expected|wanted|requested|was to be (?:shown|proved|proven))|(?:and|so) we are done|QED)\\W*$");
    /// `not 37 but 38`.
    private static final Pattern INSTEAD = Pattern.compile("(?i)not\\s+.{1,60}?\\s+but\\s+(?:rather\\s+)?(.{1,200})");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    // The number of groups is bounded since java.util.regex recurses once for each.
    private static final Pattern NUMBER = Pattern.compile(
            "-?\\$?(?<![\\w.√π])-?\\d++(?:,\\d++){0,40}(?:\\.\\d++)?(?:/\\d++)?(?:\\s?\\\\?%)?(?![\\w√π¹²³⁰⁴-⁹¼-¾⅐-⅞])");
    private static final Pattern CONCLUDES = Pattern.compile(
            "^(?:(?:therefore|thus|hence|so|consequently|in conclusion|finally|in total|altogether)\\b|因此|所以|故|综上|[一总]?共有).*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern THEREFORE =
            Pattern.compile("(?i)(?<!\\w)(?:is|are|equals) (?:therefore|thus|hence)(?!\\w)");
    private static final Pattern CONCLUSION =
            Pattern.compile("(?i)(?:therefore|thus|hence|so|consequently|finally),?\\s+");
    /// Something bold within a sentence, rather than powers.
    private static final Pattern EMPHASIZED =
            Pattern.compile("\\p{L}[^*\\n]{0,200}(?<=\\s)\\*\\*(?=\\S)[^*\\n]{1,100}(?<=\\S)\\*\\*");
    /// Statements of the question by their numbers at the end of a sentence.
    private static final Pattern LABELS =
            Pattern.compile("[是为有:：]\\s*([①-⑳](?:[、,，\\s]{0,3}[①-⑳]){0,20})\\s*[.。]?\\s*$");
    private static final int LONGEST_SAID = 100;
    private static final Pattern VALUE =
            Pattern.compile("\\s*(?:is|equals|的?(?:最[大小])?值?[是为])\\s*(-?\\\\?[$]?[0-9][^\\s]{0,60}?)\\s*[.。!]*\\s*");
    private static final int LONGEST = 2000;

    private Phrases() {}

    /// @param from where to look
    /// @param onlyStrong whether a box was found before, which only an explicit final answer overrules
    static @Nullable Extraction find(String text, int from, boolean onlyStrong) {
        int answer = Announced.answer(text);
        int explicit = Announced.afterFinalAnswer(text, answer);
        Extraction found = explicit < 0 ? null : after(text, explicit, from, "phrase");
        int mark = found != null ? -1 : text.lastIndexOf("####");
        if (mark >= 0) {
            found = after(text, mark + 4, from, "####");
        }
        if (found != null || onlyStrong) {
            return found;
        }
        int end = Announced.afterAnswer(text, answer);
        int choice = Announced.afterChoice(text);
        end = Math.max(end, choice);
        found = end < 0 ? null : after(text, end, from, "phrase");
        return found != null || choice < 0 ? found : after(text, choice, from, "phrase");
    }

    private static @Nullable Extraction after(String text, int start, int from, String how) {
        if (start < from || Supposed.lead(text.substring(Math.max(0, start - LONGEST_LEAD), start))) {
            return null;
        }
        String tail = text.substring(start, Math.min(text.length(), start + LONGEST));
        Extraction found = candidate(tail, how);
        if (found == null) {
            return null;
        }
        String rest = behind(tail);
        Extraction corrected = corrected(rest, how);
        return corrected != null ? corrected : Supposed.withdrawn(rest) ? null : found;
    }

    /// What stands behind the first sentence.
    private static String behind(String tail) {
        String s = without(LEAD, tail);
        return s.substring(sentence(s).length());
    }

    /// The answer that the sentence behind the first one puts in the place of its own, or null.
    private static @Nullable Extraction corrected(String rest, String how) {
        String other = rest.length() < SHORTEST_CORRECTION ? null : Supposed.correction(rest);
        return other == null || sentence(other).length() > LONGEST_CORRECTION ? null : candidate(other, how);
    }

    /// The text without what it begins with.
    private static String without(Pattern start, String text) {
        Matcher matcher = start.matcher(text);
        return matcher.lookingAt() ? text.substring(matcher.end()) : text;
    }

    /// The answer in the sentence that begins here.
    private static @Nullable Extraction candidate(String tail, String how) {
        String s = without(ADVERBS, without(LEAD_WORDS, without(LEAD, tail)));
        String sentence = unclosed(CLOSING.matcher(sentence(s)).replaceFirst(""));
        boolean asked = s.startsWith("?", sentence(s).length());
        if (sentence.isBlank() || asked || Supposed.asked(sentence) || Supposed.sentence(sentence)) {
            return null;
        }
        String whole = whole(sentence);
        if (whole != null) {
            return Extraction.of(whole, how);
        }
        List<Formulas.Formula> formulas = Formulas.of(sentence);
        if (!formulas.isEmpty() && formulas.getFirst().start() == 0) {
            return Stated.first(sentence, formulas.getFirst(), Phrases::answerLike, how);
        }
        for (String is : new String[] {" is ", " are ", " equals ", " was ", " = ", ": ", "是", "为"}) {
            int k = sentence.lastIndexOf(is);
            int value = k + is.length();
            if (k >= 0 && !Stated.denied(sentence, value, sentence.length()) && answerLike(sentence.substring(value))) {
                return Extraction.of(sentence.substring(value), how);
            }
        }
        if (!formulas.isEmpty()) {
            return Stated.last(sentence, formulas, Phrases::answerLike, how);
        }
        String only = soleNumber(sentence);
        int at = only == null ? 0 : sentence.indexOf(only);
        return only == null
                        || Spoken.counting(sentence.substring(0, at))
                        || Spoken.reserved(sentence.substring(0, at))
                        || Stated.denied(sentence, at, at + only.length())
                ? null
                : Extraction.of(only, how);
    }

    /// Without the end of bold text that begins before the answer, as in `**Answer: 9**`.
    private static String unclosed(String sentence) {
        String s = sentence.stripTrailing();
        boolean ends = s.endsWith(BOLD) && s.indexOf(BOLD) == s.length() - BOLD.length();
        return ends ? s.substring(0, s.length() - BOLD.length()) : sentence;
    }

    /// The answer that a whole sentence is, but for the reason behind it or what it is not; null where it is more.
    private static @Nullable String whole(String sentence) {
        Matcher right = RIGHT.matcher(sentence);
        if (right.matches()) {
            return right.group(1);
        }
        if (answerLike(sentence)) {
            return sentence;
        }
        Matcher instead = INSTEAD.matcher(sentence);
        if (instead.matches() && answerLike(instead.group(1))) {
            return instead.group(1);
        }
        String confirmed = Spoken.confirmed(sentence);
        if (confirmed != null) {
            return confirmed;
        }
        String before = before(REASON, sentence);
        boolean more = before == null && sentence.length() <= LONGEST_MORE && hasComma(sentence);
        return more ? before(APPOSITION, sentence) : before;
    }

    private static boolean hasComma(String sentence) {
        return sentence.indexOf(',') >= 0 || sentence.indexOf('，') >= 0;
    }

    /// The answer before the first match, null where there is none.
    private static @Nullable String before(Pattern pattern, String sentence) {
        Matcher rest = pattern.matcher(sentence);
        boolean found = rest.find() && answerLike(sentence.substring(0, rest.start()));
        return found ? sentence.substring(0, rest.start()) : null;
    }

    private static @Nullable String soleNumber(String sentence) {
        boolean more = sentence.length() <= LONGEST && hasComma(sentence);
        String counted = more ? BOUND.matcher(sentence).replaceFirst("") : sentence;
        Matcher numbers = NUMBER.matcher(counted);
        String only = null;
        while (numbers.find()) {
            if (only != null && !only.equals(numbers.group())) {
                return null;
            }
            only = numbers.group();
        }
        return only;
    }

    /// Whether a text is an answer by itself: mathematics, or one or two words.
    private static boolean answerLike(String text) {
        if (text.length() > 300 || text.isBlank() || Spoken.grading(text)) {
            return false;
        }
        Side side = Side.of(text);
        if (side.error() != null) {
            return false;
        }
        return !side.prose() && (!side.words() || brief(side.text()));
    }

    /// One or two words; a sentence in Chinese has no blanks, and numbers in it are not its words.
    private static boolean brief(String words) {
        boolean chinese = words.chars().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
        boolean sentence = words.length() > 8 || words.chars().anyMatch(Character::isDigit);
        return BLANKS.split(words).length <= 2 && !(chinese && sentence);
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
        if (answerLike(text) && !EMPHASIZED.matcher(text).find()) {
            return Extraction.of(text, "whole");
        }
        String last = lastSentence(text);
        int answer = Announced.answer(last);
        if (answer >= 0 && Supposed.others(last.substring(Math.max(0, answer - LONGEST_LEAD), answer))) {
            return null;
        }
        List<Formulas.Formula> bold = Stated.bold(last).stream()
                .filter(b -> !b.content().endsWith(":") && answerLike(b.content()))
                .toList();
        List<Formulas.Formula> formulas = Formulas.of(last);
        boolean quantity = !bold.isEmpty() && !Side.of(bold.getLast().content()).words();
        if (!formulas.isEmpty() && !quantity) {
            String value = said(last.substring(formulas.getLast().end()));
            return value == null
                    ? Stated.last(last, formulas, Phrases::answerLike, "last-formula")
                    : Extraction.of(value, "last-formula");
        }
        if (!bold.isEmpty()) {
            return Stated.last(last, bold, Phrases::answerLike, "bold");
        }
        Matcher labels = LABELS.matcher(last);
        if (labels.find()) {
            return Extraction.of(labels.group(1), "conclusion");
        }
        int end = last.length();
        while (end > 0 && (".。!".indexOf(last.charAt(end - 1)) >= 0 || Character.isWhitespace(last.charAt(end - 1)))) {
            end--;
        }
        String bare = last.substring(0, end);
        Matcher so = CONCLUSION.matcher(bare);
        if (so.lookingAt() && bare.indexOf('=') > 0 && answerLike(bare.substring(so.end()))) {
            return Extraction.of(bare.substring(so.end()), "conclusion");
        }
        boolean concludes =
                CONCLUDES.matcher(last).matches() || THEREFORE.matcher(last).find() && !Spoken.reserved(last);
        String confirmed = Spoken.confirmed(bare);
        if (confirmed != null) {
            return Extraction.of(confirmed, "conclusion");
        }
        boolean concluded = concludes && !bare.equals(last);
        String only = concluded ? soleNumber(bare) : null;
        int at = only == null ? 0 : bare.lastIndexOf(only);
        return only == null || Spoken.counting(bare.substring(0, at)) || Stated.denied(bare, at, at + only.length())
                ? null
                : Extraction.of(only, "conclusion");
    }

    /// What is said of the last formula of a sentence: ` is 6.` behind it.
    private static @Nullable String said(String tail) {
        if (tail.length() > LONGEST_SAID) {
            return null;
        }
        Matcher said = VALUE.matcher(tail);
        return said.matches() && answerLike(said.group(1)) && !Spoken.reserved(tail) ? said.group(1) : null;
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
            if (end) {
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
