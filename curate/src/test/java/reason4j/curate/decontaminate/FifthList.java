package reason4j.curate.decontaminate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A fifth list of kinds of rewriting, written when the rule had been mended for the four before and measured before it
/// was mended for these. Notations are in [FifthNotations].
final class FifthList {

    private static final Pattern SENTENCE = Pattern.compile("(?<=[.?!]\\$?)\\s+(?=[A-Z$\\\\])");

    private static final String[] UNITS =
            "zero one two three four five six seven eight nine ten eleven twelve".split(" ");

    /// Phrases as they come back from another language.
    private static final Map<String, String> BACK = pairs("such that|so that|positive integers|natural numbers greater"
            + " than zero|real numbers|reals|Find|Seek|is divisible by|can be divided without remainder by|in terms of"
            + "|expressed through|for all|for any|for every|for any|at random|randomly|respectively|in that order"
            + "|if and only if|exactly when|consists of|is made up of|intersect|cross|passes through|goes through"
            + "|lies on|is located on|consecutive|successive|vertices|corners|remainder|rest|sequence|succession"
            + "|defined by|given by|arrange|order|rolls|throws|flipped|tossed|digits|figures|roots|zeros"
            + "|ordered pairs|pairs with order|nonnegative|not negative|average|arithmetic mean|altitude|height"
            + "|less than|smaller than|greater than|bigger than|more than|over|denote|designate|denotes|designates"
            + "|distance|separation|consider|look at|exists|can be found|exist|can be found|Suppose|Let us assume"
            + "|rectangle|oblong|area|surface area|plane|flat plane|interior|inner part|meets|encounters"
            + "|constant|fixed number|written|put down|total|complete|adjacent|neighbouring|identical|the same");

    private static final List<String> OTHERS = List.of(
            "A baker sells rolls for $3$ euros a dozen and pays $2$ euros for their flour. How many dozens must she sell to earn $45$ euros?",
            "Let $p(t) = t^3 - 4t + 7$. Compute $p(-2)$.",
            "In a convex pentagon four of the angles are $98^\\circ$, $112^\\circ$, $120^\\circ$ and $104^\\circ$. How large is the fifth?",
            "Two trains leave at noon from towns that are $310$ km apart and go towards each other at $70$ and $85$ km/h. When do they meet?",
            "Show that the square of an odd number leaves remainder $1$ when divided by $8$.");

    private static final List<String> SOLUTIONS = List.of(
            "\n\nSolution. We first set up the equations. Expanding and comparing coefficients gives a quadratic with discriminant %1$d, whose roots are %2$d and %3$d; checking both shows that only one of them is possible. Hence the result is $\\boxed{%3$d}$.",
            "\n\n<think>\nOkay, so I need to work this out. Let me start with small cases: for n = 1 we get %2$d, for n = 2 we get %3$d. Wait, that is not right, let me check again. The pattern suggests %1$d.\n</think>\nThe final answer is %1$d.",
            "\n\nI tried it and got %2$d, but the book says %1$d. Where is my mistake? I used that %3$d + 4 = %3$d.",
            "\n#### %1$d",
            "\n\n**Step 1:** Simplify the left side, which gives $%2$d x = %1$d$.\n**Step 2:** Divide by $%2$d$ and add $%3$d$.\n\n**Answer:** $%1$d$");

    private FifthList() {}

    static Map<String, BiFunction<String, SplittableRandom, String>> kinds() {
        Map<String, BiFunction<String, SplittableRandom, String>> kinds = new LinkedHashMap<>();
        kinds.put("MathML (mfrac, msup)", (t, _) -> FifthNotations.mathMl(t));
        kinds.put("formulas as pictures with alt texts", FifthNotations::pictures);
        kinds.put("formulas of reST, AsciiDoc, GitHub", FifthNotations::documents);
        kinds.put("macros of an author (\\RR, \\abs, \\floor)", FifthNotations::macros);
        kinds.put("Mathematica (Sqrt[x], ==)", (t, _) -> FifthNotations.mathematica(t));
        kinds.put("each sign set apart (x ^ { 2 })", FifthNotations::setApart);
        kinds.put("copied from KaTeX, each formula three times", (t, _) -> FifthNotations.katex(t));
        kinds.put("UTF-8 read as Windows-1252", (t, _) -> FifthNotations.mojibake(t));
        kinds.put("ligatures lost", FifthNotations::ligatures);
        kinds.put("text of a PDF over two pages", FifthNotations::pages);
        kinds.put("look-alike letters", FifthNotations::lookAlikes);
        kinds.put("fractions as decimals", (t, _) -> FifthNotations.decimals(t));
        kinds.put("notation of another country (tg, C_n^k, [AB])", (t, _) -> FifthNotations.country(t));
        kinds.put("relations and functions in words", (t, _) -> FifthNotations.named(t));
        kinds.put("drawing replaced by a picture's link", FifthNotations::linked);
        kinds.put("number words in digits", (t, _) -> inDigits(t));
        kinds.put("blank to fill in", (t, _) -> blank(t));
        kinds.put("a second part asked too", FifthList::secondPart);
        kinds.put("a solution or an attempt after it", FifthList::solved);
        kinds.put("with another problem on a sheet", FifthList::sheet);
        kinds.put("told in two turns of a chat", FifthList::turns);
        kinds.put("translated there and back", (t, _) -> back(t));
        return kinds;
    }

    private static String inDigits(String text) {
        return OtherWordings.outsideDrawings(text, t -> {
            String s = t;
            for (int n = 2; n < UNITS.length; n++) {
                s = s.replaceAll("(?<![A-Za-z\\\\-])" + UNITS[n] + "(?![A-Za-z-])", Integer.toString(n));
            }
            return s;
        });
    }

    private static String blank(String text) {
        List<String> sentences = new ArrayList<>(List.of(SENTENCE.split(text)));
        String last = sentences.removeLast();
        Matcher find = Pattern.compile("(?s)(?:Find|Determine|Compute|Calculate|What is) (.*)[.?]")
                .matcher(last);
        Matcher many = Pattern.compile("(?s)How many (.*?) (are there|does|do|can|will|did|has|have|must)\\b(.*)\\?")
                .matcher(last);
        if (find.matches()) {
            String what = find.group(1);
            sentences.add(Character.toUpperCase(what.charAt(0)) + what.substring(1) + " is ______.");
        } else if (many.matches()) {
            sentences.add("The number of " + many.group(1)
                    + (many.group(2).equals("are there") ? "" : " that " + many.group(2)) + many.group(3)
                    + " is ______.");
        } else {
            return text;
        }
        return String.join(" ", sentences);
    }

    private static String secondPart(String text, SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> text + " For which other values does the same hold?";
            case 1 -> "(a) " + text + "\n(b) Generalise your result and prove it.";
            case 2 -> text + " How does the answer change when every given length is doubled?";
            default -> "a) " + text + "\nb) Explain in two sentences why your method works.\nc) Check your result.";
        };
    }

    private static String solved(String text, SplittableRandom random) {
        String solution = SOLUTIONS.get(random.nextInt(SOLUTIONS.size()));
        return text + String.format(solution, 20 + random.nextInt(400), 2 + random.nextInt(17), 3 + random.nextInt(90));
    }

    private static String sheet(String text, SplittableRandom random) {
        String other = OTHERS.get(random.nextInt(OTHERS.size()));
        int n = 1 + random.nextInt(9);
        return random.nextBoolean()
                ? "Problem " + n + ". " + other + "\n\nProblem " + (n + 1) + ". " + text
                : n + ". " + text + "\n\n" + (n + 1) + ". " + other;
    }

    private static String turns(String text, SplittableRandom random) {
        String[] sentences = SENTENCE.split(text);
        if (sentences.length < 2) {
            return text;
        }
        int cut = 1 + random.nextInt(sentences.length - 1);
        String first = String.join(" ", List.of(sentences).subList(0, cut));
        String second = String.join(" ", List.of(sentences).subList(cut, sentences.length));
        return random.nextBoolean()
                ? "User: " + first + "\nAssistant: Understood. What would you like to know about it?\nUser: " + second
                : "<|user|>\n" + first + "<|assistant|>\nSure, I have noted that. Please go on.<|user|>\n" + second;
    }

    private static String back(String text) {
        String any =
                BACK.keySet().stream().sorted((a, b) -> b.length() - a.length()).collect(Collectors.joining("|"));
        return Pattern.compile("(?<![\\\\A-Za-z{])(" + any + ")(?![A-Za-z}])")
                .matcher(text)
                .replaceAll(m -> BACK.getOrDefault(m.group(1), m.group(1)));
    }

    private static Map<String, String> pairs(String words) {
        String[] list = words.split("\\|");
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i + 1 < list.length; i += 2) {
            pairs.put(list[i], list[i + 1]);
        }
        return pairs;
    }
}
