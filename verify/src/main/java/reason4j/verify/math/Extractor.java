package reason4j.verify.math;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reason4j.core.episode.Outcome;

/// Finds the answer in a response: after the thinking, in a tag, in the last box, after `####`, after a phrase, in the
/// last formula of the last sentence, or the whole where it is nothing but an answer. Linear in the response.
final class Extractor {

    /// Only so many characters at the end are read.
    static final int MAX_LENGTH = 200_000;

    private static final Pattern END_MARK =
            Pattern.compile("<\\|[a-z_]{1,20}\\|>.{0,12}$|</s>$|<eos>$", Pattern.DOTALL);
    private static final int LONGEST_END = 40;
    private static final Pattern HEDGE = Pattern.compile(
            "\\b(could|might|maybe|perhaps|possibly|alternatively|either|otherwise"
                    + "|(?:second|third|fourth|next|other|another|last) (?:guess|option|possibility|candidate|choice|attempt)"
                    + "|(?:reading|interpretation|option|possibility|guess|candidate) (?:[a-z1-9]|two|three))\\b|^[\\s|]*(?:second|third|next|other|another)[\\s|]*$",
            Pattern.CASE_INSENSITIVE);
    /// Words between two boxes that say the second replaces the first.
    private static final Pattern CORRECTION = Pattern.compile(
            "\\b(wait|actually|correct(?:ed|ion|ing)?|fix(?:ed|ing)?|instead|sorry|oops|mistakes?|errors?|wrong|should|after|recheck(?:ing|ed)?|redoing|revised|updated|no)\\b|更正|应为|应该是|不对",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern DECORATION = Pattern.compile(
            "\\\\(text|quad|qquad|mathrm|textbf|,|;|!|\\(|\\)|\\[|])|[${}~]|\\\\\\\\|</?[a-z]\\w{0,9}\\s?/?>|(?<=\\n)\\s{0,4}\\d{1,2}[.)](?=\\s)");
    private static final Pattern SENTENCE = Pattern.compile("[.!?。](\\s|$)|\\n\\s*\\n");
    private static final Pattern CONJUNCTION =
            Pattern.compile("(\\b(and|or|und|oder|et|ou|y|o)|[,;，、和或与])$|^\\W*(and|or)\\b");
    private static final Pattern BRACKETS = Pattern.compile("\\[([^\\[\\]]{1,200})]");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z]\\w{0,3}(_\\{?\\w+\\}?)?\\s*(=|\\\\in)\\s*$");
    private static final int LONGEST_GAP = 60;
    private static final int MOST_DENIED = 20;
    private static final int SEPARATOR_LENGTH = 2;

    private final MathPolicy policy;

    Extractor(MathPolicy policy) {
        this.policy = policy;
    }

    private static String end(String text) {
        return text.length() > MAX_LENGTH ? text.substring(text.length() - MAX_LENGTH) : text;
    }

    Extraction answer(String response) {
        String text = end(response);
        if (policy.afterThink()) {
            int end = text.lastIndexOf(policy.thinkEnd());
            text = end < 0 ? text : text.substring(end + policy.thinkEnd().length());
            if (text.contains(policy.thinkEnd().replace("</", "<"))) {
                return Extraction.none("unfinished-thinking");
            }
        }
        text = withoutEndMark(text.strip());
        if (!policy.strings().isEmpty()) {
            return Strings.find(text, policy);
        }
        if (policy.bracketAnswer()) {
            Matcher brackets = BRACKETS.matcher(text);
            String last = null;
            while (brackets.find()) {
                last = brackets.group(1);
            }
            if (last != null) {
                return Extraction.of(last, "brackets");
            }
        }
        return tagged(text);
    }

    /// Without the mark by which a model ends its turn.
    private static String withoutEndMark(String text) {
        int from = Math.max(0, text.length() - LONGEST_END);
        if (text.indexOf('<', from) < 0) {
            return text;
        }
        Matcher mark = END_MARK.matcher(text).region(from, text.length());
        return mark.find() ? text.substring(0, mark.start()).strip() : text;
    }

    private Extraction tagged(String text) {
        int close = text.lastIndexOf("</answer>");
        int open = close < 0 ? -1 : text.lastIndexOf("<answer>", close);
        if (open >= 0) {
            String inner = text.substring(open + "<answer>".length(), close).strip();
            if (inner.isEmpty()) {
                return Extraction.none("empty-answer");
            }
            Extraction boxed = boxed(Boxes.in(inner), inner, false);
            return boxed != null ? boxed : phrasedOr(inner);
        }
        List<Boxes.Box> boxes = Boxes.in(text);
        Extraction boxed = boxed(boxes, text, false);
        if (boxed != null && !boxed.how().equals("box")) {
            return boxed;
        }
        int afterBox = boxed == null ? 0 : boxes.getLast().end();
        String spoken = Programs.blanked(text);
        Extraction phrase = Phrases.find(spoken, afterBox, boxed != null);
        if (phrase != null) {
            return phrase;
        }
        if (boxed != null) {
            return boxed;
        }
        Extraction last = Phrases.conclusion(spoken);
        if (last == null && policy.lastNumber()) {
            last = Phrases.lastNumber(text);
        }
        return last == null ? Extraction.none("no-answer") : last;
    }

    private static Extraction phrasedOr(String inner) {
        Extraction phrase = Phrases.find(inner, 0, false);
        return phrase != null ? phrase : Extraction.of(inner, "tag");
    }

    /// The last box that is not denied, with those that the text joins to it, as many as make an answer that is not too
    /// long; null where there is none.
    private @Nullable Extraction boxed(List<Boxes.Box> all, String text, boolean gold) {
        if (all.isEmpty()) {
            return null;
        }
        List<Boxes.Box> boxes = policy.rejectHedging() ? withoutDenied(all, text) : all;
        if (boxes.isEmpty()) {
            return Extraction.none("denied");
        }
        Deque<String> joined = new ArrayDeque<>();
        joined.addFirst(boxes.getLast().content());
        boolean hedged = false;
        int length = 0;
        for (int k = boxes.size() - 2; k >= 0 && length <= Side.MAX_LENGTH; k--) {
            Boxes.Box box = boxes.get(k);
            Boxes.Box later = boxes.get(k + 1);
            Gap gap = gap(text, box.end(), later.start(), gold);
            if (gap == Gap.CORRECTED) {
                break;
            }
            hedged |= gap == Gap.HEDGED
                    && !box.content().strip().equals(later.content().strip());
            joined.addFirst(box.content());
            length += box.content().length() + SEPARATOR_LENGTH;
        }
        if (boxes.getLast().content().isBlank()) {
            return Extraction.none("empty-box");
        }
        if (hedged && policy.rejectHedging() && !alike(joined)) {
            return Extraction.none("hedged");
        }
        if (hedged || !policy.joinBoxes() || joined.size() == 1) {
            return Extraction.of(boxes.getLast().content(), "box");
        }
        return new Extraction(
                joined.stream().filter(s -> !s.isBlank()).distinct().toList(), "boxes");
    }

    /// Whether two boxes side by side hold one value in two forms.
    private boolean alike(Deque<String> boxes) {
        String one = boxes.getFirst();
        String other = boxes.getLast();
        return boxes.size() == 2
                && one.length() + other.length() <= Side.MAX_LENGTH
                && new Comparison(policy, Side.of(one), Side.of(other), true)
                                .verdict()
                                .outcome()
                        == Outcome.CORRECT;
    }

    /// Without the last boxes as far as they are denied, and without others of the same content; none where that goes
    /// on.
    private static List<Boxes.Box> withoutDenied(List<Boxes.Box> boxes, String text) {
        Set<String> wrong = new HashSet<>();
        for (int k = boxes.size(); k > 0 && boxes.size() - k < MOST_DENIED; k--) {
            Boxes.Box box = boxes.get(k - 1);
            if (Disowned.box(text, box)) {
                wrong.add(box.content().strip());
            } else if (!wrong.contains(box.content().strip())) {
                return boxes.subList(0, k);
            }
        }
        return List.of();
    }

    private enum Gap {
        JOINED,
        HEDGED,
        CORRECTED
    }

    /// What the text between two boxes says of them.
    private static Gap gap(String text, int from, int to, boolean gold) {
        if (to - from > LONGEST_GAP * 3) {
            return Gap.CORRECTED;
        }
        String plain =
                DECORATION.matcher(text.substring(from, to)).replaceAll(" ").strip();
        plain = LABEL.matcher(plain).replaceFirst("").strip();
        if (plain.isEmpty()) {
            return gold ? Gap.JOINED : Gap.HEDGED;
        }
        if (plain.chars().noneMatch(Character::isLetterOrDigit)) {
            boolean list = plain.chars().allMatch(c -> c == ',' || c == ';' || c == '、' || c == '，' || c == '&');
            return list || gold ? Gap.JOINED : plain.equals(".") ? Gap.CORRECTED : Gap.HEDGED;
        }
        if (HEDGE.matcher(plain).find()) {
            return Gap.HEDGED;
        }
        if (SENTENCE.matcher(plain).find()
                || plain.length() > LONGEST_GAP
                || CORRECTION.matcher(plain).find()) {
            return Gap.CORRECTED;
        }
        String lower = plain.toLowerCase(Locale.ROOT);
        return CONJUNCTION.matcher(lower).find() ? Gap.JOINED : Gap.CORRECTED;
    }

    /// The gold answer in what a data set gives: a box, or a formula, or all of it.
    Extraction gold(String given) {
        String text = end(given);
        Extraction boxed = new Extractor(policy.rejectHedging(false)).boxed(Boxes.in(text), text, true);
        if (boxed != null) {
            return boxed;
        }
        int mark = text.lastIndexOf("####");
        if (mark >= 0) {
            return Extraction.of(text.substring(mark + 4), "####");
        }
        Extraction phrase = Announced.answer(text) >= 0 ? Phrases.find(text, 0, false) : null;
        return phrase != null ? phrase : text.isBlank() ? Extraction.none("no-gold") : Extraction.of(text, "whole");
    }
}
