package reason4j.curate.decontaminate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Ways in which a problem is written anew without becoming another one, and one in which it becomes another.
final class Rewritings {

    private static final Pattern NUMBER = Pattern.compile("(?<![A-Za-z\\d\\\\])\\d+");
    private static final List<String> BEFORE = List.of(
            "Solve the following math problem step by step. The last line of your response should be of the form Answer: $Answer (without quotes).\n\n",
            "Return your final response within \\boxed{}. ",
            "You are a helpful assistant. Think carefully before you answer.\nQuestion: ",
            "Please solve this competition problem: ");
    private static final List<String> AFTER = List.of(
            "\n\nRemember to put your answer on its own line after \"Answer:\".",
            " Please reason step by step, and put your final answer within \\boxed{}.",
            "\nLet's think step by step.",
            "");
    private static final Map<String, String> WORDS = words();
    private static final String[] UNITS =
            "zero one two three four five six seven eight nine ten eleven twelve".split(" ");

    private Rewritings() {}

    static Map<String, BiFunction<String, SplittableRandom, String>> kinds() {
        Map<String, BiFunction<String, SplittableRandom, String>> kinds = new LinkedHashMap<>();
        kinds.put(
                "upper case",
                (t, r) -> r.nextBoolean()
                        ? t.toUpperCase(Locale.ROOT)
                        : outsideCommands(t, s -> s.toUpperCase(Locale.ROOT)));
        kinds.put(
                "lower case, no punctuation",
                (t, _) -> outsideCommands(t, s -> s.toLowerCase(Locale.ROOT).replaceAll("[,.;:?](?!\\d)", " ")));
        kinds.put("other delimiters", (t, _) -> delimiters(t));
        kinds.put("plain text", (t, _) -> plain(t));
        kinds.put("typing errors", (t, r) -> typos(t, r, 0.02));
        kinds.put("instruction around", (t, r) -> BEFORE.get(r.nextInt(4)) + t + AFTER.get(r.nextInt(4)));
        kinds.put("preamble cut", Rewritings::cut);
        kinds.put("numbers in words", (t, _) -> outsideDrawings(t, Rewritings::numbersInWords));
        kinds.put("other words", (t, _) -> synonyms(t));
        kinds.put("spaced letters", (t, _) -> t.replaceAll("(?<=[A-Z])(?=[A-Z])", " "));
        kinds.put("white space", (t, r) -> t.replaceAll(" ", r.nextBoolean() ? "  " : "\n"));
        kinds.put("two at once", (t, r) -> typos(synonyms(plain(t)), r, 0.01));
        return kinds;
    }

    /// The same template with other numbers, or null if there is no number.
    static String otherNumbers(String text, SplittableRandom random, boolean onlyOne) {
        Matcher matcher = NUMBER.matcher(text);
        List<Integer> starts = new ArrayList<>();
        while (matcher.find()) {
            starts.add(matcher.start());
        }
        if (starts.isEmpty()) {
            return "";
        }
        int chosen = starts.get(random.nextInt(starts.size()));
        return NUMBER.matcher(text).replaceAll(m -> {
            boolean change = !onlyOne || m.start() == chosen;
            return change
                    ? Long.toString(Long.parseLong(m.group()
                                    .substring(0, Math.min(15, m.group().length())))
                            + 1
                            + random.nextInt(7))
                    : m.group();
        });
    }

    private static String delimiters(String text) {
        StringBuilder out = new StringBuilder();
        boolean open = false;
        for (String part : text.split("(?<!\\\\)\\$", -1)) {
            out.append(part).append(open ? "\\)" : "\\(");
            open = !open;
        }
        String s = out.substring(0, out.length() - 2);
        return s.replace("\\frac", "\\dfrac").replace("\\le ", "\\leq ").replace("\\ge ", "\\geq ");
    }

    private static String plain(String text) {
        String s = text;
        for (int i = 0; i < 3; i++) {
            s = s.replaceAll("\\\\[dt]?frac\\{([^{}]*)\\}\\{([^{}]*)\\}", "($1)/($2)");
        }
        return s.replaceAll("\\\\sqrt\\{([^{}]*)\\}", "√($1)")
                .replace("\\pi", "π")
                .replaceAll("\\\\leq(slant)?", "≤")
                .replaceAll("\\\\geq(slant)?", "≥")
                .replace("\\le ", "≤ ")
                .replace("\\ge ", "≥ ")
                .replaceAll("\\\\cdot(?!s)", "·")
                .replace("\\times", "×")
                .replace("\\angle", "∠")
                .replace("\\triangle", "△")
                .replaceAll("\\\\(left|right(?!arrow)|overline|text|mathrm|displaystyle)", "")
                .replaceAll("\\^2(?!\\d)", "²")
                .replaceAll("(?<!\\\\)\\$", "");
    }

    private static String typos(String text, SplittableRandom random, double rate) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean inWord = i > 1
                    && i + 1 < text.length()
                    && Character.isLetter(text.charAt(i - 1))
                    && Character.isLetter(text.charAt(i + 1))
                    && text.charAt(i - 2) != '\\';
            if (Character.isLetter(c) && inWord && random.nextDouble() < rate) {
                switch (random.nextInt(3)) {
                    case 0 -> out.append(c).append(c);
                    case 1 -> out.append((char) ('a' + random.nextInt(26)));
                    default -> {}
                }
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String cut(String text, SplittableRandom random) {
        String[] sentences = text.split("(?<=[.?!])\\s+");
        if (sentences.length < 3) {
            return text;
        }
        int drop = random.nextInt(Math.max(1, sentences.length / 3));
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < sentences.length; i++) {
            out.append(i == drop ? "" : sentences[i] + " ");
        }
        return out.toString().strip();
    }

    private static String outsideDrawings(String text, java.util.function.UnaryOperator<String> change) {
        int drawing = text.indexOf("[asy]");
        int end = text.indexOf("[/asy]");
        return drawing < 0 || end < drawing
                ? change.apply(text)
                : change.apply(text.substring(0, drawing))
                        + text.substring(drawing, end)
                        + change.apply(text.substring(end));
    }

    private static String numbersInWords(String text) {
        return Pattern.compile("(?<=^|[ $])\\d{1,2}(?=$|[ $,]|\\.(?!\\d))")
                .matcher(text)
                .replaceAll(m -> {
                    int n = Integer.parseInt(m.group());
                    return n < UNITS.length ? UNITS[n] : m.group();
                });
    }

    private static String synonyms(String text) {
        String s = text;
        for (Map.Entry<String, String> word : WORDS.entrySet()) {
            s = s.replaceAll("\\b" + word.getKey() + "\\b", word.getValue());
        }
        return s;
    }

    private static String outsideCommands(String text, java.util.function.UnaryOperator<String> change) {
        StringBuilder out = new StringBuilder();
        Matcher matcher = Pattern.compile("\\\\[A-Za-z]+(\\{[a-z]+\\d?\\})?").matcher(text);
        int at = 0;
        while (matcher.find()) {
            out.append(change.apply(text.substring(at, matcher.start()))).append(matcher.group());
            at = matcher.end();
        }
        return out.append(change.apply(text.substring(at))).toString();
    }

    private static Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        String[] pairs = ("Find|Determine|Compute|Calculate|Evaluate|Work out|Let|Suppose|Suppose that|Assume that"
                        + "|such that|so that|How many|What is the number of|What is|Give|positive integers|natural numbers"
                        + "|positive integer|natural number|distinct|different|Given that|Knowing that|Express|Write"
                        + "|smallest|least|largest|greatest|satisfying|which satisfy|denote|stand for|Each|Every")
                .split("\\|");
        for (int i = 0; i + 1 < pairs.length; i += 2) {
            words.put(pairs[i], pairs[i + 1]);
        }
        return words;
    }
}
