package reason4j.verify.math.syntax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Plain braces that mean nothing: around one sign, `{[}-1,1{]}` or `3{:}45`, and directly around another pair of
/// braces, `{{7}}`.
final class Braces {

    private static final String SIGNS = "[]():;=<>/|";

    private Braces() {}

    /// The text without braces around a single sign; a comma in braces is a separator of thousands and stays.
    static String unprotected(String text) {
        int at = protectedSign(text, 0);
        if (at < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int done = 0;
        while (at >= 0) {
            out.append(text, done, at).append(text.charAt(at + 1));
            done = at + 3;
            at = protectedSign(text, done);
        }
        return out.append(text, done, text.length()).toString();
    }

    /// The index of the next brace that holds one sign and belongs to no script and no escape; -1 for none.
    private static int protectedSign(String text, int from) {
        int k = text.indexOf('{', from);
        while (k >= 0 && k + 2 < text.length()) {
            char before = k == 0 ? ' ' : text.charAt(k - 1);
            boolean sign = text.charAt(k + 2) == '}' && SIGNS.indexOf(text.charAt(k + 1)) >= 0;
            if (sign && before != '^' && before != '_' && before != '\\') {
                return k;
            }
            k = text.indexOf('{', k + 1);
        }
        return -1;
    }

    /// The tokens without each pair of braces whose whole content stands in another pair, so that depth counts only
    /// what has a meaning.
    static List<Token> single(List<Token> tokens) {
        int[] closes = closings(tokens);
        boolean[] dropped = new boolean[tokens.size()];
        boolean any = false;
        for (int k = 0; k + 1 < tokens.size(); k++) {
            boolean twice = closes[k] > 0 && closes[k + 1] > 0 && closes[k + 1] == closes[k] - 1;
            if (twice) {
                dropped[k] = true;
                dropped[closes[k]] = true;
                any = true;
            }
        }
        if (!any) {
            return tokens;
        }
        List<Token> kept = new ArrayList<>();
        for (int k = 0; k < tokens.size(); k++) {
            if (!dropped[k]) {
                kept.add(tokens.get(k));
            }
        }
        return kept;
    }

    /// For each opening brace the index of the one that closes it, 0 for anything else.
    private static int[] closings(List<Token> tokens) {
        int[] closes = new int[tokens.size()];
        int[] open = new int[tokens.size()];
        Arrays.fill(open, -1);
        int level = 0;
        for (int k = 0; k < tokens.size(); k++) {
            if (tokens.get(k).sign('{')) {
                open[level++] = k;
            } else if (tokens.get(k).sign('}') && level > 0) {
                closes[open[--level]] = k;
            }
        }
        return closes;
    }
}
