package reason4j.verify.math.syntax;

import java.util.ArrayList;
import java.util.List;

/// Brackets that mean nothing: plain braces around one sign, `{[}-1,1{]}` or `3{:}45`, and braces or round brackets
/// directly around another pair of the same kind, `{{7}}` and `((7))`.
final class Braces {

    private static final String SIGNS = "[]():;=<>/|";
    private static final int MOST_ROUND = 120;

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

    /// The tokens without each pair of braces that is the whole content of another pair, so that depth counts only what
    /// has a meaning, and without each such pair of round brackets, unless they are too many.
    static List<Token> single(List<Token> tokens) {
        if (!doubled(tokens)) {
            return tokens;
        }
        int[] closes = closings(tokens);
        boolean[] dropped = new boolean[tokens.size()];
        int braces = drop('{', tokens, closes, dropped, tokens.size());
        int rounds = drop('(', tokens, closes, dropped, MOST_ROUND);
        if (braces + rounds == 0) {
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

    /// Whether two of one kind stand side by side, without which there is nothing to do.
    private static boolean doubled(List<Token> tokens) {
        Token before = tokens.getFirst();
        for (Token token : tokens) {
            if (token.kind() == Token.Kind.SIGN
                    && (token.sign('{') && before.sign('{') || token.sign('(') && before.sign('('))
                    && token != before) {
                return true;
            }
            before = token;
        }
        return false;
    }

    /// Marks the pairs within another of their kind, none if there are more than `most`; how many are marked.
    private static int drop(char kind, List<Token> tokens, int[] closes, boolean[] dropped, int most) {
        List<Integer> inner = new ArrayList<>();
        for (int k = 0; k + 1 < tokens.size(); k++) {
            boolean pair = closes[k] > 0 && tokens.get(k).sign(kind);
            if (pair && closes[k + 1] == closes[k] - 1 && tokens.get(k + 1).sign(kind)) {
                inner.add(k + 1);
            }
        }
        if (inner.size() > most) {
            return 0;
        }
        for (int k : inner) {
            dropped[k] = true;
            dropped[closes[k]] = true;
        }
        return inner.size();
    }

    /// For each opening brace and round bracket the index of the one of its kind that closes it, 0 for anything else.
    private static int[] closings(List<Token> tokens) {
        int[] closes = new int[tokens.size()];
        int[] open = new int[tokens.size()];
        int level = 0;
        for (int k = 0; k < tokens.size(); k++) {
            Token token = tokens.get(k);
            if (token.sign('{') || token.sign('(') || token.sign('[')) {
                open[level++] = k;
            } else if (level > 0 && (token.sign('}') || token.sign(')') || token.sign(']'))) {
                Token opener = tokens.get(open[--level]);
                boolean pair = opener.sign('{') && token.sign('}') || opener.sign('(') && token.sign(')');
                closes[open[level]] = pair ? k : 0;
            }
        }
        return closes;
    }
}
