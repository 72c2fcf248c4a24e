package reason4j.curate.decontaminate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Wordings in which a problem is told anew, none of which [Rewritings] has.
final class OtherWordings {

    private static final Pattern SENTENCE = Pattern.compile("(?<=[.?!]\\$?)\\s+(?=[A-Z$\\\\])");
    private static final Pattern INTEGER =
            Pattern.compile("(?<=^|[ $(])\\d{1,4}(?=$|[ $;:)?]|,(?!\\d)|\\.(?!\\d)|-[a-z])");
    private static final String[] UNITS =
            ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
                            + " seventeen eighteen nineteen")
                    .split(" ");
    private static final String[] TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
    private static final List<String> NAMES = List.of(
            ("Alice Bob Aya Betty John Mary Tom Jen Jennifer Sarah Sam Tim Ann Anna Alex Ben Cathy Carl David Ed"
                            + " Emily Eve Frank George Henry James Jack Jane Joe Josh Jim Kate Kevin Lisa Maria Mark Max"
                            + " Mike Nick Pat Paul Peter Rachel Ron Sally Steve Sue Susan Ted Tina Tony Will Xavier Yan"
                            + " Zara Alfred Bonnie Bela Jean Lou Rudolph Jenny Mr Cheryl Marcus Ella Ali Maddy Evelyn"
                            + " Kathy Cary Elmo Ryan Jason Melinda Amy Brian Charlie Dave Ellen Fred Gina Harry Ivan")
                    .split(" "));
    private static final List<String> OTHER_NAMES =
            List.of("Noor Ingrid Tomasz Yuki Olga Pedro Lars Chidi Mei Fatima Andrei Rosa Kofi Hana Diego".split(" "));

    private static final Map<String, String> SPELLINGS = pairs(
            "color|colour|center|centre|meter|metre|gray|grey|neighbor|neighbour|labeled|labelled|traveling|travelling"
                    + "|traveled|travelled|favorite|favourite|liter|litre|math |maths |program|programme|fiber|fibre"
                    + "|honor|honour|modeled|modelled|analyze|analyse|organize|organise|recognize|recognise|realize|realise");

    private static final Map<String, String> TASKS =
            pairs("Find the value of|What is the value of|Find all|Determine all|Find the number of|How many are the"
                    + "|Find the|Work out the|Compute the|Calculate the|Compute|What is|Determine the|Find the|Determine|Calculate"
                    + "|What is the|Find the|What are|Give|How many|In total, how many|Evaluate|Calculate the value of"
                    + "|Simplify|Bring to simplest form|Solve for|Find|Express|Write down|Suppose that|Let us say that"
                    + "|Suppose|Assume|Given that|It is known that|Consider|Look at|Let|Now let|Prove that|Show that"
                    + "|Express your answer|Give your answer|If|Provided that|Assume that|Suppose");

    private static final Map<String, String> CONTENT =
            pairs("integers|whole numbers|integer|whole number|exactly|precisely|each|every single|probability|chance"
                    + "|chosen|selected|choose|pick|contains|has|obtained|got|total number|overall number|smallest|minimal"
                    + "|largest|maximal|different|distinct|satisfies|fulfils|satisfy|fulfil|has|possesses|equal to|the same as"
                    + "|begins|starts|ends|finishes|shown|depicted|possible|feasible|there are|one has|such that|with the property that"
                    + "|both|the two|only|just|at least|no fewer than|at most|no more than|common|shared|length|size"
                    + "|positive|strictly positive|therefore|hence|cost|price|people|persons|children|kids");

    private static final List<String> WRAPPERS = List.of(
            "<|im_start|>system\nPlease reason step by step, and put your final answer within \\boxed{}.<|im_end|>\n<|im_start|>user\n§<|im_end|>\n<|im_start|>assistant\n",
            "§\n\nPlease reason step by step, and put your final answer within \\boxed{}.",
            "A conversation between User and Assistant. The user asks a question, and the Assistant solves it. The Assistant first thinks about the reasoning process in the mind and then provides the user with the answer.\nUser: §\nAssistant:",
            "Below is a mathematical problem. Show your work, verify each step, and give the final result as an integer or a simplified fraction.\n\n### Instruction:\n§\n\n### Response:",
            "I was stuck on this one for my homework, can anybody help me? §  Thanks a lot in advance!",
            "Q: §\nA:",
            "§ Solve this using Python code and print the result at the end.",
            "[INST] § Explain your reasoning, then write the answer after ####. [/INST]");

    private OtherWordings() {}

    static String spelling(String text) {
        return exchange(text, SPELLINGS, false);
    }

    static String tasks(String text) {
        return exchange(text, TASKS, true);
    }

    static String content(String text) {
        return exchange(text, CONTENT, true);
    }

    static String wrapped(String text, SplittableRandom random) {
        return WRAPPERS.get(random.nextInt(WRAPPERS.size())).replace("§", text);
    }

    /// Number tags of a contest before, the source after.
    static String tagged(String text, SplittableRandom random) {
        int n = 1 + random.nextInt(15);
        return switch (random.nextInt(4)) {
            case 0 -> "Problem " + n + ". " + text;
            case 1 -> "[" + n + " points] " + text;
            case 2 -> text + " (AIME II, Problem " + n + ")";
            default -> n + ") " + text + "\n\nProposed by: the committee";
        };
    }

    /// Five options after the question.
    static String options(String text, SplittableRandom random) {
        int first = 1 + random.nextInt(60);
        int step = 1 + random.nextInt(9);
        StringBuilder out = new StringBuilder(text).append("\n");
        for (int i = 0; i < 5; i++) {
            out.append(random.nextBoolean() || i > 0 ? "\n(" : " (")
                    .append((char) ('A' + i))
                    .append(") ")
                    .append(first + i * step);
        }
        return out.toString();
    }

    /// Whole numbers up to 9999 in words.
    static String numbersInWords(String text) {
        return outsideDrawings(
                text,
                s -> INTEGER.matcher(s).replaceAll(m -> {
                    int n = Integer.parseInt(m.group());
                    return m.group().length() > 1 && m.group().startsWith("0") ? m.group() : spelled(n);
                }));
    }

    static String names(String text, SplittableRandom random) {
        Map<String, String> chosen = new LinkedHashMap<>();
        String names = NAMES.stream().collect(Collectors.joining("|", "\\b(", ")\\b"));
        return Pattern.compile(names)
                .matcher(text)
                .replaceAll(m -> chosen.computeIfAbsent(
                        m.group(), _ -> OTHER_NAMES.get((random.nextInt(3) + 3 * chosen.size()) % OTHER_NAMES.size())));
    }

    /// Two sentences of the preamble exchanged.
    static String sentencesExchanged(String text, SplittableRandom random) {
        String[] sentences = SENTENCE.split(text);
        if (sentences.length < 3) {
            return text;
        }
        int i = random.nextInt(sentences.length - 2);
        String kept = sentences[i];
        sentences[i] = sentences[i + 1];
        sentences[i + 1] = kept;
        return String.join(" ", sentences);
    }

    /// The question before its preamble.
    static String questionFirst(String text) {
        String[] sentences = SENTENCE.split(text);
        List<String> order = new ArrayList<>(List.of(sentences));
        order.addFirst(order.removeLast());
        return sentences.length < 2 ? text : String.join(" ", order);
    }

    /// One sentence of the preamble left out, where there are three or more.
    static String sentenceLost(String text, SplittableRandom random) {
        List<String> sentences = new ArrayList<>(List.of(SENTENCE.split(text)));
        if (sentences.size() < 4) {
            return text;
        }
        sentences.remove(random.nextInt(sentences.size() - 2));
        return String.join(" ", sentences);
    }

    /// Sentences made one by `and` and semicolons.
    static String joined(String text) {
        return Pattern.compile("\\.\\s+(?=([A-Z])[a-z])").matcher(text).replaceAll("; and ");
    }

    static String polite(String text, SplittableRandom random) {
        String s = random.nextBoolean() ? "Could you please tell me the following? " : "I would like to know this: ";
        return s
                + text.replaceAll("\\bFind\\b", "I have to find")
                        .replaceAll("\\bCompute\\b", "I need to compute")
                        .replaceAll("\\bDetermine\\b", "I must determine")
                        .replaceAll("\\bLet\\b", "We let")
                + " I would be grateful for an explanation.";
    }

    /// Telegram style: no articles, no please.
    static String telegram(String text) {
        return text.replaceAll("\\b(the|a|an|that|there)\\s(?=\\w)", "");
    }

    /// Letters lost, doubled, exchanged with the next, or hit beside; within words of prose alone.
    static String typos(String text, SplittableRandom random, double rate) {
        char[] c = text.toCharArray();
        StringBuilder out = new StringBuilder();
        boolean formula = false;
        for (int i = 0; i < c.length; i++) {
            formula ^= c[i] == '$' && (i == 0 || c[i - 1] != '\\');
            boolean inWord = !formula && i > 1 && i + 1 < c.length && isLower(c[i]) && isLower(c[i - 1]);
            if (inWord && isLower(c[i + 1]) && random.nextDouble() < rate) {
                switch (random.nextInt(4)) {
                    case 0 -> out.append(c[i]).append(c[i]);
                    case 1 -> out.append((char) ('a' + random.nextInt(26)));
                    case 2 -> {
                        out.append(c[i + 1]).append(c[i]);
                        i++;
                    }
                    default -> {}
                }
            } else {
                out.append(c[i]);
            }
        }
        return out.toString();
    }

    /// Words broken at line ends, spaces lost or doubled, no-break and zero-width spaces.
    static String spaces(String text, SplittableRandom random) {
        StringBuilder out = new StringBuilder();
        boolean formula = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            formula ^= c == '$' || c == '[' || c == ']';
            if (c == ' ' && !formula) {
                out.append(List.of(" ", " ", "  ", "\n", "\u00A0", "\u200B ", "\t", random.nextInt(4) == 0 ? "" : " ")
                        .get(random.nextInt(8)));
            } else if (!formula && i > 2 && random.nextInt(60) == 0 && isLower(c) && isLower(text.charAt(i - 1))) {
                out.append("-\n").append(c);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /// Every Word In Capitals, or LETTERS in any CASE.
    static String casing(String text, SplittableRandom random) {
        boolean title = random.nextBoolean();
        return Pattern.compile("(?<![\\\\A-Za-z{])[A-Za-z]{2,}").matcher(text).replaceAll(m -> {
            String word = m.group();
            boolean shout = title || random.nextInt(3) == 0;
            return !shout
                    ? word
                    : title
                            ? word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1)
                            : word.toUpperCase(Locale.ROOT);
        });
    }

    /// Typographic quotes, dashes and full-width punctuation.
    static String punctuation(String text, SplittableRandom random) {
        String s = text.replace("'", "’").replaceAll("\"([^\"]*)\"", "“$1”").replace("--", "—");
        return random.nextBoolean()
                ? s.replace(", ", "，").replace("? ", "？").replaceAll("\\. ", "。")
                : s.replaceAll("[,;:](?= )", "").replaceAll("\\.(?= )", " –");
    }

    /// One variable of the formulas renamed throughout.
    static String variable(String text) {
        Matcher first = Pattern.compile("\\$([a-z])\\$").matcher(text);
        if (!first.find()) {
            return text;
        }
        String old = first.group(1);
        String other = text.contains("$t$") ? "w" : "t";
        String renamed =
                OtherNotations.inFormulas(text, f -> f.replaceAll("(?<![A-Za-z\\\\])" + old + "(?![A-Za-z])", other));
        return OtherNotations.amongLetters(renamed, old) ? text : renamed;
    }

    static String outsideDrawings(String text, UnaryOperator<String> change) {
        int drawing = text.indexOf("[asy]");
        int end = text.indexOf("[/asy]");
        return drawing < 0 || end < drawing
                ? change.apply(text)
                : change.apply(text.substring(0, drawing))
                        + text.substring(drawing, end)
                        + change.apply(text.substring(end));
    }

    private static String spelled(int n) {
        if (n < 20) {
            return UNITS[n];
        } else if (n < 100) {
            return TENS[n / 10 - 2] + (n % 10 == 0 ? "" : "-" + UNITS[n % 10]);
        } else if (n < 1000) {
            return UNITS[n / 100] + " hundred" + (n % 100 == 0 ? "" : " " + spelled(n % 100));
        }
        return spelled(n / 1000) + " thousand" + (n % 1000 == 0 ? "" : " " + spelled(n % 1000));
    }

    /// All at once, the longest first, each word exchanged at most once.
    private static String exchange(String text, Map<String, String> words, boolean whole) {
        String any = words.keySet().stream()
                .sorted((a, b) -> b.length() - a.length())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        String edge = whole ? "\\b" : "";
        return Pattern.compile("(?<![\\\\A-Za-z])(" + any + ")" + edge)
                .matcher(text)
                .replaceAll(m -> Matcher.quoteReplacement(words.getOrDefault(m.group(1), m.group(1))));
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static Map<String, String> pairs(String words) {
        String[] list = words.split("\\|");
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i + 1 < list.length; i += 2) {
            pairs.putIfAbsent(list[i], list[i + 1]);
        }
        return pairs;
    }
}
