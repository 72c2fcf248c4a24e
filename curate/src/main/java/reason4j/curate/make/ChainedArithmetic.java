package reason4j.curate.make;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import reason4j.core.problem.AnswerKey;
import reason4j.core.problem.Problem;
import reason4j.core.problem.Trace;
import reason4j.core.run.Seed;

/// Expressions of five operands from 1 to 9 with `+`, `-`, `*`, evaluated from left to right, every value on the way
/// within 0 to 30: `3-2*2+6-6=`. Options: `problems`, how many rows, copies included.
final class ChainedArithmetic implements Maker {

    private static final int OPERANDS = 5;
    private static final int LARGEST = 30;

    @Override
    public Iterator<Problem> make(Seed seed, Map<String, String> options) {
        int problems = Integer.parseInt(options.getOrDefault("problems", "6000"));
        SplittableRandom random = seed.of("chained-arithmetic").random();
        return IntStream.range(0, problems).mapToObj(i -> problem(i, random)).iterator();
    }

    private static Problem problem(int number, SplittableRandom random) {
        StringBuilder prompt = new StringBuilder();
        StringBuilder steps = new StringBuilder();
        int value = 1 + random.nextInt(9);
        prompt.append(value);
        for (int i = 1; i < OPERANDS; i++) {
            int before = value;
            char operator;
            int operand;
            do {
                operator = "+-*".charAt(random.nextInt(3));
                operand = 1 + random.nextInt(9);
                value = apply(before, operator, operand);
            } while (value < 0 || value > LARGEST);
            prompt.append(operator).append(operand);
            steps.append(i > 1 ? ";" : "")
                    .append(before)
                    .append(operator)
                    .append(operand)
                    .append('=')
                    .append(value);
        }
        Trace trace = new Trace("chained-arithmetic", steps.toString(), "<answer>" + value + "</answer>");
        return Problem.of(
                        "chain-" + number,
                        prompt.append('=').toString(),
                        new AnswerKey.MathAnswer(Integer.toString(value)),
                        "arithmetic",
                        "chained-arithmetic")
                .withTraces(List.of(trace));
    }

    private static int apply(int left, char operator, int right) {
        return switch (operator) {
            case '+' -> left + right;
            case '-' -> left - right;
            default -> left * right;
        };
    }
}
