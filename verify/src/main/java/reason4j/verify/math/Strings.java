package reason4j.verify.math;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds an answer that is one of a few strings.
final class Strings {

    private Strings() {}

    static Extraction find(String text, MathPolicy policy) {
        StringBuilder any = new StringBuilder();
        for (String s : policy.strings()) {
            any.append(any.isEmpty() ? "" : "|").append(Pattern.quote(s));
        }
        int flags = policy.lowercase() ? Pattern.CASE_INSENSITIVE : 0;
        String alone = "(?<![\\p{L}\\d])(" + any + ")(?![\\p{L}\\d])";
        Matcher phrased = Pattern.compile(
                        "(?i:answer|choice|option)(?i:\\s+is|:|\\s)[\\s:*$\\\\({a-z]{0,20}?" + alone, flags)
                .matcher(text);
        String last = null;
        while (phrased.find()) {
            last = phrased.group(1);
        }
        if (last != null) {
            return Extraction.of(last, "phrase");
        }
        Matcher first = Pattern.compile("^[\\s(\\\\{$*]*" + alone, flags).matcher(text);
        if (first.find()) {
            return Extraction.of(first.group(1), "whole");
        }
        Set<String> found = new LinkedHashSet<>();
        Matcher each = Pattern.compile(alone, flags).matcher(text);
        while (each.find()) {
            found.add(each.group(1));
        }
        return found.size() == 1
                ? Extraction.of(found.iterator().next(), "string")
                : Extraction.none(found.isEmpty() ? "no-answer" : "hedged");
    }
}
