package reason4j.verify.math;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a response says of an answer without giving it: supposed, refused, another's, or corrected at once.
final class Supposed {

    private static final String ANSWER = "answer";
    /// Most that may stand between the word and what is said to be the answer.
    private static final int LONGEST_JOINT = 20;
    private static final Set<String> SUPPOSING =
            Set.of("suppose", "assume", "assuming", "if", "whether", "could", "might");
    /// What is supposed with words between, `Suppose, for contradiction, that`.
    private static final Pattern FOR_THE_ARGUMENT = Pattern.compile(
            "\\b(?:suppos(?:e|ing)|assum(?:e|ing)|imagine|pretend)\\b[^.\\n]{0,40}\\bthat (?:(?:the|my|our) )?(?:(?:final|correct) )?$");
    private static final String[] ARGUING = {"suppos", "assum", "imagine", "pretend"};
    private static final String[] SAYING = {
        "say", "said", "claim", "think", "thought", "believe", "guess", "suggest", "argue", "insist"
    };
    /// Others than who answers, with what they say.
    private static final Pattern OTHERS = Pattern.compile(
            "(?<!\\w)(?:[Hh]e|[Ss]he|[Tt]hey|[Ss]ome(?:one|body)?(?: people| students)?|[Pp]eople|[Oo]thers?|[Mm]any"
                    + "|(?:[Aa]|[Tt]he|[Mm]y|[Oo]ne|[Aa]nother) (?:student|friend|teacher|classmate|colleague|brother|sister|user|person|man|boy|girl|child|pupil)s?"
                    + "|(?!We |You |This |That |It |Which |Theorem |Here |Step |Part |Equation )[A-Z][a-z]{1,20})"
                    + " (?:\\w{1,20}ly )?(?:says?|said|claims?|claimed|thinks?|thought|believes?|believed|guess(?:es|ed)?|suggests?|suggested|argues?|argued|insists?|insisted)"
                    + "(?: that)?(?: (?:the|my|his|her|their))?(?: (?:final|correct|right))? $");
    private static final Pattern CHINESE_IF =
            Pattern.compile("(?:假设|假定|假如|如果|倘若|若|要是)(?:说|这道题|这题|本题|题目)?的?(?:最终|正确|标准)?答案[是为：:]?$");
    private static final Set<String> OWNERS = Set.of("the", "my", "our");
    private static final Set<String> KINDS = Set.of("final", "correct");
    private static final Set<String> GRADERS = Set.of("reference", "gold", "golden", "truth");
    private static final Set<String> REFUSALS = Set.of("not", "never", "don't", "won't", "can't", "wouldn't", "cannot");
    private static final Set<String> MODAL = Set.of("would", "could", "should", "will");
    /// What only would be the answer.
    private static final Pattern HYPOTHETICAL =
            Pattern.compile("(?i)would\\s.{0,200}?(?<!\\w)(?:if|were|unless|but)(?!\\w)");
    /// What begins another answer than the one before.
    private static final Pattern CORRECTION = Pattern.compile(
            "(?i)[\\s.!。]*(?:(?:no,?\\s+)?wait|oops|sorry|correction|scratch that|i mean|my mistake|i was wrong|更正|不对"
                    + "|actually(?=,?\\s+(?:no|it|that|this|the|i)(?!\\w)))[\\s,.:!，。：！-]*(?:(?:no|i mean|i meant)(?!\\w)[\\s,]*)?");

    /// How words begin that take back the answer before them.
    private static final Set<String> WITHDRAWING = Set.of(
            "but", "however", "no", "yet", "wait", "alas", "that", "this", "it", "which", "he", "she", "they", "i");
    /// What takes back the answer of the sentence before: `That is wrong.`, but not `It is wrong to say so.`
    private static final Pattern WITHDRAWN = Pattern.compile(
            "(?i)[\\s.!?。$)\\]*}]{0,9}(?:(?:but|however|no|yet|wait|alas)[,\\s]+)*(?:(?:that|this|it|which|he|she|they)(?: (?:answer|value|result))? (?:(?:is|was|are|were|must be)(?: \\w{1,10}ly)? (?:wrong|incorrect|false|mistaken|impossible|absurd|a contradiction"
                    + "|not (?:the answer|(?:right|correct|possible)(?!\\w)))|(?:cannot|can't|could not) be (?:right|correct|true|the answer)|(?:leads|would lead|led) to an? (?:contradiction|absurdity)|contradicts)"
                    + "|i (?:have )?(?:since )?(?:retract(?:ed)?|withdr[ae]wn?|disproved|take (?:that|it) back))(?!\\w|\\s+(?:to|that|for|with)(?!\\w))");

    private Supposed() {}

    /// Whether what stands behind the sentence of an answer takes it back.
    static boolean withdrawn(String rest) {
        return WITHDRAWING.contains(Spoken.firstWord(rest))
                && WITHDRAWN.matcher(rest).lookingAt();
    }

    /// Whether the words up to the place where an answer begins only suppose or refuse it, or give the grader's.
    static boolean lead(String before) {
        if (before.contains("答案") && CHINESE_IF.matcher(before).find()) {
            return true;
        }
        String lower = before.toLowerCase(Locale.ROOT);
        int at = lower.lastIndexOf(ANSWER);
        int end = at + ANSWER.length();
        if (at < 0 || lower.length() - end > LONGEST_JOINT || ended(lower, end)) {
            return false;
        }
        int from = start(lower, at);
        String word = lower.substring(from, at).strip();
        if (GRADERS.contains(word) || word.equals("no")) {
            return true;
        }
        boolean refused = REFUSALS.contains(word)
                || MODAL.contains(word)
                        && lower.substring(0, from).stripTrailing().endsWith("nobody");
        if (refused) {
            return lower.substring(end).isBlank();
        }
        for (Set<String> passed : List.of(KINDS, OWNERS, Set.of("that"))) {
            if (passed.contains(word)) {
                int next = start(lower, from);
                word = lower.substring(next, from).strip();
                from = next;
            }
        }
        return SUPPOSING.contains(word)
                || Spoken.containsAny(lower, ARGUING)
                        && FOR_THE_ARGUMENT.matcher(lower.substring(0, at)).find()
                || others(before.substring(0, at));
    }

    /// Whether the words up to the word *answer* say what others than who answers think.
    static boolean others(String before) {
        return Spoken.containsAny(before, SAYING) && OTHERS.matcher(before).find();
    }

    /// Whether a sentence ends between two places.
    private static boolean ended(String text, int from) {
        for (int k = from; k < text.length(); k++) {
            if (".。\n".indexOf(text.charAt(k)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /// Where the word begins that stands before a place.
    private static int start(String text, int end) {
        int k = end;
        while (k > 0 && Character.isWhitespace(text.charAt(k - 1))) {
            k--;
        }
        while (k > 0 && (Character.isLetterOrDigit(text.charAt(k - 1)) || text.charAt(k - 1) == '\'')) {
            k--;
        }
        return k;
    }

    /// Whether a sentence asks, in Chinese.
    static boolean asked(String sentence) {
        String s = sentence.stripTrailing();
        return s.endsWith("？") || s.endsWith("吗") || s.endsWith("吗?");
    }

    /// Whether a sentence says what would be the answer if something else were so.
    static boolean sentence(String sentence) {
        return HYPOTHETICAL.matcher(sentence).lookingAt();
    }

    /// What stands behind the words that correct the answer before; null where there are none.
    static @Nullable String correction(String rest) {
        Matcher correction = CORRECTION.matcher(rest);
        return correction.lookingAt() ? rest.substring(correction.end()) : null;
    }
}
