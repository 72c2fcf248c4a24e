package reason4j.learn.generate;

import java.util.List;
import reason4j.learn.text.TokenStream;

/// The text of one row as it grows, and whether a stop string has come. Each token costs as much as itself: only
/// what is new is decoded and searched, with as much before it as a stop string is long.
final class Transcript {

    private final TokenStream stream;
    private final List<String> stops;
    private final int longest;
    private final StringBuilder text = new StringBuilder();
    private int released;
    private boolean stopped;

    /// @param stops strings that end the text and are cut off; empty ones are none
    Transcript(TokenStream stream, List<String> stops) {
        this.stream = stream;
        this.stops = stops.stream().filter(stop -> !stop.isEmpty()).toList();
        this.longest = this.stops.stream().mapToInt(String::length).max().orElse(0);
    }

    /// Takes the next token's text.
    void add(int id) {
        grow(stream.next(id));
    }

    /// No more tokens will come: what waits for the rest of a character is text now.
    void end() {
        grow(stream.end());
    }

    private void grow(String piece) {
        if (stopped || piece.isEmpty()) {
            return;
        }
        int from = Math.max(0, text.length() - longest + 1);
        text.append(piece);
        int cut = -1;
        for (String stop : stops) {
            int at = text.indexOf(stop, from);
            if (at >= 0 && (cut < 0 || at < cut)) {
                cut = at;
            }
        }
        if (cut >= 0) {
            text.setLength(cut);
            stopped = true;
        }
    }

    /// Whether a stop string has come.
    boolean stopped() {
        return stopped;
    }

    /// What can be shown since the last call, and will never be taken back.
    String release() {
        return show(text.length() - held());
    }

    /// All that has not been shown; to be called at the end.
    String rest() {
        return show(text.length());
    }

    private String show(int to) {
        String piece = text.substring(released, to);
        released = to;
        return piece;
    }

    /// Length of the longest end of the text that may be the beginning of a stop string.
    private int held() {
        if (stopped) {
            return 0;
        }
        for (int n = Math.min(longest - 1, text.length() - released); n > 0; n--) {
            if (begins(text.length() - n, n)) {
                return n;
            }
        }
        return 0;
    }

    private boolean begins(int at, int n) {
        for (String stop : stops) {
            if (n < stop.length() && stop.startsWith(text.substring(at))) {
                return true;
            }
        }
        return false;
    }

    String text() {
        return text.toString();
    }
}
