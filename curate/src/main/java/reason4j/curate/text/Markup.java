package reason4j.curate.text;

import java.text.Normalizer;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What pages, chats, forums and mails put around and into a question: HTML, chat tokens, options to choose from. None
/// of it is
/// part of the problem.
final class Markup {

    private static final Pattern ENTITY = Pattern.compile("&(#\\d{1,6}|#[xX][0-9A-Fa-f]{1,5}|[A-Za-z]{2,8});");
    private static final Map<String, String> ENTITIES = Map.ofEntries(
            Map.entry("amp", "&"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("nbsp", " "),
            Map.entry("thinsp", " "),
            Map.entry("le", "≤"),
            Map.entry("ge", "≥"),
            Map.entry("ne", "≠"),
            Map.entry("times", "×"),
            Map.entry("minus", "-"),
            Map.entry("ndash", "–"),
            Map.entry("mdash", "—"),
            Map.entry("deg", "°"),
            Map.entry("pi", "π"),
            Map.entry("radic", "√"),
            Map.entry("ang", "∠"),
            Map.entry("hellip", "…"),
            Map.entry("infin", "∞"),
            Map.entry("frac", "/"));

    private static final String ATTRIBUTES = "(\\s+[\\w-]+\\s*=\\s*(\"[^\"<>]*\"|'[^'<>]*'))*\\s*/?>";
    private static final Pattern BLOCK = Pattern.compile(
            "</?(p|br|div|hr|h[1-6]|li|ul|ol|tr|table|tbody|center|pre|question|problem|answer|think|solution)"
                    + ATTRIBUTES,
            Pattern.CASE_INSENSITIVE);
    private static final Pattern INLINE = Pattern.compile(
            "</?(b|i|u|em|strong|sup|sub|span|td|th|code|math|font|img|a)" + ATTRIBUTES, Pattern.CASE_INSENSITIVE);
    /// Any element that is closed too, as programs mark the parts of a text.
    private static final Pattern ELEMENT = Pattern.compile(
            "<([A-Za-z][\\w-]{2,20})(?:\\s+[\\w-]+\\s*=\\s*(?:\"[^\"<>]*\"|'[^'<>]*'))*\\s*>(?=.*?</\\1>)",
            Pattern.DOTALL);
    private static final Pattern CLOSED = Pattern.compile("</[A-Za-z][\\w-]{2,20}>");

    private static final Pattern FORUM = Pattern.compile(
            "\\[/?(b|i|u|tex|latex|math|quote|hide|spoiler|url|img|color|size|center|code|list|\\*)(=[^\\]\\n]{0,80})?]",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern QUOTED = Pattern.compile("(?m)^[ \\t]{0,3}>+( |$)");
    private static final Pattern CHAT = Pattern.compile("<\\|[^|<>\\n]{1,40}\\|>|\\[/?INST]|</?s>");

    /// `(A)`, `A)` anywhere, `A.` and `A:` at the start of a line.
    private static final Pattern OPTION =
            Pattern.compile("(?<![\\p{L}\\p{N}'’\\\\])\\(?([A-E])\\)|(?<=\\n)[ \\t*]{0,4}([A-E])[.:](?=\\s)");

    /// A question about the options: which of the following holds.
    private static final Pattern CHOICE = Pattern.compile(
            "\\b(following|below|statements?|equations? (has|is|are))\\b|\\bwhich (one )?of\\b",
            Pattern.CASE_INSENSITIVE);

    private static final int LONGEST_OPTION = 160;

    private Markup() {}

    /// The text alone.
    static String without(String text) {
        String s = Wrapping.without(narrow(text));
        if (s.indexOf('[') >= 0) {
            s = FORUM.matcher(s).replaceAll(" ");
        }
        if (s.startsWith(">") || s.contains("\n>")) {
            s = QUOTED.matcher(s).replaceAll("");
        }
        if (s.indexOf('&') >= 0) {
            s = entities(entities(s)); // twice, for pages that were escaped twice
        }
        if (s.indexOf('<') >= 0 || s.contains("INST]")) {
            s = CHAT.matcher(s).replaceAll("\n");
            s = BLOCK.matcher(s).replaceAll("\n");
            s = INLINE.matcher(s).replaceAll(" ");
            if (s.contains("</")) {
                s = CLOSED.matcher(ELEMENT.matcher(s).replaceAll("\n")).replaceAll("\n");
            }
        }
        return options(s);
    }

    /// Full-width and mathematical letters, digits and signs as the plain ones.
    private static String narrow(String text) {
        int i = 0;
        while (i < text.length() && !isStyled(text.charAt(i))) {
            i++;
        }
        if (i == text.length()) {
            return text;
        }
        StringBuilder narrow = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c >= '！' && c <= '～') {
                narrow.append((char) (c - ('！' - '!')));
            } else if (c == 'ℎ' || c >= 0x1D400 && c <= 0x1D7FF) {
                narrow.append(Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC));
            } else {
                narrow.appendCodePoint(c);
            }
        });
        return narrow.toString();
    }

    /// Whether a character is full-width or begins a mathematical letter, beyond the first 65,536 characters.
    private static boolean isStyled(char c) {
        return c >= '！' && c <= '～' || c == 'ℎ' || c == '\uD835';
    }

    private static String entities(String text) {
        return ENTITY.matcher(text).replaceAll(m -> Matcher.quoteReplacement(entity(m)));
    }

    private static String entity(MatchResult m) {
        String name = m.group(1);
        if (name.startsWith("#")) {
            boolean hex = name.charAt(1) == 'x' || name.charAt(1) == 'X';
            int code = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
            return Character.isValidCodePoint(code) ? Character.toString(code) : " ";
        }
        return ENTITIES.getOrDefault(name, m.group());
    }

    /// The question without the options below it. Where it asks which of the following holds, they are the problem.
    private static String options(String text) {
        if (!text.contains("C)") && !text.contains("\nC")) {
            return text;
        }
        Matcher option = OPTION.matcher(text);
        int begin = -1;
        int last = -1;
        char next = 'A';
        while (option.find()) {
            char letter = (option.group(1) == null ? option.group(2) : option.group(1)).charAt(0);
            boolean goesOn = letter == next && (next == 'A' || option.start() - last <= LONGEST_OPTION);
            if (goesOn && letter == 'A' || letter == 'A' && next < 'D') {
                begin = option.start();
                next = 'B';
                last = option.end();
            } else if (goesOn) {
                next++;
                last = option.end();
            }
        }
        boolean list = begin >= 20 && next >= 'D';
        if (!list || CHOICE.matcher(text).region(0, begin).find()) {
            return text;
        }
        int end = text.indexOf('\n', last);
        return text.substring(0, begin) + "\n" + (end < 0 ? "" : text.substring(end));
    }
}
