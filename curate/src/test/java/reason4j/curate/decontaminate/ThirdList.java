package reason4j.curate.decontaminate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A third list of kinds of rewriting, written when the rule had been mended for [HeldOut#kinds()] and
/// [HeldOut#unseen()], and near misses of a third list.
final class ThirdList {

    private static final Pattern SENTENCE = Pattern.compile("(?<=[.?!]\\$?)\\s+(?=[A-Z$\\\\])");
    private static final Pattern NUMBER = Pattern.compile("(?<![A-Za-z\\d\\\\.])\\d+(?![\\d.]*\\d)");
    private static final String[] ORDINALS =
            "zeroth first second third fourth fifth sixth seventh eighth ninth tenth".split(" ");
    private static final String[] UNITS =
            "zero one two three four five six seven eight nine ten eleven twelve".split(" ");

    private ThirdList() {}

    static Map<String, BiFunction<String, SplittableRandom, String>> kinds() {
        Map<String, BiFunction<String, SplittableRandom, String>> kinds = new LinkedHashMap<>();
        kinds.put("instruction told by a model", ThirdList::instruction);
        kinds.put("given and find, as a model lists them", (t, _) -> givenAndFind(t));
        kinds.put("characters misread by OCR", ThirdList::ocr);
        kinds.put("ligatures, soft hyphens, dashes of a PDF", ThirdList::pdf);
        kinds.put("mathematical italic letters", (t, _) -> italics(t));
        kinds.put("all signs as HTML entities, letters in <i>", (t, r) -> entities(t, r));
        kinds.put("Unicode formulas set in LaTeX anew", (t, _) -> latexAgain(t));
        kinds.put("units in words", (t, _) -> units(t));
        kinds.put("ordinals and fractions in words", (t, _) -> fractionsInWords(t));
        kinds.put("formulas as they are spoken", (t, _) -> spoken(t));
        kinds.put("condition after the question", (t, _) -> conditionLast(t));
        kinds.put("a hint among it", ThirdList::hint);
        kinds.put("all variables renamed", ThirdList::renamed);
        kinds.put("form of the answer added", ThirdList::form);
        kinds.put("first words lost", ThirdList::firstWordsLost);
        kinds.put("options within the sentence", ThirdList::optionsWithin);
        kinds.put("comment of a program", ThirdList::comment);
        kinds.put("JSON with escapes", (t, _) -> json(t));
        return kinds;
    }

    /// Near misses: other problems in nearly the same words.
    static Map<String, BiFunction<String, SplittableRandom, String>> misses() {
        Map<String, BiFunction<String, SplittableRandom, String>> misses = new LinkedHashMap<>();
        misses.put("all numbers changed", (t, r) -> Rewritings.otherNumbers(t, r, false));
        misses.put("one number changed", (t, r) -> Rewritings.otherNumbers(t, r, true));
        misses.put("two numbers exchanged", ThirdList::exchanged);
        misses.put("another part of the question", ThirdList::otherPart);
        misses.put("a sign turned", (t, _) -> turned(t));
        return misses;
    }

    static String instruction(String text, SplittableRandom random) {
        String s = text.replaceAll(
                        "\\b(Find|Determine|Compute|Calculate|Evaluate)\\b",
                        pick(random, "Figure out", "Can you work out", "Your task is to find"))
                .replaceAll("\\bWhat is\\b", pick(random, "Tell me what is", "Please give", "I want to know"))
                .replaceAll("\\bHow many\\b", pick(random, "Count how many", "In how many cases, i.e. how many"))
                .replaceAll("\\bLet\\b", pick(random, "Suppose we let", "Take", "Imagine that we let"));
        return pick(
                        random,
                        "Here is a problem for you. ",
                        "**Task.** Read the following mathematics exercise with care and solve it.\n\n",
                        "You're an expert mathematician who competes at olympiads. ")
                + s
                + pick(
                        random,
                        " Explain each step of your solution.",
                        "\n\nThink first, then conclude with the result.",
                        "");
    }

    static String givenAndFind(String text) {
        List<String> sentences = new ArrayList<>(List.of(SENTENCE.split(text)));
        String question = sentences.removeLast();
        StringBuilder out = new StringBuilder();
        if (!sentences.isEmpty()) {
            out.append("**Given:**\n");
            sentences.forEach(s -> out.append("- ").append(s).append('\n'));
        }
        return out.append("\n**To find:** ").append(question).toString();
    }

    static String ocr(String text, SplittableRandom random) {
        StringBuilder out = new StringBuilder();
        boolean formula = false;
        String s = OtherNotations.withoutDrawing(text);
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            formula ^= c == '$' && (i == 0 || s.charAt(i - 1) != '\\');
            boolean letter = !formula && i > 0 && Character.isLowerCase(s.charAt(i - 1)) && random.nextInt(12) == 0;
            if (letter && c == 'l') {
                out.append(random.nextBoolean() ? '1' : 'I');
            } else if (letter && c == 'o') {
                out.append('0');
            } else if (letter && c == 'm') {
                out.append("rn");
            } else if (letter && c == 'e') {
                out.append('c');
            } else if (letter && c == 'h') {
                out.append('b');
            } else if (letter && c == ' ') {
                out.append(random.nextBoolean() ? "" : "  ");
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    static String pdf(String text, SplittableRandom random) {
        String s = OtherNotations.withoutDrawing(text)
                .replaceAll("(?<=[a-z])ffi(?=[a-z])", "ﬃ")
                .replaceAll("(?<=[a-z])ff(?=[a-z])", "ﬀ")
                .replaceAll("(?<![\\\\a-z])([a-z]*)fi(?=[a-z])", "$1ﬁ")
                .replaceAll("(?<![\\\\a-z])([a-z]*)fl(?=[a-z])", "$1ﬂ");
        return Pattern.compile("(?<![\\\\A-Za-z{])([a-z]{4})([a-z]{4,})")
                .matcher(s)
                .replaceAll(m -> random.nextInt(4) == 0
                        ? m.group(1) + "\u00AD" + m.group(2)
                        : random.nextInt(12) == 0 ? m.group(1) + "-\n" + m.group(2) : m.group());
    }

    /// Letters of formulas as in U+1D434 and following, formulas without dollars.
    static String italics(String text) {
        StringBuilder out = new StringBuilder();
        boolean formula = false;
        for (String part : OtherNotations.unicode(text.replaceAll("(?<!\\\\)\\$", "\u0001"))
                .split("\u0001", -1)) {
            if (formula) {
                part.chars().forEach(c -> {
                    if (c == 'h') {
                        out.append('ℎ');
                    } else if (c >= 'a' && c <= 'z') {
                        out.appendCodePoint(0x1D44E + c - 'a');
                    } else if (c >= 'A' && c <= 'Z') {
                        out.appendCodePoint(0x1D434 + c - 'A');
                    } else {
                        out.append((char) c);
                    }
                });
            } else {
                out.append(part);
            }
            formula = !formula;
        }
        return out.toString();
    }

    static String entities(String text, SplittableRandom random) {
        StringBuilder out = new StringBuilder();
        boolean hex = random.nextBoolean();
        for (char c : OtherNotations.withoutDrawing(text).toCharArray()) {
            if (c < 128 && !Character.isLetterOrDigit(c) && c > ' ' && ".,?\\{}".indexOf(c) < 0) {
                out.append(hex ? "&#x" + Integer.toHexString(c) + ";" : "&#" + (int) c + ";");
            } else {
                out.append(c);
            }
        }
        return "<div class=\"problem-text\"><p>" + out.toString().replaceAll(" ([b-zB-HJ-Z]) ", " <i>$1</i> ")
                + "</p></div>";
    }

    /// What a converter makes of typeset formulas: `\mathrm`, `\text`, thin spaces, braces around each letter.
    static String latexAgain(String text) {
        StringBuilder out = new StringBuilder();
        boolean formula = false;
        for (String part : text.split("(?<!\\\\)\\$", -1)) {
            if (formula) {
                out.append("\\ensuremath{")
                        .append(part.replaceAll("(?<![A-Za-z\\\\{])([a-zA-Z])(?![A-Za-z])", "{$1}")
                                .replaceAll("\\s*=\\s*", "\\\\;=\\\\;")
                                .replaceAll("\\\\frac", "\\\\dfrac")
                                .replaceAll("\\\\cdot(?![a-z])", "\\\\cdotp")
                                .replaceAll("\\^(\\d)", "^{\\\\,$1}"))
                        .append('}');
            } else {
                out.append(part);
            }
            formula = !formula;
        }
        return out.toString();
    }

    static String units(String text) {
        return text.replaceAll("(?<=\\d|\\d\\$|\\}|\\d\\\\) ?(\\\\(text|mathrm)\\{\\s*)?\\bcm\\b\\}?", " centimeters")
                .replaceAll("(?<=\\d|\\d\\$) ?\\bkm\\b", " kilometers")
                .replaceAll("(?<=\\d|\\d\\$) ?\\bmm\\b", " millimeters")
                .replaceAll("(?<=\\d|\\d\\$) ?\\bft\\b", " feet")
                .replaceAll("(?<=\\d|\\d\\$) ?\\bkg\\b", " kilograms")
                .replaceAll("\\bmph\\b", "miles per hour")
                .replaceAll("\\\\?%", " per cent")
                .replaceAll("\\\\\\$\\s?(\\d[\\d,.]*\\d|\\d)", "$1 US dollars")
                .replaceAll("\\^\\{?\\\\circ\\}?", " degrees")
                .replaceAll("(?<=\\d)¢", " cents")
                .replaceAll("\\bminutes\\b", "min")
                .replaceAll("\\bhours\\b", "h")
                .replaceAll("\\binches\\b", "in.");
    }

    static String fractionsInWords(String text) {
        String s = text.replaceAll("\\$\\\\[dt]?frac(12|\\{1\\}\\{2\\})\\$", "one half")
                .replaceAll("\\$\\\\[dt]?frac\\{?1\\}?\\{?3\\}?\\$", "one third")
                .replaceAll("\\$\\\\[dt]?frac\\{?2\\}?\\{?3\\}?\\$", "two thirds")
                .replaceAll("\\$\\\\[dt]?frac\\{?1\\}?\\{?4\\}?\\$", "one quarter");
        return Pattern.compile("\\b(10|[1-9])(?:st|nd|rd|th)\\b")
                .matcher(s)
                .replaceAll(m -> ORDINALS[Integer.parseInt(m.group(1))]);
    }

    /// `x^2 + 1 = 5` as `x squared plus 1 equals 5`.
    static String spoken(String text) {
        StringBuilder out = new StringBuilder();
        boolean formula = false;
        for (String part : OtherNotations.withoutDrawing(text).split("(?<!\\\\)\\$", -1)) {
            out.append(formula ? say(part) : part);
            formula = !formula;
        }
        return out.toString();
    }

    private static String say(String formula) {
        String s = formula;
        for (int i = 0; i < 2; i++) {
            s = s.replaceAll("\\\\[dt]?frac\\s*\\{([^{}]*)\\}\\s*\\{([^{}]*)\\}", "$1 over $2");
            s = s.replaceAll("\\\\sqrt\\{([^{}]*)\\}", "square root of $1");
        }
        return s.replaceAll("\\^\\{?2\\}?(?!\\d)", " squared ")
                .replaceAll("\\^\\{?3\\}?(?!\\d)", " cubed ")
                .replaceAll("\\^\\{?([a-z0-9]+)\\}?", " to the power $1 ")
                .replaceAll("\\\\leq?(?![a-z])", " is less than or equal to ")
                .replaceAll("\\\\geq?(?![a-z])", " is greater than or equal to ")
                .replaceAll("\\\\(cdot|times)(?![a-z])", " times ")
                .replace("=", " equals ")
                .replace("+", " plus ")
                .replaceAll("(?<=[\\w) ])-(?=[\\w( ])", " minus ")
                .replaceAll("[{}]", " ");
    }

    /// `If A, B?` as `B, if A?`
    static String conditionLast(String text) {
        return Pattern.compile(
                        "(?<=^|[.?] )(If|When|Given that|For|In) ([^.?]{12,}?), ((?:then )?(?:what|how|find|which|compute|determine)[^.?]+)([.?])")
                .matcher(text)
                .replaceAll(m -> Matcher.quoteReplacement(upper(m.group(3).replaceFirst("^then ", "")) + ", "
                        + lower(m.group(1)) + " " + m.group(2) + m.group(4)));
    }

    static String hint(String text, SplittableRandom random) {
        String hint = pick(
                random,
                " (Hint: look for an invariant first.) ",
                " Note that the figure is not drawn to scale. ",
                " [Hint: try small cases and guess a pattern.] ",
                " You may use a calculator here. ");
        List<String> sentences = new ArrayList<>(List.of(SENTENCE.split(text)));
        sentences.add(1 + random.nextInt(sentences.size()), hint.strip());
        return String.join(" ", sentences);
    }

    /// All variables of formulas permuted; points and names of functions stay.
    static String renamed(String text, SplittableRandom random) {
        Pattern variable = Pattern.compile("(?<![A-Za-z\\\\])([b-df-hj-z])(?![A-Za-z(])");
        TreeSet<Character> used = new TreeSet<>();
        OtherNotations.inFormulas(text, f -> {
            variable.matcher(f).results().forEach(m -> used.add(m.group(1).charAt(0)));
            return f;
        });
        List<Character> free = new ArrayList<>();
        for (char c : "uvwstqzrhm".toCharArray()) {
            if (!used.contains(c)) {
                free.add(c);
            }
        }
        if (used.size() > free.size() || used.isEmpty()) {
            return text;
        }
        Map<String, String> names = new HashMap<>();
        used.forEach(c ->
                names.put(c.toString(), free.remove(random.nextInt(free.size())).toString()));
        String renamed = OtherNotations.inFormulas(
                text, f -> variable.matcher(f).replaceAll(m -> names.getOrDefault(m.group(1), m.group(1))));
        String letters = String.join("", names.keySet());
        boolean half = OtherNotations.amongLetters(renamed, letters)
                || Pattern.compile("(?<![A-Za-z\\\\])[" + letters + "]\\(")
                        .matcher(renamed)
                        .find();
        return half ? text : renamed; // a variable that goes by two names is no rewriting
    }

    static String form(String text, SplittableRandom random) {
        return text
                + pick(
                        random,
                        " Give the answer as an integer between 0 and 999 inclusive.",
                        " Write the final result between <answer> and </answer>.",
                        " Round to 2 decimal places if needed.",
                        " If the answer is a fraction, give it in lowest terms as p/q.",
                        "\nAnswer format: a single number, e.g. 42.");
    }

    /// Where there are many words, up to a fifth of them lost at the beginning.
    static String firstWordsLost(String text, SplittableRandom random) {
        String[] words = text.split(" ");
        if (words.length < 25 || text.contains("[asy]")) {
            return text;
        }
        int lost = 1 + random.nextInt(words.length / 6);
        return String.join(" ", Arrays.copyOfRange(words, lost, words.length));
    }

    static String optionsWithin(String text, SplittableRandom random) {
        int a = 2 + random.nextInt(40);
        int step = 1 + random.nextInt(6);
        return random.nextBoolean()
                ? text + " Choose from: A: " + a + ", B: " + (a + step) + ", C: " + (a + 2 * step) + ", D: "
                        + (a + 3 * step) + ", E: none of these."
                : text + " $\\textbf{(A)}\\ " + a + "\\qquad\\textbf{(B)}\\ " + (a + step) + "\\qquad\\textbf{(C)}\\ "
                        + (a + 2 * step) + "\\qquad\\textbf{(D)}\\ " + (a + 3 * step) + "\\qquad\\textbf{(E)}\\ "
                        + (a + 5 * step) + "$";
    }

    static String comment(String text, SplittableRandom random) {
        String sign = pick(random, "# ", "// ", "-- ", " * ", "% ");
        String s = OtherNotations.withoutDrawing(text).replaceAll("(.{1,66})( +|$)", sign.replace("$", "\\$") + "$1\n");
        return random.nextBoolean() ? s + "def solve():\n    pass\n" : s;
    }

    static String json(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toCharArray()) {
            out.append(
                    c == '\\'
                            ? "\\\\"
                            : c == '"'
                                    ? "\\\""
                                    : c == '\n'
                                            ? "\\n"
                                            : c == '<' || c == '>' || c == '&' || c == '\'' || c > 127
                                                    ? String.format("\\u%04x", (int) c)
                                                    : String.valueOf(c));
        }
        return "{\"id\": 17, \"question\": \"" + out + "\", \"type\": \"math\"}";
    }

    /// Two different numbers of one sentence exchanged: the same numbers, another problem.
    static String exchanged(String text, SplittableRandom random) {
        String s = OtherNotations.withoutDrawing(text);
        Matcher m = NUMBER.matcher(s);
        List<int[]> places = new ArrayList<>();
        while (m.find()) {
            places.add(new int[] {m.start(), m.end()});
        }
        for (int i = 0; i + 1 < places.size(); i++) {
            int[] a = places.get(i);
            int[] b = places.get(i + 1);
            String first = s.substring(a[0], a[1]);
            String second = s.substring(b[0], b[1]);
            String between = s.substring(a[1], b[0]);
            // numbers of a fraction, a sum or a list of equals may be exchanged without a change
            if (!first.equals(second)
                    && between.split(" ").length > 3
                    && !between.contains(" and ")
                    && between.indexOf('.') < 0) {
                return s.substring(0, a[0]) + second + between + first + s.substring(b[1]);
            }
        }
        return "";
    }

    /// The question of another part of the exercise instead of its own.
    static String otherPart(String text, SplittableRandom random) {
        List<String> sentences = new ArrayList<>(List.of(SENTENCE.split(text)));
        if (sentences.size() < 2 || sentences.getLast().length() < 25) {
            return "";
        }
        sentences.set(
                sentences.size() - 1,
                pick(
                        random,
                        "(b) Show that there are infinitely many examples with this property.",
                        "(a) Give an explicit example and check it.",
                        "(c) Does the claim still hold if the first condition is dropped?",
                        "Prove that such a configuration cannot be unique.",
                        "(a) Sketch the situation and name all quantities that are known."));
        return String.join(" ", sentences);
    }

    /// The first plus a minus, or `<` a `>`, in a formula.
    static String turned(String text) {
        String s = OtherNotations.withoutDrawing(text);
        String other = formulas(s, f -> f.contains("+") ? f.replaceFirst("\\+", "-") : f);
        return other.equals(s) ? "" : other;
    }

    private static String formulas(String text, UnaryOperator<String> change) {
        StringBuilder out = new StringBuilder();
        boolean formula = false;
        String[] parts = text.split("(?<!\\\\)\\$", -1);
        for (int i = 0; i < parts.length; i++) {
            out.append(i > 0 ? "$" : "").append(formula ? change.apply(parts[i]) : parts[i]);
            formula = !formula;
        }
        return out.toString();
    }

    private static String pick(SplittableRandom random, String... of) {
        return of[random.nextInt(of.length)];
    }

    private static String upper(String s) {
        return Character.toUpperCase(s.charAt(0)) + s.substring(1);
    }

    private static String lower(String s) {
        return Character.toLowerCase(s.charAt(0)) + s.substring(1);
    }
}
