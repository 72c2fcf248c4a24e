package reason4j.learn.text;

import java.util.Arrays;

/// Text of ids that come one by one, whole characters only: what is not finished yet waits for the next id. The pieces
/// put together are the text that [Tokenizer#decode] gives for all ids. Not for use by several threads.
public final class TokenStream {

    /// So many ids may wait; by then they are no beginning of a character but bytes that never were one.
    private static final int PATIENCE = 16;

    private static final char REPLACEMENT = '\uFFFD';

    private final Tokenizer tokenizer;
    private final boolean skipSpecial;
    private int[] ids = new int[64];
    private int count;
    /// Ids from here on are decoded together with the waiting ones: some decoders look at the token before.
    private int context;
    /// Ids before this have been shown.
    private int shown;

    TokenStream(Tokenizer tokenizer, boolean skipSpecial) {
        this.tokenizer = tokenizer;
        this.skipSpecial = skipSpecial;
    }

    /// Takes the next id.
    ///
    /// @return the text that it finished, often empty
    public String next(int id) {
        if (count == ids.length) {
            ids = Arrays.copyOf(ids, 2 * count);
        }
        ids[count++] = id;
        String waiting = waitingUpTo(count);
        if (waiting.isEmpty()) {
            return "";
        }
        if (waiting.charAt(waiting.length() - 1) != REPLACEMENT) {
            return show(count, waiting);
        }
        return count - shown > PATIENCE ? showBrokenBytes(waiting) : "";
    }

    /// The text that still waits, when no more ids will come.
    public String end() {
        return show(count, waitingUpTo(count));
    }

    /// Shows all but the last bytes, which may yet become a character (at most three of them are without an end).
    private String showBrokenBytes(String waiting) {
        for (int cut = count - 1; cut >= count - 3; cut--) {
            String head = waitingUpTo(cut);
            String tail = tokenizer.decode(ids, cut, count, skipSpecial);
            if (waiting.equals(head + tail)) {
                return show(cut, head);
            }
        }
        return "";
    }

    private String show(int upTo, String text) {
        context = shown;
        shown = upTo;
        return text;
    }

    private String waitingUpTo(int end) {
        String before = tokenizer.decode(ids, context, shown, skipSpecial);
        String all = tokenizer.decode(ids, context, end, skipSpecial);
        return all.substring(Math.min(before.length(), all.length()));
    }
}
