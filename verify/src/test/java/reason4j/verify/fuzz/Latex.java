package reason4j.verify.fuzz;

import java.util.SplittableRandom;

/// Random LaTeX of answers: well formed, of every kind that a parser knows, and some that it doesn't.
final class Latex {

    private static final String[] ATOMS = {
        "1",
        "2",
        "7",
        "10",
        "0.5",
        "3.14",
        "100",
        "-1",
        "0",
        "x",
        "y",
        "n",
        "a",
        "k",
        "\\pi",
        "e",
        "i",
        "\\infty",
        "\\theta",
        "\\alpha",
        "12345678901234567890",
        "0.\\overline{3}",
        "\\text{cm}",
        "\\text{odd}",
        "x_1",
        "1{,}000",
        "1,234",
        "\\emptyset",
        "\\mathbb{R}",
        "\\%",
        "50\\%",
        "\\$5",
        "90^\\circ",
        "\\ldots",
        "½",
        "√2",
        "−3",
        "∞",
        "π",
        "1011_2",
        "2\\frac12",
        "A",
        "\\mathrm{e}",
        "f(x)",
        "x'",
        "99999999999",
        "10^{30}",
        "答案",
        "\\frac12",
    };

    private static final String[] UNARY = {
        "-%s",
        "+%s",
        "(%s)",
        "\\left(%s\\right)",
        "\\sqrt{%s}",
        "\\sqrt[3]{%s}",
        "%s!",
        "|%s|",
        "\\lfloor %s\\rfloor",
        "\\lceil %s\\rceil",
        "\\sin %s",
        "\\cos(%s)",
        "\\tan^{-1}{%s}",
        "\\ln %s",
        "\\log_2 %s",
        "\\exp(%s)",
        "{%s}",
        "\\boxed{%s}",
        "\\text{%s}",
        "\\mathbf{%s}",
        "\\overline{%s}",
        "\\{%s\\}",
        "[%s]",
        "%s^\\circ",
        "%s\\%%",
        "\\pm %s",
        "%s\\text{ cm}",
        "$%s$",
        "\\[%s\\]",
        "\\(%s\\)",
        "\\hat{%s}",
        "\\sum_{k=1}^{10} %s",
        "\\int_0^1 %s\\,dx",
        "\\lim_{x\\to 0} %s",
        "\\prod_{k=1}^{n} %s",
        "\\gcd(%s, 6)",
        "\\max(%s)",
        "\\neg %s",
        "\\begin{pmatrix}%s\\end{pmatrix}",
        "\\begin{cases}%s\\end{cases}",
        "%s'",
        "\\frac{d}{dx}%s",
        "%s!!",
    };

    private static final String[] BINARY = {
        "%s+%s",
        "%s-%s",
        "%s\\cdot %s",
        "%s\\times %s",
        "%s/%s",
        "\\frac{%s}{%s}",
        "\\dfrac{%s}{%s}",
        "%s^{%s}",
        "%s_{%s}",
        "%s %s",
        "%s%s",
        "\\binom{%s}{%s}",
        "%s=%s",
        "%s<%s",
        "%s\\le %s",
        "%s\\ne %s",
        "%s\\approx %s",
        "%s,%s",
        "%s;%s",
        "(%s,%s)",
        "[%s,%s)",
        "\\{%s,%s\\}",
        "%s\\cup %s",
        "%s\\cap %s",
        "%s\\setminus %s",
        "%s\\text{ and }%s",
        "%s\\text{ or }%s",
        "%s:%s",
        "%s\\div %s",
        "%s\\pm %s",
        "%s\\pmod{%s}",
        "%s&%s",
        "%s\\\\%s",
        "\\log_{%s}{%s}",
        "\\sqrt[%s]{%s}",
        "%s\\in %s",
        "%s|%s",
        "%s\\to %s",
        "%s\\mid %s",
        "%s and %s",
        "\\sum_{i=%s}^{%s} i^2",
        "\\int_{%s}^{%s} x\\,dx",
        "{%s \\over %s}",
        "{%s \\choose %s}",
        "%s \\bmod %s",
    };

    private Latex() {}

    /// @param size about how many commands
    static String random(SplittableRandom random, int size) {
        if (size <= 1) {
            return ATOMS[random.nextInt(ATOMS.length)];
        }
        if (random.nextInt(3) == 0) {
            return UNARY[random.nextInt(UNARY.length)].replace("%%", "%").replace("%s", random(random, size - 1));
        }
        int left = 1 + random.nextInt(size - 1);
        String pattern = BINARY[random.nextInt(BINARY.length)];
        int first = pattern.indexOf("%s");
        int second = pattern.indexOf("%s", first + 2);
        return pattern.substring(0, first)
                + random(random, left)
                + pattern.substring(first + 2, second)
                + random(random, Math.max(1, size - 1 - left))
                + pattern.substring(second + 2);
    }
}
