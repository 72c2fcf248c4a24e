package reason4j.verify.fuzz;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/// Answers of each kind as large as an answer may be: what is costly about them is arithmetic, or how many members
/// have to be matched, rather than repetition. Each comes with a second that differs from it, or differs in order only.
final class Large {

    private static final int LENGTH = 9_900;
    private static final int LEVELS = 100;

    private Large() {}

    private static String row(IntFunction<String> item, String between) {
        StringBuilder out = new StringBuilder();
        for (int k = 0; ; k++) {
            String next = (k == 0 ? "" : between) + item.apply(k);
            if (out.length() + next.length() > LENGTH) {
                return out.toString();
            }
            out.append(next);
        }
    }

    private static String nested(String open, String inner, String close) {
        return open.repeat(LEVELS) + inner + close.repeat(LEVELS);
    }

    private static String digits(int length, int multiplier) {
        StringBuilder out = new StringBuilder("7");
        long state = multiplier;
        while (out.length() < length) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            out.append((char) ('0' + Math.floorMod(state >> 33, 10)));
        }
        return out.toString();
    }

    private static String matrix(int width, IntFunction<String> entry) {
        return "\\begin{pmatrix}"
                + row(k -> (k > 0 && k % width == 0 ? "\\\\" : k == 0 ? "" : "&") + entry.apply(k), "")
                + "\\end{pmatrix}";
    }

    /// Pairs by what they are.
    static Map<String, List<String>> pairs() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        numbers(all);
        sums(all);
        functions(all);
        collections(all);
        return all;
    }

    private static void numbers(Map<String, List<String>> all) {
        all.put("decimals", List.of("0." + digits(LENGTH, 1), "0." + digits(LENGTH, 2)));
        all.put("quotients", List.of(digits(4900, 1) + "/" + digits(4900, 2), digits(4900, 3) + "/" + digits(4900, 4)));
        all.put("fractions", List.of("\\frac{1}{3^{60000}}+\\frac{1}{5^{40000}}", "\\frac{1}{7^{30000}}"));
        all.put("powers", List.of("\\frac{3^{120000}}{5^{80000}}", "(\\frac{7}{11})^{-30000}"));
        all.put("divisors", List.of("\\gcd(3^{120000}+1,5^{80000})", "\\operatorname{lcm}(3^{120000}+1,5^{80000}+2)"));
        all.put("residues", List.of("3^{120000} \\bmod 5^{40000}", "3^{120000} \\bmod (1/5^{40000})"));
        all.put("greatest", List.of("\\max(\\frac{3^{60000}}{5^{40000}},\\frac{7^{50000}}{11^{30000}})", "2"));
        all.put("floors", List.of("\\lfloor\\frac{3^{120000}}{5^{40000}}\\rfloor", "\\lceil 10^{50000}/7\\rceil"));
        all.put("roots", List.of("\\sqrt{3^{120000}+1}", "\\sqrt[7]{5^{80000}}"));
        all.put("binomials", List.of("\\binom{99999999999}{10000}", "\\binom{10^{3000}}{1200}"));
        all.put("factorials", List.of(row(k -> (16383 - k) + "!", "+"), row(k -> "\\frac{1}{" + (k + 9) + "!}", "+")));
        all.put("exponents", List.of("1.5e1000000000", "2\\times10^{-1000000000}"));
        all.put("percents", List.of(digits(LENGTH, 1) + "\\%", "10^{50000}\\%"));
        all.put("bases", List.of("10".repeat(4900) + "_2", "AF".repeat(4900) + "_{16}"));
        all.put("repeating", List.of("0.\\overline{" + digits(1900, 1) + "}", "0.\\overline{" + digits(9000, 1) + "}"));
        all.put("towers", List.of("2^{2^{17}}", nested("x^{", "2", "}")));
    }

    private static void sums(Map<String, List<String>> all) {
        all.put("harmonic", List.of("\\sum_{k=1}^{20000} \\frac{1}{k}", "\\sum_{k=1}^{9999} \\frac{1}{k^2}"));
        all.put("geometric", List.of("\\sum_{k=1}^{20000}3^k", "\\sum_{k=1}^{20000}\\frac{1}{3^k}"));
        all.put("products", List.of("\\prod_{k=1}^{20000}\\frac{k}{k+1}", "\\sum_{k=0}^{10000}\\binom{10000}{k}"));
        all.put("double sums", List.of("\\sum_{k=1}^{400}\\sum_{j=1}^{400}\\sin(kjx)", "\\sum_{k=1}^{400}\\cos(kx)"));
        all.put("polynomials", List.of(row(k -> k + "x^{" + k + "}", "+"), "(x+1)^{1000}"));
        all.put("many letters", List.of(row(k -> "x_{" + k + "}", "+"), row(k -> "x_{" + k * 7 % 900 + "}", "+")));
        all.put("partial fractions", List.of(row(k -> "\\frac{1}{x+" + k + "}", "+") + "=0", row(k -> "1/x", "+")));
        all.put("linear factors", List.of(row(k -> "(x+" + k + ")", "") + "<0", row(k -> "(x-" + k + ")", "")));
        all.put("integrals", List.of("\\int_0^1 (x+1)^{1000}\\,dx", row(k -> "\\int_0^x f(t+" + k + ")\\,dt", "+")));
        all.put("complex", List.of(row(k -> "(1+" + k + "i)^{" + k + "}", ""), "(1+i)^{99}"));
    }

    private static void functions(Map<String, List<String>> all) {
        all.put("radicals", List.of(nested("\\sqrt{2+", "2", "}"), nested("\\sqrt{2+", "3", "}")));
        all.put("continued fractions", List.of(nested("1+\\frac{1}{", "2", "}"), nested("x+\\frac{1}{", "2", "}")));
        all.put("sines of sines", List.of(nested("\\sin(", "x", ")"), nested("\\sin(", "2", ")")));
        all.put(
                "logarithms",
                List.of(nested("\\ln(", "x+9", ")"), row(k -> "\\log_{" + (k + 2) + "}(" + k + "+3)", "+")));
        all.put("arcs", List.of(row(k -> "\\arctan(" + k + "+x)", "+"), row(k -> "\\arcsin(" + (k + 2) + ")", "+")));
        all.put("applied", List.of(row(k -> "f(x+" + k + ")", "+"), row(k -> "f(" + k + "+x)", "+")));
    }

    private static void collections(Map<String, List<String>> all) {
        all.put("sets", List.of(set(k -> "" + k * 7919 % 3001), set(k -> "" + k * 104729 % 3001)));
        all.put(
                "sets of fractions",
                List.of(set(k -> "\\frac{" + k + "}{7}"), set(k -> "\\frac{" + (800 - k) + "}{14}")));
        all.put("sets of roots", List.of(set(k -> "\\sqrt{" + k + "}"), set(k -> "\\sqrt{" + (900 - k) + "}+0")));
        all.put("sets of terms", List.of(set(k -> "x+" + k), set(k -> (2000 - k) + "+x")));
        all.put("words", List.of(row(k -> "\\text{ab" + k + "}", ","), row(k -> "\\text{ab" + (600 - k) + "}", ",")));
        all.put("points", List.of(row(k -> "(" + k + "," + k + ")", ","), row(k -> "(" + (900 - k) + ",1)", ",")));
        all.put(
                "unions",
                List.of(row(k -> "(" + 2 * k + "," + (2 * k + 1) + ")", "\\cup "), row(k -> "x<" + k, " or ")));
        all.put("signs", List.of(row(k -> "\\pm " + k, ","), row(k -> "\\pm " + (900 - k), ",")));
        all.put("matrices", List.of(matrix(50, k -> "" + k), matrix(50, k -> "1" + k)));
        all.put("powers of matrices", List.of(square(8) + "^{64}", square(5) + "^{-9}"));
        all.put("ratios", List.of(row(k -> "" + (k + 1), ":"), row(k -> "" + 2 * (k + 1), ":")));
        all.put("quantities", List.of(row(k -> k + "\\text{ cm}", ","), row(k -> (900 - k) + "\\frac12", ",")));
        all.put("marks", List.of("e" + "\u0301".repeat(LENGTH), "\u7b54".repeat(LENGTH)));
    }

    private static String set(IntFunction<String> item) {
        return "\\{" + row(item, ",") + "\\}";
    }

    private static String square(int width) {
        StringBuilder out = new StringBuilder("\\begin{pmatrix}");
        for (int k = 0; k < width * width; k++) {
            out.append(k == 0 ? "" : k % width == 0 ? "\\\\" : "&").append("x+").append(k);
        }
        return out.append("\\end{pmatrix}").toString();
    }
}
