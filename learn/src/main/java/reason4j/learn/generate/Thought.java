package reason4j.learn.generate;

import java.util.ArrayDeque;
import java.util.Deque;

/// How far the reasoning of one row has come, and what is forced upon it.
final class Thought {

    private final Thinking bounds;
    private final Deque<Integer> forced = new ArrayDeque<>();
    private int tokens;
    private int refused;
    private boolean over;

    Thought(Thinking bounds) {
        this.bounds = bounds;
    }

    /// Whether the next token is decided already.
    boolean forces() {
        return !forced.isEmpty();
    }

    /// The next token that is decided already.
    int next() {
        return forced.remove();
    }

    /// Whether a sampled token must give way to what is forced now.
    ///
    /// @param ends whether it would end the completion
    boolean refuses(int id, boolean ends) {
        boolean wantsToEnd = ends || id == bounds.end();
        if (over || !wantsToEnd || (refused >= bounds.waits() && tokens >= bounds.least())) {
            return false;
        }
        refused++;
        for (int wait : bounds.instead()) {
            forced.add(wait);
        }
        return true;
    }

    /// Takes note of a token that was written.
    void wrote(int id) {
        if (over) {
            return;
        }
        if (id == bounds.end()) {
            over = true;
            return;
        }
        tokens++;
        if (bounds.most() > 0 && tokens >= bounds.most()) {
            forced.clear();
            forced.add(bounds.end());
        }
    }
}
