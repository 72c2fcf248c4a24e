package reason4j.verify.math;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where an answer is announced, in English and Chinese: what is found is the place behind the last such words.
final class Announced {

    private static final String ANSWER = "answer";
    private static final String FINAL_ANSWER = "final answer";
    private static final String[] AFTER_ANSWER = {" is", "s are", ":", " =", "**", " to the question is"};
    private static final String CHINESE_ANSWER = "答案";
    private static final String AFTER_CHINESE_ANSWER = "是为：:】〕";
    private static final String[] LINE_STARTS = {"a:", "ans:"};

    private static final String[] CHINESE_MARKS = {"答：", "答:", "故选", "应选", "选项为", "选项是"};
    private static final String[] CHOSEN = {
        "correct option is", "correct choice is", "correct option:", "correct choice:"
    };
    /// A choice that is said to be right.
    private static final Pattern SAID = Pattern.compile(
            "(?:[Oo]ption|[Cc]hoice)\\s+\\(?([A-E])\\)?\\s+is\\s+(?:the\\s+)?(?:correct|right)|\\(([A-E])\\)\\s+is\\s+the\\s+(?:correct|right)|选择?\\s*\\(?([A-E])\\)?(?![A-Za-z])|选项\\s*([A-E])\\s*(?:是)?(?:正确|对)");
    private static final int LONGEST = 2000;

    private Announced() {}

    /// Where the last word *answer* begins, or -1.
    static int answer(String text) {
        return last(text, ANSWER, text.length());
    }

    /// Behind the last *final answer*, or -1.
    ///
    /// @param answer where the last word *answer* begins
    static int afterFinalAnswer(String text, int answer) {
        int at = answer < 0 ? -1 : last(text, FINAL_ANSWER, answer + ANSWER.length());
        return at < 0 ? -1 : at + FINAL_ANSWER.length();
    }

    /// Behind the last words that announce an answer, or -1.
    ///
    /// @param answer where the last word *answer* begins
    static int afterAnswer(String text, int answer) {
        return Math.max(afterEnglish(text, answer), Math.max(afterChinese(text), afterLineStart(text)));
    }

    private static int afterEnglish(String text, int answer) {
        int best = answer < 0 ? -1 : answer + ANSWER.length();
        int end = best;
        for (String more : AFTER_ANSWER) {
            if (answer >= 0 && text.regionMatches(true, end, more, 0, more.length())) {
                best = Math.max(best, end + more.length());
            }
        }
        return best;
    }

    private static int afterChinese(String text) {
        int at = text.lastIndexOf(CHINESE_ANSWER);
        if (at < 0) {
            return -1;
        }
        int end = at + CHINESE_ANSWER.length();
        return end < text.length() && AFTER_CHINESE_ANSWER.indexOf(text.charAt(end)) >= 0 ? end + 1 : end;
    }

    /// Behind what a choice is announced by, or -1.
    static int afterChoice(String text) {
        int best = -1;
        for (String mark : CHINESE_MARKS) {
            int at = text.lastIndexOf(mark);
            best = at < 0 ? best : Math.max(best, at + mark.length());
        }
        int chosen = text.lastIndexOf('选');
        if (chosen >= 0 && chosen + 1 < text.length() && "ABCDE".indexOf(text.charAt(chosen + 1)) >= 0) {
            best = Math.max(best, chosen + 1);
        }
        String end = text.substring(Math.max(0, text.length() - LONGEST));
        if (end.contains("orrect") || end.contains("right") || end.indexOf('选') >= 0) {
            Matcher said = SAID.matcher(text).region(text.length() - end.length(), text.length());
            while (said.find()) {
                best = Math.max(
                        best,
                        said.start(
                                said.group(1) != null ? 1 : said.group(2) != null ? 2 : said.group(3) != null ? 3 : 4));
            }
        }
        if (text.contains("orrect ") || text.contains("ORRECT ")) {
            for (String phrase : CHOSEN) {
                int at = last(text, phrase, text.length());
                best = at < 0 ? best : Math.max(best, at + phrase.length());
            }
        }
        return best;
    }

    private static int afterLineStart(String text) {
        int line = text.lastIndexOf('\n');
        while (true) {
            for (String start : LINE_STARTS) {
                if (text.regionMatches(true, line + 1, start, 0, start.length())) {
                    return line + 1 + start.length();
                }
            }
            if (line < 0) {
                return -1;
            }
            line = text.lastIndexOf('\n', line - 1);
        }
    }

    /// The last place of a phrase of lower case that ends at `end` or before, in whatever case; -1 if there is none.
    private static int last(String text, String phrase, int end) {
        char first = phrase.charAt(0);
        for (int k = end - phrase.length(); k >= 0; k--) {
            if ((text.charAt(k) | 0x20) == first && text.regionMatches(true, k, phrase, 0, phrase.length())) {
                return k;
            }
        }
        return -1;
    }
}
