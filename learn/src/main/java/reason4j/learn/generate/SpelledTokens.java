package reason4j.learn.generate;

import java.util.Arrays;
import reason4j.learn.text.TokenStream;
import reason4j.learn.text.Tokenizer;

/// The text of tokens as they come, and where the text of each ends.
final class SpelledTokens {
    private final Tokenizer tokenizer;
    private final TokenStream stream;
    private final StringBuilder text = new StringBuilder();
    private int[] ids = new int[64];
    private int[] ends = new int[64];
    private int count;
    private int searched;

    SpelledTokens(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
        this.stream = tokenizer.stream(false);
    }

    void add(int id) {
        text.append(stream.next(id));
        if (count == ends.length) {
            ids = Arrays.copyOf(ids, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        ids[count] = id;
        ends[count++] = text.length();
    }

    /// Where a text begins that the last token has completed, or -1.
    int find(String wanted) {
        int at = text.indexOf(wanted, Math.max(0, searched - wanted.length() + 1));
        searched = text.length();
        return at;
    }

    /// How many tokens come before a character. Where characters are spelled in several tokens, none is left half: the
    /// text of these tokens is the same without those that follow.
    int tokensBefore(int at) {
        int n = count;
        while (end(n) > at || !isWhole(n)) {
            n--;
        }
        return n;
    }

    private boolean isWhole(int tokens) {
        return tokenizer.decode(Arrays.copyOf(ids, tokens)).contentEquals(text.subSequence(0, end(tokens)));
    }

    private int end(int tokens) {
        return tokens == 0 ? 0 : ends[tokens - 1];
    }

    /// The text between the first tokens and a character.
    String text(int tokens, int to) {
        return text.substring(end(tokens), to);
    }
}
