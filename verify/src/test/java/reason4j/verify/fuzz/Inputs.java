package reason4j.verify.fuzz;

import java.util.List;
import java.util.SplittableRandom;
import reason4j.core.run.Seed;

/// Pairs of a gold and an answer, each fixed by its number: generated LaTeX, mutations of real answers, noise, and
/// repetitions that grow.
public record Inputs(Seed seed, List<String> answers) {

    static final String[] PIECES = {
        "\\frac",
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        "\\left",
        "\\right",
        "^",
        "_",
        "$",
        "\\boxed{",
        "\\sqrt",
        "!",
        "|",
        ",",
        "\\text{",
        "\\\\",
        "&",
        "\\begin{",
        "\\end{",
        "%",
        "\u0000",
        "\u202e",
        "\ud800",
        "9^",
        "10^{",
        "\\binom",
        ";",
        "<think>",
        "</think>",
        "####",
        "Answer:",
        "\\",
        "..",
        "--",
        "\u00a0",
        "\ufeff",
        "1e999",
        "\n",
        "=",
        "≤",
        "不",
    };

    static final String[] REPEATED = {
        "{",
        "(",
        "\\frac{1}{",
        "\\sqrt{",
        "9^{",
        "1+",
        "-",
        "1,",
        "\\left(",
        "\\text{",
        "\\boxed{",
        "!",
        "x^",
        "[",
        "$",
        "1=",
        "\\begin{pmatrix}",
        "&",
        "\\\\",
        "x_{",
        "\\sum_{k=1}^{9}",
        "\\pm ",
        "|",
        "9",
        "a",
        "\\{1,",
        "<think>",
        "1<",
        "\\frac1",
        "2^",
        "(1,",
        "\\sin ",
        "\\log ",
        ".",
        "%",
        "\\cup",
        " or ",
        "\\binom{9}{",
        "\\int ",
        "x!",
    };

    /// @param gold as a data set would give it, sometimes broken
    /// @param answer whatever a model might write
    /// @param whole whether the answer is to be taken as a response
    public record Pair(String gold, String answer, boolean whole) {}

    /// The pair of this number.
    public Pair pair(long number) {
        SplittableRandom random = seed.at(number).random();
        String gold = random.nextInt(4) > 0 ? real(random) : text(random);
        String answer = random.nextInt(8) == 0 ? gold : text(random);
        boolean whole = random.nextBoolean();
        return new Pair(gold, whole ? response(random, answer) : answer, whole);
    }

    private String text(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0, 1 -> Latex.random(random, 1 + random.nextInt(12));
            case 2, 3 -> mutated(random, random.nextBoolean() ? real(random) : Latex.random(random, 8));
            case 4 -> random.nextInt(4) == 0 ? repeated(random) : mutated(random, real(random));
            default -> noise(random);
        };
    }

    private String real(SplittableRandom random) {
        return answers.isEmpty() ? Latex.random(random, 4) : answers.get(random.nextInt(answers.size()));
    }

    private static String response(SplittableRandom random, String answer) {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> "So \\boxed{" + answer + "}";
            case 3 -> "<think>\\boxed{1}</think> The answer is $" + answer + "$.";
            case 4 -> "Answer: " + answer;
            case 5 -> "\\boxed{" + answer + "} and \\boxed{2}";
            case 6 -> "所以答案是" + answer + "。";
            default -> answer;
        };
    }

    private static String mutated(SplittableRandom random, String text) {
        StringBuilder out = new StringBuilder(text);
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            int at = random.nextInt(out.length() + 1);
            switch (random.nextInt(4)) {
                case 0 -> out.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 1 -> out.delete(at, Math.min(out.length(), at + random.nextInt(1, 4)));
                case 2 -> out.insert(at, out.substring(at, Math.min(out.length(), at + random.nextInt(1, 12))));
                default -> {
                    if (at < out.length()) {
                        out.setCharAt(at, (char) random.nextInt(32, 127));
                    }
                }
            }
        }
        return out.toString();
    }

    private static String repeated(SplittableRandom random) {
        String piece = REPEATED[random.nextInt(REPEATED.length)];
        String tail = random.nextBoolean() ? "1" : Latex.random(random, 3);
        int times = 1 << random.nextInt(2, 13);
        String closing = random.nextBoolean() ? "}".repeat(times) : "";
        return piece.repeat(times) + tail + closing;
    }

    private static String noise(SplittableRandom random) {
        int length = random.nextInt(1, 60);
        StringBuilder out = new StringBuilder(length);
        int kind = random.nextInt(3);
        for (int i = 0; i < length; i++) {
            switch (kind) {
                case 0 -> out.append((char) random.nextInt(256));
                case 1 -> out.appendCodePoint(random.nextInt(0x20000));
                default -> out.append(PIECES[random.nextInt(PIECES.length)]);
            }
        }
        return out.toString();
    }
}
