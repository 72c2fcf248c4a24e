package reason4j.curate.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Undoes what encodings, scans and converters do to a text: UTF-8 that was read as Windows-1252, letters of another
/// alphabet that look alike, page breaks, formulas with a space around each sign.
final class Damage {

    /// What Windows-1252 shows for the bytes from 0x80 to 0x9F; those that it lacks are as in Latin-1.
    private static final String WINDOWS = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    private static final String CYRILLIC = "аеорсхуіѕјԁһАВЕКМНОРСТХІЅ";
    private static final String LATIN = "aeopcxyisjdhABEKMHOPCTXIS";

    /// The number of a page, the end of it, and the head of the next.
    private static final Pattern PAGE_BREAK = Pattern.compile("\\n\\s*(\\d{1,4}[ \\t]*\\n)?[ \\t]*\\f[^\\n]*(\\n|$)");

    private static final Pattern APART =
            Pattern.compile("\\$((?:\\s*(?:\\\\[A-Za-z]+|\\\\[^A-Za-z]|\\S)(?=\\s))+\\s+)\\$");
    private static final Pattern DIGITS_APART =
            Pattern.compile("(?<=\\d) (?=\\d)|(?<=\\d) (?=\\. \\d)|(?<=\\d \\.) (?=\\d)");

    private Damage() {}

    static String undone(String text) {
        String s = lookAlikes(decoded(text));
        if (s.indexOf('\f') >= 0) {
            s = PAGE_BREAK.matcher(s).replaceAll("\n");
        }
        if (s.contains(" $")) {
            s = APART.matcher(s)
                    .replaceAll(m -> Matcher.quoteReplacement(
                            "$" + DIGITS_APART.matcher(m.group(1)).replaceAll("") + "$"));
        }
        return s;
    }

    private static String decoded(String text) {
        int first = 0;
        while (first < text.length() && "ÂÃÎÏâðï".indexOf(text.charAt(first)) < 0) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.substring(0, first));
        int i = first;
        while (i < text.length()) {
            int end = i;
            while (end < text.length() && octet(text.charAt(end)) >= 0x80) {
                end++;
            }
            out.append(end - i > 1 ? decoded(text, i, end) : text.substring(i, Math.max(end, i + 1)));
            i = Math.max(end, i + 1);
        }
        return out.toString();
    }

    private static String decoded(String text, int from, int to) {
        byte[] bytes = new byte[to - from];
        for (int i = from; i < to; i++) {
            bytes[i - from] = (byte) octet(text.charAt(i));
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            return text.substring(from, to); // it was meant so
        }
    }

    /// The byte that Windows-1252 shows as this character, or -1.
    private static int octet(char c) {
        int windows = WINDOWS.indexOf(c);
        return windows >= 0 ? 0x80 + windows : c < 0x100 ? c : -1;
    }

    /// Cyrillic letters within Latin words.
    private static String lookAlikes(String text) {
        StringBuilder out = null;
        for (int i = 0; i < text.length(); i++) {
            int alike = text.charAt(i) >= 'Ѐ' && text.charAt(i) <= 'ԯ' ? CYRILLIC.indexOf(text.charAt(i)) : -1;
            if (alike >= 0 && (latin(text, i - 1) || latin(text, i + 1))) {
                out = out == null ? new StringBuilder(text) : out;
                out.setCharAt(i, LATIN.charAt(alike));
            }
        }
        return out == null ? text : out.toString();
    }

    private static boolean latin(String text, int at) {
        char c = at < 0 || at >= text.length() ? ' ' : text.charAt(at);
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
