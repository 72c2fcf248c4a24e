package reason4j.verify.math;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds the answer in a response: after the thinking, in a tag, in the last box, after `####`, after a phrase, in the
/// last formula of the last sentence, or the whole where it is nothing but an answer. Linear in the response.
final class Extractor {

    /// Only so many characters at the end are read.
    static final int MAX_LENGTH = 200_000;

    private static final Pattern SPECIAL =
            Pattern.compile("<\\|[a-z_]{1,20}\\|>.{0,12}$|</s>\\s*$|<eos>\\s*$", Pattern.DOTALL);
    private static final Pattern HEDGE = Pattern.compile(
            "\\b(could|might|maybe|perhaps|possibly|alternatively|either|otherwise)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern LABEL = Pattern.compile("[A-Za-z]\\w{0,3}(_\\{?\\w+\\}?)?\\s*(=|\\\\in)\\s*$");
    private static final int LONGEST_GAP = 60;

    private final MathPolicy policy;

    Extractor(MathPolicy policy) {
        this.policy = policy;
    }

    Extraction answer(String response) {
        String text = response.length() > MAX_LENGTH ? response.substring(response.length() - MAX_LENGTH) : response;
        if (policy.afterThink()) {
            int end = text.lastIndexOf(policy.thinkEnd());
            if (end >= 0) {
                text = text.substring(end + policy.thinkEnd().length());
            } else if (text.contains("<think>")) {
                return Extraction.none("unfinished-thinking");
            }
        }
        text = SPECIAL.matcher(text).replaceFirst("").strip();
        if (!policy.strings().isEmpty()) {
            return Strings.find(text, policy);
        }
        if (policy.bracketAnswer()) {
            Matcher brackets = Pattern.compile("\\[([^\\[\\]]{1,200})]").matcher(text);
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

    private Extraction tagged(String text) {
        int close = text.lastIndexOf("</answer>");
        int open = close < 0 ? -1 : text.lastIndexOf("<answer>", close);
        if (open >= 0) {
            String inner = text.substring(open + "<answer>".length(), close).strip();
            if (inner.isEmpty()) {
                return Extraction.none("empty-answer");
            }
            Extraction boxed = boxed(inner, false);
            return boxed != null ? boxed : phrasedOr(inner);
        }
        Extraction boxed = boxed(text, false);
        if (boxed != null && !boxed.how().equals("box")) {
            return boxed;
        }
        int afterBox = boxed == null ? 0 : Boxes.in(text).getLast().end();
        Extraction phrase = Phrases.find(text, afterBox, boxed != null);
        if (phrase != null) {
            return phrase;
        }
        if (boxed != null) {
            return boxed;
        }
        Extraction last = Phrases.conclusion(text);
        if (last == null && policy.lastNumber()) {
            last = Phrases.lastNumber(text);
        }
        return last == null ? Extraction.none("no-answer") : last;
    }

    private static Extraction phrasedOr(String inner) {
        Extraction phrase = Phrases.find(inner, 0, false);
        return phrase != null ? phrase : Extraction.of(inner, "tag");
    }

    /// The last box, with those that the text joins to it; null where there is none.
    @Nullable
    Extraction boxed(String text, boolean gold) {
        List<Boxes.Box> boxes = Boxes.in(text);
        if (boxes.isEmpty()) {
            return null;
        }
        List<String> joined = new ArrayList<>();
        joined.add(boxes.getLast().content());
        boolean hedged = false;
        for (int k = boxes.size() - 2; k >= 0; k--) {
            Gap gap = gap(text.substring(boxes.get(k).end(), boxes.get(k + 1).start()), gold);
            if (gap == Gap.CORRECTED) {
                break;
            }
            hedged |= gap == Gap.HEDGED
                    && !boxes.get(k)
                            .content()
                            .strip()
                            .equals(boxes.get(k + 1).content().strip());
            joined.addFirst(boxes.get(k).content());
        }
        if (boxes.getLast().content().isBlank()) {
            return Extraction.none("empty-box");
        }
        if (hedged && policy.rejectHedging()) {
            return Extraction.none("hedged");
        }
        if (hedged || !policy.joinBoxes() || joined.size() == 1) {
            return Extraction.of(boxes.getLast().content(), "box");
        }
        return new Extraction(
                joined.stream().filter(s -> !s.isBlank()).distinct().toList(), "boxes");
    }

    private enum Gap {
        JOINED,
        HEDGED,
        CORRECTED
    }

    /// What the text between two boxes says of them.
    private static Gap gap(String between, boolean gold) {
        if (between.length() > LONGEST_GAP * 3) {
            return Gap.CORRECTED;
        }
        String plain = between.replaceAll(
                        "\\\\(text|quad|qquad|mathrm|textbf|,|;|!|\\(|\\)|\\[|])|[${}~]|\\\\\\\\", " ")
                .strip();
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
        boolean sentence = plain.matches("(?s).*([.!?。](\\s|$)|\\n\\s*\\n).*");
        if (sentence || plain.length() > LONGEST_GAP) {
            return Gap.CORRECTED;
        }
        String lower = plain.toLowerCase(Locale.ROOT);
        boolean conjunction = lower.matches("(?s).*(\\b(and|or)|[,;，、和或与])") || lower.matches("(?s)^\\W*(and|or)\\b.*");
        return conjunction ? Gap.JOINED : Gap.CORRECTED;
    }

    /// The gold answer in what a data set gives: a box, or a formula, or all of it.
    Extraction gold(String text) {
        Extraction boxed = new Extractor(policy.rejectHedging(false)).boxed(text, true);
        if (boxed != null) {
            return boxed;
        }
        int mark = text.lastIndexOf("####");
        if (mark >= 0) {
            return Extraction.of(text.substring(mark + 4), "####");
        }
        Extraction phrase = text.toLowerCase(Locale.ROOT).contains("answer") ? Phrases.find(text, 0, false) : null;
        return phrase != null ? phrase : text.isBlank() ? Extraction.none("no-gold") : Extraction.of(text, "whole");
    }
}
