package reason4j.verify.math;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a response says of an answer without giving it: supposed, refused, another's, or corrected at once.
final class Supposed {

    /// An answer that is only supposed or asked for, that nobody gives, or that is the grader's.
    private static final Pattern SUPPOSED = Pattern.compile(
            "(?i)(?<!\\w)(?:reference|gold(?:en)?|ground[ -]truth) answer(?!\\w)[^.。\\n]{0,20}$"
                    + "|(?:(?<!\\w)(?:not|never|nobody (?:would|could|should|will))|n't)\\s+answer(?!\\w)[^.。\\n]{0,3}$|(?<!\\w)(?:suppose|assume|assuming|if|whether|could|might)\\s+(?:that\\s+)?(?:the|my|our)?\\s?(?:final |correct )?answer(?!\\w)[^.。\\n]{0,20}$");
    /// What only would be the answer.
    private static final Pattern HYPOTHETICAL =
            Pattern.compile("(?i)would\\s.{0,200}?(?<!\\w)(?:if|were|unless|but)(?!\\w)");
    /// What begins another answer than the one before.
    private static final Pattern CORRECTION = Pattern.compile(
            "(?i)[\\s.!。]*(?:(?:no,?\\s+)?wait|oops|sorry|correction|scratch that|i mean|my mistake|i was wrong|更正|不对"
                    + "|actually(?=,?\\s+(?:no|it|that|this|the|i)(?!\\w)))[\\s,.:!，。：！-]*(?:(?:no|i mean|i meant)(?!\\w)[\\s,]*)?");

    private Supposed() {}

    /// Whether the words up to the place where an answer begins only suppose or refuse it, or give the grader's.
    static boolean lead(String before) {
        return SUPPOSED.matcher(before).find();
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
