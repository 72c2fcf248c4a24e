package reason4j.learn.generate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;
import reason4j.learn.text.Tokenizer;

/// How far the reasoning of one row has come, and what is forced upon it.
final class Thought {

    private final Thinking bounds;
    private final Tokenizer tokenizer;
    private final OptionalInt endId;
    private final Deque<Integer> forced = new ArrayDeque<>();
    private SpelledTokens spelled;
    private int tokens;
    private int refused;
    private boolean over;

    Thought(Thinking bounds, Tokenizer tokenizer) {
        this.bounds = bounds;
        this.tokenizer = tokenizer;
        this.endId = bounds.endId(tokenizer);
        this.spelled = new SpelledTokens(tokenizer);
    }

    /// Whether the next token is decided already.
    boolean forces() {
        return !forced.isEmpty();
    }

    /// The next token that is decided already.
    int next() {
        return forced.remove();
    }

    /// Whether a sampled token that would end all, or is the end of reasoning by itself, must give way to what is
    /// forced now.
    ///
    /// @param ends whether it would end the completion
    boolean refuses(int id, boolean ends) {
        if (over || !(ends || isEnd(id)) || !tooEarly()) {
            return false;
        }
        refuse("");
        return true;
    }

    private boolean isEnd(int id) {
        return endId.isPresent() && id == endId.getAsInt();
    }

    private boolean tooEarly() {
        return refused < bounds.waits() || tokens < bounds.least();
    }

    private void refuse(String before) {
        refused++;
        force(before + bounds.instead());
    }

    private void force(String text) {
        for (int id : tokenizer.encode(text)) {
            forced.add(id);
        }
    }

    /// Takes note of a token that was written.
    ///
    /// @param ids all that was written, the token the last
    /// @param chosen by the model, and not forced upon it
    /// @return how many of the last tokens are to be taken back, since they spell an end that is refused
    int wrote(int[] ids, int length, boolean chosen) {
        if (over) {
            return 0;
        }
        int id = ids[length - 1];
        if (isEnd(id)) {
            over = true;
            return 0;
        }
        tokens++;
        if (endId.isEmpty()) {
            spelled.add(id);
            int at = spelled.find(bounds.end());
            if (at >= 0) {
                return ended(at, ids, length, chosen);
            }
        }
        if (bounds.most() > 0 && tokens == bounds.most()) {
            forced.clear();
            endId.ifPresentOrElse(forced::add, () -> force(bounds.end()));
        }
        return 0;
    }

    /// The end is there, from character `at` on.
    private int ended(int at, int[] ids, int length, boolean chosen) {
        int kept = spelled.tokensBefore(at);
        tokens = kept;
        if (!chosen || !tooEarly()) {
            over = true;
            return 0;
        }
        refuse(spelled.text(kept, at));
        spelled = new SpelledTokens(tokenizer);
        for (int i = 0; i < kept; i++) {
            spelled.add(ids[i]);
        }
        return length - kept;
    }
}
