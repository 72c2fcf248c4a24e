package reason4j.verify.dialect;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Two answers as Math-Verify compares them: each normalised, then cut to what the direction from gold to answer leaves
/// of equations.
///
/// @param gold the right side
/// @param answer the side to judge
record MathVerifySides(String gold, String answer) {

    private static final Pattern DOUBLED = Pattern.compile("\\\\\\\\(?=[a-zA-Z])");
    private static final Pattern LETTER_UNIT =
            Pattern.compile("([0-9}]|(?<!\\s)\\s)\\s*+(?:[cdghlmost])(?:s|es)?\\s*$");
    private static final Pattern TEXT_UNIT =
            Pattern.compile("\\\\(?:text|mbox|textbf)\\s*\\{[^{}]*\\}(?:\\^\\d|\\{\\^\\d\\})?$");
    private static final Pattern EQUALS = Pattern.compile("(?<![\\\\<!>:])=");
    private static final Pattern NAME = Pattern.compile("\\s*\\\\?[A-Za-z]+'?(?:_\\{?\\w+\\}?)?\\s*");
    private static final Pattern IMAGINARY =
            Pattern.compile("(?<!\\w)i(?!\\w)|\\\\imath(?!\\w)|\\\\mathbb\\{C\\}|\\\\(?:text|mathrm)\\{i\\}");
    private static final Pattern VARIABLE = Pattern.compile(
            "(?<![A-Za-z\\\\])[a-hj-zA-Z](?![A-Za-z])|\\\\(?:alpha|beta|gamma|theta|lambda|mu|phi|omega)");
    private static final Pattern DIVISOR =
            Pattern.compile("\\\\(?:operatorname\\{(gcd|lcm)\\}|(gcd|lcm))\\s*\\(([^()]*)\\)");
    private static final Pattern TERM =
            Pattern.compile("\\s*+-?\\s*+([0-9]*+)\\s*+((?![Ee]-?[0-9])[A-Za-z\\\\][A-Za-z0-9{}\\\\]*+)?+\\s*+");

    static MathVerifySides of(String gold, String answer) {
        return new MathVerifySides(normal(gold), normal(answer)).directed().framed();
    }

    /// What is left of a piece when units, quotes and dollars are dropped.
    static String normal(String text) {
        String s = text.strip().replace("\\$", "").replace("\\displaystyle", "").replace("\"", "");
        // models that were trained on escaped text double their backslashes; in a matrix two of them end a row
        s = s.contains("matrix") ? s : DOUBLED.matcher(s).replaceAll("\\\\");
        String without = TEXT_UNIT.matcher(s).replaceFirst("").strip();
        s = without.isEmpty() ? s : without;
        without = LETTER_UNIT.matcher(s).replaceFirst("$1").strip();
        return divisors(without.isEmpty() ? s : without);
    }

    /// What the original's parser has no rule for.
    static boolean unreadable(String text) {
        return text.contains("\\limits") || text.contains("\\bmod");
    }

    /// Letters are complex where a lone `i` stands on the side, else real; the same letter is then not the same.
    boolean lettersDiffer() {
        boolean names = NAME.matcher(gold).matches() && NAME.matcher(answer).matches();
        return !names
                && IMAGINARY.matcher(gold).find() != IMAGINARY.matcher(answer).find()
                && VARIABLE.matcher(gold).find()
                && VARIABLE.matcher(answer).find();
    }

    /// Chains are cut to their ends; an equation answers a gold that is none with its last side; a gold that names its
    /// value is that value to an answer without an equation.
    private MathVerifySides directed() {
        List<String> golds = chain(gold);
        List<String> answers = chain(answer);
        String g = shortened(golds, gold);
        String a = shortened(answers, answer);
        if (golds.size() < 2 && answers.size() > 1) {
            a = answers.getLast();
        } else if (golds.size() > 1
                && answers.size() < 2
                && NAME.matcher(golds.getFirst()).matches()) {
            g = golds.getLast();
        }
        return new MathVerifySides(g, a);
    }

    /// A list without brackets answers a tuple, in its order.
    private MathVerifySides framed() {
        boolean tuple = gold.startsWith("(") && gold.endsWith(")") && gold.indexOf(',') > 0;
        boolean braces = answer.startsWith("{") && answer.endsWith("}");
        String inner = braces ? answer.substring(1, answer.length() - 1) : answer;
        boolean list = inner.indexOf(',') > 0 && inner.matches("(?s)[^(\\[\\\\{].*[^)\\]}]");
        return tuple && list && gold.indexOf(')') == gold.length() - 1
                ? new MathVerifySides(gold, "(" + inner + ")")
                : this;
    }

    private static List<String> chain(String text) {
        if (text.indexOf(',') >= 0 || text.indexOf(';') >= 0 || text.contains("matrix") || text.contains("_{")) {
            return List.of(text);
        }
        int about = text.indexOf("\\approx");
        return List.of(EQUALS.split(about > 0 ? text.substring(0, about) : text, -1));
    }

    private static String shortened(List<String> chain, String text) {
        return chain.size() > 2 && NAME.matcher(chain.getFirst()).matches()
                ? chain.getFirst() + "=" + chain.getLast()
                : text;
    }

    /// SymPy's gcd and lcm of expressions are those of polynomials: what isn't a number shares no factor, unless it is
    /// the same.
    private static String divisors(String text) {
        if (!text.contains("gcd") && !text.contains("lcm")) {
            return text;
        }
        Matcher matcher = DIVISOR.matcher(text);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            boolean gcd = "gcd".equals(matcher.group(1)) || "gcd".equals(matcher.group(2));
            matcher.appendReplacement(out, Matcher.quoteReplacement(divisor(gcd, matcher.group(3), matcher.group())));
        }
        return matcher.appendTail(out).toString();
    }

    private static String divisor(boolean gcd, String list, String otherwise) {
        BigInteger common = BigInteger.ZERO;
        BigInteger product = BigInteger.ONE;
        List<String> rests = new ArrayList<>();
        for (String argument : list.split(",")) {
            Matcher term = TERM.matcher(argument);
            if (!term.matches()) {
                return otherwise;
            }
            BigInteger number = term.group(1).isEmpty() ? BigInteger.ONE : new BigInteger(term.group(1));
            common = common.gcd(number);
            product = product.multiply(number);
            if (term.group(2) != null) {
                rests.add(term.group(2).strip());
            }
        }
        boolean simple = !rests.isEmpty() && rests.stream().distinct().count() == rests.size() && list.length() < 200;
        if (!simple || common.signum() == 0) {
            return otherwise;
        }
        return gcd
                ? "(" + common + ")"
                : "(" + product.divide(common) + "\\cdot " + String.join("\\cdot ", rests) + ")";
    }
}
