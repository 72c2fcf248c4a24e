package reason4j.curate.text;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What programs and models put around and between the lines of a question: JSON, comments, lists; and formulas that
/// are spoken.
final class Wrapping {

    private static final Pattern JSON = Pattern.compile(
            "^\\s*\\{[^{}\\\\]{0,200}?\"(question|problem|prompt|input|instruction)\"\\s*:\\s*\"(.*?)(?<!\\\\)\"\\s*"
                    + "(,\\s*\"\\w+\"\\s*:[^{}]{0,300})?}\\s*$",
            Pattern.DOTALL);
    private static final Pattern ESCAPED = Pattern.compile("\\\\u([0-9A-Fa-f]{4})");
    private static final Pattern COMMENT = Pattern.compile("(?m)^[ \\t]*(//+|#+|--|\\*|%)( |$)");
    private static final Pattern ITEM = Pattern.compile("(?m)^[ \\t]*[-•][ \\t]+(?=\\p{Lu}|\\$)");

    private static final Pattern POINTS = Pattern.compile(
            "^\\s*(?:[\\[(]\\d+ (?:points?|marks?|pts\\.?)[\\])]|(?:problem|question|exercise|task)\\s*#?\\d{1,3}\\s*[.:)])",
            Pattern.CASE_INSENSITIVE);

    /// An argument of a function, with brackets of its own or without.
    private static final String ARGUMENT = "((?:[^(),]|\\([^()]*\\))*)";

    /// Spoken signs, abbreviations of notes and other ways to write and what they are read as.
    private static final List<Spoken> SPOKEN = List.of(
            new Spoken("power", "\\b(raised )?to the power( of)?\\b", "^"),
            new Spoken("square root", "\\b(the )?square root of\\b", " √ "),
            new Spoken(
                    "step by step",
                    "(?:^|(?<=[.!?:\\n]))[^.!?:\\n]{0,60}\\bstep by step\\b[^.!?:\\n]{0,40}[.!?:]?",
                    " "),
            new Spoken("work out", "\\bwork out\\b", "find"),
            new Spoken("or equal to", "\\b(is )?less than or equal to\\b", " <= "),
            new Spoken("or equal to", "\\b(is )?greater than or equal to\\b", " >= "),
            new Spoken(" over ", "(?<=\\b\\w|[)\\d]) +over +(?=\\w\\b|[(\\d])", " / "),
            new Spoken(" dot ", "(?<=\\b\\w|[)\\d]) +dot +(?=\\w\\b|[(\\d])", " "),
            new Spoken("frac(", "\\bfrac\\s*\\(" + ARGUMENT + "," + ARGUMENT + "\\)", "($1)/($2)"),
            new Spoken("1/2", "\\{?\\(([^()]*)\\)}?\\^(?:\\{1/2}|\\(1/2\\))", "\\\\sqrt{$1}"),
            new Spoken("hole number", "\\bwhole number", "integer"),
            new Spoken("strictly positive", "\\bstrictly positive\\b", "positive"),
            new Spoken("the same as", "\\bthe same as\\b", "equal to"),
            new Spoken("hat{", "\\\\(?:wide)?hat\\{\\s*([A-Z])\\s*([A-Z])\\s*([A-Z])\\s*}", "\\\\angle $1$2$3"),
            new Spoken("C_", "(?<![A-Za-z])C_\\{?(\\w+)}?\\^\\{?(\\w+)}?", "\\\\binom{$1}{$2}"),
            new Spoken("perpendicular", "\\bis perpendicular to\\b", "\\\\perp "),
            new Spoken("not equal", "\\bis not equal to\\b", " != "),
            new Spoken("congruent to", "\\bis congruent to\\b", "\\\\equiv "),
            new Spoken("odulo", "\\bmodulo\\b", "mod"),
            new Spoken("atural number", "\\bnatural number(s?)( greater than (?:zero|0))?", "positive integer$1"),
            new Spoken("reals", "\\breals\\b", "real numbers"),
            new Spoken("so that", "\\bso that\\b", "such that"),
            new Spoken("not negative", "\\bnot negative\\b", "nonnegative"),
            new Spoken("rithmetic mean", "\\barithmetic mean\\b", "average"),
            new Spoken("s.t.", "\\bs\\.t\\.", "such that"),
            new Spoken("w.r.t.", "\\bw\\.r\\.t\\.", "with respect to"),
            new Spoken("w/", "\\bw/(?=[ $])", "with"),
            new Spoken("w/o", "\\bw/o\\b", "without"),
            new Spoken("iff", "\\biff\\b", "if and only if"),
            new Spoken("resp.", "\\bresp\\.", "respectively"),
            new Spoken("pos.", "\\bpos\\. *int(eger)?(s?)\\b\\.?", "positive integer$2"),
            new Spoken(" int", "(?<![\\\\$]) int(s?)\\.(?=[ ,;?]|$)", " integer$1"),
            new Spoken("prob.", "\\bprob\\.", "probability"),
            new Spoken("eq.", "\\beq\\.", "equation"),
            new Spoken("# of", "(?:\\bthe )?# of\\b", "the number of"),
            new Spoken("n't", "n't\\b", " not"),
            new Spoken(" half", "\\b(one|a)[- ]half\\b", "1/2"),
            new Spoken(" third", "\\bone[- ]third\\b", "1/3"),
            new Spoken(" thirds", "\\btwo[- ]thirds\\b", "2/3"),
            new Spoken("ne quarter", "\\bone[- ](quarter|fourth)\\b", "1/4"),
            new Spoken("ee quarters", "\\bthree[- ](quarters|fourths)\\b", "3/4"));

    /// @param sign of the phrase, so that few texts are searched
    private record Spoken(String sign, Pattern phrase, String written) {
        Spoken(String sign, String phrase, String written) {
            this(sign, Pattern.compile(phrase, Pattern.CASE_INSENSITIVE), written);
        }
    }

    private Wrapping() {}

    static String without(String text) {
        String s = text.indexOf('{') == 0 ? json(text) : text;
        if (s.contains("\\u00")) {
            s = ESCAPED.matcher(s)
                    .replaceAll(m -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(m.group(1), 16))));
        }
        if (commented(s)) {
            s = COMMENT.matcher(s).replaceAll("");
        }
        s = POINTS.matcher(s).replaceFirst("");
        if (s.contains("- ")) {
            s = ITEM.matcher(s).replaceAll("");
        }
        String small = s.toLowerCase(Locale.ROOT);
        for (Spoken spoken : SPOKEN) {
            if (s.contains(spoken.sign()) || small.contains(spoken.sign())) {
                s = spoken.phrase().matcher(s).replaceAll(spoken.written());
            }
        }
        return s;
    }

    private static String json(String text) {
        Matcher object = JSON.matcher(text);
        return object.find() ? object.group(2) : text;
    }

    /// Whether most lines begin with the mark of a comment.
    private static boolean commented(String text) {
        if (text.isEmpty() || "/#-*% ".indexOf(text.charAt(0)) < 0) {
            return false;
        }
        long lines = text.lines().filter(line -> !line.isBlank()).count();
        long marked = COMMENT.matcher(text).results().count();
        return COMMENT.matcher(text).lookingAt() && 3 * marked >= lines;
    }
}
