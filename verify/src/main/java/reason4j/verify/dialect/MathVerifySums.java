package reason4j.verify.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reason4j.verify.dialect.MathVerifyLadder.Found;

/// Calculations such as `3 + 4/2` in a response: digits and operators up to a full stop, comma, colon, blank or dollar.
final class MathVerifySums {

    private static final Pattern START = Pattern.compile("(?:^|\\s|=)(?:\\*\\*)?(?<value>[-(\\d])");
    private static final int LONGEST = 400;
    private static final String OPERATORS = "+-*×/^()÷";
    private static final String AFTER = ".,:)$ \n\t";

    private final String response;

    /// Up to here there are digits and blanks alone, from where the last calculation was looked for.
    private int plain;

    private MathVerifySums(String response) {
        this.response = response;
    }

    static List<Found> of(String response) {
        return new MathVerifySums(response).all();
    }

    private List<Found> all() {
        List<Found> found = new ArrayList<>();
        Matcher matcher = START.matcher(response);
        int from = 0;
        while (from <= response.length() && matcher.find(from)) {
            int start = matcher.start("value");
            int end = end(start);
            if (end > 0) {
                found.add(new Found(end, start, response.substring(start, end).strip()));
            }
            from = Math.max(end, start + 1);
        }
        return found;
    }

    private int end(int start) {
        int limit = Math.min(response.length(), start + LONGEST);
        int operator = Math.max(start + 1, plain);
        while (operator < limit && isOfSum(operator) && !isOperator(operator)) {
            operator++;
        }
        plain = operator;
        int end = operator;
        while (end < limit && isOfSum(end)) {
            end++;
        }
        for (int k = end; k > operator + 1; k--) {
            if (k == response.length() || AFTER.indexOf(response.charAt(k)) >= 0) {
                return k;
            }
        }
        return -1;
    }

    private boolean isOperator(int k) {
        return OPERATORS.indexOf(response.charAt(k)) >= 0;
    }

    private boolean isOfSum(int k) {
        char c = response.charAt(k);
        return Character.isDigit(c) || c == '.' || Character.isWhitespace(c) || isOperator(k);
    }
}
