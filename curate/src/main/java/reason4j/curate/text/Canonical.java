package reason4j.curate.text;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/// A question freed of its typesetting: a stream of small letters, digits and a few operators, without any space, in
/// which two transcriptions of one problem are nearly equal. `$\frac{1}{2} \leq A B$`, `1/2 ≤ AB` and `(1/2) <= ab` all
/// give `1/2<=ab`. Tokens mark where words and numbers lie in it.
///
/// Built by [CanonicalReader]; immutable afterwards.
public final class Canonical {

    /// What a token is.
    public enum Kind {
        WORD,
        NUMBER,
        /// The word `one`, which is as often no number.
        SOFT_NUMBER,
        LETTER,
        OPERATOR
    }

    private static final Set<String> FORM = Set.of("answer", "answers", "express", "round", "rounded", "note", "enter");

    private static final Set<String> ANSWER =
            Set.of("answer", "answers", "result", "round", "rounded", "decimal", "decimals");
    private static final Set<String> ASKS =
            Set.of("how", "what", "which", "many", "much", "find", "compute", "determine", "if", "let", "where");
    private static final int LONGEST_FORM = 30;
    private static final int SHORTEST_REPEATED = 8;
    private static final int MOST_POINTS = 8;

    private final String source;
    private final char[] stream;
    private final BitSet breaks;
    private final int[] starts;
    private final Kind[] kinds;
    private final int[] places;

    Canonical(String source, char[] stream, BitSet breaks, int[] starts, Kind[] kinds, int[] places) {
        this.source = source;
        this.stream = stream;
        this.breaks = breaks;
        this.starts = starts;
        this.kinds = kinds;
        this.places = places;
    }

    public static Canonical of(String text) {
        return new CanonicalReader(text).read();
    }

    public int length() {
        return stream.length;
    }

    public int tokens() {
        return kinds.length;
    }

    public Kind kind(int token) {
        return kinds[token];
    }

    /// Where a token begins in the stream.
    public int start(int token) {
        return starts[token];
    }

    /// Where a token ends in the stream, exclusive.
    public int end(int token) {
        return token + 1 < starts.length ? starts[token + 1] : stream.length;
    }

    /// Where the sentence or line that holds this place of the stream begins.
    public int sentenceStart(int at) {
        return Math.max(0, breaks.previousSetBit(at));
    }

    /// Where the sentence or line that ends at this place or later does end.
    public int sentenceEnd(int at) {
        int end = breaks.nextSetBit(at);
        return end < 0 ? stream.length : end;
    }

    /// Whether what begins at this place of the stream says in which form to answer, and asks nothing.
    public boolean asksForm(int from) {
        for (int t = kinds.length - 1; t >= 0 && starts[t] >= from; t--) {
            if (kinds[t] == Kind.WORD && FORM.contains(text(t))) {
                return true;
            }
        }
        return false;
    }

    /// The characters of sentences that say in which form to answer, and nothing else: not the first sentence, nor one
    /// that asks or gives a value.
    public BitSet form() {
        BitSet form = new BitSet();
        int t = 0;
        while (t < kinds.length) {
            int end = sentenceEnd(starts[t] + 1);
            boolean says = false;
            boolean asks = starts[t] == 0;
            int from = starts[t];
            int first = t;
            for (; t < kinds.length && starts[t] < end; t++) {
                String word = kinds[t] == Kind.WORD ? text(t) : "";
                says |= ANSWER.contains(word);
                asks |= ASKS.contains(word) || text(t).equals("=");
            }
            if (says && !asks && t - first <= LONGEST_FORM) {
                form.set(from, end);
            }
        }
        return form;
    }

    /// The characters of sentences that were said before in the same text, such as a question that is its own title.
    public BitSet repeated() {
        BitSet repeated = new BitSet();
        Set<String> said = new HashSet<>();
        int from = 0;
        while (from < stream.length) {
            int to = sentenceEnd(from + 1);
            if (to - from >= SHORTEST_REPEATED && !said.add(new String(stream, from, to - from))) {
                repeated.set(from, to);
            }
            from = to;
        }
        return repeated;
    }

    /// The letters that stand alone: names of variables and points.
    public Set<Character> letters() {
        Set<Character> letters = new TreeSet<>();
        BitSet formulas = formulas();
        for (int t = 0; t < kinds.length; t++) {
            if (kinds[t] == Kind.LETTER || points(t, formulas)) {
                for (int i = starts[t]; i < end(t); i++) {
                    letters.add(stream[i]);
                }
            }
        }
        letters.remove('a'); // mostly the article
        return letters;
    }

    /// The same with one sign for each letter that stands alone and for each of the letters of a figure's points,
    /// `ABC`.
    public Canonical anonymous() {
        char[] nameless = stream.clone();
        Kind[] kindsToo = kinds.clone();
        BitSet formulas = formulas();
        for (int t = 0; t < kinds.length; t++) {
            if (kinds[t] == Kind.LETTER || points(t, formulas)) {
                Arrays.fill(nameless, starts[t], end(t), '?');
                kindsToo[t] = Kind.LETTER;
            }
        }
        return new Canonical(source, nameless, breaks, starts, kindsToo, places);
    }

    /// Whether a token is a run of different capitals in a formula: points of a figure, and no word such as `RADII`.
    private boolean points(int token, BitSet formulas) {
        int length = end(token) - start(token);
        int at = places[token];
        if (kinds[token] != Kind.WORD || length > MOST_POINTS || !formulas.get(at)) {
            return false;
        }
        int seen = 0;
        for (int i = at; i < at + length; i++) {
            int letter = i < source.length() ? source.charAt(i) - 'A' : -1;
            if (letter < 0 || letter >= 26 || (seen & 1 << letter) != 0) {
                return false;
            }
            seen |= 1 << letter;
        }
        return true;
    }

    /// The characters of the source that lie in formulas.
    private BitSet formulas() {
        BitSet formulas = new BitSet(source.length());
        boolean within = false;
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            char before = i == 0 ? ' ' : source.charAt(i - 1);
            if (c == '$' && before != '\\' && before != '$') {
                within = !within;
            } else if (before == '\\' && "()[]".indexOf(c) >= 0) {
                within = c == '(' || c == '[';
            }
            formulas.set(i, within);
        }
        return formulas;
    }

    /// The text that was read: the one given without its drawings and markup.
    public String source() {
        return source;
    }

    /// Where a token begins in [#source()].
    public int place(int token) {
        return places[token];
    }

    public String text(int token) {
        return new String(stream, start(token), end(token) - start(token));
    }

    /// A hash of a token's characters.
    public long hash(int token) {
        long h = 7;
        for (int i = start(token); i < end(token); i++) {
            h = (h ^ stream[i]) * 0x9E3779B97F4A7C15L;
            h ^= h >>> 32;
        }
        return Hash64.mix(h);
    }

    /// Hashes of the n-grams of characters, by where they begin; one of the whole stream if it is shorter.
    public long[] grams(int n) {
        int count = Math.max(stream.length == 0 ? 0 : 1, stream.length - n + 1);
        long[] grams = new long[count];
        for (int i = 0; i < count; i++) {
            long h = n;
            for (int k = i; k < Math.min(stream.length, i + n); k++) {
                h = (h ^ stream[k]) * 0x9E3779B97F4A7C15L;
                h ^= h >>> 29;
            }
            grams[i] = Hash64.mix(h);
        }
        return grams;
    }

    @Override
    public String toString() {
        return new String(stream);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Canonical c && Arrays.equals(stream, c.stream);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(stream);
    }
}
