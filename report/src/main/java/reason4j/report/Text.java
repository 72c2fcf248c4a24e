package reason4j.report;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// Numbers and strings as the page shows them.
final class Text {

    private Text() {}

    /// Text that no browser takes for markup, in content and in quoted attributes.
    static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c < ' ' && c != '\n' && c != '\t' ? '\uFFFD' : c);
            }
        }
        return out.toString();
    }

    /// At most so many characters, with a word on how many were left out.
    static String shorten(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
        return text.substring(0, end) + " … (" + count(text.length() - end) + " more characters)";
    }

    /// Bytes that JSON takes on the page: UTF-8, and six for each `<`.
    static int bytes(JsonNode json) {
        String text = json.toString();
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c == '<' ? 6 : c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
        }
        return bytes;
    }

    /// `12,345`.
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /// A rate from 0 to 1 as `12.3 %`.
    static String percent(double rate) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * rate);
    }

    /// A measured number with as many places as its size deserves.
    static String number(double value) {
        double size = Math.abs(value);
        return size >= 1000
                ? count(Math.round(value))
                : String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }
}
