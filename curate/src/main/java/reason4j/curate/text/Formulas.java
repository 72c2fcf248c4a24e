package reason4j.curate.text;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a question keeps when it is translated: its formulas and numbers. And the script that its words are in.
public final class Formulas {

    private static final Pattern FORMULA =
            Pattern.compile("\\$\\$(.+?)\\$\\$|\\$(.+?)\\$|\\\\\\((.+?)\\\\\\)|\\\\\\[(.+?)\\\\\\]", Pattern.DOTALL);
    private static final Pattern WORDS_WITHIN = Pattern.compile("\\\\(text|mathrm|textbf|mbox)\\{[^{}]*}");
    private static final Pattern TOKEN = Pattern.compile("\\\\[A-Za-z]+|\\d+(?:\\.\\d+)?|[A-Za-z]|[^\\sA-Za-z0-9]");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");
    private static final Set<String> EMPTY = Set.of(
            "\\left",
            "\\right",
            "{",
            "}",
            "\\displaystyle",
            "\\",
            "\\,",
            "\\quad",
            "\\text",
            "\\mathrm",
            ",",
            ".",
            "\\cdots",
            "\\ldots",
            "\\dots");

    private Formulas() {}

    /// Each formula, each run of three tokens within one, and each number outside of them.
    public static Set<String> of(String text) {
        Set<String> items = new TreeSet<>();
        Matcher formulas = FORMULA.matcher(text);
        StringBuilder rest = new StringBuilder();
        int from = 0;
        while (formulas.find()) {
            rest.append(text, from, formulas.start()).append(' ');
            from = formulas.end();
            formula(within(formulas.toMatchResult()), items);
        }
        rest.append(text, from, text.length());
        NUMBER.matcher(rest).results().forEach(n -> items.add("number " + n.group()));
        return items;
    }

    /// All numbers, in formulas and outside.
    public static Set<String> numbers(String text) {
        Set<String> numbers = new TreeSet<>();
        NUMBER.matcher(text).results().forEach(n -> numbers.add(n.group()));
        return numbers;
    }

    private static String within(MatchResult match) {
        for (int g = 1; g <= match.groupCount(); g++) {
            if (match.group(g) != null) {
                return match.group(g);
            }
        }
        return "";
    }

    private static void formula(String latex, Set<String> items) {
        String bare = WORDS_WITHIN.matcher(latex).replaceAll("");
        List<String> tokens = new ArrayList<>();
        TOKEN.matcher(bare).results().map(MatchResult::group).forEach(token -> {
            if (!EMPTY.contains(token)) {
                tokens.add(token.equals("\\dfrac") || token.equals("\\tfrac") ? "\\frac" : token);
            }
        });
        items.add("formula " + String.join(" ", tokens));
        for (int i = 0; i + 3 <= tokens.size(); i++) {
            items.add("part " + String.join(" ", tokens.subList(i, i + 3)));
        }
    }

    /// The script of most letters outside of formulas and commands; Han, kana and Hangul count as they are.
    public static UnicodeScript script(String text) {
        String words = FORMULA.matcher(text).replaceAll(" ").replaceAll("\\\\[A-Za-z]+", " ");
        Map<UnicodeScript, Integer> counts = new EnumMap<>(UnicodeScript.class);
        words.codePoints().filter(Character::isLetter).forEach(c -> counts.merge(UnicodeScript.of(c), 1, Integer::sum));
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(UnicodeScript.COMMON);
    }
}
