package reason4j.verify.math;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.syntax.Node;

/// What a sentence states by the last of the formulas, or of the words in bold, that stand in it: that one, with those
/// that "or", "and" or a comma joins to it; nothing where the words around it deny it, doubt it or only bound it.
final class Stated {

    private static final Pattern JOINS = Pattern.compile(
            "\\s*\\(?(?:[,，、/;]|(?:[,，;]\\s*)?(?:\\b(?:or|and|alternatively)\\b|或者?|和|与|以及)(?:\\s+(?:maybe|perhaps|possibly|even|else|also))?)\\s*");
    private static final int MOST_JOINED = 50;
    private static final int LONGEST_GAP = 60;
    /// Longer sentences are not looked at for reasons and asides.
    private static final int LONGEST = 2000;

    /// Words directly before a value that deny it, in English with what may stand between.
    static final String DENYING =
            "not|never|cannot be|rules? out|ruled out|excludes?|excluded|eliminates?|eliminated|neither|nor";
    static final String DENYING_CHINESE = "不会?是|不可能[是为]|并非|不为|不等于";
    static final String FILLING = "(?: (?:be|exactly|equal to|equal|definitely|simply|the|value|of))*";

    /// Words directly before a value that take it back or make a bound of it.
    private static final Pattern BEFORE = Pattern.compile("(?i)(?:(?:\\b(?:" + DENYING
            + "|(?:less|greater|more|fewer|smaller|larger|bigger|other) than|between|(?:is|are|be) at (?:most|least)|(?<=^|: )at (?:most|least)"
            + "|(?:could|might|may) be|maybe|perhaps|possibly|unless|if|except|twice|half of|exceeds?|under|over|above|below"
            + "|(?:anything|everything|all) but|(?:multiple|factor|divisor|square|cube|root) of|divisible by)|n't)"
            + FILLING + "|" + DENYING_CHINESE
            + "|[大小多少高低]于|超过|不到|至多|至少|可能是|可能为|除了?)[\\s:：]*$");
    /// Words directly after a value that do.
    private static final Pattern AFTER = Pattern.compile(
            "(?i)[\\s)]*(?:(?:is|are|was|were|would be|seems)\\s+)?(?:not|wrong|incorrect|false|impossible|ruled out|excluded|too (?:small|large|big)|fails?|cannot|can't|can not"
                    + "|does(?:n't| not)|is(?:n't)|(?:less|more|greater|fewer) than|squared|cubed)\\b.*"
                    + "|\\s*[?？].*|\\s*\\(?\\s*[,;]?\\s*(?:\\bor\\b|或|\\balternatively\\b|\\bmaybe\\b|\\bperhaps\\b).*|[^,，;；。]{0,4}不(?:是|对|成立|符合).*"
                    + "|\\s*(?:plus|minus|modulo|mod|multiplied by|divided by)\\s+\\w.*|\\s*times\\s+[$\\\\]{0,2}[b-z0-9](?![A-Za-z]).*|\\+(?:\\W.*)?"
                    + "|\\s*(?:的(?:倍数|约数|因数|平方|立方|一半|[两二三]倍)|以[上下内外]|左右|上下).*",
            Pattern.DOTALL);
    private static final Pattern BOLD = Pattern.compile("\\*\\*([^*\\n]{1,100})\\*\\*");

    /// An alternative behind a value: `, or 50%`.
    private static final Pattern ALTERNATIVE =
            Pattern.compile("(?i)\\s*\\(?\\s*[,;]?\\s*(?:or|或者?)\\s*([^()]{1,40}?)\\)?[\\s.。]*");

    private static final Pattern REASON =
            Pattern.compile("(?i)(?<!\\w)(?:since|because|as|where|which|with)(?!\\w)|因为|由于");
    private static final Pattern ASIDE = Pattern.compile("\\((?!\\s*(?:or|and|或))[^()]{1,80}\\)[\\s.。]*$");

    private Stated() {}

    /// The value at the start of a sentence, with the alternative behind it; null where the words behind it take it
    /// back.
    static @Nullable Extraction first(String sentence, Formulas.Formula value, Predicate<String> answer, String how) {
        return stated(sentence, List.of(value), answer, how);
    }

    /// @param items in their order, at least one
    /// @param answer whether a text can be an answer
    static @Nullable Extraction last(
            String sentence, List<Formulas.Formula> items, Predicate<String> answer, String how) {
        Extraction all = stated(sentence, joined(sentence, outside(sentence, items)), answer, how);
        if (all != null || sentence.length() > LONGEST) {
            return all;
        }
        Matcher reason = REASON.matcher(sentence);
        boolean later = reason.find(items.getFirst().end());
        List<Formulas.Formula> before =
                later ? items.stream().filter(i -> i.end() <= reason.start()).toList() : List.of();
        return before.isEmpty() ? null : stated(sentence, joined(sentence, before), answer, how);
    }

    /// Without what stands in brackets at the end, `(attained at $x=1$)`, unless it is an alternative.
    private static List<Formulas.Formula> outside(String sentence, List<Formulas.Formula> items) {
        Matcher aside = ASIDE.matcher(sentence).region(items.getFirst().end(), sentence.length());
        if (sentence.length() > LONGEST || !aside.find()) {
            return items;
        }
        return items.stream().filter(i -> i.end() <= aside.start()).toList();
    }

    /// The last item with those that are joined to it.
    private static List<Formulas.Formula> joined(String sentence, List<Formulas.Formula> items) {
        int from = items.size() - 1;
        while (from > 0
                && items.size() - from < MOST_JOINED
                && JOINS.matcher(between(sentence, items, from)).matches()
                && stands(items.get(from - 1).content())) {
            from--;
        }
        return items.subList(from, items.size());
    }

    private static @Nullable Extraction stated(
            String sentence, List<Formulas.Formula> items, Predicate<String> answer, String how) {
        List<String> answers = new ArrayList<>();
        items.forEach(item -> answers.add(item.content()));
        Matcher other = ALTERNATIVE.matcher(tail(sentence, items.getLast().end()));
        if (other.matches() && answer.test(other.group(1))) {
            answers.add(other.group(1));
            return new Extraction(answers, how);
        }
        boolean denied =
                denied(sentence, items.getFirst().start(), items.getLast().end());
        return denied ? null : new Extraction(answers, how);
    }

    /// What stands behind a place, as much as an alternative may take.
    private static String tail(String sentence, int from) {
        return sentence.length() - from > LONGEST_GAP ? "" : sentence.substring(from);
    }

    private static String between(String sentence, List<Formulas.Formula> items, int later) {
        int from = items.get(later - 1).end();
        return sentence.substring(from, Math.min(items.get(later).start(), from + LONGEST_GAP));
    }

    /// Whether the words around what stands from one place to another take it back.
    static boolean denied(String sentence, int from, int to) {
        String before = sentence.substring(Math.max(0, from - LONGEST_GAP), from);
        String after = sentence.substring(to, Math.min(sentence.length(), to + LONGEST_GAP));
        return BEFORE.matcher(before.replace("*", "")).find()
                || AFTER.matcher(after.replace("*", "")).matches();
    }

    /// Whether a formula is a value, with its name or without, rather than a step on the way to one.
    private static boolean stands(String formula) {
        Side side = Side.of(formula);
        return side.error() == null
                && (!(side.readings().getFirst() instanceof Node.Relation r)
                        || Chains.isName(r.sides().getFirst()));
    }

    /// What stands out in bold, as much of the end as may be joined.
    static List<Formulas.Formula> bold(String sentence) {
        List<Formulas.Formula> all = new ArrayList<>();
        Matcher bold = BOLD.matcher(sentence);
        while (bold.find()) {
            all.add(new Formulas.Formula(bold.start(), bold.end(), bold.group(1)));
        }
        return all.subList(Math.max(0, all.size() - MOST_JOINED), all.size());
    }
}
