package reason4j.verify.math;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.syntax.Node;
import reason4j.verify.math.syntax.Op;
import reason4j.verify.math.syntax.Parser;
import reason4j.verify.math.syntax.Reading;
import reason4j.verify.math.syntax.SyntaxError;

/// One side of a comparison as it was understood.
///
/// @param text the answer without its wrapping
/// @param readings trees, the usual one first; only words where it is no mathematics
/// @param decimalComma a further reading with a decimal comma, which counts only beside a decimal number
/// @param approximate whether it says ≈ before all else
/// @param labelled whether it is a choice with its letter, `(B) 12`: its readings are the letter and the choice
/// @param error why it is no mathematics, null when it is
record Side(
        String text,
        List<Node> readings,
        @Nullable Node decimalComma,
        boolean approximate,
        boolean labelled,
        @Nullable String error) {

    /// Longer answers are not judged.
    static final int MAX_LENGTH = 10_000;

    // possessive, since java.util.regex recurses once for each turn of any other loop over alternatives
    private static final Pattern CHOICE = Pattern.compile(
            "(?:\\\\text(?:bf|rm|it)?\\{|\\\\mathrm\\{|\\\\mathbf\\{)?\\(?([A-E])(?:\\)|\\.|:)(?:\\s*+\\}(?:\\\\[ ,;:]|~|\\\\quad|:|\\s)*+|(?:\\\\[ ,;:]|~|\\\\quad|:|\\s)++)((?!(?:and|or)\\b)[^:\\s].{0,200})");
    /// Another choice where the content of one is expected.
    private static final Pattern SECOND = Pattern.compile("\\(?[A-E](?:[).:]|\\s*$)");
    private static final Pattern OPTION = Pattern.compile("(?:(?i:option|choice|answer)\\s*:?\\s*)?\\(?([A-E])[).:]?");

    /// Words that only lead to the formula after them: `\text{The probability is } \frac12`.
    private static final Pattern LEAD = Pattern.compile(
            "\\\\(?:text|textbf|mathrm|mbox|textrm)\\{[^{}]{0,100}(?i:\\b(?:is|are|be|equals|answer|total|therefore|so|thus|hence)|:|=)\\s*\\}(.{1,500})",
            Pattern.DOTALL);
    // no boundary of words: java.util.regex looks back over all marks that combine with the letter before
    private static final Pattern HALF_DAY = Pattern.compile("(?<!\\w)([apAP])\\.\\s?[mM](?!\\w)\\.?");
    /// A word in a font that its braces end, `{\rm cm}`.
    private static final Pattern UPRIGHT = Pattern.compile("\\{\\\\(?:rm|bf|it|sf|tt)\\s+([A-Za-z]{1,40})\\s*\\}");
    private static final Pattern ARTICLE = Pattern.compile("^\\\\text\\{\\s*(?i:the|an|a)\\s+\\}\\s*(?=[^\\s])");
    private static final Pattern TEXT = Pattern.compile("\\\\(?:text|mathrm|textrm)\\{([^{}]{0,200})\\}");
    private static final Pattern BASE = Pattern.compile(
            "^([0-9A-Z]{1,100})[\\s~]*+(?:\\\\text\\{)?\\s*+\\(\\s*+(?:in )?base(?:[ -]|\\s*+\\}\\s*+)([0-9]{1,2}|[a-z]{3,6})\\s*+\\)\\s*+\\}?$");
    /// A number and its name, `28 (twenty-eight)`.
    private static final Pattern TWICE =
            Pattern.compile("\\$?([0-9]{1,2})\\$?\\s*\\(\\s*([A-Za-z]{3,9}(?:[ -][A-Za-z]{3,5})?)\\s*\\)");
    /// Digits of a base beyond ten that are set as text, `2\\text{A}_{16}`.
    private static final Pattern DIGITS =
            Pattern.compile("(?:[0-9A-F]|\\\\(?:text|mathrm)\\{[0-9A-F]{1,20}\\}){1,40}_(?:[0-9]{2}|\\{[0-9]{2}\\})");
    private static final Pattern EXCEPT = Pattern.compile(
            "(?:all|any) real (?:numbers?|values?)(?: of)?(?: [a-z])?,? (?:except|other than|excluding|but)(?: for)? ([^a-z]{1,100}(?:and[^a-z]{1,100})?)");
    private static final Pattern OPEN_LEFT = Pattern.compile("\\](?=[^\\[\\]]{1,200}[,;])");
    private static final Pattern OPEN_RIGHT = Pattern.compile("(?<=[,;][^\\[\\]]{1,60})\\[");
    private static final Pattern COMMA = Pattern.compile("[0-9][,，][0-9]");
    private static final Pattern SCIENTIFIC = Pattern.compile("[0-9]e[+-][0-9]");
    private static final Pattern ONE_COMMA = Pattern.compile("-?\\$?\\d+,\\d+");
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\d\\s,.:()/'’\\-]+");
    private static final Pattern WORD = Pattern.compile("\\p{L}{3,}|[ap]\\.\\s?m");
    private static final Pattern SPOKEN = Pattern.compile("[\\p{L}\\s,.'’:;!?()\\-]+");
    /// A formula and the condition in brackets under which it holds: `x + 2 \quad (x \ne 1)`.
    private static final Pattern UNDER = Pattern.compile(
            "(.{1,200}?[^\\s\\\\,])(?:\\s++|\\\\q?quad|\\\\[ ,;]){0,6}\\((\\s*[a-z]\\s*(?:[<>≠≤≥]|\\\\(?:ne|neq|le|leq|ge|geq|leqslant|geqslant)(?![a-z]))[^()]{1,60})\\)");
    /// The letter of a relation that says nothing of Euler's number but of a thing of that name, an eccentricity.
    private static final Node EULER = new Node.Sym("e");
    /// What no other letter is read as.
    private static final String UNKNOWN_E = "\u212f";
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s,.'’:;!?()\\-]+");

    static Side of(String raw) {
        String text = HALF_DAY.matcher(Cleaner.clean(raw)).replaceAll("$1m");
        text = text.contains("{\\") ? UPRIGHT.matcher(text).replaceAll("\\\\mathrm{$1}") : text;
        boolean approximate = false;
        for (String sign : new String[] {"\\approx", "≈", "\\simeq", "\\doteq", "~", "\\sim", "="}) {
            if (text.startsWith(sign)) {
                approximate = !sign.equals("=");
                text = text.substring(sign.length()).strip();
            }
        }
        Matcher twice = TWICE.matcher(text);
        if (twice.matches() && String.valueOf(Spoken.number(twice.group(2))).equals(twice.group(1))) {
            text = twice.group(1);
        }
        Node labels = Essence.labels(text);
        if (labels != null) {
            return new Side(text, List.of(labels), null, approximate, false, null);
        }
        text = ARTICLE.matcher(text).replaceFirst("");
        text = BASE.matcher(outward(text)).replaceFirst("$1_{$2}");
        text = DIGITS.matcher(text).matches() ? TEXT.matcher(text).replaceAll("$1") : text;
        Matcher choice = CHOICE.matcher(text);
        if (choice.matches() && SECOND.matcher(choice.group(2)).lookingAt()) {
            return new Side(text, List.of(new Node.Words(text)), null, approximate, false, "several choices at 0");
        }
        if (choice.matches()) {
            Node letter = new Node.Sym(choice.group(1));
            Side content = of(choice.group(2));
            return new Side(text, List.of(letter, content.readings().getFirst()), null, approximate, true, null);
        }
        Matcher option = OPTION.matcher(text);
        if (option.matches()) {
            return new Side(text, List.of(new Node.Sym(option.group(1))), null, approximate, false, null);
        }
        Matcher except = text.contains("all real") || text.contains("any real")
                ? EXCEPT.matcher(TEXT.matcher(text).replaceAll("$1").replace("$", ""))
                : null;
        if (except != null && except.matches()) {
            return of("\\mathbb{R}\\setminus\\{" + except.group(1) + "\\}");
        }
        if (spoken(text)) {
            return new Side(text, List.of(new Node.Words(text)), null, approximate, false, null);
        }
        try {
            return read(text, approximate);
        } catch (SyntaxError e) {
            Matcher lead = LEAD.matcher(text);
            if (lead.matches() && !Spoken.reserved(text.substring(0, lead.start(1)))) {
                Side after = of(lead.group(1));
                if (after.error() == null && !after.words()) {
                    return after;
                }
            }
            Side essential = Essence.of(text);
            if (essential != null) {
                return essential;
            }
            String plain = TEXT.matcher(text).replaceAll("$1");
            Node words = new Node.Words(plainWords(plain) ? plain : text);
            if (plainWords(plain)) {
                return new Side(text, List.of(words), null, approximate, false, null);
            }
            return new Side(text, List.of(words), null, approximate, false, e.reason() + " at " + e.position());
        }
    }

    /// `]0,1[`, as the French write the open interval.
    private static String outward(String text) {
        String plain = text.replace("\\left", "").replace("\\right", "");
        boolean french = plain.startsWith("]") || plain.endsWith("[");
        if (!french || plain.indexOf('(') >= 0) {
            return text;
        }
        return OPEN_RIGHT.matcher(OPEN_LEFT.matcher(plain).replaceAll("(")).replaceAll(")");
    }

    /// Several answers that form one list.
    static Side list(List<String> answers) {
        List<Node> items = new ArrayList<>();
        String error = null;
        for (String answer : answers) {
            Side side = of(answer);
            error = error == null ? side.error() : error;
            items.add(side.readings().getFirst());
        }
        Node list = new Node.Group(' ', ' ', items, false);
        return new Side(String.join(", ", answers), List.of(list), null, false, false, error);
    }

    private static Side read(String text, boolean approximate) throws SyntaxError {
        Parser.Result usual = Parser.parse(text, Reading.USUAL);
        List<Node> readings = new ArrayList<>();
        readings.add(usual.tree());
        Node decimal = null;
        if (COMMA.matcher(text).find()) {
            add(readings, text, new Reading(Reading.Comma.LIST, false, false));
            if (ONE_COMMA.matcher(text).matches() && !(usual.tree() instanceof Node.Num)) {
                decimal = Parser.parse(text, new Reading(Reading.Comma.DECIMAL, false, false))
                        .tree();
            }
        }
        if (usual.ambiguousSlash()) {
            add(readings, text, new Reading(Reading.Comma.THOUSANDS, true, false));
        }
        if (SCIENTIFIC.matcher(text).find()) {
            add(readings, text, new Reading(Reading.Comma.THOUSANDS, false, true));
        }
        Matcher condition = text.endsWith(")") ? UNDER.matcher(text) : null;
        if (condition != null && condition.matches()) {
            addWhereRead(readings, condition.group(1) + ", " + condition.group(2));
        }
        if (usual.tree() instanceof Node.Relation r
                && r.sides().contains(EULER)
                && Symbols.of(r).free.isEmpty()) {
            readings.add(Symbols.rename(r, "e", UNKNOWN_E));
        }
        return new Side(text, List.copyOf(readings), decimal, approximate, false, null);
    }

    private static void addWhereRead(List<Node> readings, String text) {
        try {
            add(readings, text, Reading.USUAL);
        } catch (SyntaxError notApart) {
            // what is in brackets is no condition, and the usual reading stands
            return;
        }
    }

    private static void add(List<Node> readings, String text, Reading reading) throws SyntaxError {
        Node tree = Parser.parse(text, reading).tree();
        if (!readings.contains(tree)) {
            readings.add(tree);
        }
    }

    /// Whether an answer is words alone: no digit, no sign, and some word that is no product of letters.
    private static boolean spoken(String text) {
        if (text.length() > 400 || !SPOKEN.matcher(text).matches()) {
            return false;
        }
        int words = 0;
        for (String run : BETWEEN_WORDS.split(text)) {
            if (run.length() > 2 && !Spoken.mathematical(run)) {
                words++;
            }
        }
        return words > 0;
    }

    /// Whether a text that is no mathematics is plain language with numbers in it: `June 20`, `4:30 p.m.`
    private static boolean plainWords(String text) {
        return text.length() < 100
                && PLAIN.matcher(text).matches()
                && (WORD.matcher(text).find() || Texts.compound(Texts.normal(text)));
    }

    /// Whether it is words rather than mathematics.
    boolean words() {
        return readings.getFirst() instanceof Node.Words;
    }

    /// Whether it is a sentence that happens to parse, words beside mathematics or many words, rather than an answer.
    boolean prose() {
        Node first = readings.getFirst();
        if (first instanceof Node.Group g && g.isList()) {
            long spoken = g.items().stream().filter(Side::sentence).count();
            return spoken > 0 && spoken < g.items().size() || g.items().stream().anyMatch(Side::wordy);
        }
        return false;
    }

    private static boolean wordy(Node item) {
        return item instanceof Node.Words w && w.text().strip().split("\\s+").length > 3
                || item instanceof Node.Call c && c.args().stream().anyMatch(Side::wordy);
    }

    private static boolean sentence(Node item) {
        return item instanceof Node.Words
                || item instanceof Node.Call c
                        && c.op() == Op.UNIT
                        && ((Node.Words) c.arg(1)).text().split("\\s+").length > 4;
    }

    /// Half a unit of the last written digit of the decimal that a chain ends with behind ≈, else 0.
    double chainError() {
        boolean about = readings.getFirst() instanceof Node.Relation r
                && r.ops().getLast() == Node.Rel.APPROX
                && r.sides().getLast() instanceof Node.Num n
                && n.decimals() > 0;
        Node last = about ? ((Node.Relation) readings.getFirst()).sides().getLast() : null;
        return last instanceof Node.Num n ? 0.5000001 * Math.pow(10, -n.decimals()) : 0;
    }

    /// Half a unit of the last written digit of an approximate number, else 0.
    double ownError() {
        if (!approximate) {
            return 0;
        }
        Node value = readings.getFirst();
        int digits = value instanceof Node.Num n ? Math.max(0, n.decimals()) : 0;
        return value instanceof Node.Num ? 0.5000001 * Math.pow(10, -digits) : 0;
    }
}
