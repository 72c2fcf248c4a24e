package reason4j.curate.make;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import reason4j.core.config.Range;
import reason4j.core.problem.AnswerKey;
import reason4j.core.problem.Problem;
import reason4j.core.problem.Trace;
import reason4j.core.run.Seed;

/// Chains such as `3-2*2+6-6=`, computed from left to right without precedence, every value on the way within bounds.
///
/// A trace reduces the chain line by line, each line the rest of the chain after one operation:
/// `<think>1*2+6-6=2+6-6=8-6=2</think><answer>2</answer>`. Its writer has mixed habits: some traces are full, others
/// leave lines out at random and do several operations at once. All are correct; what habit pays is for RLVR to find.
///
/// Options: those of [Settings] in snake case.
final class ChainedArithmetic implements Maker {

    /// What is made.
    ///
    /// @param problems how many draws; equal ones may come up and are for the curation to find
    /// @param operands numbers in a chain
    /// @param largestOperand each from 1 to this
    /// @param largestValue no value on the way is below 0 or above this
    /// @param fullTraces share of traces that leave no line out
    /// @param keepLine chance that any other trace keeps a line
    record Settings(
            int problems, int operands, int largestOperand, int largestValue, double fullTraces, double keepLine) {
        Settings {
            Range.atLeast("problems", problems, 1);
            Range.atLeast("operands", operands, 2);
            Range.atLeast("largest_operand", largestOperand, 1);
            Range.atLeast("largest_value", largestValue, largestOperand);
            Range.check(fullTraces >= 0 && fullTraces <= 1, "full_traces", fullTraces, "must be in [0, 1]");
            Range.check(keepLine >= 0 && keepLine <= 1, "keep_line", keepLine, "must be in [0, 1]");
        }
    }

    private static final String SOURCE = "chained-arithmetic";
    private static final String OPERATORS = "+-*";
    private static final Map<String, String> DEFAULTS = Map.of(
            "problems", "6000",
            "operands", "5",
            "largest_operand", "9",
            "largest_value", "30",
            "full_traces", "0.3",
            "keep_line", "0.3");

    @Override
    public Iterator<Problem> make(Seed seed, Map<String, String> options) {
        Settings settings = settings(options);
        return IntStream.range(0, settings.problems)
                .mapToObj(i -> problem(i, settings, seed.of(SOURCE).at(i).random()))
                .iterator();
    }

    private static Settings settings(Map<String, String> options) {
        Map<String, String> all = new TreeMap<>(DEFAULTS);
        for (String key : options.keySet()) {
            Range.check(all.containsKey(key), "options", key, "unknown; there are " + all.keySet());
        }
        all.putAll(options);
        return new Settings(
                whole("problems", all),
                whole("operands", all),
                whole("largest_operand", all),
                whole("largest_value", all),
                number("full_traces", all),
                number("keep_line", all));
    }

    private static int whole(String key, Map<String, String> options) {
        double value = number(key, options);
        Range.check(value == Math.rint(value), key, options.getOrDefault(key, ""), "must be a whole number");
        return (int) value;
    }

    private static double number(String key, Map<String, String> options) {
        String value = options.getOrDefault(key, "");
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException _) {
            Range.check(false, key, value, "must be a number");
            return 0;
        }
    }

    private static Problem problem(int index, Settings settings, SplittableRandom random) {
        Chain chain = Chain.draw(settings, random);
        return Problem.of(
                        String.format(Locale.ROOT, "chain-%06d", index),
                        chain.from(0) + "=",
                        new AnswerKey.MathAnswer(String.valueOf(chain.value())),
                        "arithmetic",
                        SOURCE)
                .withTraces(List.of(trace(chain, settings, random)));
    }

    private static Trace trace(Chain chain, Settings settings, SplittableRandom random) {
        boolean full = random.nextDouble() < settings.fullTraces;
        List<String> lines = new ArrayList<>();
        int last = settings.operands - 1;
        for (int done = 1; done <= last; done++) {
            // the last line is the value alone; it is always there
            if (done == last || full || random.nextDouble() < settings.keepLine) {
                lines.add(chain.from(done));
            }
        }
        return new Trace(SOURCE, String.join("=", lines), "<answer>" + chain.value() + "</answer>");
    }

    /// A chain with its values on the way: `values[k]` after k operations.
    private record Chain(int[] operands, char[] operators, int[] values) {

        static Chain draw(Settings s, SplittableRandom random) {
            while (true) {
                int[] operands = new int[s.operands];
                char[] operators = new char[s.operands - 1];
                int[] values = new int[s.operands];
                boolean within = true;
                for (int i = 0; i < s.operands; i++) {
                    operands[i] = 1 + random.nextInt(s.largestOperand);
                    if (i == 0) {
                        values[0] = operands[0];
                        continue;
                    }
                    operators[i - 1] = OPERATORS.charAt(random.nextInt(OPERATORS.length()));
                    values[i] = apply(values[i - 1], operators[i - 1], operands[i]);
                    within &= values[i] >= 0 && values[i] <= s.largestValue;
                }
                if (within) {
                    return new Chain(operands, operators, values);
                }
            }
        }

        private static int apply(int a, char operator, int b) {
            return switch (operator) {
                case '+' -> a + b;
                case '-' -> a - b;
                case '*' -> a * b;
                default -> throw new IllegalArgumentException("no operator " + operator);
            };
        }

        int value() {
            return values[values.length - 1];
        }

        /// What is left to compute after so many operations.
        String from(int done) {
            StringBuilder text = new StringBuilder().append(values[done]);
            for (int i = done; i < operators.length; i++) {
                text.append(operators[i]).append(operands[i + 1]);
            }
            return text.toString();
        }
    }
}
