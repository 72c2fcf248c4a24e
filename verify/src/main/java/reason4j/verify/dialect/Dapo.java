package reason4j.verify.dialect;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// DAPO's grader as verl carries it (`math_dapo.py`): the last `Answer:` line in the last 300 characters, rewritten as
/// Minerva does (what follows the last equals sign, units and articles dropped), must be the rewritten gold.
final class Dapo {

    static final Dialect DIALECT = new StringGrader(
            "dapo",
            Dapo::extract,
            answer -> extract("Answer: " + answer),
            (gold, answer) -> normal(gold).equals(normal(answer)));

    private static final int WINDOW = 300;
    private static final Pattern ANSWER = Pattern.compile("(?iu)Answer\\s*:\\s*([^\n]+)");

    private static final String[][] SUBSTITUTIONS = {
        {"an ", ""},
        {"a ", ""},
        {".$", "$"},
        {"\\$", ""},
        {"\\ ", ""},
        {" ", ""},
        {"mbox", "text"},
        {",\\text{and}", ","},
        {"\\text{and}", ","},
        {"\\text{m}", "\\text{}"},
    };

    private static final String[] REMOVED = {
        "square",
        "ways",
        "integers",
        "dollars",
        "mph",
        "inches",
        "hours",
        "km",
        "units",
        "\\ldots",
        "sue",
        "points",
        "feet",
        "minutes",
        "digits",
        "cents",
        "degrees",
        "cm",
        "gm",
        "pounds",
        "meters",
        "meals",
        "edges",
        "students",
        "childrentickets",
        "multiples",
        "\\text{s}",
        "\\text{.}",
        "\\text{\ns}",
        "\\text{}^2",
        "\\text{}^3",
        "\\text{\n}",
        "\\text{}",
        "\\mathrm{th}",
        "^\\circ",
        "^{\\circ}",
        "\\;",
        ",\\!",
        "{,}",
        "\"",
        "\\dots",
    };

    private static final Pattern SHORT_FRACTION = Pattern.compile("(?d)frac([^{])(.)");
    private static final Pattern SHORT_ROOT = Pattern.compile("sqrt([^{])");

    private Dapo() {}

    /// What the grader compares when there is no answer line; only a gold of these very characters would equal it.
    private static final String INVALID = "[INVALID]";

    private static String extract(String response) {
        Matcher matcher = ANSWER.matcher(Endings.last(response, WINDOW));
        String found = INVALID;
        while (matcher.find()) {
            found = matcher.group(1);
        }
        return found;
    }

    static String normal(String answer) {
        String s = answer.substring(answer.lastIndexOf('=') + 1);
        for (String[] pair : SUBSTITUTIONS) {
            s = s.replace(pair[0], pair[1]);
        }
        for (String word : REMOVED) {
            s = s.replace(word, "");
        }
        s = eachLine(s, Dapo::firstFormula);
        for (String macro : new String[] {"\\text{", "\\textbf{", "\\overline{"}) {
            s = unwrapped(s, macro);
        }
        s = eachLine(s, Dapo::unboxed);
        s = SHORT_FRACTION.matcher(s).replaceAll("frac{$1}{$2}");
        s = SHORT_ROOT.matcher(s).replaceAll("sqrt{$1}");
        s = s.replace("$", "");
        String digits = s.replace(",", "");
        boolean number = !digits.isEmpty() && digits.codePoints().allMatch(Character::isDigit);
        return (number ? digits : s).strip();
    }

    private static String eachLine(String s, UnaryOperator<String> change) {
        return s.indexOf('\n') < 0
                ? change.apply(s)
                : Arrays.stream(s.split("\n", -1)).map(change).collect(Collectors.joining("\n"));
    }

    /// A line with two dollars is what stands between the first two.
    private static String firstFormula(String line) {
        int open = line.indexOf('$');
        int close = open < 0 ? -1 : line.indexOf('$', open + 1);
        return close < 0 ? line : line.substring(open, close + 1);
    }

    /// The first box of a line goes to its last closing brace.
    private static String unboxed(String line) {
        String command = "\\boxed{";
        int open = line.indexOf(command);
        int close = line.lastIndexOf('}');
        return open < 0 || close < open + command.length()
                ? line
                : line.substring(0, open) + line.substring(open + command.length(), close) + line.substring(close + 1);
    }

    /// Each `\text{…}` up to the first closing brace of its line becomes what it holds.
    private static String unwrapped(String s, String macro) {
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (int at = s.indexOf(macro); at >= 0; at = s.indexOf(macro, from)) {
            int body = at + macro.length();
            int close = s.indexOf('}', body);
            int line = s.indexOf('\n', body);
            boolean closed = close >= 0 && (line < 0 || close < line);
            out.append(s, from, closed ? at : body);
            out.append(closed ? s.substring(body, close) : "");
            from = closed ? close + 1 : body;
        }
        return out.append(s.substring(from)).toString();
    }
}
