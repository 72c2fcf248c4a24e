package reason4j.curate.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import reason4j.curate.text.Canonical.Kind;

/// Reads LaTeX, Unicode mathematics and plain text into one form.
final class CanonicalReader {

    private final String text;
    private final StringBuilder stream = new StringBuilder();
    private final List<Integer> starts = new ArrayList<>();
    private final List<Kind> kinds = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();
    /// Where sentences and lines end in the stream.
    private final BitSet breaks = new BitSet();
    /// Where numerators end, so that a stroke goes there.
    private final List<Integer> strokes = new ArrayList<>();

    CanonicalReader(String text) {
        String rest =
                Markup.without(Elements.read(Macros.expanded(LostLatex.found(Damage.undone(Drawings.without(text))))));
        this.text = Normalizer.isNormalized(rest, Normalizer.Form.NFC)
                ? rest
                : Normalizer.normalize(rest, Normalizer.Form.NFC);
    }

    Canonical read() {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\\') {
                i = command(i);
            } else if (isLetter(c)) {
                i = word(i);
            } else if (isDigit(c)) {
                i = number(i);
            } else {
                i = symbol(i, c);
            }
        }
        return new Canonical(
                text,
                stream.toString().toCharArray(),
                breaks,
                starts.stream().mapToInt(Integer::intValue).toArray(),
                kinds.toArray(Kind[]::new),
                places.stream().mapToInt(Integer::intValue).toArray());
    }

    private int command(int at) {
        int end = lettersEnd(at + 1);
        if (end == at + 1) {
            boolean digit = end < text.length() && isDigit(text.charAt(end));
            int twice = text.startsWith("\\\\", at) ? lettersEnd(at + 2) : at;
            if (twice > at + 2 && LatexNames.known(name(at + 2, twice))) {
                return at + 1; // a backslash that was escaped
            }
            return Math.min(text.length(), digit ? end : at + 2); // \, \; \\ \{ \% and the like only typeset
        }
        String name = name(at + 1, end);
        if (name.charAt(0) == 'n' && !LatexNames.WITH_N.contains(name)) {
            breaks.set(stream.length());
            return at + 2; // an end of line that was escaped
        }
        return command(name, end, at);
    }

    private int command(String name, int end, int at) {
        if (LatexNames.FRACTIONS.contains(name)) {
            strokes.add(argumentEnd(end));
        } else if (LatexNames.ARGUMENT_IS_TYPESETTING.contains(name)) {
            return argumentEnd(end);
        } else if (LatexNames.own(name)) {
            int second = groupEnd(end);
            if (second > end && groupEnd(second) > second) {
                strokes.add(second); // an author's short name for a fraction
            }
        } else if (!LatexNames.TYPESETTING.contains(name)) {
            String meaning = LatexNames.MEANINGS.getOrDefault(name, name);
            add(meaning, isLetter(meaning.charAt(0)) ? Kind.WORD : Kind.OPERATOR, at);
        }
        return end;
    }

    /// A command's name; `\FRAC` is `\frac` in capitals.
    private String name(int from, int to) {
        return text.substring(from, to).toLowerCase(Locale.ROOT);
    }

    private int lettersEnd(int from) {
        int end = from;
        while (end < text.length() && isAsciiLetter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /// Where the group in braces that begins here ends, or here if none begins.
    private int groupEnd(int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) == ' ') {
            i++;
        }
        return i < text.length() && text.charAt(i) == '{' ? argumentEnd(i) : from;
    }

    /// Where the argument that begins here ends: after its closing brace, or after one character.
    private int argumentEnd(int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) == ' ') {
            i++;
        }
        if (i >= text.length() || text.charAt(i) != '{') {
            return Math.min(text.length(), i + 1);
        }
        int depth = 0;
        for (; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0) {
                return i + 1;
            }
        }
        return text.length();
    }

    private int word(int at) {
        int end = at + 1;
        StringBuilder letters = new StringBuilder().append(text.charAt(at));
        while (end < text.length()) {
            int next = broken(end) ? end + 2 : end;
            if (next >= text.length() || !isLetter(text.charAt(next)) && !misread(next)) {
                break;
            }
            letters.append(misread(next) ? (text.charAt(next) == '0' ? 'o' : 'l') : text.charAt(next));
            end = next + 1;
        }
        String word = plain(letters.toString());
        if (lostBackslash(word, end)) {
            return command(word, end, at);
        }
        NumberWords number = NumberWords.at(text, at, end, word);
        if (number != null) {
            int value = number.value();
            add(Integer.toString(value), value == 1 ? Kind.SOFT_NUMBER : Kind.NUMBER, at);
            return number.end();
        }
        String meaning = LatexNames.SYNONYMS.getOrDefault(word, word);
        String sign = LatexNames.SPOKEN.get(meaning);
        if (sign != null) {
            add(sign, isDigit(sign.charAt(0)) ? Kind.NUMBER : Kind.OPERATOR, at);
        } else if (!LatexNames.SIGNS_IN_WORDS.contains(meaning) && !ordinal(word, at)) {
            // rn and m look alike
            add(meaning.replace("rn", "m"), word.length() == 1 ? Kind.LETTER : Kind.WORD, at);
        }
        return end;
    }

    private boolean ordinal(String word, int at) {
        return at > 0 && isDigit(text.charAt(at - 1)) && LatexNames.ENDINGS.contains(word);
    }

    /// Whether a letter of a word was read as a digit or capital that looks like it.
    private boolean misread(int at) {
        char c = text.charAt(at);
        if ("01I".indexOf(c) < 0 || at < 2 || !isLower(text.charAt(at - 1)) || text.charAt(at - 2) == '\\') {
            return false;
        }
        char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        boolean last = next == ' ' && c != 'I' && isLetter(text.charAt(at - 2));
        return last || isLower(next);
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    /// Whether a word is broken here, by a hyphen at the end of a line.
    private boolean broken(int at) {
        return text.charAt(at) == '-'
                && at + 2 < text.length()
                && text.charAt(at + 1) == '\n'
                && isLetter(text.charAt(at + 2));
    }

    private boolean lostBackslash(String word, int end) {
        if (LatexNames.NO_WORDS.contains(word)) {
            return true;
        }
        char next = end < text.length() ? text.charAt(end) : ' ';
        return next == '{' && LatexNames.known(word)
                || "([|)]".indexOf(next) >= 0 && (word.equals("left") || word.equals("right"));
    }

    private int number(int at) {
        StringBuilder digits = new StringBuilder();
        int i = at;
        boolean argument = strokes.contains(at + 1);
        while (i < text.length()) {
            char c = text.charAt(i);
            if (isDigit(c)) {
                digits.append((char) ('0' + Character.digit(c, 10)));
                i++;
                if (argument) {
                    break; // \frac12 is one half
                }
            } else if (thousands(i, ",", at)
                    || thousands(i, "{,}", at)
                    || thousands(i, "\\,", at)
                    || thousands(i, "\\ ", at)) {
                i += c == ',' ? 1 : c == '{' ? 3 : 2;
            } else if (c == '.' && i + 1 < text.length() && isDigit(text.charAt(i + 1))) {
                digits.append('.');
                i++;
            } else {
                break;
            }
        }
        add(trimmed(digits.toString()), Kind.NUMBER, at);
        stroke(at, i);
        return i;
    }

    /// 7.0 is 7 and 007 is 7.
    private static String trimmed(String digits) {
        String s = digits;
        int dot = s.indexOf('.');
        if (dot >= 0 && s.indexOf('.', dot + 1) < 0) {
            s = s.replaceAll("0+$", "").replaceAll("\\.$", "");
        }
        int zeros = 0;
        while (zeros + 1 < s.length() && s.charAt(zeros) == '0' && s.charAt(zeros + 1) != '.') {
            zeros++;
        }
        return s.substring(zeros);
    }

    /// Whether a separator of thousands stands here: three digits follow and no fourth.
    private boolean thousands(int i, String separator, int start) {
        int from = i + separator.length();
        return i - start >= 1
                && i - start <= 3 + 4 * 4
                && text.startsWith(separator, i)
                && from + 3 <= text.length()
                && isDigit(text.charAt(from))
                && isDigit(text.charAt(from + 1))
                && isDigit(text.charAt(from + 2))
                && (from + 3 == text.length() || !isDigit(text.charAt(from + 3)));
    }

    private int symbol(int at, char c) {
        if (text.startsWith("->", at)) {
            add("to", Kind.WORD, at);
            return at + 2;
        }
        if ("<>!=".indexOf(c) >= 0 && text.startsWith("=", at + 1)) {
            add(c == '=' ? "=" : c + "=", Kind.OPERATOR, at);
            return at + 2;
        }
        String meaning = LatexNames.SYMBOLS.get(c);
        if (meaning != null && !hyphen(at, c)) {
            Kind kind =
                    isDigit(meaning.charAt(0)) ? Kind.NUMBER : isLetter(meaning.charAt(0)) ? Kind.WORD : Kind.OPERATOR;
            add(meaning, kind, at);
        }
        stroke(at, at + 1);
        if (c == '\n' || endsSentence(at, c)) {
            breaks.set(stream.length());
        }
        return at + 1;
    }

    private boolean endsSentence(int at, char c) {
        if (".?!:;])。？".indexOf(c) < 0) {
            return false;
        }
        boolean bracket = c == ']' || c == ')';
        int next = at + 1;
        while (next < text.length() && "$\"'”’*".indexOf(text.charAt(next)) >= 0) {
            next++;
        }
        boolean space = next == text.length() || text.charAt(next) <= ' ' || text.charAt(next) == '\\' || c > 128;
        return space && (!bracket || stream.length() <= 12);
    }

    /// A stroke of fraction if a numerator ended between these places.
    private void stroke(int from, int to) {
        if (!strokes.isEmpty() && strokes.removeIf(end -> end > from && end <= to)) {
            add("/", Kind.OPERATOR, from);
        }
    }

    /// Whether a dash joins words, as in `non-negative`, `11-gon` or `two-digit`, and is no minus.
    private boolean hyphen(int at, char c) {
        if (c != '-' || at == 0 || at + 2 >= text.length()) {
            return false;
        }
        int after = at + 1;
        while (after < text.length() && isLetter(text.charAt(after))) {
            after++;
        }
        int letters = after - at - 1;
        char before = text.charAt(at - 1);
        boolean wordBefore = at >= 2 && isLetter(before) && isLetter(text.charAt(at - 2));
        boolean closed = before == '$' || (before == ')' && at >= 2 && text.charAt(at - 2) == '\\');
        boolean joins = letters >= 2 && LatexNames.JOINED.contains(text.substring(at + 1, after));
        return letters >= 2 && wordBefore || joins || letters >= 3 && (isDigit(before) || isLetter(before) || closed);
    }

    private void add(String token, Kind kind, int place) {
        starts.add(stream.length());
        kinds.add(kind);
        places.add(place);
        stream.append(token);
    }

    static String plain(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        for (int i = 0; i < lower.length(); i++) {
            if (lower.charAt(i) >= 128) {
                return Normalizer.normalize(lower, Normalizer.Form.NFD).replaceAll("\\p{Mn}", "");
            }
        }
        return lower;
    }

    private static boolean isAsciiLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isLetter(char c) {
        return c < 128 ? isAsciiLetter(c) : Character.isLetter(c) && !LatexNames.SYMBOLS.containsKey(c);
    }

    private static boolean isDigit(char c) {
        return c < 128 ? c >= '0' && c <= '9' : Character.isDigit(c);
    }
}
