package reason4j.curate.decontaminate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reason4j.curate.text.Canonical;

/// Numbers and signs that one text has in the place of others. Two texts may have the same numbers and be two problems,
/// if one has exchanged them; and a plus in the place of a minus makes another problem of any formula.
final class Exchanges {

    /// Characters on either side that make a place; numbers among them count as one character.
    private static final int BESIDE = 4;

    private static final Set<String> SIGNS = Set.of("+", "-", "<", ">", "<=", ">=");

    private static final String SIGN = " sign ";

    private Exchanges() {}

    /// A place where neither text has what the other has there.
    private record Differing(Set<String> ours, Set<String> theirs) {

        boolean exchangedWith(Differing other) {
            return !Collections.disjoint(ours, other.theirs) && !Collections.disjoint(theirs, other.ours);
        }
    }

    /// Whether a number or a sign stands where the other text has another. A place that has several numbers tells
    /// nothing alone, since in a long formula a lost command makes one place of two: two numbers must have
    /// changed places there.
    static boolean any(Canonical reference, Canonical row) {
        Map<String, Set<String>> theirs = places(row);
        List<Differing> numbers = new ArrayList<>();
        for (Map.Entry<String, Set<String>> place : places(reference).entrySet()) {
            Set<String> there = theirs.get(place.getKey());
            if (there == null || !Collections.disjoint(place.getValue(), there)) {
                continue;
            }
            if (place.getKey().contains(SIGN) || place.getValue().size() == 1 && there.size() == 1) {
                return true;
            }
            numbers.add(new Differing(place.getValue(), there));
        }
        return numbers.stream().anyMatch(one -> numbers.stream().anyMatch(one::exchangedWith));
    }

    /// What stands between the same neighbours. Where a sentence ends within reach, the place is all of it up to there:
    /// sentences may be told in another order.
    private static Map<String, Set<String>> places(Canonical text) {
        StringBuilder stream = new StringBuilder();
        int[] at = new int[text.tokens() + 1];
        for (int t = 0; t < text.tokens(); t++) {
            at[t] = stream.length();
            stream.append(number(text, t) ? "#" : text.text(t));
        }
        at[text.tokens()] = stream.length();
        Map<String, Set<String>> places = new HashMap<>();
        int sentence = 0;
        for (int t = 1; t + 1 < text.tokens(); t++) {
            sentence = text.sentenceStart(text.start(t)) == text.start(t) ? at[t] : sentence;
            boolean sign = text.kind(t) == Canonical.Kind.OPERATOR && SIGNS.contains(text.text(t));
            int from = at[t] - BESIDE;
            int to = at[t + 1] + BESIDE;
            if ((number(text, t) || sign) && from >= 0 && to <= stream.length()) {
                boolean ends = text.sentenceEnd(text.end(t)) < text.end(t) + BESIDE;
                String before = stream.substring(ends || from < sentence ? sentence : from, at[t]);
                String place = before + (sign ? SIGN : " ") + (ends ? "" : stream.substring(at[t + 1], to));
                places.computeIfAbsent(place, _ -> new HashSet<>()).add(text.text(t));
            }
        }
        return places;
    }

    private static boolean number(Canonical text, int token) {
        return text.kind(token) == Canonical.Kind.NUMBER;
    }
}
