package reason4j.verify.math;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What the words around a box say against what is in it: that it is not the answer, that it is wrong, or that it only
/// shows how an answer is to be written. The last box wins, but one that is itself denied is none.
final class Disowned {

    private static final int WINDOW = 60;
    private static final int BEHIND = 100;
    /// Formula marks, brackets and emphasis between a box and the words before it.
    private static final String MARKS = "[\\s:：$\\\\(\\[*]*$";

    /// Words directly before a box that deny it.
    private static final Pattern DENIED =
            Pattern.compile("(?i)(?:(?:\\b(?:" + Stated.DENYING + ")|n't)" + Stated.FILLING
                    + "|" + Stated.DENYING_CHINESE
                    + "|\\b(?:nicht|keinesfalls|keineswegs|niemals|no (?:es|son)|n'est pas|ne sont pas|non è|não é)|(?<!\\p{L})не)"
                    + MARKS);
    /// The last of those words, so that a box is looked at closely only behind one.
    private static final Set<String> LAST = Set.of(
            ("not t never be out exclude excludes excluded eliminate eliminates eliminated neither nor exactly to equal"
                            + " definitely simply the value of nicht keinesfalls keineswegs niemals es son pas")
                    .split(" "));
    private static final int LONGEST_LAST = 11;
    private static final String LAST_LETTERS = "是为非于èéе";

    private static final String THAT_IS = "(?:that )?(?:it|this|the (?:answer|value|result)) (?:is|equals)";
    /// Words before a box that call it wrong, doubt it or wish it.
    private static final Pattern CALLS_WRONG = Pattern.compile("(?i)\\b(?:(?:wrong|incorrect|false|mistaken)"
            + "(?: (?:answer|value|result|guess|solution|conclusion))?(?: (?:to|for) (?:this|the) \\w{1,10})? (?:is|was|would be)"
            + "|(?:wrong|incorrect|false|mistaken) (?:to (?:say|think|claim|conclude|answer|write)(?: that)?|(?:to (?:say|think|claim|conclude) )?"
            + THAT_IS + ")|(?:i|we)(?: \\w{1,10})? doubt " + THAT_IS + "|wish(?:ed)?\\b[^.]{0,30}\\b(?:was|were|is))"
            + MARKS);
    /// Words before a box that say how an answer is to be written.
    private static final Pattern TEMPLATE = Pattern.compile("(?i)\\b(?:would (?:then )?(?:write|put|enter)"
            + "|your (?:final )?answer (?:should|must|has to|is to|needs to) be (?:\\w+ ){0,2}(?:in the form|of the form|as|like|in)"
            + "|(?:(?:give|write|put|present|state|enter) your|please (?:give|write|put|present|state|enter) (?:the|your)) (?:final )?answer (?:in the form|as|like|in)"
            + "|format\\b[^.]{0,30}(?:e\\.g\\.|like|example)),?" + MARKS);
    private static final String[] RESERVATIONS = {
        "rong", "ncorrect", "alse", "istaken", "doubt", "would", "our ", "lease", "ormat", "wish"
    };

    private static final String WRONG = "(?:wrong|incorrect|false|impossible|ruled out)";
    /// Words directly after a box that call it wrong.
    private static final Pattern CALLED_WRONG = Pattern.compile(
            "[\\s$\\\\)\\]*]{0,9}(?:(?:is|was|would be) " + WRONG
                    + "|(?:(?:is|was) not|isn't|wasn't|(?:cannot|can't) be) (?:the )?(?:(?:final|correct|right) )?(?:answer|solution|correct|right|possible|valid)"
                    + "|is what [^.$\\n]{0,60}\\b(?:wrong(?:ly)?|incorrect(?:ly)?|mistaken(?:ly)?)|was my (?:first|initial|original)"
                    + "|,? ?but (?:it|that|this) (?:(?:isn't|is not|wasn't|was not)(?=[.,;!]|\\s*$)|(?:is|was) " + WRONG
                    + "|(?:cannot|can't) be (?:right|correct|true|the answer))|是?(?:不对|不正确|错的|错误)|(?:では|じゃ)(?:ありません|ない))(?![a-z])");

    /// How such words begin, in English and by their first character in Chinese and Japanese.
    private static final Set<String> CALLING = Set.of("is", "was", "would", "isn", "wasn", "cannot", "can", "but");
    private static final String CALLING_CHARACTERS = "是不错でじ";

    private Disowned() {}

    /// Whether the words of a text take back what is in a box of it.
    static boolean box(String text, Boxes.Box box) {
        int from = box.start();
        String behind = text.substring(box.end(), Math.min(text.length(), box.end() + BEHIND));
        boolean called = mayCallWrong(Spoken.firstWord(behind))
                && CALLED_WRONG.matcher(behind).lookingAt();
        if (called || Supposed.withdrawn(behind) || named(behind, box.content())) {
            return true;
        }
        int end = from;
        while (end > 0 && from - end < WINDOW && " \n\t:：$\\([*".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        String before = text.substring(Math.max(0, end - WINDOW), from);
        return mayDeny(text, end) && DENIED.matcher(before).find()
                || Spoken.containsAny(before, RESERVATIONS)
                        && (CALLS_WRONG.matcher(before).find()
                                || TEMPLATE.matcher(before).find());
    }

    private static boolean mayCallWrong(String word) {
        return CALLING.contains(word) || !word.isEmpty() && CALLING_CHARACTERS.indexOf(word.charAt(0)) >= 0;
    }

    /// Whether the words behind a box repeat its content and call it wrong: `so $12$ is not the answer`.
    private static boolean named(String behind, String content) {
        String value = content.strip();
        int at = value.isEmpty() ? -1 : behind.indexOf(value);
        while (at >= 0) {
            boolean part = at > 0 && Character.isLetterOrDigit(behind.charAt(at - 1));
            int end = at + value.length();
            if (!part
                    && CALLED_WRONG.matcher(behind).region(end, behind.length()).lookingAt()) {
                return true;
            }
            at = behind.indexOf(value, at + 1);
        }
        return false;
    }

    /// Whether the word that ends at a place is one of those that deny or of those that may stand behind one.
    private static boolean mayDeny(String text, int end) {
        int start = end;
        while (start > 0 && end - start <= LONGEST_LAST && asciiLetter(text.charAt(start - 1))) {
            start--;
        }
        return start < end
                ? LAST.contains(text.substring(start, end).toLowerCase(Locale.ROOT))
                : end > 0 && LAST_LETTERS.indexOf(text.charAt(end - 1)) >= 0;
    }

    private static boolean asciiLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
