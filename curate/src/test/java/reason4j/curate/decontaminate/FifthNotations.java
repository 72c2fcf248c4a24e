package reason4j.curate.decontaminate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Notations of the fifth list.
final class FifthNotations {

    private static final Pattern FORMULA =
            Pattern.compile("(?<![\\\\$])(\\$\\$?)((?:[^$\\\\]|\\\\.)+)\\1", Pattern.DOTALL);
    private static final Pattern NAMES = Pattern.compile("\\\\([A-Za-z]{2,})");
    private static final Set<String> SHOWN = Set.of("sin cos tan log ln lim min max gcd".split(" "));
    private static final Pattern DRAWING = Pattern.compile("(?s)\\[asy].*?\\[/asy]");
    private static final String WINDOWS = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    private static final Map<String, String> LOOK_ALIKES =
            Map.of("a", "а", "e", "е", "o", "о", "p", "р", "c", "с", "x", "х", "y", "у", "i", "і", "s", "ѕ");

    private FifthNotations() {}

    // ---- pages

    static String mathMl(String text) {
        return formulas(text, f -> {
            List<String> parts = new ArrayList<>();
            String s = f.replaceAll("\\\\[dt]frac", "\\\\frac")
                    .replaceAll("\\\\(left|right|,|;|!|displaystyle)(?![a-z])", "");
            for (String before = ""; !before.equals(s); ) {
                before = s;
                s = part(s, "\\\\frac\\s*\\{([^{}]*)}\\s*\\{([^{}]*)}", "mfrac", parts);
                s = part(s, "\\\\sqrt\\s*\\{([^{}]*)}", "msqrt", parts);
                s = part(s, "(\u0001.\u0002|[A-Za-z)]|\\d+)\\^\\{([^{}]*)}", "msup", parts);
                s = part(s, "(\u0001.\u0002|[A-Za-z)]|\\d+)\\^([A-Za-z0-9])", "msup", parts);
                s = part(s, "([A-Za-z])_\\{([^{}]*)}", "msub", parts);
                s = part(s, "([A-Za-z])_([A-Za-z0-9])", "msub", parts);
            }
            if (s.contains("\\") || s.contains("{") || s.contains("^")) {
                return "$" + f + "$"; // beyond this converter
            }
            return "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mrow>" + filled(tokens(s), parts)
                    + "</mrow></math>";
        });
    }

    /// Takes a construction out, and leaves a mark of its number.
    private static String part(String s, String construction, String element, List<String> parts) {
        return Pattern.compile(construction).matcher(s).replaceAll(m -> {
            StringBuilder out = new StringBuilder("<" + element + ">");
            for (int g = 1; g <= m.groupCount(); g++) {
                out.append("<mrow>").append(tokens(m.group(g))).append("</mrow>");
            }
            parts.add(out + "</" + element + ">");
            return "\u0001" + (char) (0xE000 + parts.size() - 1) + "\u0002";
        });
    }

    private static String tokens(String s) {
        return Pattern.compile("\u0001.\u0002|\\d+(\\.\\d+)?|[A-Za-z]|[^\\sA-Za-z0-9]")
                .matcher(s)
                .replaceAll(m -> {
                    String token = m.group();
                    char c = token.charAt(0);
                    String element = Character.isDigit(c) ? "mn" : Character.isLetter(c) ? "mi" : "mo";
                    String escaped =
                            token.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
                    return c == 1
                            ? Matcher.quoteReplacement(token)
                            : Matcher.quoteReplacement("<" + element + ">" + escaped + "</" + element + ">");
                });
    }

    private static String filled(String s, List<String> parts) {
        String out = s;
        for (int i = parts.size() - 1; i >= 0; i--) {
            out = out.replace("\u0001" + (char) (0xE000 + i) + "\u0002", parts.get(i));
        }
        return out;
    }

    static String pictures(String text, SplittableRandom random) {
        return formulas(text, f -> {
            String hash = Integer.toHexString(random.nextInt(1 << 20, 1 << 24));
            return "<img src=\"//latex.artofproblemsolving.com/" + hash.charAt(0) + "/" + hash.charAt(1) + "/" + hash
                    + ".png\" class=\"latex\" alt=\"$"
                    + f.replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
                    + "$\" style=\"vertical-align: -5px\" width=\"" + (9 + random.nextInt(200)) + "\" height=\"18\">";
        });
    }

    static String documents(String text, SplittableRandom random) {
        int kind = random.nextInt(3);
        return formulas(text, f -> kind == 0 ? ":math:`" + f + "`" : kind == 1 ? "stem:[" + f + "]" : "$`" + f + "`$");
    }

    /// A formula as MathML shows it, as it is written, and as it is shown, where denominators come first. Texts with
    /// signs that cannot be shown here stay as they are.
    static String katex(String text) {
        boolean[] beyond = new boolean[1];
        String copied = formulas(text, f -> {
            String first = shown(f, "$1$2");
            beyond[0] |=
                    NAMES.matcher(f).results().anyMatch(m -> first.contains(m.group(1)) && !SHOWN.contains(m.group(1)));
            return first + f + shown(f, "$2$1");
        });
        return beyond[0] || text.contains("\\begin{") || text.contains("[asy]") || text.contains("\\(") ? text : copied;
    }

    private static String shown(String formula, String fraction) {
        String s = formula.replace("\\{", "❴")
                .replace("\\}", "❵")
                .replaceAll("\\\\[!,;]|\\\\tag\\{[^{}]*}", "")
                .replaceAll("\\\\([gl]eq)slant", "\\\\$1")
                .replace("\\rightarrow", "\\to");
        for (int i = 0; i < 3; i++) {
            s = s.replaceAll("\\\\[dt]?frac\\s*\\{([^{}]*)}\\s*\\{([^{}]*)}", fraction)
                    .replaceAll("\\\\(?:sqrt|text|mathrm|operatorname|overline|mathbb)\\s*\\{([^{}]*)}", "$1")
                    .replaceAll("\\^\\{?\\\\circ}?", "°")
                    .replaceAll("[_^]\\{([^{}]*)}", "\u0005$1");
        }
        return OtherNotations.unicode(s.replaceAll("[_^]", "\u0005"))
                .replaceAll("[\\s\u0005]", "")
                .replace('❴', '{')
                .replace('❵', '}');
    }

    static String mojibake(String text) {
        String s = OtherNotations.unicode(text).replace("'", "’").replaceAll("\"([^\"]*)\"", "“$1”");
        StringBuilder out = new StringBuilder();
        for (byte b : s.getBytes(StandardCharsets.UTF_8)) {
            int c = b & 0xFF;
            out.append(c >= 0x80 && c < 0xA0 ? WINDOWS.charAt(c - 0x80) : (char) c);
        }
        return out.chars().allMatch(c -> c < 128) ? text : out.toString();
    }

    // ---- LaTeX

    static String macros(String text, SplittableRandom random) {
        String s = text.replaceAll("\\\\mathbb\\{?([RNZQC])\\}?", "\\\\$1$1")
                .replaceAll("\\\\(?:left)?\\\\?lfloor\\s*([^$]*?)\\s*(?:\\\\right)?\\\\rfloor", "\\\\floor{$1}")
                .replaceAll("\\\\lceil\\s*([^$]*?)\\s*\\\\rceil", "\\\\ceil{$1}")
                .replaceAll("(?<![\\\\|])\\|([^|$]{1,20})\\|", "\\\\abs{$1}")
                .replaceAll("\\\\\\{([^{}$]*)\\\\\\}", "\\\\set{$1}")
                .replaceAll("\\\\left\\(([^$]*?)\\\\right\\)", "\\\\paren{$1}")
                .replaceAll("\\\\overline\\{", "\\\\ol{")
                .replaceAll("\\^\\{?\\\\circ\\}?", "\\\\dg")
                .replaceAll("\\\\triangle(?![a-z])", "\\\\tri")
                .replaceAll("\\\\angle(?![a-z])", "\\\\ang")
                .replaceAll("\\\\d?frac(?![a-z])", "\\\\f")
                .replaceAll("\\\\(operatorname|mathrm|text)\\{(lcm|ord|deg)\\}", "\\\\$2");
        if (s.equals(text)) {
            return text;
        }
        return random.nextBoolean()
                ? s
                : "\\newcommand{\\floor}[1]{\\left\\lfloor #1 \\right\\rfloor}\n\\newcommand{\\abs}[1]{|#1|}\n"
                        + "\\newcommand{\\f}[2]{\\frac{#1}{#2}}\n\\def\\RR{\\mathbb{R}}\n" + s;
    }

    static String setApart(String text, SplittableRandom random) {
        boolean digits = random.nextBoolean();
        return formulas(
                text,
                f -> "$ "
                        + Pattern.compile("\\\\[A-Za-z]+|\\\\.|" + (digits ? "\\d" : "\\d+(?:\\.\\d+)?")
                                        + "|[A-Za-z]|\\S")
                                .matcher(f)
                                .replaceAll(m -> Matcher.quoteReplacement(m.group() + " "))
                                .replaceAll(" +", " ")
                        + "$");
    }

    static String mathematica(String text) {
        String s = formulas(
                OtherNotations.withoutDrawing(text),
                f -> "`"
                        + f.replaceAll("\\\\[dt]?frac\\s*\\{([^{}]*)}\\s*\\{([^{}]*)}", "($1)/($2)")
                                .replaceAll("\\\\[dt]?binom\\{([^{}]*)}\\{([^{}]*)}", "Binomial[$1, $2]")
                                .replaceAll("\\\\sqrt\\s*\\{([^{}]*)}", "Sqrt[$1]")
                                .replaceAll("\\\\(sin|cos|tan|log|ln)\\s*\\(?([a-z0-9]+)\\)?", "\\\\$1[$2]")
                                .replace("\\sin", "Sin")
                                .replace("\\cos", "Cos")
                                .replace("\\tan", "Tan")
                                .replaceAll("\\\\(log|ln)", "Log")
                                .replaceAll("(?<![A-Za-z])([fgh])\\(([a-z0-9]+)\\)", "$1[$2]")
                                .replaceAll("\\\\pi(?![a-z])", "Pi")
                                .replaceAll("\\\\infty", "Infinity")
                                .replaceAll("\\^\\{?\\\\circ}?", " Degree")
                                .replaceAll("\\^\\{([^{}]*)}", "^($1)")
                                .replaceAll("_\\{?([A-Za-z0-9]+)}?", "[$1]")
                                .replaceAll("\\\\leq?(?![a-z])", "<=")
                                .replaceAll("\\\\geq?(?![a-z])", ">=")
                                .replaceAll("\\\\neq?(?![a-z])", "!=")
                                .replaceAll("\\\\(cdot|times)(?![a-z])", "*")
                                .replaceAll("\\\\(ldots|dots|cdots)", "...")
                                .replaceAll("(?<![<>!=])=", "==")
                                .replace("\\{", "{")
                                .replace("\\}", "}")
                                .replaceAll("\\\\(left|right|,|;|!| )", "")
                                .replaceAll("(?<=\\d)(?=[a-z])", " ")
                        + "`");
        return s.contains("\\") ? text : s;
    }

    // ---- scans

    static String ligatures(String text, SplittableRandom random) {
        String gone = List.of("", " ", "\uFFFD").get(random.nextInt(3));
        return prose(text, p -> p.replaceAll("(?<![\\\\{])(?:ffi|ffl|fi|fl|ff)(?=[a-z])", gone));
    }

    static String pages(String text, SplittableRandom random) {
        String s = OtherNotations.unicode(OtherNotations.withoutDrawing(text)
                .replaceAll("\\\\[dt]?frac\\s*\\{([^{}]*)}\\s*\\{([^{}]*)}", " $1\n$2 "));
        String[] words = s.split(" ");
        if (words.length < 16 || s.contains("frac")) {
            return text;
        }
        int cut = 6 + random.nextInt(words.length - 10);
        int page = 2 + random.nextInt(90);
        String first = String.join(" ", List.of(words).subList(0, cut)).replaceAll("(.{50,62}) ", "$1\n");
        String second =
                String.join(" ", List.of(words).subList(cut, words.length)).replaceAll("(.{50,62}) ", "$1\n");
        return first + "\n\n" + page + "\n\fMathematical Olympiads: Training Problems, Vol. 2\n\n" + second;
    }

    static String lookAlikes(String text, SplittableRandom random) {
        return prose(
                text,
                p -> Pattern.compile("(?<=[a-z])[aeopcxyis](?=[a-z ])")
                        .matcher(p)
                        .replaceAll(m ->
                                random.nextInt(10) > 0 ? m.group() : LOOK_ALIKES.getOrDefault(m.group(), m.group())));
    }

    static String linked(String text, SplittableRandom random) {
        int page = 1 + random.nextInt(9);
        String link = switch (random.nextInt(4)) {
            case 0 ->
                "![](https://cdn.mathpix.com/cropped/2024_05_01_4e978cb209da5d86b3dcg-0" + page
                        + ".jpg?height=437&width=612&top_left_y=1216&top_left_x=720)";
            case 1 -> "\\includegraphics[max width=\\textwidth, center]{2023_11_17_ab12f-0" + page + "}";
            case 2 -> "[Figure " + page + ": see the original]";
            default -> "<img src=\"https://example.org/problems/" + page + ".png\" width=\"320\">";
        };
        return DRAWING.matcher(text).replaceAll(Matcher.quoteReplacement(link));
    }

    // ---- other writing

    static String decimals(String text) {
        return OtherWordings.outsideDrawings(
                text,
                t -> Pattern.compile("(?<![\\d\\\\}])\\\\[dt]?frac\\{(\\d{1,2})}\\{(2|4|5|8|10|20|25)}")
                        .matcher(t)
                        .replaceAll(m -> {
                            double value = Double.parseDouble(m.group(1)) / Integer.parseInt(m.group(2));
                            return Matcher.quoteReplacement(
                                    value == Math.rint(value) ? m.group() : Double.toString(value));
                        }));
    }

    static String country(String text) {
        return formulas(
                text,
                f -> "$"
                        + f.replaceAll("\\\\tan(?![a-z])", "\\\\operatorname{tg}")
                                .replaceAll("\\\\cot(?![a-z])", "\\\\operatorname{ctg}")
                                .replaceAll("\\\\arctan(?![a-z])", "\\\\operatorname{arctg}")
                                .replaceAll("\\\\[dt]?binom\\{([^{}]*)}\\{([^{}]*)}", "C_{$1}^{$2}")
                                .replaceAll("\\\\log_\\{?10}?", "\\\\lg ")
                                .replaceAll("\\\\angle\\s*([A-Z]{3})", "\\\\widehat{$1}")
                                .replaceAll("\\\\overline\\{([A-Z]{2})}", "[$1]")
                                .replaceAll("\\\\(cdot|times)(?![a-z])", "\\\\bullet ")
                                .replaceAll("(?<![\\d,{])(\\d{1,3})\\{?,}?(\\d{3})(?![\\d,])", "$1\\\\ $2")
                        + "$");
    }

    static String named(String text) {
        return formulas(OtherNotations.withoutDrawing(text), f -> {
            String s = f.replaceAll("\\\\lfloor\\s*([^$]*?)\\s*(?:\\\\right)?\\\\rfloor", "\\\\text{floor}($1)")
                    .replaceAll("^([^|]*)(?<![\\\\t])\\|([^|]{1,20})(?<![\\\\t])\\|([^|]*)$", "$1\\\\text{abs}($2)$3")
                    .replaceAll("\\\\[dt]?binom\\{([^{}]*)}\\{([^{}]*)}", "\\\\text{choose}($1, $2)")
                    .replaceAll(
                            "\\\\gcd\\s*\\(([^(),]*),([^(),]*)\\)",
                            "\\\\text{the greatest common divisor of }$1\\\\text{ and }$2")
                    .replaceAll("\\\\log_\\{?(\\w+)}?", "\\\\log\\\\text{ base }$1\\\\text{ of }")
                    .replaceAll("(?<=[A-Za-z0-9)])!", "\\\\text{ factorial}")
                    .replaceAll("\\\\mid(?![a-z])", "\\\\text{ divides }")
                    .replaceAll("\\\\perp(?![a-z])", "\\\\text{ is perpendicular to }")
                    .replaceAll("\\\\parallel(?![a-z])", "\\\\text{ is parallel to }")
                    .replaceAll("\\\\angle(?![a-z])", "\\\\text{angle }")
                    .replaceAll("\\\\triangle(?![a-z])", "\\\\text{triangle }")
                    .replaceAll("\\\\overline\\{([A-Z]{2})}", "\\\\text{segment }$1")
                    .replaceAll("\\\\neq?(?![a-z])", "\\\\text{ is not equal to }")
                    .replaceAll("\\\\equiv(?![a-z])", "\\\\text{ is congruent to }")
                    .replaceAll("\\\\pmod\\{([^{}]*)}", "\\\\text{ modulo }$1")
                    .replaceAll("\\\\in(?![a-z])", "\\\\text{ is in }");
            return "$" + s + "$";
        });
    }

    private static String formulas(String text, UnaryOperator<String> change) {
        return FORMULA.matcher(text)
                .replaceAll(m -> Matcher.quoteReplacement(
                        m.group(1).length() == 1
                                ? change.apply(m.group(2).strip())
                                : "\n" + change.apply(m.group(2).strip()) + "\n"));
    }

    /// A change made outside of formulas and drawings.
    private static String prose(String text, UnaryOperator<String> change) {
        return OtherWordings.outsideDrawings(text, t -> {
            StringBuilder out = new StringBuilder();
            int from = 0;
            Matcher formulas = OtherNotations.FORMULAS.matcher(t);
            while (formulas.find()) {
                out.append(change.apply(t.substring(from, formulas.start()))).append(formulas.group());
                from = formulas.end();
            }
            return out.append(change.apply(t.substring(from))).toString();
        });
    }
}
