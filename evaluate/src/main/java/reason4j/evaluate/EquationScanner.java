package reason4j.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds equations in running text: tries to read a chain of expressions wherever one may begin, and goes on behind it.
/// Depth, operands and digits are bounded, so that no text takes long.
final class EquationScanner {

    private static final int MAX_DEPTH = 16;
    private static final int MAX_OPERANDS = 64;
    private static final int MAX_DIGITS = 30;

    /// One side of an equation.
    ///
    /// @param value null where a division by zero leaves none
    /// @param places decimal places, if the side is one decimal without an operator, otherwise 0
    /// @param operators how many operators it has
    /// @param percent whether the side is one number with a percent sign
    private record Side(@Nullable Fraction value, int places, int operators, boolean percent) {

        static Side compound(@Nullable Fraction value, int operators) {
            return new Side(value, 0, operators, false);
        }

        Side negated() {
            return new Side(value == null ? null : value.negate(), places, operators, percent);
        }

        /// `95%` as 95, as people write it: `100 - 5 = 95%`.
        Side withoutPercent() {
            Fraction hundredfold = value == null ? null : value.over(Fraction.HUNDREDTH);
            return new Side(hundredfold, Math.max(0, places - 2), operators, false);
        }
    }

    private final String text;
    private final Precedence precedence;
    private int at;
    private int operands;

    EquationScanner(String text, Precedence precedence) {
        this.text = plain(text);
        this.precedence = precedence;
    }

    /// The LaTeX commands that stand in equations of numbers, as the characters they print.
    private static String plain(String text) {
        return text.indexOf('\\') < 0
                ? text
                : text.replace("\\times", "×")
                        .replace("\\cdot", "·")
                        .replace("\\div", "÷")
                        .replace("\\left(", "(")
                        .replace("\\right)", ")")
                        .replace("\\$", "$")
                        .replace("\\%", "%")
                        .replace("\\text", " ")
                        .replace("\\)", " ")
                        .replace("\\]", " ");
    }

    TrueSteps count() {
        TrueSteps sum = TrueSteps.NONE;
        at = 0;
        while (at < text.length()) {
            if (mayBegin(at)) {
                int start = at;
                sum = sum.plus(count(chain()));
                at = Math.max(at, start + 1);
                skipNumber();
            } else {
                at++;
            }
        }
        return sum;
    }

    private static TrueSteps count(List<Side> chain) {
        TrueSteps sum = TrueSteps.NONE;
        for (int i = 1; i < chain.size(); i++) {
            Side left = chain.get(i - 1);
            Side right = chain.get(i);
            if (left.operators + right.operators > 0) {
                sum = sum.plus(new TrueSteps(agree(left, right) ? 1 : 0, 1));
            }
        }
        return sum;
    }

    private static boolean agree(Side left, Side right) {
        if (left.value == null || right.value == null) {
            return false;
        }
        if (left.percent != right.percent
                && (left.percent ? agree(left.withoutPercent(), right) : agree(left, right.withoutPercent()))) {
            return true;
        }
        return left.value.equals(right.value)
                || (right.places > 0 && right.value.rounds(left.value, right.places))
                || (left.places > 0 && left.value.rounds(right.value, left.places));
    }

    /// Whether an expression may begin here: not within a word or number, nor behind an operator whose left side could
    /// not be read.
    private boolean mayBegin(int i) {
        char c = text.charAt(i);
        boolean sign = isMinus(c) && isDigitAt(i + 1);
        if (!isDigit(c) && c != '(' && c != '$' && !sign && !(c == '.' && isDigitAt(i + 1))) {
            return false;
        }
        char glued = i == 0 ? ' ' : text.charAt(i - 1);
        if (Character.isLetterOrDigit(glued) || "._^\\})]%".indexOf(glued) >= 0) {
            return false;
        }
        int before = lastNonSpace(i - 1);
        return before < 0 || !(continues(before) || (sign && isOperand(text.charAt(before))));
    }

    private boolean continues(int before) {
        if (isTimesLetter(before)) {
            return before > 0 && !Character.isLetter(text.charAt(before - 1));
        }
        if (text.charAt(before) != '^' && !isOperatorAt(before)) {
            return false;
        }
        boolean bold = isBold(before - 1);
        int earlier = lastNonSpace(before - (bold ? 2 : 1));
        boolean bulletOrBold =
                earlier < 0 || text.charAt(earlier) == '\n' || (bold && !isOperand(text.charAt(earlier)));
        return !bulletOrBold;
    }

    private static boolean isOperand(char c) {
        return Character.isLetterOrDigit(c) || ")}]%".indexOf(c) >= 0;
    }

    private boolean isBold(int i) {
        return i >= 0 && text.startsWith("**", i);
    }

    private int lastNonSpace(int from) {
        int i = from;
        while (i >= 0 && isSpace(text.charAt(i))) {
            i--;
        }
        return i;
    }

    private int firstNonSpace(int from) {
        int i = from;
        while (i < text.length() && isSpace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /// Reads `side (= side)*`, as far as it can be read.
    private List<Side> chain() {
        List<Side> sides = new ArrayList<>();
        operands = 0;
        Side side = side();
        while (side != null && endsCleanly()) {
            sides.add(side);
            int end = at;
            skipSpaces();
            if (!next('=') || (at < text.length() && text.charAt(at) == '=')) {
                at = end;
                break;
            }
            operands = 0;
            side = side();
        }
        return sides;
    }

    /// Whether what was read is not the beginning of something larger, such as `3x` or `2^5` or `7 * y`. A dash
    /// behind a space may be the sentence's.
    private boolean endsCleanly() {
        if (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "^_({!".indexOf(text.charAt(at)) >= 0)) {
            return false;
        }
        boolean command = at + 1 < text.length() && text.charAt(at) == '\\' && Character.isLetter(text.charAt(at + 1));
        int next = firstNonSpace(at);
        return !command
                && (next == text.length()
                        || !isOperatorAt(next)
                        || isBold(next)
                        || (next > at && isMinus(text.charAt(next))));
    }

    private @Nullable Side side() {
        skipSpaces();
        return expression(0);
    }

    /// Reads operands and operators on one level of brackets and evaluates them.
    private @Nullable Side expression(int depth) {
        List<@Nullable Fraction> values = new ArrayList<>();
        List<Character> signs = new ArrayList<>();
        Side first = operand(depth);
        if (first == null) {
            return null;
        }
        values.add(first.value);
        int operators = first.operators;
        for (int end = at; ; end = at) {
            char sign = operator();
            Side operand = sign == 0 ? null : operand(depth);
            if (operand == null) {
                at = end;
                break;
            }
            signs.add(sign);
            values.add(operand.value);
            operators += 1 + operand.operators;
        }
        return signs.isEmpty() ? first : Side.compound(precedence.evaluate(values, signs), operators);
    }

    /// A number or a bracket, perhaps negative. Leaves the place where it was on failure.
    private @Nullable Side operand(int depth) {
        int start = at;
        skipSpaces();
        next('$');
        boolean negative = at < text.length() && isMinus(text.charAt(at));
        if (negative) {
            at++;
            next('$');
        }
        Side side = operands++ >= MAX_OPERANDS ? null : next('(') ? bracket(depth) : number();
        if (side == null) {
            at = start;
            return null;
        }
        return negative ? side.negated() : side;
    }

    private @Nullable Side bracket(int depth) {
        Side inner = depth < MAX_DEPTH ? expression(depth + 1) : null;
        if (inner == null) {
            return null;
        }
        skipSpaces();
        return next(')') ? Side.compound(inner.value, inner.operators) : null;
    }

    private @Nullable Side number() {
        int start = at;
        int end = endOfNumber(start);
        String digits = text.substring(start, end).replace(",", "");
        if (digits.isEmpty() || digits.length() > MAX_DIGITS) {
            return null;
        }
        at = end;
        int point = digits.indexOf('.');
        Fraction value = Fraction.decimal(digits);
        if (next('%')) {
            return new Side(value.times(Fraction.HUNDREDTH), point < 0 ? 2 : digits.length() - point + 1, 0, true);
        }
        return point < 0
                ? Side.compound(value.plus(properFraction()), 0)
                : new Side(value, digits.length() - point - 1, 0, false);
    }

    /// Reads the `1/2` of `3 1/2`; 0 where there is none.
    private Fraction properFraction() {
        int start = firstNonSpace(at);
        int slash = endOfNumber(start);
        int end = slash < text.length() && text.charAt(slash) == '/' ? endOfNumber(slash + 1) : slash;
        if (start == at || start == slash || end <= slash + 1 || end - start > 6 || text.charAt(start) == '0') {
            return Fraction.ZERO;
        }
        String numerator = text.substring(start, slash);
        String denominator = text.substring(slash + 1, end);
        if (!isWhole(numerator)
                || !isWhole(denominator)
                || Integer.parseInt(numerator) >= Integer.parseInt(denominator)) {
            return Fraction.ZERO;
        }
        at = end;
        return Fraction.decimal(numerator).over(Fraction.decimal(denominator));
    }

    private static boolean isWhole(String digits) {
        return digits.indexOf('.') < 0 && digits.indexOf(',') < 0;
    }

    /// Reads an operator and leaves the place behind it; 0 where there is none.
    private char operator() {
        skipSpaces();
        if (at >= text.length() || !isOperatorAt(at)) {
            return 0;
        }
        char c = text.charAt(at++);
        if (isMinus(c)) {
            return '-';
        }
        return switch (c) {
            case '+' -> '+';
            case '/', '÷' -> '/';
            default -> '*';
        };
    }

    private boolean isOperatorAt(int i) {
        char c = text.charAt(i);
        return "+*/×·∙⋅÷".indexOf(c) >= 0 || isMinus(c) || isTimesLetter(i);
    }

    /// Whether this is the letter x that stands for a multiplication: what follows is a number or a bracket.
    private boolean isTimesLetter(int i) {
        char c = text.charAt(i);
        if (c != 'x' && c != 'X') {
            return false;
        }
        int next = firstNonSpace(i + 1);
        return next < text.length() && (isDigit(text.charAt(next)) || "($.".indexOf(text.charAt(next)) >= 0);
    }

    private int endOfNumber(int start) {
        int limit = Math.min(text.length(), start + 2 * MAX_DIGITS);
        boolean point = false;
        int i = start;
        for (; i < limit; i++) {
            char c = text.charAt(i);
            if (c == '.' && !point && isDigitAt(i + 1)) {
                point = true;
            } else if (!isDigit(c) && !(c == ',' && !point && i > start && isGroupOfThree(i + 1))) {
                return i;
            }
        }
        return i;
    }

    private boolean isGroupOfThree(int i) {
        return isDigitAt(i) && isDigitAt(i + 1) && isDigitAt(i + 2) && !isDigitAt(i + 3);
    }

    private boolean isDigitAt(int i) {
        return i < text.length() && isDigit(text.charAt(i));
    }

    private void skipNumber() {
        while (at > 0 && isDigitAt(at) && isDigitAt(at - 1)) {
            at++;
        }
    }

    private void skipSpaces() {
        at = firstNonSpace(at);
    }

    private boolean next(char wanted) {
        boolean there = at < text.length() && text.charAt(at) == wanted;
        if (there) {
            at++;
        }
        return there;
    }

    // a line ends an equation
    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\u00A0';
    }

    private static boolean isMinus(char c) {
        return c == '-' || c == '−' || c == '–';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
