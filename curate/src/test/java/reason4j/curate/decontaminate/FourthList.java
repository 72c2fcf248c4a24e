package reason4j.curate.decontaminate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A fourth list of kinds of rewriting, written when the rule had been mended for the three before and measured before
/// it was mended for these.
final class FourthList {

    private static final Pattern SENTENCE = Pattern.compile("(?<=[.?!]\\$?)\\s+(?=[A-Z$\\\\])");
    private static final Pattern FORMULA = Pattern.compile("(?<!\\\\)\\$([^$]+)(?<!\\\\)\\$");

    private FourthList() {}

    static Map<String, BiFunction<String, SplittableRandom, String>> kinds() {
        Map<String, BiFunction<String, SplittableRandom, String>> kinds = new LinkedHashMap<>();
        kinds.put("formulas in <math> or [tex]", FourthList::tagged);
        kinds.put("LaTeX of another author (\\over, \\leqslant)", (t, _) -> anotherAuthor(t));
        kinds.put("Typst (frac(a, b), <=, quotes)", (t, _) -> typst(t));
        kinds.put("LaTeX file with environments", FourthList::file);
        kinds.put("raised and lowered figures flattened", (t, _) -> flattened(t));
        kinds.put("abbreviations of notes (s.t., iff, pos. int.)", (t, _) -> abbreviated(t));
        kinds.put("passive (… is to be found)", (t, _) -> passive(t));
        kinds.put("its question as a title before it", (t, _) -> titled(t));
        kinds.put("context and question in XML", (t, _) -> xml(t));
        kinds.put("dictated, with fillers", FourthList::dictated);
        kinds.put("decimal commas", (t, _) -> decimalCommas(t));
        kinds.put("sides of equations and inequalities exchanged", (t, _) -> turnedRound(t));
        kinds.put("points renamed", FourthList::points);
        kinds.put("functions renamed", (t, _) -> functions(t));
        return kinds;
    }

    private static String tagged(String text, SplittableRandom random) {
        boolean wiki = random.nextBoolean();
        return formulas(text.replace("$$", "$"), f -> wiki ? "<math>" + f + "</math>" : "[tex]" + f + "[/tex]");
    }

    private static String anotherAuthor(String text) {
        return text.replaceAll("\\\\[dt]?frac\\{([^{}]*)}\\{([^{}]*)}", "{$1 \\\\over $2}")
                .replaceAll("\\\\(le|leq)(?![A-Za-z])", "\\\\leqslant")
                .replaceAll("\\\\(ge|geq)(?![A-Za-z])", "\\\\geqslant")
                .replaceAll("\\\\(ldots|dots)(?![A-Za-z])", "\\\\dotsc")
                .replaceAll("\\^(\\{\\\\circ}|\\\\circ)", "{}^\\\\circ")
                .replaceAll("\\\\text\\{", "\\\\mbox{")
                .replace("\\{", "\\lbrace ")
                .replace("\\}", "\\rbrace ")
                .replaceAll("\\\\cdot(?![A-Za-z])", "\\\\ast")
                .replaceAll("\\\\(left|right)(?![A-Za-z])", "\\\\big")
                .replaceAll("\\\\sqrt\\{([^{}]*)}", "{($1)}^{1/2}");
    }

    private static String typst(String text) {
        return formulas(
                text,
                f -> "$ "
                        + f.replaceAll("\\\\[dt]?frac\\{([^{}]*)}\\{([^{}]*)}", "frac($1, $2)")
                                .replaceAll("\\\\sqrt\\{([^{}]*)}", "sqrt($1)")
                                .replaceAll("\\\\text\\{([^{}]*)}", "\"$1\"")
                                .replaceAll("\\\\leq?(?![A-Za-z])", "<=")
                                .replaceAll("\\\\geq?(?![A-Za-z])", ">=")
                                .replaceAll("\\\\ne(q)?(?![A-Za-z])", "!=")
                                .replaceAll("\\\\(left|right|,|;|!| )", "")
                                .replaceAll("\\\\cdot(?![A-Za-z])", "dot")
                                .replaceAll("\\\\ldots", "...")
                                .replaceAll("\\{([^{}]*)}", "($1)")
                                .replace("\\", " ")
                        + " $");
    }

    private static String file(String text, SplittableRandom random) {
        int n = 1 + random.nextInt(15);
        return "\\documentclass[11pt]{article}\n\\usepackage{amsmath,amssymb}\n\\begin{document}\n"
                + pick(
                        random,
                        "\\section*{Problem " + n + "}\n",
                        "\\begin{problem}[" + n + " points]\\label{p:" + n + "}\n",
                        "\\begin{enumerate}\\setcounter{enumi}{" + n + "}\n\\item ")
                + text + pick(random, "\n\\vspace{2cm}", "\n\\hfill $\\square$", "\n\\qquad\\textit{(Source unknown)}")
                + "\n\\end{document}";
    }

    private static String flattened(String text) {
        return formulas(
                text,
                f -> f.replaceAll("\\^\\{\\\\circ}|\\^\\\\circ", "°")
                        .replaceAll("[_^]\\{([^{}]*)}", "$1")
                        .replaceAll("[_^]", ""));
    }

    private static String abbreviated(String text) {
        return text.replaceAll("\\bsuch that\\b", "s.t.")
                .replaceAll("\\bif and only if\\b", "iff")
                .replaceAll("\\b[Ff]or all\\b", "∀")
                .replaceAll("\\bpositive integer(s?)\\b", "pos. int$1.")
                .replaceAll("\\binteger(s?)\\b", "int$1.")
                .replaceAll("\\brespectively\\b", "resp.")
                .replaceAll("\\bwith respect to\\b", "w.r.t.")
                .replaceAll("\\bequation\\b", "eq.")
                .replaceAll("\\bprobability\\b", "prob.")
                .replaceAll("\\btriangle\\b", "△")
                .replaceAll("\\bangle\\b", "∠")
                .replaceAll("\\bwithout\\b", "w/o")
                .replaceAll("\\bwith\\b", "w/")
                .replaceAll("\\band\\b", "&")
                .replaceAll("\\bthe number of\\b", "# of")
                .replaceAll("\\bdoes not\\b", "doesn't")
                .replaceAll("\\bis not\\b", "isn't")
                .replaceAll("\\bcannot\\b", "can't")
                .replaceAll("\\bfunction\\b", "fn")
                .replaceAll("\\bmaximum\\b", "max")
                .replaceAll("\\bminimum\\b", "min");
    }

    private static String passive(String text) {
        List<String> sentences = new ArrayList<>(List.of(SENTENCE.split(text)));
        String last = sentences.removeLast();
        Matcher find = Pattern.compile("(?s)(Find|Determine|Compute|Calculate|Evaluate) (.*)\\.")
                .matcher(last);
        Matcher what = Pattern.compile("(?s)What is (.*)\\?").matcher(last);
        Matcher many = Pattern.compile("(?s)How many (.*)\\?").matcher(last);
        if (find.matches()) {
            sentences.add("It is " + find.group(2) + " that has to be found.");
        } else if (what.matches()) {
            sentences.add("It is asked what " + what.group(1) + " is.");
        } else if (many.matches()) {
            sentences.add("The number of " + many.group(1) + " is to be determined.");
        } else {
            return text;
        }
        return String.join(" ", sentences);
    }

    private static String titled(String text) {
        String[] sentences = SENTENCE.split(text);
        return sentences.length < 2 ? text : "# " + sentences[sentences.length - 1] + "\n\n" + text;
    }

    private static String xml(String text) {
        List<String> sentences = new ArrayList<>(List.of(SENTENCE.split(text)));
        String last = sentences.removeLast();
        return "<problem>\n<context>" + String.join(" ", sentences)
                + "</context>\n<question type=\"open\" points=\"5\">" + last
                + "</question>\n<answer></answer>\n</problem>";
    }

    private static String dictated(String text, SplittableRandom random) {
        String[] fillers = {"um", "so", "okay", "you know", "well", "right"};
        String said = OtherWordings.outsideDrawings(text, t -> {
            StringBuilder out = new StringBuilder();
            int from = 0;
            Matcher formulas = OtherNotations.FORMULAS.matcher(t);
            while (formulas.find()) {
                out.append(said(t.substring(from, formulas.start()), fillers, random))
                        .append(formulas.group());
                from = formulas.end();
            }
            return out.append(said(t.substring(from), fillers, random)).toString();
        });
        return "okay so here it goes " + said;
    }

    private static String said(String words, String[] fillers, SplittableRandom random) {
        return Pattern.compile(" ")
                .matcher(words.toLowerCase(Locale.ROOT).replaceAll("[,;:]", ""))
                .replaceAll(_ -> random.nextInt(9) > 0 ? " " : " " + fillers[random.nextInt(fillers.length)] + " ");
    }

    private static String decimalCommas(String text) {
        return OtherWordings.outsideDrawings(text, t -> t.replaceAll("(?<=\\d)\\.(?=\\d)", ","));
    }

    /// `$a = b$` to `$b = a$` and `$a < b$` to `$b > a$`, where a formula is nothing else.
    private static String turnedRound(String text) {
        return formulas(text, f -> {
            Matcher m = Pattern.compile("([^=<>,;]+?)\\s*(=|<|>|\\\\leq?|\\\\geq?)(?![A-Za-z=])\\s*([^=<>,;]+)")
                    .matcher(f);
            boolean simple = m.matches()
                    && !m.group(1).contains("\\le")
                    && !m.group(1).contains("\\ge")
                    && !m.group(3).contains("\\le")
                    && !m.group(3).contains("\\ge")
                    && !f.contains("&");
            if (!simple) {
                return "$" + f + "$";
            }
            String sign = switch (m.group(2)) {
                case "<" -> ">";
                case ">" -> "<";
                case "=" -> "=";
                default -> m.group(2).startsWith("\\le") ? "\\ge" : "\\le";
            };
            return "$" + m.group(3).strip() + " " + sign + " " + m.group(1).strip() + "$";
        });
    }

    /// Points `A` to `Z` of a figure called otherwise, all of them.
    private static String points(String text, SplittableRandom random) {
        int shift = 3 + random.nextInt(5);
        boolean figure = Pattern.compile("(triangle|point|segment|circle|quadrilateral|square|rectangle)")
                .matcher(text)
                .find();
        String bare = OtherNotations.withoutDrawing(text);
        if (!figure || !bare.equals(text)) {
            return text;
        }
        return formulas(
                text,
                f -> "$"
                        + Pattern.compile("(?<![A-Za-z\\\\])[A-Z]{1,6}(?![A-Za-z(])")
                                .matcher(f)
                                .replaceAll(m -> m.group()
                                        .chars()
                                        .map(c -> 'A' + (c - 'A' + shift) % 26)
                                        .collect(
                                                StringBuilder::new,
                                                StringBuilder::appendCodePoint,
                                                StringBuilder::append)
                                        .toString())
                        + "$");
    }

    private static String functions(String text) {
        boolean taken = Pattern.compile("(?<![A-Za-z])[hH]\\(").matcher(text).find();
        return taken
                ? text
                : text.replaceAll("(?<![A-Za-z\\\\])f(?=\\(|\\^|\\$|:|'|\\\\left)", "h")
                        .replaceAll("(?<![A-Za-z\\\\])P(?=(\\\\left)?\\([a-z])", "H");
    }

    private static String formulas(String text, UnaryOperator<String> change) {
        return FORMULA.matcher(text).replaceAll(m -> {
            String changed = change.apply(m.group(1));
            return Matcher.quoteReplacement(changed);
        });
    }

    private static String pick(SplittableRandom random, String... of) {
        return of[random.nextInt(of.length)];
    }
}
