package reason4j.curate.decontaminate;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Notations into which a problem is transcribed, none of which [Rewritings] has: the rule's bounds were not chosen on
/// them.
final class OtherNotations {

    static final Pattern FORMULAS =
            Pattern.compile("(?s)(?<!\\\\)\\$\\$.+?\\$\\$|(?<!\\\\)\\$[^$]+\\$|\\\\\\[.+?\\\\]|\\\\\\(.+?\\\\\\)");
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private static final String SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";
    private static final Pattern POWER = Pattern.compile("\\^\\{?(\\d)\\}?(?![\\d}])");
    private static final Pattern INDEX = Pattern.compile("(?<=[A-Za-z])_\\{?(\\d)\\}?(?![\\d}])");
    private static final Pattern FRACTION =
            Pattern.compile("\\\\[dt]?frac\\s*\\{([^{}]*)\\}\\s*\\{([^{}]*)\\}|\\\\[dt]?frac(\\d)(\\d)");
    private static final Pattern ROOT = Pattern.compile("\\\\sqrt\\s*\\{([^{}]*)\\}|\\\\sqrt(\\d)");
    private static final Pattern ATOM = Pattern.compile("\\w+");

    private static final Map<String, String> UNICODE = Map.ofEntries(
            Map.entry("leq", "≤"),
            Map.entry("le", "≤"),
            Map.entry("geq", "≥"),
            Map.entry("ge", "≥"),
            Map.entry("neq", "≠"),
            Map.entry("cdot", "·"),
            Map.entry("times", "×"),
            Map.entry("pi", "π"),
            Map.entry("theta", "θ"),
            Map.entry("alpha", "α"),
            Map.entry("beta", "β"),
            Map.entry("omega", "ω"),
            Map.entry("angle", "∠"),
            Map.entry("triangle", "△"),
            Map.entry("ldots", "…"),
            Map.entry("cdots", "⋯"),
            Map.entry("dots", "…"),
            Map.entry("infty", "∞"),
            Map.entry("in", "∈"),
            Map.entry("circ", "°"),
            Map.entry("to", "→"),
            Map.entry("sum", "∑"),
            Map.entry("lfloor", "⌊"),
            Map.entry("rfloor", "⌋"),
            Map.entry("mathbb", ""));

    private static final Map<String, String> ASCII = Map.ofEntries(
            Map.entry("leq", "<="),
            Map.entry("le", "<="),
            Map.entry("geq", ">="),
            Map.entry("ge", ">="),
            Map.entry("neq", "!="),
            Map.entry("cdot", "*"),
            Map.entry("times", "*"),
            Map.entry("ldots", "..."),
            Map.entry("cdots", "..."),
            Map.entry("dots", "..."),
            Map.entry("infty", "infinity"),
            Map.entry("circ", " degrees"),
            Map.entry("to", "->"),
            Map.entry("lfloor", "floor("),
            Map.entry("rfloor", ")"),
            Map.entry("mathbb", ""),
            Map.entry("overline", ""),
            Map.entry("text", ""),
            Map.entry("mathrm", ""));

    private OtherNotations() {}

    /// Whether a formula has one of these letters in a run of letters still, such as the product `abc`.
    static boolean amongLetters(String text, String letters) {
        boolean[] among = new boolean[1];
        inFormulas(text, f -> {
            String bare = f.replaceAll("\\\\(text|mbox|mathrm|operatorname)\\{[^{}]*}|\\\\[A-Za-z]+", " ");
            among[0] |= Pattern.compile("[A-Za-z][" + letters + "]|[" + letters + "][A-Za-z]")
                    .matcher(bare)
                    .find();
            return f;
        });
        return among[0];
    }

    /// A change made in all formulas, within lines and displayed.
    static String inFormulas(String text, UnaryOperator<String> change) {
        return FORMULAS.matcher(text).replaceAll(m -> Matcher.quoteReplacement(change.apply(m.group())));
    }

    /// `x^2` as `x²`, `\frac{a}{b}` as `a/b`, `\sqrt{2}` as `√2`, no dollars.
    static String unicode(String text) {
        String s = fractions(roots(tidy(text), "√", ""));
        s = POWER.matcher(s).replaceAll(m -> "" + SUPERSCRIPTS.charAt(Integer.parseInt(m.group(1))));
        s = INDEX.matcher(s).replaceAll(m -> "" + SUBSCRIPTS.charAt(Integer.parseInt(m.group(1))));
        return bare(commands(s.replace("^\\circ", "°").replace("^{\\circ}", "°"), UNICODE));
    }

    /// What a programmer would type: `x**2`, `a/b`, `sqrt(2)`, `<=`, `C(n,k)`.
    static String ascii(String text) {
        String s = fractions(roots(tidy(text), "sqrt(", ")"));
        s = s.replaceAll("\\\\[dt]?binom\\{([^{}]*)\\}\\{([^{}]*)\\}", "C($1,$2)");
        s = s.replaceAll("\\^\\{?\\\\circ\\}?", " degrees");
        return bare(commands(s, ASCII)).replaceAll("\\^\\s*", "**").replaceAll("(?<=\\d)\\s*\\*\\s*(?=\\d)", " * ");
    }

    /// Other LaTeX for the same: `\left(`, `\times`, `\tfrac`, `{n \choose k}`, spaced `\,`.
    static String latex(String text) {
        String s = text.replaceAll("\\\\[dt]?frac(?=\\W|\\d)", "\\\\tfrac")
                .replaceAll("\\\\binom\\{([^{}]*)\\}\\{([^{}]*)\\}", "{$1 \\\\choose $2}")
                .replaceAll("\\\\cdot(?![a-z])", "\\\\times")
                .replaceAll("\\\\overline\\{([A-Z])([A-Z])\\}", "$1$2")
                .replaceAll("\\^\\\\circ", "\\\\,\\\\text{degrees}")
                .replaceAll("\\\\pmod\\{([^{}]*)\\}", "(\\\\operatorname{mod} $1)")
                .replaceAll("(?<=[^\\\\A-Za-z])\\((?=[^()]*\\\\)([^()$]*)\\)", "\\\\left($1\\\\right)");
        return s.replace("\\ldots", "\\dots").replaceAll("(?<=\\d)\\s*\\\\times\\s*(?=\\d)", "\\\\,\\\\times\\\\,");
    }

    /// A web page: entities, breaks, `<sup>`.
    static String html(String text, SplittableRandom random) {
        String s = withoutDrawing(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&quot;");
        s = POWER.matcher(s).replaceAll("<sup>$1</sup>");
        s = INDEX.matcher(s).replaceAll("<sub>$1</sub>");
        s = random.nextBoolean() ? s.replaceAll("\\. ", ".&nbsp;<br/>") : s.replace("\n", "<br>");
        return "<p>" + s.replaceAll("\\\\leq?(?![a-z])", "&le;").replaceAll("\\\\geq?(?![a-z])", "&ge;") + "</p>";
    }

    /// Markdown of a chat page: display formulas, bold words, a heading.
    static String markdown(String text, SplittableRandom random) {
        String s = text.replaceAll("(?<!\\\\)\\$([^$]{12,})(?<!\\\\)\\$", "\n\n\\$\\$\n$1\n\\$\\$\n\n");
        s = s.replaceAll("(?i)\\b(find|how many|what is|determine|compute)\\b", "**$1**");
        return (random.nextBoolean() ? "### Problem\n\n" : "> ") + s.replaceAll("(?<=[.?])\\s+(?=[A-Z])", "\n\n");
    }

    /// A JSON string escaped twice, or one that lost its backslashes.
    static String escaped(String text, SplittableRandom random) {
        String s = withoutDrawing(text);
        return random.nextBoolean()
                ? s.replace("\\", "\\\\").replace("\n", "\\n")
                : s.replaceAll("\\\\(?=[A-Za-z])", "").replace("\\", "");
    }

    /// Units and signs in words: `\%`, `\$`, degrees, `=`.
    static String signsInWords(String text) {
        return text.replaceAll("\\\\?%", " percent")
                .replaceAll("\\\\\\$\\s?(\\d[\\d,.]*\\d|\\d)", "$1 dollars")
                .replaceAll("\\^\\{?\\\\circ\\}?", " degrees")
                .replaceAll("\\\\angle\\s*", "angle ")
                .replaceAll("\\\\triangle\\s*", "triangle ")
                .replaceAll("(?<=[A-Za-z0-9]) = (?=\\d+\\$)", "\\$ equals \\$");
    }

    /// As forums write: `[b]`, `[i]`, `[hide]`, `[tex]`.
    static String bbCode(String text, SplittableRandom random) {
        String s = text.replaceAll("(?<!\\\\)\\$([^$]+)(?<!\\\\)\\$", "[tex]$1[/tex]");
        s = random.nextBoolean() ? "[b]Problem.[/b] " + s : "[quote=\"mathlover\"]" + s + "[/quote]";
        return s + "\n[hide=Answer]I don't know.[/hide]";
    }

    /// Lines of at most sixty characters, each quoted.
    static String quoted(String text) {
        return "> " + withoutDrawing(text).replaceAll("(.{1,58})( +|$)", "$1\n> ");
    }

    static String fullWidth(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : withoutDrawing(text).toCharArray()) {
            boolean wide = c >= '0' && c <= '9' || c == '+' || c == '=' || c == '(' || c == ')';
            out.append(wide ? (char) (c + 0xFEE0) : c);
        }
        return out.toString();
    }

    /// Display formulas as `align*`, sentences on lines of their own with numbers.
    static String aligned(String text, SplittableRandom random) {
        String s = text.replaceAll("\\\\\\[", "\\\\begin{align*} ").replaceAll("\\\\\\]", " \\\\end{align*}");
        if (random.nextBoolean()) {
            return s.replaceAll("(?<=[.?])\\s+(?=[A-Z])", "\n\n");
        }
        String[] lines = s.split("(?<=[.?])\\s+(?=[A-Z])");
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < lines.length; i++) {
            out.append(lines.length < 2 ? "" : "(" + "i".repeat(i % 3 + 1) + ") ")
                    .append(lines[i])
                    .append('\n');
        }
        return out.toString();
    }

    /// The program of a drawing left out.
    static String withoutDrawing(String text) {
        return text.replaceAll("(?s)\\[asy\\].*?(\\[/asy\\]|$)", " ");
    }

    private static String fractions(String text) {
        String s = text;
        for (int i = 0; i < 3; i++) {
            s = FRACTION.matcher(s).replaceAll(OtherNotations::fraction);
        }
        return s;
    }

    /// Only what a person would type: no typesetting, no braces around one letter, fractions with braces.
    private static String tidy(String text) {
        return withoutDrawing(text)
                .replaceAll("\\\\(left|right)(?![a-z])", "")
                .replaceAll("\\\\(underline|overline|bar|text|mathrm|mathbf|mathcal|boxed|bold)(?![a-z])", "")
                .replaceAll("\\\\(begin|end)\\{[a-z]+\\*?\\}(\\{[a-z|]*\\})?", " ")
                .replaceAll("\\\\(lceil|rceil|quad|hline|displaystyle|substack)(?![a-z])", " ")
                .replace("\\\\", " ")
                .replaceAll("\\{\\s*([A-Za-z0-9]+)\\s*\\}", "{$1}")
                .replaceAll("([_^])\\s*\\{(\\w)\\}", "$1$2")
                .replaceAll("(?<![a-z}])\\{(\\w)\\}", "$1")
                .replaceAll("\\\\([dt]?frac) *(\\w)(?=\\W|\\w)", "\\\\$1{$2}")
                .replaceAll("(\\\\[dt]?frac\\{[^{}]*\\}) *(\\w)", "$1{$2}");
    }

    private static String fraction(java.util.regex.MatchResult m) {
        boolean braces = m.group(1) != null;
        String over = braces ? m.group(1) : m.group(3);
        String under = braces ? m.group(2) : m.group(4);
        return Matcher.quoteReplacement(atom(over) + "/" + atom(under));
    }

    private static String atom(String term) {
        return ATOM.matcher(term).matches() ? term : "(" + term + ")";
    }

    private static String roots(String text, String open, String close) {
        return ROOT.matcher(text).replaceAll(m -> {
            String inner = m.group(1) == null ? m.group(2) : m.group(1);
            String shown = close.isEmpty() ? atom(inner) : inner;
            return Matcher.quoteReplacement(open + shown + close);
        });
    }

    private static String commands(String text, Map<String, String> meanings) {
        return Pattern.compile("\\\\([A-Za-z]+)")
                .matcher(text)
                .replaceAll(m -> Matcher.quoteReplacement(meanings.getOrDefault(m.group(1), m.group(1))));
    }

    private static String bare(String text) {
        UnaryOperator<String> names = s -> s.replaceAll("\\b(left|right|displaystyle|operatorname|mathrm)(?=\\W)", "");
        return names.apply(text.replaceAll("\\\\[\\[\\]()]", " ").replaceAll("(?<!\\\\)\\$", ""))
                .replaceAll("\\\\[,;! ]", " ")
                .replaceAll("[{}]", "")
                .replace("\\$", "$")
                .replace("\\%", "%");
    }
}
